package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.clustering.LabelAgreement;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.Search;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import dev.gmm4j.testing.TestData.Blobs;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class InitializationTest {
  private static final int COMPONENTS = 3;
  private static final Blobs BLOBS = TestData.blobs(600, 2, COMPONENTS, 12, 17);

  static Stream<Initialization> initializations() {
    return Stream.of(
        Initialization.kMeansPlusPlus(),
        Initialization.kMeans(),
        Initialization.randomSamples(),
        Initialization.randomResponsibilities(),
        Initialization.hierarchical(),
        Initialization.shortEm(),
        Initialization.concentration(),
        Initialization.splitting(),
        Initialization.labels(BLOBS.labels()),
        Initialization.responsibilities(TestData.oneHot(BLOBS.labels(), COMPONENTS)));
  }

  @ParameterizedTest
  @MethodSource("initializations")
  void eachInitialization_findsSeparatedBlobs(Initialization initialization) {
    for (CovarianceType type : CovarianceType.values()) {
      boolean random = initialization.label().equals("random");
      if (random && type == CovarianceType.TIED) {
        // Random responsibilities put all components near one saddle; under a shared covariance EM
        // leaves it at no linear rate at all.
        continue;
      }
      NaiveMixture optimum = NaiveMixture.maximize(
              BLOBS.rows(), null, TestData.oneHot(BLOBS.labels(), COMPONENTS), type, 0)
          .em(BLOBS.rows(), null, type, 0, 10);
      GaussianMixtureFit fit = builder(type)
          .initialization(initialization)
          .restarts(20)
          .search(Search.BRIEF)
          .tolerance(random ? 0 : 1e-10)
          .maxIterations(200)
          .regularization(0)
          .build()
          .fit(Samples.of(BLOBS.rows()));

      Expect.close(
          initialization.label() + " " + type,
          fit.logLikelihood(),
          optimum.logLikelihood(BLOBS.rows(), null),
          1e-6);
    }
  }

  @ParameterizedTest
  @EnumSource
  void labelsResponsibilitiesAndTheirParameters_areTheSameInitialization(CovarianceType type) {
    Samples samples = Samples.of(BLOBS.rows());
    double[][] oneHot = TestData.oneHot(BLOBS.labels(), COMPONENTS);
    NaiveMixture maximized = NaiveMixture.maximize(BLOBS.rows(), null, oneHot, type, 1e-6);
    GaussianMixtureFit byLabels = builder(type)
        .initialization(Initialization.labels(BLOBS.labels()))
        .build()
        .fit(samples);
    GaussianMixtureFit byResponsibilities = builder(type)
        .initialization(Initialization.responsibilities(oneHot))
        .build()
        .fit(samples);
    GaussianMixtureFit byParameters = builder(type)
        .initialization(Initialization.parameters(maximized.model(type)))
        .build()
        .fit(samples);

    assertThat(Expect.bits(byResponsibilities)).isEqualTo(Expect.bits(byLabels));
    // One maximization by the book instead of ours.
    Expect.close(
        "first ℓ",
        byParameters.bestRestart().trace().get(0),
        byLabels.bestRestart().trace().get(0),
        1e-12);
    Expect.sameMixture(
        NaiveMixture.of(byParameters.model()), NaiveMixture.of(byLabels.model()), 1e-9);
  }

  @ParameterizedTest
  @EnumSource
  void softResponsibilities_areMaximizedOnce(CovarianceType type) {
    double[][] responsibilities = new double[600][];
    Random random = new Random(3);
    Arrays.setAll(responsibilities, i -> {
      double r = random.nextDouble() * 0.5;
      return new double[] {r, 0.5, 0.5 - r};
    });
    GaussianMixtureFit fit = builder(type)
        .initialization(Initialization.responsibilities(responsibilities))
        .maxIterations(0)
        .build()
        .fit(Samples.of(BLOBS.rows()));

    Expect.sameMixture(
        NaiveMixture.of(fit.model()),
        NaiveMixture.maximize(BLOBS.rows(), null, responsibilities, type, 1e-6),
        1e-12);
  }

  @Test
  void parametersOfAnotherStructure_areUsedForTheFirstExpectation() {
    NaiveMixture initial = TestData.mixture(COMPONENTS, 2, CovarianceType.FULL, 3);
    GaussianMixtureFit fit = builder(CovarianceType.DIAGONAL)
        .initialization(Initialization.parameters(initial.model(CovarianceType.FULL)))
        .maxIterations(1)
        .build()
        .fit(Samples.of(BLOBS.rows()));

    Expect.close(
        "ℓ of the initial parameters",
        fit.bestRestart().trace().get(0),
        initial.logLikelihood(BLOBS.rows(), null),
        1e-12);
    Expect.sameMixture(
        NaiveMixture.of(fit.model()),
        initial.em(BLOBS.rows(), null, CovarianceType.DIAGONAL, 1e-6, 1),
        1e-9);
  }

  @Test
  void labelsOfInitializations_areTheDocumentedNames() {
    assertThat(initializations().map(Initialization::label))
        .containsExactly(
            "k-means++",
            "k-means",
            "random-from-data",
            "random",
            "hierarchical",
            "short-em",
            "concentration",
            "splitting",
            "labels",
            "responsibilities");
    assertThat(Initialization.quantiles().label()).isEqualTo("quantiles");
    assertThat(Initialization.parameters(
                TestData.mixture(1, 1, CovarianceType.FULL, 1).model(CovarianceType.FULL))
            .label())
        .isEqualTo("parameters");
  }

  @Test
  void restarts_keepTheBestAndReportAll() {
    Samples samples = Samples.of(TestData.blobs(400, 2, 6, 5, 3).rows());
    GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
        .components(6)
        .initialization(Initialization.randomSamples())
        .restarts(8)
        .maxIterations(30)
        .build()
        .fit(samples);
    List<RestartReport> restarts = fit.restarts();

    assertThat(restarts).extracting(RestartReport::index).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    double best = restarts.stream()
        .max(Comparator.comparing(RestartReport::logLikelihood))
        .orElseThrow()
        .logLikelihood();
    assertThat(fit.logLikelihood()).isEqualTo(best);
    assertThat(fit.bestRestart().logLikelihood()).isEqualTo(best);
    // Otherwise the restarts do not differ, and nothing was tested.
    assertThat(restarts.stream().map(RestartReport::logLikelihood).distinct())
        .hasSizeGreaterThan(3);
    Expect.close("model", fit.model().logLikelihood(samples), best, 1e-12);
    assertThat(restarts).allSatisfy(restart -> {
      assertThat(restart.failure()).isNull();
      assertThat(restart.trace()).hasSize(restart.iterations() + 1);
    });
  }

  @Test
  void initializationThatIsNotRandom_isTriedOnce() {
    GaussianMixtureFit fit = builder(CovarianceType.FULL)
        .initialization(Initialization.labels(BLOBS.labels()))
        .restarts(5)
        .build()
        .fit(Samples.of(BLOBS.rows()));

    assertThat(fit.restarts()).hasSize(1);
    assertThat(fit.bestRestart().index()).isZero();
  }

  @Test
  void firstOfEqualRestarts_isTheBest() {
    // Small whole numbers, 64 of them: every sum is exact, wherever the one centre lies.
    double[][] rows = new double[64][];
    Arrays.setAll(rows, i -> new double[] {i % 16, i % 5});
    GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
        .components(1)
        .restarts(4)
        .regularization(0)
        .build()
        .fit(Samples.of(rows));

    assertThat(fit.restarts().stream().map(RestartReport::trace).distinct()).hasSize(1);
    assertThat(fit.restarts()).hasSize(4);
    assertThat(fit.bestRestart().index()).isZero();
  }

  @Test
  void clusterTooSmallForACovariance_startsWithThePooledOne() {
    double[][] rows = BLOBS.rows().clone();
    int[] labels = BLOBS.labels().clone();
    rows[100] = new double[] {500, 500};
    labels[100] = 3;
    NaiveMixture pooled =
        NaiveMixture.maximize(rows, null, TestData.oneHot(labels, 4), CovarianceType.TIED, 1e-6);
    GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
        .components(4)
        .initialization(Initialization.kMeans())
        .maxIterations(0)
        .regularization(1e-6)
        .build()
        .fit(Samples.of(rows));
    int single = fit.model().predict(rows[100]);

    Expect.close("weight", fit.model().weight(single), 1.0 / 600, 1e-14);
    Expect.close(
        "pooled", fit.model().covariances().matrix(single), pooled.covariances()[0], 1e-12);
  }

  @Test
  void manySamples_areSeededFromASubsample() {
    // More than 32768 rows: seeds come from rows all over, here one blob after the other.
    Blobs mixed = TestData.blobs(80_000, 2, 3, 15, 2);
    Blobs many = sorted(mixed);
    for (Initialization initialization :
        List.of(Initialization.kMeansPlusPlus(), Initialization.kMeans())) {
      GaussianMixtureFit fit = builder(CovarianceType.SPHERICAL)
          .initialization(initialization)
          .build()
          .fit(Samples.of(many.rows()));
      NaiveMixture optimum = NaiveMixture.maximize(
          many.rows(), null, TestData.oneHot(many.labels(), 3), CovarianceType.SPHERICAL, 1e-6);

      assertThat(fit.logLikelihood())
          .isCloseTo(optimum.logLikelihood(many.rows(), null), within(1.0));
    }
  }

  @Test
  void manySamples_beginWithTheClustersOfASubsample_ifItIsLargeEnoughForTheirCovariances() {
    for (int dimension : new int[] {2, 400}) {
      int rows = dimension == 2 ? 40_000 : 12_000;
      double[] values = new SplittableRandom(3).doubles((long) rows * dimension).toArray();
      GaussianMixture initial = GaussianMixtureEstimator.builder()
          .components(3)
          .covarianceType(CovarianceType.DIAGONAL)
          .initialization(Initialization.kMeansPlusPlus())
          .maxIterations(0)
          .build()
          .fit(Samples.of(values, dimension))
          .model();

      // Weights are shares of as many samples as were counted.
      int counted = dimension == 2 ? 32_768 : rows;
      for (double weight : initial.weights()) {
        Expect.close("count", Math.rint(weight * counted) / counted, weight, 1e-12);
      }
    }
  }

  @Test
  void initializationsThatDoNotFitTheSamples_areRefused() {
    refuse(
        Initialization.labels(new int[599]),
        "labels must be as many as samples = 600, but were 599");
    int[] labels = BLOBS.labels().clone();
    labels[5] = 3;
    refuse(Initialization.labels(labels), "labels[5] must be in [0, 2], but was 3");
    labels[5] = -1;
    refuse(Initialization.labels(labels), "labels[5] must be in [0, 2], but was -1");
    refuse(
        Initialization.responsibilities(new double[601][3]),
        "responsibilities must be as many as samples = 600, but were 601");
    double[][] responsibilities = TestData.oneHot(BLOBS.labels(), 3);
    responsibilities[7] = new double[] {0.5, 0.5};
    refuse(
        Initialization.responsibilities(responsibilities),
        "responsibilities[7] must be components = 3 numbers, but were 2");
    responsibilities[7] = new double[] {0.5, 0.5, 0.25};
    refuse(
        Initialization.responsibilities(responsibilities),
        "responsibilities[7] must sum to 1, but summed to 1.25");
    responsibilities[7] = new double[] {0.5, -0.5, 1};
    refuse(
        Initialization.responsibilities(responsibilities),
        "responsibilities[7] must be in [0, 1], but one was -0.5");
    responsibilities[7] = new double[] {Double.NaN, 0.5, 0.5};
    refuse(
        Initialization.responsibilities(responsibilities),
        "responsibilities[7] must be in [0, 1], but one was NaN");
    refuse(
        Initialization.parameters(
            TestData.mixture(2, 2, CovarianceType.FULL, 1).model(CovarianceType.FULL)),
        "components of the initial model must be 3, but were 2");
    refuse(
        Initialization.parameters(
            TestData.mixture(3, 4, CovarianceType.FULL, 1).model(CovarianceType.FULL)),
        "features of the initial model must be 2, but were 4");
  }

  private static Blobs sorted(Blobs blobs) {
    int[] order = IntStream.range(0, blobs.labels().length)
        .boxed()
        .sorted(Comparator.comparing(i -> blobs.labels()[i]))
        .mapToInt(i -> i)
        .toArray();
    return new Blobs(
        Arrays.stream(order).mapToObj(i -> blobs.rows()[i]).toArray(double[][]::new),
        Arrays.stream(order).map(i -> blobs.labels()[i]).toArray());
  }

  private static void refuse(Initialization initialization, String message) {
    GaussianMixtureEstimator estimator =
        builder(CovarianceType.FULL).initialization(initialization).build();
    Samples samples = Samples.of(BLOBS.rows());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> estimator.fit(samples))
        .withMessage(message);
  }

  private static GaussianMixtureEstimator.Builder builder(CovarianceType type) {
    return GaussianMixtureEstimator.builder()
        .components(COMPONENTS)
        .covarianceType(type)
        .regularization(1e-6);
  }

  /** The first short run begins as the initialization by k-means++ of the same seed. */
  @Test
  void shortEm_isAtLeastAsGoodAsItsFirstRun() {
    Samples overlapping = Samples.of(TestData.blobs(300, 2, 4, 1.5, 3).rows());
    for (int seed = 0; seed < 5; seed++) {
      GaussianMixtureEstimator.Builder builder = GaussianMixtureEstimator.builder()
          .components(4)
          .seed(seed)
          .search(Search.NONE)
          .maxIterations(10);
      double first = builder
          .initialization(Initialization.kMeansPlusPlus())
          .convergence(ConvergenceCriterion.relative(1e-3))
          .acceleration(Acceleration.NONE)
          .build()
          .fit(overlapping)
          .logLikelihood();
      double best = builder
          .initialization(Initialization.shortEm())
          .build()
          .fit(overlapping)
          .bestRestart()
          .trace()
          .get(0);

      assertThat(best).isGreaterThanOrEqualTo(first - 1e-9);
    }
  }

  /** So many rows have no room for the costs of all pairs; blobs far apart are found all the same. */
  @Test
  void hierarchicalInitialization_ofManySamplesLooksAtSome() {
    Blobs blobs = TestData.blobs(70_000, 2, COMPONENTS, 12, 18);
    GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
        .components(COMPONENTS)
        .initialization(Initialization.hierarchical())
        .restarts(3)
        .build()
        .fit(Samples.of(blobs.rows()));

    assertThat(fit.restarts()).hasSize(1);
    assertThat(LabelAgreement.between(blobs.labels(), fit.model().predict(Samples.of(blobs.rows())))
            .accuracy())
        .isGreaterThan(0.999);
  }
}

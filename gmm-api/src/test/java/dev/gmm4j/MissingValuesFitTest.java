package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.clustering.ComponentMerging;
import dev.gmm4j.clustering.KMeans;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Blobs;
import dev.gmm4j.data.LabelledSamples;
import dev.gmm4j.data.Samples;
import dev.gmm4j.distribution.DensityLevels;
import dev.gmm4j.distribution.MixtureRegression;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.Regularization;
import dev.gmm4j.em.Search;
import dev.gmm4j.exception.DegenerateComponentException;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.noise.InitialNoise;
import dev.gmm4j.preprocessing.PrincipalComponents;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.Holes;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.TestData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every setting of a fit where values are missing, and what cannot be done then. */
class MissingValuesFitTest {
  private static final double[][] ROWS =
      Holes.in(TestData.draw(TestData.mixture(3, 3, CovarianceType.DIAGONAL, 2), 700, 3), 0.2, 5);

  /** A setting, by its name. */
  record Setting(String name, UnaryOperator<GaussianMixtureEstimator.Builder> change) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Setting> settings() {
    return Stream.of(
        new Setting("none", b -> b.acceleration(Acceleration.NONE)),
        new Setting("anderson", b -> b.acceleration(Acceleration.ANDERSON)),
        new Setting("search", b -> b.search(Search.MOVES).tolerance(1e-5).maxIterations(60)),
        new Setting("tied", b -> b.covariance(CovarianceModel.EEE)),
        new Setting("VEV", b -> b.covariance(CovarianceModel.VEV)),
        new Setting("ratio", b -> b.maxEigenvalueRatio(4)),
        new Setting("prior", b -> b.prior(ConjugatePrior.defaults())),
        new Setting("noise", b -> b.noise(InitialNoise.share(0.1))),
        new Setting("prune", b -> b.degeneracy(DegeneracyPolicy.PRUNE)),
        new Setting("restart", b -> b.degeneracy(DegeneracyPolicy.RESTART)),
        new Setting("absolute", b -> b.regularization(1e-3)),
        new Setting("random", b -> b.initialization(Initialization.randomResponsibilities())),
        new Setting("short-em", b -> b.initialization(Initialization.shortEm())),
        new Setting("hierarchical", b -> b.initialization(Initialization.hierarchical())));
  }

  private static GaussianMixtureEstimator.Builder estimator() {
    return GaussianMixtureEstimator.builder()
        .components(3)
        .maxIterations(6)
        .tolerance(0)
        .seed(11)
        .threads(1)
        .backend(new NaiveBackend());
  }

  @ParameterizedTest
  @MethodSource("settings")
  void sameBits_forAnyNumberOfThreads(Setting setting) {
    double[][] rows = Holes.in(
        TestData.draw(TestData.mixture(3, 3, CovarianceType.DIAGONAL, 2), 5000, 3), 0.2, 5);
    for (Samples samples : List.of(Samples.of(rows).withMissingValues(), Holes.streamed(rows))) {
      GaussianMixtureFit one = setting.change().apply(estimator()).build().fit(samples);
      GaussianMixtureFit three =
          setting.change().apply(estimator()).threads(3).build().fit(samples);

      assertThat(one.logLikelihood()).isFinite();
      assertThat(Expect.bits(three)).isEqualTo(Expect.bits(one));
    }
  }

  /** All but a prior and noise, with which there are no checkpoints. */
  static Stream<Setting> settingsWithCheckpoints() {
    return settings()
        .filter(each -> !each.name().equals("prior") && !each.name().equals("noise"));
  }

  @ParameterizedTest
  @MethodSource("settingsWithCheckpoints")
  void anyIteration_canBeGoneOnFrom(Setting setting) {
    for (Samples samples : List.of(Samples.of(ROWS).withMissingValues(), Holes.streamed(ROWS))) {
      List<Checkpoint> taken = new ArrayList<>();
      GaussianMixtureEstimator estimator = setting.change().apply(estimator()).build();
      GaussianMixtureFit whole = estimator.toBuilder()
          .listener(progress -> taken.add(progress.checkpoint().get()))
          .build()
          .fit(samples);

      assertThat(taken).isNotEmpty();
      for (Checkpoint checkpoint : List.of(taken.get(0), taken.get(taken.size() / 2))) {
        assertThat(Expect.bits(estimator.resume(samples, checkpoint)))
            .isEqualTo(Expect.bits(whole));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void acceleration_endsWhereEmDoes(Acceleration acceleration) {
    Samples samples = Samples.of(ROWS).withMissingValues();
    GaussianMixtureEstimator.Builder builder =
        estimator().maxIterations(5000).tolerance(1e-9).search(Search.NONE);
    GaussianMixtureFit plain = builder.acceleration(Acceleration.NONE).build().fit(samples);
    GaussianMixtureFit fast = builder.acceleration(acceleration).build().fit(samples);

    assertThat(fast.iterations()).isLessThan(plain.iterations());
    Expect.close("log-likelihood", fast.logLikelihood(), plain.logLikelihood(), 1e-6);
  }

  /** Two means in the first group, and one between the second and the third: EM alone cannot part them. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void search_repairsAPoorStart(boolean inMemory) {
    double[][] centres = {{0, 0, 0}, {12, 0, 3}, {0, 14, -4}, {15, 15, 0}};
    double[][] poor = {{-0.5, 0, 0}, {0.5, 0.2, 0}, {6, 7, 0}, {15, 15, 0}};
    LabelledSamples groups =
        Blobs.around(centres, new double[] {1, 1.3, 0.8, 1.1}, new int[] {90, 130, 70, 110}, 7);
    double[][] rows = Holes.in(groups.rows(), 0.15, 3);
    Samples samples = inMemory ? Samples.of(rows).withMissingValues() : Holes.streamed(rows);
    GaussianMixtureEstimator.Builder builder =
        estimator().components(4).maxIterations(500).tolerance(1e-8);
    GaussianMixtureFit truth = builder
        .search(Search.NONE)
        .initialization(Initialization.labels(groups.labels()))
        .build()
        .fit(samples);
    builder.initialization(Initialization.means(poor));
    GaussianMixtureFit plain = builder.build().fit(samples);
    GaussianMixtureFit found = builder.search(Search.MOVES).build().fit(samples);

    assertThat(plain.logLikelihood()).isLessThan(truth.logLikelihood() - 10);
    Expect.close("log-likelihood", found.logLikelihood(), truth.logLikelihood(), 1e-7);
    assertThat(found.moves()).anyMatch(move -> move.accepted());
  }

  /** The middle component is so far away that it loses all samples. */
  @ParameterizedTest
  @EnumSource
  void degenerateComponent_isDealtWithByThePolicy(DegeneracyPolicy policy) {
    double[][] means = {{0, 0, 0}, {1e6, 1e6, 1e6}, {2, 2, 2}};
    GaussianMixtureEstimator estimator = estimator()
        .maxIterations(20)
        .degeneracy(policy)
        .initialization(Initialization.parameters(GaussianMixture.of(
            new double[] {0.5, 0.2, 0.3}, means, Covariances.spherical(new double[] {4, 4, 4}, 3))))
        .build();
    Samples samples = Samples.of(ROWS).withMissingValues();
    if (policy == DegeneracyPolicy.FAIL) {
      assertThatExceptionOfType(DegenerateComponentException.class)
          .isThrownBy(() -> estimator.fit(samples));
      return;
    }
    GaussianMixtureFit fit = estimator.fit(samples);

    assertThat(fit.bestRestart().events()).isNotEmpty();
    assertThat(fit.model().components()).isEqualTo(policy == DegeneracyPolicy.PRUNE ? 2 : 3);
    assertThat(fit.logLikelihood()).isFinite();
  }

  @Test
  void regularization_isRelativeToWhatIsObserved() {
    double[][] rows = ROWS.clone();
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {rows[i][0], rows[i][1], Double.isNaN(rows[i][2]) ? Double.NaN : 7};
    }
    GaussianMixtureFit fit = estimator()
        .components(1)
        .maxIterations(100)
        .regularization(Regularization.relative(0.5))
        .build()
        .fit(Samples.of(rows).withMissingValues());

    assertThat(fit.regularizedFeatures()).containsExactly(2);
    double plain = estimator()
        .components(1)
        .covarianceType(CovarianceType.DIAGONAL)
        .maxIterations(100)
        .regularization(0)
        .build()
        .fit(Samples.of(Arrays.stream(rows)
                .map(row -> Arrays.copyOf(row, 2))
                .filter(row -> !Double.isNaN(row[0]) || !Double.isNaN(row[1]))
                .toArray(double[][]::new))
            .withMissingValues())
        .model()
        .covariances()
        .get(0, 0, 0);
    double wide = estimator()
        .components(1)
        .covarianceType(CovarianceType.DIAGONAL)
        .maxIterations(400)
        .regularization(Regularization.relative(0.1))
        .build()
        .fit(Samples.of(rows).withMissingValues())
        .model()
        .covariances()
        .get(0, 0, 0);
    // A missing value adds the variance itself: v = o s + (1 - o) v + 0.1 s, of the share o that is
    // observed.
    double observed =
        Arrays.stream(rows).filter(row -> !Double.isNaN(row[0])).count() / (double) rows.length;
    Expect.close("variance", wide, plain * (1 + 0.1 / observed), 1e-9);
  }

  @Test
  void prior_pullsTheMeanOfOneComponent() {
    ConjugatePrior prior = ConjugatePrior.defaults();
    GaussianMixtureFit fit = estimator()
        .components(1)
        .prior(prior)
        .maxIterations(200)
        .tolerance(1e-12)
        .build()
        .fit(Samples.of(ROWS).withMissingValues());

    assertThat(fit.converged()).isTrue();
    assertThat(fit.logPrior()).isFinite();
    // The prior's mean is that of what is observed, where the likelihood alone ends nearby.
    GaussianMixtureFit plain = estimator()
        .components(1)
        .maxIterations(200)
        .tolerance(1e-12)
        .build()
        .fit(Samples.of(ROWS).withMissingValues());
    assertThat(fit.logLikelihood()).isLessThan(plain.logLikelihood());
    assertThat(fit.logLikelihood()).isCloseTo(plain.logLikelihood(), within(10.0));
  }

  @Test
  void merging_seesWhatIsObserved() {
    double[][] rows = Arrays.copyOf(ROWS, ROWS.length + 1);
    rows[ROWS.length] = new double[] {Double.NaN, Double.NaN, Double.NaN};
    Samples samples = Samples.of(ROWS).withMissingValues();
    GaussianMixture model = estimator().build().fit(samples).model();
    ComponentMerging merging = ComponentMerging.of(model, samples);
    ComponentMerging withNothing = ComponentMerging.of(model, Samples.of(rows).withMissingValues());

    double entropy = 0;
    for (double[] row : model.responsibilities(samples)) {
      for (double responsibility : row) {
        entropy -= responsibility > 0 ? responsibility * Math.log(responsibility) : 0;
      }
    }
    Expect.close("entropy", merging.entropy(3), entropy, 1e-11);
    Expect.close("entropy", withNothing.entropy(3), entropy, 1e-11);
    int[] labels = merging.predict(Samples.of(rows).withMissingValues(), 2);
    assertThat(labels[ROWS.length]).isEqualTo(GaussianMixture.NO_LABEL);
    assertThat(labels[0]).isBetween(0, 1);
    Expect.close(
        "total weight",
        model.score(Samples.of(rows).withMissingValues()).totalWeight(),
        ROWS.length,
        0);
  }

  @Test
  void whatNeedsAllValues_isRefusedByName() {
    double[][] rows = TestData.normal(50, 2, new Random(3).nextLong());
    GaussianMixture model =
        estimator().components(1).build().fit(Samples.of(rows)).model();
    rows[4][1] = Double.NaN;
    Samples samples = Samples.of(rows).withMissingValues();
    DensityLevels levels = DensityLevels.sampled(model, 1000, 1);
    expectRefused("k-means", () -> KMeans.builder(2).build().fit(samples));
    expectRefused(
        "principal components",
        () -> PrincipalComponents.builder().components(1).fit(samples));
    expectRefused("squared distances", () -> model.squaredMahalanobis(samples));
    expectRefused("log-densities of components", () -> model.componentLogDensities(samples));
    expectRefused("gradients of log-densities", () -> model.logDensityGradients(samples));
    expectRefused("outliers", () -> levels.outliers(0.05).areOutliers(samples));
    expectRefused("outliers", () -> levels.outliers(0.05).tailProbabilities(samples));
    expectRefused("a region of densities", () -> levels.region(0.5).contains(samples));
  }

  @Test
  void inputsOfARegression_mustBeThere() {
    GaussianMixture model = estimator()
        .components(1)
        .build()
        .fit(Samples.of(TestData.normal(50, 3, 3)))
        .model();
    double[][] inputs = TestData.normal(50, 2, 4);
    inputs[4][1] = Double.NaN;
    MixtureRegression regression = MixtureRegression.of(model, 0, 1);

    expectRefused("inputs", () -> regression.means(Samples.of(inputs).withMissingValues()));
  }

  private static void expectRefused(String user, ThrowingCallable use) {
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(use)
        .withMessage(user + " must have all values, but that of row 4, column 1 is missing;"
            + " Imputation fills in what a mixture expects");
  }
}

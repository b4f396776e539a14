package dev.gmm4j.bayesian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.Published;
import dev.gmm4j.testing.TestData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of all Bayesian fits. */
class BayesianMixtureEstimatorTest {
  private static final TestData.Blobs BLOBS = TestData.blobs(1200, 2, 3, 6, 4);
  private static final Samples SAMPLES = Samples.of(BLOBS.rows());

  /** scikit-learn 1.9.1 after 50 iterations from the species, reg_covar 0, all else at its defaults. */
  @Test
  void iris_full_agreesWithScikitLearn() {
    double[][] means = {
      {5.022419846524409, 3.4207131271951683, 1.5070505380172976, 0.26470980455756077},
      {5.989940703291147, 2.6790579150730993, 4.128411899435054, 1.2720397192918855},
      {6.360790264114932, 2.9553447911329083, 5.189677112690934, 1.8266651307718964}
    };
    double[][] covariance = {
      {0.32817499988661597, 0.1176563916637761, 0.27527661396399167, 0.08962522500562672},
      {0.11765639166377612, 0.1034713414024544, 0.06287063658655374, 0.02879704319551433},
      {0.27527661396399167, 0.06287063658655374, 0.32544958502717514, 0.11220042928265309},
      {0.08962522500562672, 0.02879704319551433, 0.11220042928265309, 0.04859854076844612}
    };
    MixturePosterior posterior = Bayes.estimator(CovarianceType.FULL, 3, Bayes.species(), 50)
        .weightPrior(WeightPrior.dirichlet())
        .build()
        .fit(Bayes.IRIS)
        .posterior();

    Expect.close("means", posterior.means(), means, 1e-10);
    Expect.close("covariance", posterior.covariances().matrix(1), covariance, 1e-10);
    Expect.close(
        "β",
        posterior.meanPrecisions(),
        new double[] {51.00104097924462, 29.42601812012642, 72.57294090062892},
        1e-10);
  }

  @Test
  void iris_process_agreesWithScikitLearn() {
    MixturePosterior posterior = Bayes.estimator(CovarianceType.FULL, 3, Bayes.species(), 50)
        .weightPrior(WeightPrior.dirichletProcess().withStickOrder(StickOrder.AS_GIVEN))
        .build()
        .fit(Bayes.IRIS)
        .posterior();
    StickWeights sticks = (StickWeights) posterior.weights();

    Expect.close(
        "a",
        sticks.a(),
        new double[] {51.00095886154628, 30.432055673507847, 71.56698546494587},
        1e-10);
    Expect.close(
        "mean",
        posterior.means()[2],
        new double[] {6.367221565124144, 2.9587436395578237, 5.202984747481251, 1.833139552954934},
        1e-10);
  }

  @ParameterizedTest
  @EnumSource(CovarianceType.class)
  void superfluousComponents_stayEmpty_andTheBoundNeverFalls(CovarianceType type) {
    BayesianMixtureFit fit = BayesianMixtureEstimator.builder(
            Bayes.settings(type, 8).restarts(2).build())
        .build()
        .fit(SAMPLES);

    assertThat(fit.occupiedComponents()).isEqualTo(3);
    assertThat(fit.converged()).isTrue();
    assertThat(fit.restarts()).hasSize(2).allSatisfy(restart -> {
      assertThat(restart.largestDecrease()).isLessThan(1e-12 * Math.abs(restart.elbo()));
      assertThat(restart.elbo()).isLessThanOrEqualTo(fit.elbo());
    });
    GaussianMixture pruned = fit.posterior().toPrunedMixture(new NaiveBackend());
    assertThat(pruned.components()).isEqualTo(3);
    assertThat(Arrays.stream(pruned.weights()).sum()).isCloseTo(1, Offset.offset(1e-14));
  }

  /** Whatever the order of the labels, sorted sticks end no lower than those as given. */
  @ParameterizedTest
  @CsvSource({"0, 1, 2", "2, 1, 0", "1, 2, 0"})
  void sticksBySize_endNoLower(int a, int b, int c) {
    int[] names = {a, b, c};
    int[] labels = Arrays.stream(Bayes.species()).map(label -> names[label]).toArray();
    BayesianMixtureEstimator.Builder builder = Bayes.estimator(CovarianceType.FULL, 3, labels, 200);
    BayesianMixtureFit sorted =
        builder.weightPrior(WeightPrior.dirichletProcess()).build().fit(Bayes.IRIS);
    BayesianMixtureFit given = builder
        .weightPrior(WeightPrior.dirichletProcess().withStickOrder(StickOrder.AS_GIVEN))
        .build()
        .fit(Bayes.IRIS);

    assertThat(sorted.elbo()).isGreaterThanOrEqualTo(given.elbo() - 1e-9);
    assertThat(sorted.restarts().get(0).largestDecrease()).isLessThan(1e-9);
    int[] order = ((StickWeights) sorted.posterior().canonical().weights()).order();
    assertThat(order).isSorted();
  }

  @Test
  void threads_changeNoBit() {
    List<MixturePosterior> posteriors = new ArrayList<>();
    for (int threads = 1; threads <= 3; threads++) {
      posteriors.add(BayesianMixtureEstimator.builder(
              Bayes.settings(CovarianceType.FULL, 5).threads(threads).build())
          .build()
          .fit(Samples.of(TestData.blobs(5000, 3, 3, 4, 9).rows()))
          .posterior());
    }
    assertThat(posteriors.get(1)).isEqualTo(posteriors.get(0));
    assertThat(posteriors.get(2)).isEqualTo(posteriors.get(0));
  }

  @Test
  void weightTwo_countsAsTheRowTwice_andZeroAsNoRow() {
    int[] labels = Bayes.longWaits();
    double[] weights = new double[labels.length];
    List<double[]> repeated = new ArrayList<>();
    List<Integer> repeatedLabels = new ArrayList<>();
    double[][] rows = Published.rows("faithful", 2);
    for (int i = 0; i < rows.length; i++) {
      weights[i] = i % 3;
      for (int copy = 0; copy < i % 3; copy++) {
        repeated.add(rows[i]);
        repeatedLabels.add(labels[i]);
      }
    }
    BayesianMixtureFit weighted = Bayes.estimator(CovarianceType.FULL, 2, labels, 10)
        .build()
        .fit(Samples.of(rows).weighted(weights));
    BayesianMixtureFit expanded = Bayes.estimator(
            CovarianceType.FULL,
            2,
            repeatedLabels.stream().mapToInt(Integer::intValue).toArray(),
            10)
        .build()
        .fit(Samples.of(repeated.toArray(double[][]::new)));

    Expect.close("elbo", weighted.elbo(), expanded.elbo(), 1e-11);
    Expect.close("means", weighted.posterior().means(), expanded.posterior().means(), 1e-11);
  }

  /** In other units of the features the posterior is the same one; the bound differs by the logarithm of the unit. */
  @Test
  void units_changeNothing() {
    double[][] scaled = Arrays.stream(BLOBS.rows())
        .map(row -> new double[] {row[0] * 1024 + 4096, row[1] / 1024})
        .toArray(double[][]::new);
    BayesianMixtureEstimator estimator =
        Bayes.estimator(CovarianceType.FULL, 3, BLOBS.labels(), 20).build();
    BayesianMixtureFit fit = estimator.fit(SAMPLES);
    BayesianMixtureFit other = estimator.fit(Samples.of(scaled));

    Expect.close("elbo", other.elbo(), fit.elbo(), 1e-11);
    Expect.close(
        "mean precisions",
        other.posterior().meanPrecisions(),
        fit.posterior().meanPrecisions(),
        1e-10);
  }

  /** By the bound and ln K!, the species of iris are two (concentration 1; values of an independent implementation). */
  @Test
  void comparableElbo_hasLogFactorial() {
    BayesianMixtureFit two = BayesianMixtureEstimator.builder(
            Bayes.settings(CovarianceType.FULL, 2).build())
        .weightPrior(WeightPrior.dirichlet().withConcentration(1))
        .build()
        .fit(Bayes.IRIS);

    assertThat(two.comparableElbo()).isCloseTo(-324.522, Offset.offset(6e-4));
    Expect.close("ln 2!", two.comparableElbo() - two.elbo(), Math.log(2), 1e-12, 300);
  }

  /** The posterior of one half and the prior of both halves, with one component: conjugate updates commute. */
  @Test
  void prior_fromAnotherFit_isTakenByNumber() {
    NormalWishartPrior prior = Bayes.estimator(CovarianceType.FULL, 3, Bayes.species(), 1)
        .build()
        .fit(Bayes.IRIS)
        .posterior()
        .prior();
    MixturePosterior posterior = Bayes.estimator(CovarianceType.FULL, 1, new int[150], 1)
        .componentPrior(ComponentPrior.of(prior))
        .build()
        .fit(Bayes.IRIS)
        .posterior();
    GaussianMixture model = GaussianMixture.of(
        new double[] {1}, new double[][] {prior.mean()}, prior.scale(), new NaiveBackend());
    ComponentPrior fromModel = ComponentPrior.from(model).withMeanPrecision(3);
    NormalWishartPrior other = Bayes.estimator(CovarianceType.DIAGONAL, 1, new int[150], 1)
        .componentPrior(fromModel)
        .build()
        .fit(Bayes.IRIS)
        .posterior()
        .prior();

    assertThat(posterior.prior()).isEqualTo(prior);
    assertThat(other.meanPrecision()).isEqualTo(3);
    assertThat(other.mean()).isEqualTo(prior.mean());
    assertThat(other.scale().variances(0)).isEqualTo(prior.scale().variances(0));
  }

  @Test
  void responsibilities_andLabels_areThoseOfTheEStep() {
    MixturePosterior posterior = Bayes.estimator(CovarianceType.FULL, 3, BLOBS.labels(), 5)
        .build()
        .fit(SAMPLES)
        .posterior();
    int[] labels = posterior.predict(SAMPLES, new NaiveBackend());

    int wrong = 0;
    for (int i = 0; i < labels.length; i++) {
      wrong += labels[i] == BLOBS.labels()[i] ? 0 : 1;
    }
    assertThat(wrong).isLessThan(5);
    for (double[] row : posterior.responsibilities(SAMPLES, new NaiveBackend())) {
      assertThat(Arrays.stream(row).sum()).isCloseTo(1, Offset.offset(1e-13));
    }
  }

  @Test
  void settingsWithoutMeaning_areRefused() {
    GaussianMixtureEstimator.Builder settings =
        GaussianMixtureEstimator.builder().components(2);

    refuse(
        settings.covariance(CovarianceModel.VEV).build(),
        "full, tied, diagonal or spherical covariances, but had model VEV");
    refuse(
        GaussianMixtureEstimator.builder().prior(ConjugatePrior.defaults()).build(),
        "set componentPrior");
    refuse(
        GaussianMixtureEstimator.builder().maxEigenvalueRatio(3).build(),
        "no bound of eigenvalues");
    assertThatIllegalStateException()
        .isThrownBy(() -> BayesianMixtureEstimator.builder(
                GaussianMixtureEstimator.builder().build())
            .build()
            .fit(SAMPLES))
        .withMessageContaining("components must be set");
  }

  @Test
  void samplesThatGiveNoPrior_areRefused() {
    BayesianMixtureEstimator one = BayesianMixtureEstimator.builder(
            Bayes.settings(CovarianceType.FULL, 1).build())
        .build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> one.fit(Samples.of(new double[][] {{1, 2}, {1, 3}, {1, 5}})))
        .withMessageContaining("feature 0 (from 0) is constant; give its scale");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> one.toBuilder()
            .componentPrior(ComponentPrior.fromSamples().withScale(new double[][] {{1}}))
            .build()
            .fit(SAMPLES))
        .withMessageContaining("scale must have 2 rows, but had 1");
    BayesianMixtureFit given = one.toBuilder()
        .componentPrior(ComponentPrior.fromSamples().withScale(new double[][] {{1, 0}, {0, 1}}))
        .build()
        .fit(Samples.of(new double[][] {{1, 2}, {1, 3}, {1, 5}}));
    assertThat(given.elbo()).isFinite();
  }

  @Test
  void severalInitializations_theBestBoundIsKept() {
    BayesianMixtureFit fit = BayesianMixtureEstimator.builder(Bayes.settings(CovarianceType.FULL, 4)
            .initializations(
                List.of(Initialization.randomResponsibilities(), Initialization.kMeans()))
            .restarts(2)
            .build())
        .build()
        .fit(SAMPLES);

    assertThat(fit.restarts()).hasSize(4);
    double best =
        fit.restarts().stream().mapToDouble(BayesianRestart::elbo).max().orElseThrow();
    assertThat(fit.elbo()).isEqualTo(best);
    assertThat(fit.elboTrace()).isEqualTo(fit.restarts().get(fit.bestRestart()).elboTrace());
  }

  private static void refuse(GaussianMixtureEstimator estimator, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BayesianMixtureEstimator.builder(estimator))
        .withMessageContaining(message);
  }
}

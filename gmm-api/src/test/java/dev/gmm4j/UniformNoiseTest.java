package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.data.LabelledSamples;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.noise.InitialNoise;
import dev.gmm4j.noise.NoiseRegion;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.selection.ModelSelection;
import dev.gmm4j.selection.ModelSelectionResult;
import dev.gmm4j.selection.SelectionCriterion;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.Published;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Mixtures with noise against their definition, and fits of them against EM by the book. */
class UniformNoiseTest {

  /** Two blobs of 150 rows and 60 rows spread evenly. */
  private static double[][] noisy(long seed) {
    Random random = new Random(seed);
    double[][] rows = new double[360][2];
    for (int i = 0; i < 360; i++) {
      for (int j = 0; j < 2; j++) {
        rows[i][j] = i < 300
            ? 4 * (i % 2) * (j + 1) + 0.5 * random.nextGaussian()
            : 30 * random.nextDouble() - 12;
      }
    }
    return rows;
  }

  private static GaussianMixture mixture() {
    return GaussianMixture.of(
        new double[] {0.5, 0.3},
        new double[][] {{0, 0}, {4, 1}},
        Covariances.full(new double[][][] {{{1, 0.3}, {0.3, 2}}, {{0.5, 0}, {0, 0.5}}}),
        new UniformNoise(0.2, NoiseRegion.of(new double[] {-10, -10}, new double[] {10, 15})),
        Backends.standard().automatic());
  }

  /** {@code Σ π_k N(x) + π_0 / V}. */
  @Test
  void density_hasTheNoiseInIt() {
    GaussianMixture model = mixture();
    GaussianMixture gaussians =
        GaussianMixture.of(new double[] {0.625, 0.375}, model.means(), model.covariances());
    double[][] rows = TestData.normal(300, 2, 4);
    for (double[] row : rows) {
      row[0] *= 4;
    }
    Samples samples = Samples.of(rows);
    double[] logDensities = model.logDensities(samples);
    double[][] responsibilities = model.responsibilities(samples);
    double[] noise = model.noiseProbabilities(samples);
    int[] labels = model.predict(samples);
    double total = 0;
    for (int i = 0; i < rows.length; i++) {
      double density = 0.8 * Math.exp(gaussians.logDensity(rows[i])) + 0.2 / 500;
      total += Math.log(density);
      Expect.close("log-density", logDensities[i], Math.log(density), 1e-12, 10);
      Expect.close("log-density", model.logDensity(rows[i]), Math.log(density), 1e-12, 10);
      Expect.close("noise", noise[i], 0.2 / 500 / density, 1e-12);
      Expect.close("noise", model.noiseProbability(rows[i]), noise[i], 1e-12);
      Expect.close("sum", responsibilities[i][0] + responsibilities[i][1] + noise[i], 1, 1e-14);
      Expect.close("responsibilities", model.responsibilities(rows[i]), responsibilities[i], 1e-12);
      double largest = Math.max(responsibilities[i][0], responsibilities[i][1]);
      assertThat(labels[i])
          .isEqualTo(
              noise[i] > largest
                  ? UniformNoise.LABEL
                  : responsibilities[i][1] > responsibilities[i][0] ? 1 : 0)
          .isEqualTo(model.predict(rows[i]));
    }
    Expect.close("score", model.score(samples).logLikelihood(), total, 1e-12);
    assertThat(labels).contains(0, 1, UniformNoise.LABEL);
    assertThat(model.squaredMahalanobis(rows[0])).hasSize(2);
    assertThat(model.freeParameters()).isEqualTo(13);
  }

  @Test
  void hierarchicalInitialization_beyondItsSubsample_hasTheGivenShareOfNoise() {
    double[][] rows = new double[6000][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = noisy(i / 360)[i % 360];
    }

    GaussianMixture initial = GaussianMixtureEstimator.builder()
        .components(2)
        .initialization(Initialization.hierarchical())
        .noise(InitialNoise.share(0.05))
        .maxIterations(0)
        .build()
        .fit(Samples.of(rows))
        .model();

    Expect.close("share", initial.noise().weight(), 0.05, 1e-12);
  }

  @Test
  void noiseThatTakesAll_isRefused() {
    GaussianMixtureEstimator.Builder builder = GaussianMixtureEstimator.builder()
        .noise(InitialNoise.share(0.5).withVolume(1e-10))
        .degeneracy(DegeneracyPolicy.REGULARIZE);
    for (int components : new int[] {1, 2}) {
      assertThatExceptionOfType(GmmException.class)
          .isThrownBy(() -> builder.components(components).build().fit(Samples.of(noisy(1))))
          .withMessageContaining("noise");
    }
  }

  @Test
  void drawnNoise_liesEvenlyInItsRegion() {
    GaussianMixture model = mixture();
    LabelledSamples drawn = model.sample(20000, 3);
    NoiseRegion region = model.noise().region();
    int count = 0;
    double sum = 0;
    for (int i = 0; i < 20000; i++) {
      if (drawn.labels()[i] == UniformNoise.LABEL) {
        assertThat(region.contains(drawn.rows()[i])).isTrue();
        sum += drawn.rows()[i][1];
        count++;
      }
    }
    // Five standard errors.
    assertThat(count / 20000.0).isCloseTo(0.2, within(5 * Math.sqrt(0.16 / 20000)));
    assertThat(sum / count).isCloseTo(2.5, within(5 * 25 / Math.sqrt(12.0 * count)));
  }

  /** The published volumes of mclust's hypvol. */
  @Test
  void volume_isThatOfMclust() {
    assertThat(region("faithful", 2).volume()).isCloseTo(131.868801004, within(1e-8));
    assertThat(region("iris", 4).volume()).isCloseTo(27.2411996223, within(1e-9));
  }

  private static NoiseRegion region(String data, int columns) {
    return GaussianMixtureEstimator.builder()
        .components(2)
        .noise(InitialNoise.share(0.1))
        .maxIterations(0)
        .build()
        .fit(Samples.of(Published.rows(data, columns)))
        .model()
        .noise()
        .region();
  }

  @ParameterizedTest
  @EnumSource
  void fit_recoversTheShare_andNeverFalls(CovarianceModel model) {
    GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
        .components(2)
        .covariance(model)
        .noise(InitialNoise.share(0.3))
        .regularization(0)
        .tolerance(1e-10)
        .build()
        .fit(Samples.of(noisy(1)));

    // 60 of 360; some lie in the blobs.
    assertThat(fit.model().noise().weight()).isBetween(0.14, 0.18);
    double sum = fit.model().noise().weight();
    for (double weight : fit.model().weights()) {
      assertThat(weight).isCloseTo(150.0 / 360, within(0.03));
      sum += weight;
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
    for (int k = 0; k < 2; k++) {
      assertThat(fit.model().covariances().get(k, 0, 0)).isBetween(0.18, 0.35);
    }
    assertThat(fit.bestRestart().largestDecrease())
        .isLessThan(1e-9 * Math.abs(fit.logLikelihood()));
    Expect.close(
        "log-likelihood",
        fit.model().logLikelihood(Samples.of(noisy(1))),
        fit.logLikelihood(),
        1e-12);
  }

  /** EM by the book, with the density of the noise as one more column. */
  @ParameterizedTest
  @EnumSource(CovarianceType.class)
  void iterations_areThoseOfTheBook(CovarianceType type) {
    double[][] rows = noisy(2);
    double[] weights = TestData.weights(360, 3);
    int[] labels = new int[360];
    Arrays.setAll(labels, i -> i < 300 ? i % 2 : UniformNoise.LABEL);
    NoiseRegion region = NoiseRegion.of(new double[] {-12, -12}, new double[] {18, 20});
    GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
        .components(2)
        .covarianceType(type)
        .noise(InitialNoise.share(0.5).withRegion(region))
        .initialization(Initialization.labels(labels))
        .regularization(0)
        .tolerance(0)
        .maxIterations(8)
        .build()
        .fit(Samples.of(rows).weighted(weights));

    double[][] responsibilities = new double[360][2];
    for (int i = 0; i < 300; i++) {
      responsibilities[i][labels[i]] = 1;
    }
    double logLikelihood = 0;
    NaiveMixture mixture = null;
    double noise = 0;
    for (int iteration = 0; iteration <= 8; iteration++) {
      mixture = NaiveMixture.maximize(rows, weights, responsibilities, type, 0);
      double total = 0;
      noise = 0;
      for (int i = 0; i < 360; i++) {
        noise += weights[i] * (1 - responsibilities[i][0] - responsibilities[i][1]);
        total += weights[i];
      }
      noise /= total;
      logLikelihood = 0;
      GaussianMixture gaussians = mixture.model(type);
      for (int i = 0; i < 360; i++) {
        double density = (1 - noise) * Math.exp(gaussians.logDensity(rows[i]));
        double all = density + noise / (30 * 32);
        double[] among = gaussians.responsibilities(rows[i]);
        Arrays.setAll(responsibilities[i], k -> among[k] * density / all);
        logLikelihood += weights[i] * Math.log(all);
      }
      Expect.close(
          "step " + iteration, fit.bestRestart().trace().get(iteration), logLikelihood, 1e-11);
    }
    Expect.close("noise", fit.model().noise().weight(), noise, 1e-10);
    for (int k = 0; k < 2; k++) {
      Expect.close("weight", fit.model().weight(k), (1 - noise) * mixture.weights()[k], 1e-10);
      Expect.close("mean", fit.model().mean(k), mixture.means()[k], 1e-10);
      Expect.close(
          "covariance", fit.model().covariances().matrix(k), mixture.covariances()[k], 1e-9);
    }
  }

  @Test
  void equalProportions_areOfWhatIsNotNoise() {
    GaussianMixture model = GaussianMixtureEstimator.builder()
        .components(2)
        .proportions(MixingProportions.EQUAL)
        .noise(InitialNoise.share(0.2))
        .build()
        .fit(Samples.of(noisy(3)))
        .model();

    assertThat(model.weight(0)).isEqualTo(model.weight(1));
    Expect.close("sum", 2 * model.weight(0) + model.noise().weight(), 1, 1e-14);
  }

  @Test
  void fit_isTheSameForAnyNumberOfThreads_andGoesOnFromItsModel() {
    Samples samples = Samples.of(noisy(4));
    GaussianMixtureEstimator.Builder builder = GaussianMixtureEstimator.builder()
        .components(2)
        .noise(InitialNoise.share(0.2))
        .tolerance(0)
        .maxIterations(12)
        .initialization(Initialization.shortEm());
    GaussianMixtureFit one = builder.threads(1).build().fit(samples);
    GaussianMixtureFit three = builder.threads(3).build().fit(samples);
    GaussianMixtureFit further = builder
        .initialization(Initialization.parameters(one.model()))
        .maxIterations(1)
        .build()
        .fit(samples);

    assertThat(Expect.bits(three)).isEqualTo(Expect.bits(one));
    assertThat(further.bestRestart().trace().get(0)).isEqualTo(one.logLikelihood());
  }

  /** Outliers that would otherwise take a component of their own, or widen those of others. */
  @Test
  void noise_worksUnderAPriorAndABound() {
    GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
        .components(2)
        .prior(ConjugatePrior.defaults())
        .maxEigenvalueRatio(5)
        .regularization(0)
        .noise(InitialNoise.share(0.3))
        .build()
        .fit(Samples.of(noisy(5)));

    assertThat(fit.model().noise().weight()).isBetween(0.1, 0.2);
    assertThat(fit.logPrior()).isFinite();
  }

  @Test
  void selection_countsTheNoise() {
    ModelSelectionResult result = ModelSelection.builder()
        .components(1, 4)
        .models(List.of(CovarianceModel.EII, CovarianceModel.VVV))
        .estimator(e -> e.noise(InitialNoise.share(0.25)))
        .build()
        .select(Samples.of(noisy(6)));

    assertThat(result.best().toString()).isEqualTo("EII, 2");
    assertThat(result.bestFit().model().noise().weight()).isBetween(0.12, 0.2);
    assertThat(result.best().value(SelectionCriterion.ICL_HARD)).isFinite();
  }

  @Test
  void volumeAndRegion_areThoseGiven() {
    NoiseRegion region = NoiseRegion.of(
        new double[] {0, -2}, new double[] {4, 2}, new double[][] {{0.6, 0.8}, {-0.8, 0.6}});
    NoiseRegion larger = region.withVolume(64);

    assertThat(region.volume()).isCloseTo(16, within(1e-12));
    assertThat(larger.volume()).isCloseTo(64, within(1e-11));
    Expect.close("lower", larger.lower(), new double[] {-2, -4}, 1e-15);
    Expect.close("upper", larger.upper(), new double[] {6, 4}, 1e-15);
    assertThat(region.contains(new double[] {1.2, 1.6})).isTrue();
    assertThat(region.contains(new double[] {3, 0})).isFalse();
    double[] point = region.point(new double[] {2, 1});
    Expect.close("point", point, new double[] {0.4, 2.2}, 1e-15);
  }

  @Test
  void settingsOutOfRange_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> InitialNoise.share(1))
        .withMessage("share of the noise must be in (0, 1), but was 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> InitialNoise.share(0.1).withVolume(0))
        .withMessage("volume must be finite and > 0, but was 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoiseRegion.of(new double[] {0}, new double[] {0}))
        .withMessage("upper[0] must be finite and > 0.0, but was 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoiseRegion.of(
            new double[] {0, 0}, new double[] {1, 1}, new double[][] {{1, 0}, {0.6, 0.8}}))
        .withMessage("axes must be orthonormal, but the product of 1 and 0 was 0.6");
  }

  @Test
  void samplesWithoutVolume_areRefused() {
    double[][] rows = TestData.normal(30, 2, 1);
    for (double[] row : rows) {
      row[1] = 7;
    }
    assertThatExceptionOfType(GmmException.class)
        .isThrownBy(() -> GaussianMixtureEstimator.builder()
            .components(2)
            .noise(InitialNoise.share(0.1))
            .build()
            .fit(Samples.of(rows)))
        .withMessage(
            "noise needs samples that vary in each feature, or a region; but column 1 is constant");
  }

  @Test
  void labelOfNoise_isRefusedWithoutNoise() {
    int[] labels = new int[30];
    labels[4] = UniformNoise.LABEL;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GaussianMixtureEstimator.builder()
            .components(2)
            .initialization(Initialization.labels(labels))
            .build()
            .fit(Samples.of(TestData.normal(30, 2, 1))))
        .withMessage("labels[4] must be in [0, 1], but was -1");
  }
}

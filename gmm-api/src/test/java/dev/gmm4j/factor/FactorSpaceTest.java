package dev.gmm4j.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.em.Search;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveBackend;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What accelerations extrapolate, and what it is good for. */
class FactorSpaceTest {
  private static final NaiveBackend BACKEND = new NaiveBackend();
  private static final int FEATURES = 6;
  private static final Samples SAMPLES = Samples.of(drawn());
  private static final double[] FLOORS = new double[FEATURES];
  private static final double[] UNITS = {1, 10, 0.1, 3, 1, 2};

  static {
    Arrays.fill(FLOORS, 1e-6);
  }

  private static double[][] drawn() {
    Random random = new Random(3);
    double[][] rows = new double[240][FEATURES];
    for (int i = 0; i < rows.length; i++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      for (int j = 0; j < FEATURES; j++) {
        rows[i][j] = i % 2 * (j % 2 + 1)
            + a * (j - 2)
            + b * (j * j % 3)
            + (0.5 + 0.2 * j) * random.nextGaussian();
      }
    }
    return rows;
  }

  private static FactorMixtureEstimator.Builder estimator(LowRankModel model) {
    return FactorMixtureEstimator.builder(GaussianMixtureEstimator.builder()
            .components(2)
            .seed(3)
            .search(Search.NONE)
            .backend(BACKEND)
            .build())
        .model(model)
        .factors(2);
  }

  private static FactorParameters parameters(FactorMixture mixture) {
    double[][] loadings = new double[2][FEATURES * 2];
    double[][] noise = new double[2][];
    double[] means = new double[2 * FEATURES];
    for (int k = 0; k < 2; k++) {
      noise[k] = mixture.noiseVariances(k);
      for (int j = 0; j < FEATURES; j++) {
        means[k * FEATURES + j] = mixture.mean(k)[j];
        System.arraycopy(mixture.loadings(k)[j], 0, loadings[k], 2 * j, 2);
      }
    }
    return FactorParameters.ofMatrices(
        mixture.weights(), means, new LowRank(loadings, noise), BACKEND);
  }

  private static void expectSame(FactorSpace.Parts parts, FactorMixture mixture) {
    SampleScale scale = new SampleScale(240, 240, new double[FEATURES], UNITS);
    FactorSpace space = new FactorSpace(parts, MixingProportions.FREE, true, scale, BACKEND);
    FactorParameters parameters = parameters(mixture);

    MixtureParameters read = space.parameters(space.vector(parameters), parameters);

    assertThat(read).isNotNull();
    Expect.close("weights", read.weights(), parameters.weights(), 1e-14);
    Expect.close("means", read.means(), parameters.means(), 1e-14);
    Expect.close(
        "covariances", read.covariances().toArray(), parameters.covariances().toArray(), 1e-10);
  }

  @ParameterizedTest
  @EnumSource(FactorModel.class)
  void loadings_areThoseOfTheirVector(FactorModel model) {
    expectSame(
        new LoadingParts(model, FLOORS, UNITS),
        estimator(model).build().fit(SAMPLES).model());
  }

  @ParameterizedTest
  @EnumSource(SubspaceModel.class)
  void covariances_areThoseOfTheirVector(SubspaceModel model) {
    SpectralStep step = new SpectralStep(model, new int[] {2, 2}, 1e-6, BACKEND);

    expectSame(
        new CovarianceParts(step, UNITS), estimator(model).build().fit(SAMPLES).model());
  }

  @Test
  void alignedLoadings_areNearThoseBefore() {
    double[] before = {1, 2, 0.5, -1, 3, 0, 0.2, 1};
    double[] noise = {1, 2, 0.5, 1};
    double angle = 2.5;
    double[] turned = new double[before.length];
    for (int i = 0; i < 4; i++) {
      double a = before[2 * i];
      double b = before[2 * i + 1];
      turned[2 * i] = Math.cos(angle) * a + Math.sin(angle) * b;
      // A reflection, too, as signs of axes are.
      turned[2 * i + 1] = Math.sin(angle) * a - Math.cos(angle) * b;
    }

    LowRank aligned = LoadingAlignment.of(
        new LowRank(new double[][] {turned}, new double[][] {noise}),
        new LowRank(new double[][] {before}, new double[][] {noise}),
        false,
        BACKEND);

    Expect.close("aligned", aligned.loadings()[0], before, 1e-12);
  }

  @ParameterizedTest
  @EnumSource(
      value = Acceleration.class,
      names = {"SQUAREM", "ANDERSON"})
  void acceleratedSteps_needFewerPasses(Acceleration acceleration) {
    FactorMixtureEstimator.Builder builder = estimator(FactorModel.CUU)
        .statistics(FactorStatistics.FACTORS)
        .estimator(e -> e.convergence(ConvergenceCriterion.aitken(1e-9)).maxIterations(20_000));

    FactorMixtureFit plain =
        builder.estimator(e -> e.acceleration(Acceleration.NONE)).build().fit(SAMPLES);
    FactorMixtureFit accelerated =
        builder.estimator(e -> e.acceleration(acceleration)).build().fit(SAMPLES);

    Expect.close("log-likelihood", accelerated.logLikelihood(), plain.logLikelihood(), 1e-8);
    assertThat(accelerated.iterations()).isLessThan(plain.iterations() / 2);
    for (int i = 1; i < accelerated.logLikelihoodTrace().size(); i++) {
      assertThat(accelerated.logLikelihoodTrace().get(i))
          .isGreaterThanOrEqualTo(accelerated.logLikelihoodTrace().get(i - 1) - 1e-8);
    }
  }
}

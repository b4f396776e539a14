package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.Search;
import dev.gmm4j.noise.InitialNoise;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.TestData;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Accelerated EM against EM: the same limit, no descent, fewer passes; and what is left when the default criterion stops. */
class AcceleratedFitTest {
  private static final int ROWS = 600;
  private static final double[][] OVERLAPPING = apart(ROWS, 2);

  /** Two round components so many deviations apart, in two dimensions. */
  private static double[][] apart(int n, double distance) {
    Random random = new Random(1);
    double[][] rows = new double[n][2];
    for (int i = 0; i < n; i++) {
      rows[i][0] = random.nextGaussian() + (i % 2) * distance;
      rows[i][1] = random.nextGaussian();
    }
    return rows;
  }

  private static GaussianMixtureEstimator.Builder estimator(CovarianceModel model) {
    return GaussianMixtureEstimator.builder()
        .components(2)
        .covariance(model)
        .regularization(0)
        .maxIterations(20_000)
        .search(Search.NONE)
        .threads(1);
  }

  static Stream<Arguments> modelsAndAccelerations() {
    return Stream.of(CovarianceModel.values())
        .flatMap(model -> Stream.of(Acceleration.SQUAREM, Acceleration.ANDERSON)
            .map(acceleration -> Arguments.of(model, acceleration)));
  }

  @ParameterizedTest
  @MethodSource("modelsAndAccelerations")
  void anyModel_reachesTheLimitOfEm(CovarianceModel model, Acceleration acceleration) {
    expectTheLimitOfEm(estimator(model).tolerance(1e-12), acceleration, Samples.of(OVERLAPPING));
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void priorNoiseWeightsAndBounds_reachTheLimitOfEm(Acceleration acceleration) {
    Samples samples = Samples.of(OVERLAPPING);
    GaussianMixtureEstimator.Builder free = estimator(CovarianceModel.VVV).tolerance(1e-12);
    expectTheLimitOfEm(
        free.build().toBuilder().prior(ConjugatePrior.defaults()), acceleration, samples);
    expectTheLimitOfEm(
        free.build().toBuilder().noise(InitialNoise.share(0.1)), acceleration, samples);
    expectTheLimitOfEm(
        free.build().toBuilder().proportions(MixingProportions.EQUAL), acceleration, samples);
    expectTheLimitOfEm(free.build().toBuilder().maxEigenvalueRatio(1.5), acceleration, samples);
    expectTheLimitOfEm(
        free.build().toBuilder(), acceleration, samples.weighted(TestData.weights(ROWS, 4)));
  }

  private static void expectTheLimitOfEm(
      GaussianMixtureEstimator.Builder builder, Acceleration acceleration, Samples samples) {
    GaussianMixtureFit plain = builder.acceleration(Acceleration.NONE).build().fit(samples);
    GaussianMixtureFit fast = builder.acceleration(acceleration).build().fit(samples);

    assertThat(plain.converged()).isTrue();
    assertThat(fast.converged()).isTrue();
    double limit = plain.logLikelihood() + plain.logPrior();
    // Both stop within 1e-12 of their limits for a row, as far as that can be estimated.
    Expect.close("objective", fast.logLikelihood() + fast.logPrior(), limit, 1e-9);
    if (plain.iterations() > 60) {
      // SQUAREM takes half of them at most.
      int most = plain.iterations() / (acceleration == Acceleration.SQUAREM ? 2 : 1);
      assertThat(fast.iterations()).isLessThan(most);
    }
    expectNoDescent(fast);
  }

  /** Without a prior the trace is what is ascended; steps near the limit are rounding. */
  private static void expectNoDescent(GaussianMixtureFit fit) {
    List<Double> trace = fit.bestRestart().trace();
    assertThat(trace).hasSize(fit.iterations() + 1);
    for (int i = 1; i < trace.size() && fit.prior() == null; i++) {
      assertThat(trace.get(i))
          .as("%d of %d", i, trace.size())
          .isGreaterThanOrEqualTo(trace.get(i - 1) - 1e-12 * Math.abs(trace.get(i - 1)));
    }
  }

  @Test
  void defaultCriterion_leavesLessThanItsToleranceForARow() {
    for (double distance : new double[] {3, 2, 1.5}) {
      for (int seed = 0; seed < 3; seed++) {
        double[][] rows = apart(2000, distance);
        GaussianMixtureEstimator.Builder builder =
            estimator(CovarianceModel.VVV).seed(seed).initialization(Initialization.kMeans());
        for (Acceleration acceleration : Acceleration.values()) {
          GaussianMixtureFit fit = builder
              .acceleration(acceleration)
              .convergence(ConvergenceCriterion.aitken(1e-6))
              .build()
              .fit(Samples.of(rows));
          // Goes on from where it stopped, until nothing is left.
          double limit = builder.build().toBuilder()
              .initialization(Initialization.parameters(fit.model()))
              .acceleration(Acceleration.SQUAREM)
              .tolerance(1e-13)
              .build()
              .fit(Samples.of(rows))
              .logLikelihood();

          assertThat(fit.converged()).isTrue();
          // EM's estimate is that of the limit itself, so that it is met closely.
          assertThat(limit - fit.logLikelihood())
              .as("%s of %s, seed %d", acceleration, distance, seed)
              .isBetween(-1e-8, 1.1e-6 * rows.length);
        }
      }
    }
  }

  @Test
  void toleranceZero_isEmAlone() {
    GaussianMixtureEstimator.Builder builder =
        estimator(CovarianceModel.VVV).maxIterations(40).tolerance(0);
    GaussianMixtureFit plain =
        builder.acceleration(Acceleration.NONE).build().fit(Samples.of(OVERLAPPING));

    for (Acceleration acceleration : Acceleration.values()) {
      GaussianMixtureFit fit =
          builder.acceleration(acceleration).build().fit(Samples.of(OVERLAPPING));
      assertThat(fit.bestRestart()).isEqualTo(plain.bestRestart());
      assertThat(Expect.bits(fit)).isEqualTo(Expect.bits(plain));
    }
  }

  @ParameterizedTest
  @EnumSource
  void threads_changeNoBit(Acceleration acceleration) {
    GaussianMixtureEstimator.Builder builder =
        estimator(CovarianceModel.VVV).acceleration(acceleration).maxIterations(200);
    Samples samples = Samples.of(apart(9000, 1.5));
    GaussianMixtureFit one = builder.threads(1).build().fit(samples);

    assertThat(Expect.bits(builder.threads(3).build().fit(samples))).isEqualTo(Expect.bits(one));
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void anyIteration_canBeGoneOnFrom(Acceleration acceleration) {
    Samples samples =
        Samples.of(TestData.draw(TestData.mixture(3, 3, CovarianceType.DIAGONAL, 2), 700, 3));
    GaussianMixtureEstimator.Builder builder = GaussianMixtureEstimator.builder()
        .components(3)
        .restarts(2)
        .initialization(Initialization.randomSamples())
        .search(Search.BRIEF)
        .acceleration(acceleration);
    GaussianMixtureFit whole = builder.build().fit(samples);
    List<Checkpoint> taken = new ArrayList<>();
    builder.build().toBuilder()
        .listener(progress -> taken.add(progress.checkpoint().get()))
        .build()
        .fit(samples);

    assertThat(whole.restarts()).allMatch(restart -> restart.iterations() > 10);
    for (int i = 0; i < taken.size(); i += 7) {
      GaussianMixtureFit resumed = builder.build().resume(samples, taken.get(i));
      assertThat(resumed.restarts()).isEqualTo(whole.restarts());
      assertThat(Expect.bits(resumed)).isEqualTo(Expect.bits(whole));
    }
  }

  @Test
  void refusedProposal_repeatsTheValueKept() {
    // One component more than there are: EM's plateaus mislead an extrapolation.
    Samples samples =
        Samples.of(TestData.draw(TestData.mixture(5, 2, CovarianceType.FULL, 3), 300, 8));
    boolean refused = false;
    for (int seed = 0; seed < 10; seed++) {
      GaussianMixtureFit fit = estimator(CovarianceModel.VVV)
          .components(6)
          .regularization(1e-6)
          .seed(seed)
          .build()
          .fit(samples);
      List<Double> trace = fit.bestRestart().trace();
      for (int i = 1; i < trace.size() - 1; i++) {
        refused |= trace.get(i).equals(trace.get(i - 1)) && trace.get(i + 1) > trace.get(i);
      }
    }
    assertThat(refused).isTrue();
  }

  @Test
  void label_isParsedWhateverItsCase() {
    assertThat(Acceleration.parse("Squarem")).isEqualTo(Acceleration.SQUAREM);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Acceleration.parse("daarem"))
        .withMessage("acceleration must be one of none, squarem, anderson, but was daarem");
  }
}

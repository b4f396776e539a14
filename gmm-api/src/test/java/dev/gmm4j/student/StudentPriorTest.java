package dev.gmm4j.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.em.DegreesOfFreedom;
import dev.gmm4j.exception.InvalidCheckpointException;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.TestData;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** t mixtures of highest posterior density under a conjugate prior. */
class StudentPriorTest {
  private static final double[][] ROWS = TestData.blobs(200, 2, 2, 4, 4).rows();

  private static final ConjugatePrior STRONG = ConjugatePrior.defaults().withShrinkage(5);

  private static StudentMixtureEstimator.Builder builder(
      CovarianceModel model, ConjugatePrior prior) {
    return StudentMixtureEstimator.builder(Students.settings(model, 2)
        .initialization(Initialization.kMeans())
        .acceleration(Acceleration.NONE)
        .prior(prior)
        .maxIterations(60)
        .tolerance(0)
        .build());
  }

  /** One feature, one component: a loop over the formulas of Fraley and Raftery (2007) with scale weights. */
  @Test
  void fit_isThatOfAPlainLoop() {
    double[] x = {0.3, -1, 2.5, 0.1, 9, 0.7, 1.1, -0.4};
    double kappa = 3;
    double m = 5;
    double freedom = 6;
    double scale = 2;
    double nu = 4;
    double[][] rows = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      rows[i] = new double[] {x[i]};
    }
    ConjugatePrior prior = ConjugatePrior.defaults()
        .withShrinkage(kappa)
        .withMean(m)
        .withDegreesOfFreedom(freedom)
        .withScale(new double[][] {{scale}});

    StudentMixtureFit fit = builder(CovarianceModel.VVV, prior)
        .estimator(settings -> settings.components(1).maxIterations(400))
        .degreesOfFreedom(DegreesOfFreedom.fixed(nu))
        .build()
        .fit(Samples.of(rows));

    double mean = 0;
    double variance = 1;
    for (int iteration = 0; iteration < 1000; iteration++) {
      double weight = 0;
      double sum = 0;
      for (double each : x) {
        double u = (nu + 1) / (nu + (each - mean) * (each - mean) / variance);
        weight += u;
        sum += u * each;
      }
      double next = (sum + kappa * m) / (weight + kappa);
      double scatter = kappa * (next - m) * (next - m) + scale;
      for (double each : x) {
        double u = (nu + 1) / (nu + (each - mean) * (each - mean) / variance);
        scatter += u * (each - next) * (each - next);
      }
      mean = next;
      // One for the prior of the mean, and d + 1 beside its degrees of freedom for that of the
      // scale.
      variance = scatter / (x.length + 1 + freedom + 2);
    }
    Expect.close("location", fit.model().locations()[0][0], mean, 1e-10);
    Expect.close("scale", fit.model().scales().get(0, 0, 0), variance, 1e-10);
    assertThat(Objects.requireNonNull(fit.prior()).shrinkage()).isEqualTo(kappa);
  }

  /** The posterior density never falls, whatever scale matrices have in common. */
  @ParameterizedTest
  @EnumSource(
      value = CovarianceModel.class,
      names = {"VVV", "EEE", "VVI", "VII", "VEV"})
  void posteriorDensity_neverFalls(CovarianceModel model) {
    ConjugatePrior prior = ConjugatePrior.defaults().withShrinkage(5);
    StudentMixtureEstimator.Builder builder =
        builder(model, prior).degreesOfFreedom(DegreesOfFreedom.free());
    double before = Double.NEGATIVE_INFINITY;
    for (int iterations = 1; iterations < 12; iterations++) {
      int most = iterations;
      StudentMixtureFit fit =
          builder.estimator(settings -> settings.maxIterations(most)).build().fit(Samples.of(ROWS));
      double objective = fit.logLikelihood() + fit.logPrior();
      assertThat(objective).isGreaterThan(before - 1e-10 * Math.abs(objective));
      before = objective;
    }
  }

  /** Three samples in a line have no scale matrix of their own, but one under the prior. */
  @Test
  void degenerateComponents_areRegular() {
    double[][] rows = {{0, 0}, {1, 1}, {2, 2}, {10, 3}, {11, 5}, {12, 3}};

    StudentMixtureFit fit = builder(CovarianceModel.VVV, ConjugatePrior.defaults())
        .estimator(settings ->
            settings.initialization(Initialization.labels(new int[] {0, 0, 0, 1, 1, 1})))
        .build()
        .fit(Samples.of(rows));

    assertThat(fit.bestRestart().events()).isEmpty();
    assertThat(fit.admissibility().reasons()).isEqualTo(List.of());
    assertThat(fit.logPrior()).isFinite().isNotZero();
  }

  /** A good start, and one that comes to nothing in the iterations there are: the best so far is a checkpoint's. */
  private static StudentMixtureEstimator competing() {
    int[] mixed = new int[ROWS.length];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = i % 2;
    }
    return builder(CovarianceModel.VVV, STRONG)
        .degreesOfFreedom(DegreesOfFreedom.free())
        .estimator(settings -> settings
            .initializations(List.of(Initialization.kMeans(), Initialization.labels(mixed)))
            .maxIterations(5))
        .build();
  }

  /** Left after each iteration of each restart. */
  @Test
  void resume_hasTheBitsOfAFitThatWasNotInterrupted() {
    StudentMixtureEstimator estimator = competing();
    List<StudentCheckpoint> checkpoints = new ArrayList<>();
    StudentMixtureFit fit = estimator.toBuilder()
        .listener(progress -> checkpoints.add(progress.checkpoint().get()))
        .build()
        .fit(Samples.of(ROWS));

    assertThat(fit.bestRestart().index()).isZero();
    assertThat(fit.restarts()).hasSize(2);
    assertThat(fit.logPrior()).isNotZero();
    for (StudentCheckpoint checkpoint : checkpoints) {
      StudentMixtureFit resumed = estimator.resume(Samples.of(ROWS), checkpoint);
      assertThat(resumed.model()).isEqualTo(fit.model());
      assertThat(resumed.logPrior()).isEqualTo(fit.logPrior());
      assertThat(resumed.restarts())
          .extracting(StudentRestart::trace)
          .isEqualTo(fit.restarts().stream().map(StudentRestart::trace).toList());
    }
  }

  @Test
  void checkpoints_ofOtherPriors_areRefused() {
    StudentMixtureEstimator estimator = competing();
    List<StudentCheckpoint> checkpoints = new ArrayList<>();
    estimator.toBuilder()
        .listener(progress -> checkpoints.add(progress.checkpoint().get()))
        .build()
        .fit(Samples.of(ROWS));
    StudentCheckpoint checkpoint = checkpoints.get(1);

    refused(
        with(estimator, STRONG.withShrinkage(7)),
        checkpoint,
        "the checkpoint is of another fit: prior was ");
    refused(
        with(estimator, null),
        checkpoint,
        "the checkpoint is not valid: it is of a fit with other settings");
  }

  private static StudentMixtureEstimator with(
      StudentMixtureEstimator estimator, @Nullable ConjugatePrior prior) {
    return estimator.toBuilder().estimator(settings -> settings.prior(prior)).build();
  }

  private static void refused(
      StudentMixtureEstimator estimator, StudentCheckpoint checkpoint, String message) {
    assertThatExceptionOfType(InvalidCheckpointException.class)
        .isThrownBy(() -> estimator.resume(Samples.of(ROWS), checkpoint))
        .withMessageStartingWith(message);
  }
}

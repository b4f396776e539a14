package dev.gmm4j.bayesian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidCheckpointException;
import dev.gmm4j.testing.Holes;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.TestData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bayesian fits that are followed, left and gone on with. */
class BayesianResumeTest {
  private static final Samples SAMPLES = Bayes.IRIS;

  private static GaussianMixtureEstimator.Builder settings(CovarianceType type) {
    return Bayes.settings(type, 5)
        .initialization(Initialization.kMeansPlusPlus())
        .restarts(2)
        .maxIterations(100)
        .seed(3);
  }

  private static List<BayesianCheckpoint> checkpoints(
      BayesianMixtureEstimator estimator, Samples samples) {
    List<BayesianCheckpoint> taken = new ArrayList<>();
    estimator.toBuilder()
        .listener(progress -> taken.add(progress.checkpoint().get()))
        .build()
        .fit(samples);
    return taken;
  }

  /** From each iteration of each restart, before and after its search, to the bits of the fit that was not interrupted. */
  @ParameterizedTest
  @EnumSource(CovarianceType.class)
  void anyIteration_canBeGoneOnFrom(CovarianceType type) {
    WeightPrior prior =
        type == CovarianceType.FULL ? WeightPrior.dirichlet() : WeightPrior.dirichletProcess();
    BayesianMixtureEstimator estimator = BayesianMixtureEstimator.builder(
            settings(type).build())
        .weightPrior(prior)
        .build();
    BayesianMixtureFit whole = estimator.fit(SAMPLES);
    List<BayesianCheckpoint> taken = checkpoints(estimator, SAMPLES);

    assertThat(taken)
        .hasSize(whole.restarts().stream()
            .mapToInt(restart -> restart.elboTrace().size())
            .sum());
    assertThat(taken).anyMatch(checkpoint -> checkpoint.current().moves() != null);
    for (BayesianCheckpoint checkpoint : taken) {
      BayesianMixtureFit resumed = estimator.toBuilder()
          .estimator(builder -> builder.threads(2))
          .build()
          .resume(SAMPLES, checkpoint);
      assertThat(resumed.posterior()).isEqualTo(whole.posterior());
      assertThat(resumed.restarts()).isEqualTo(whole.restarts());
      assertThat(resumed.bestRestart()).isEqualTo(whole.bestRestart());
    }
  }

  @Test
  void checkpointsOfOtherFits_areRefused() {
    BayesianMixtureEstimator estimator =
        BayesianMixtureEstimator.builder(settings(CovarianceType.FULL).build()).build();
    BayesianCheckpoint checkpoint = checkpoints(estimator, SAMPLES).get(4);
    double[][] others = TestData.blobs(150, 4, 3, 5, 10).rows();

    refuse(
        estimator.toBuilder().weightPrior(WeightPrior.dirichlet()).build(),
        SAMPLES,
        checkpoint,
        "prior of weights was dirichlet-process, but is dirichlet");
    refuse(
        estimator.toBuilder()
            .weightPrior(WeightPrior.dirichletProcess().withConcentration(2))
            .build(),
        SAMPLES,
        checkpoint,
        "concentration was 0.2, but is 2");
    refuse(
        estimator.toBuilder()
            .componentPrior(ComponentPrior.fromSamples().withDegreesOfFreedom(7))
            .build(),
        SAMPLES,
        checkpoint,
        "prior's degrees of freedom was 4, but is 7");
    refuse(
        estimator.toBuilder().estimator(builder -> builder.seed(4)).build(),
        SAMPLES,
        checkpoint,
        "seed was 3, but is 4");
    refuse(
        estimator.toBuilder()
            .componentPrior(ComponentPrior.of(checkpoint.current().posterior().prior()))
            .build(),
        Samples.of(others),
        checkpoint,
        "the checkpoint is of other samples, as many and with as many columns");
  }

  @Test
  void checkpointsThatDoNotAddUp_areRefused() {
    BayesianMixtureEstimator estimator =
        BayesianMixtureEstimator.builder(settings(CovarianceType.FULL).build()).build();
    BayesianCheckpoint checkpoint = checkpoints(estimator, SAMPLES).get(4);
    BayesianCheckpoint.Current current = checkpoint.current();
    refuse(
        estimator,
        SAMPLES,
        new BayesianCheckpoint(
            checkpoint.fit(),
            List.of(),
            null,
            new BayesianCheckpoint.Current(
                1, current.posterior(), current.trace(), current.bounds(), current.ascent(), null)),
        "its restart must be 0, as many as are done, and < 2, but is 1");
    double[] changed = current.trace().clone();
    changed[changed.length - 1] += 1e-9;
    refuse(
        estimator,
        SAMPLES,
        new BayesianCheckpoint(
            checkpoint.fit(),
            checkpoint.finished(),
            checkpoint.best(),
            new BayesianCheckpoint.Current(
                0,
                current.posterior(),
                changed,
                current.bounds(),
                current.ascent(),
                current.moves())),
        "on a processor or with a version whose results differ");
  }

  private static void refuse(
      BayesianMixtureEstimator estimator,
      Samples samples,
      BayesianCheckpoint checkpoint,
      String message) {
    assertThatExceptionOfType(InvalidCheckpointException.class)
        .isThrownBy(() -> estimator.resume(samples, checkpoint))
        .withMessageContaining(message);
  }

  @Test
  void checkpoint_afterTheListenerHasReturned_isRefused() {
    List<Supplier<BayesianCheckpoint>> kept = new ArrayList<>();
    BayesianMixtureEstimator.builder(settings(CovarianceType.TIED).build())
        .listener(progress -> kept.add(progress.checkpoint()))
        .build()
        .fit(SAMPLES);

    assertThatIllegalStateException()
        .isThrownBy(() -> kept.get(0).get())
        .withMessageContaining("must be taken before the listener returns");
  }

  @Test
  void listener_isToldOfAllBounds_orOfSome() {
    List<BayesianProgress> all = new ArrayList<>();
    List<Integer> some = new ArrayList<>();
    BayesianMixtureEstimator estimator = BayesianMixtureEstimator.builder(
            settings(CovarianceType.FULL).build())
        .listener(all::add)
        .build();
    BayesianMixtureFit fit = estimator.fit(SAMPLES);
    estimator.toBuilder()
        .listener(BayesianListener.every(4, progress -> some.add(progress.iteration())))
        .build()
        .fit(SAMPLES);

    assertThat(all.stream().filter(each -> each.restart() == 1).map(BayesianProgress::elbo))
        .isEqualTo(fit.restarts().get(1).elboTrace());
    assertThat(all.get(0).restarts()).isEqualTo(2);
    assertThat(all.get(0).maxIterations()).isEqualTo(100);
    assertThat(all.get(0).toString()).contains("restart=0").contains("elbo=-");
    assertThat(all.get(all.size() - 1).posterior().get().components()).isEqualTo(5);
    assertThat(some).allMatch(iteration -> iteration % 4 == 0).contains(0, 4);
  }

  @Test
  void listenerThatThrows_endsTheFit_butARestartThatFails_doesNot() {
    BayesianMixtureEstimator.Builder builder =
        BayesianMixtureEstimator.builder(settings(CovarianceType.FULL).build());
    assertThatIllegalStateException()
        .isThrownBy(() -> builder
            .listener(progress -> {
              throw new IllegalStateException("stop");
            })
            .build()
            .fit(SAMPLES))
        .withMessage("stop");

    // The second start is of means so far away that their densities are no numbers.
    double far = 1e200;
    double[][] means = new double[5][];
    Arrays.setAll(means, k -> new double[] {far * (k + 1), -far, far, far});
    BayesianMixtureFit fit = BayesianMixtureEstimator.builder(settings(CovarianceType.FULL)
            .initializations(List.of(Initialization.means(means), Initialization.kMeansPlusPlus()))
            .restarts(1)
            .build())
        .build()
        .fit(SAMPLES);
    assertThat(fit.restarts().get(0).failure()).isNotNull();
    assertThatIllegalStateException()
        .isThrownBy(() -> fit.restarts().get(0).elbo())
        .withMessageContaining("restart 0 failed");
    assertThat(fit.bestRestart()).isEqualTo(1);
  }

  /** Rows that are read anew in each pass, and those of an array. */
  @ParameterizedTest
  @EnumSource(CovarianceType.class)
  void rowsThatAreRead_giveTheBitsOfThoseInMemory(CovarianceType type) {
    double[][] rows = TestData.blobs(5000, 3, 3, 6, 2).rows();
    BayesianMixtureEstimator estimator = BayesianMixtureEstimator.builder(
            Bayes.settings(type, 5).backend(new NaiveBackend()).threads(2).build())
        .build();

    assertThat(estimator.fit(Holes.streamed(rows)).posterior())
        .isEqualTo(estimator.fit(Samples.of(rows)).posterior());
  }
}

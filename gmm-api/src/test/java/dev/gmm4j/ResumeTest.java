package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.ParameterEstimate;
import dev.gmm4j.em.Search;
import dev.gmm4j.exception.InvalidCheckpointException;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.TestData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A fit that goes on from a checkpoint comes to the bits of one that was never interrupted. */
class ResumeTest {
  private static final double[][] ROWS =
      TestData.draw(TestData.mixture(3, 3, CovarianceType.DIAGONAL, 2), 700, 3);
  private static final Samples SAMPLES = Samples.of(ROWS);

  private static GaussianMixtureEstimator.Builder estimator() {
    return GaussianMixtureEstimator.builder()
        .components(3)
        .maxIterations(6)
        .tolerance(0)
        .seed(11)
        .threads(2);
  }

  private static List<Checkpoint> checkpoints(
      GaussianMixtureEstimator.Builder builder, Samples samples) {
    List<Checkpoint> taken = new ArrayList<>();
    builder.listener(progress -> taken.add(progress.checkpoint().get())).build().fit(samples);
    builder.listener(progress -> {});
    return taken;
  }

  /** Goes on from each iteration of each restart, and expects the results of the uninterrupted fit. */
  private static GaussianMixtureFit expectSameFromAnywhere(
      GaussianMixtureEstimator.Builder builder, Samples samples) {
    GaussianMixtureFit whole = builder.build().fit(samples);
    List<Checkpoint> taken = checkpoints(builder, samples);
    assertThat(taken)
        .hasSize(whole.restarts().stream()
            .mapToInt(restart -> restart.trace().size())
            .sum());
    for (Checkpoint checkpoint : taken) {
      GaussianMixtureFit resumed = builder.threads(1).build().resume(samples, checkpoint);
      assertThat(Expect.bits(resumed)).isEqualTo(Expect.bits(whole));
      assertThat(resumed.restarts()).isEqualTo(whole.restarts());
      assertThat(resumed.bestRestart()).isEqualTo(whole.bestRestart());
      assertThat(resumed.diagnostics()).isEqualTo(whole.diagnostics());
    }
    return whole;
  }

  @ParameterizedTest
  @EnumSource(names = {"VVV", "EEE", "VVI", "VII", "EEI", "VEV", "EVE"})
  void anyIteration_canBeGoneOnFrom(CovarianceModel model) {
    expectSameFromAnywhere(estimator().covariance(model).restarts(2), SAMPLES);
  }

  static Stream<Initialization> initializations() {
    return Stream.of(
        Initialization.randomSamples(),
        Initialization.randomResponsibilities(),
        Initialization.hierarchical(),
        Initialization.shortEm(),
        Initialization.labels(labels(0)));
  }

  private static int[] labels(int first) {
    int[] labels = new int[ROWS.length];
    Arrays.setAll(labels, i -> (i + first) % 3);
    return labels;
  }

  @ParameterizedTest
  @MethodSource("initializations")
  void anyInitialization_canBeGoneOnWith(Initialization initialization) {
    expectSameFromAnywhere(
        estimator().initialization(initialization).restarts(3),
        SAMPLES.weighted(TestData.weights(ROWS.length, 5)));
  }

  @Test
  void convergence_isDecidedAsBefore() {
    GaussianMixtureFit fit = expectSameFromAnywhere(
        estimator().restarts(3).maxIterations(100).tolerance(1e-4).search(Search.NONE), SAMPLES);

    assertThat(fit.restarts()).allMatch(RestartReport::converged);
  }

  @ParameterizedTest
  @EnumSource(names = "FAIL", mode = EnumSource.Mode.EXCLUDE)
  void whatWasDoneAboutDegenerateComponents_isRemembered(DegeneracyPolicy policy) {
    // The middle component is so far away that it loses all samples, and twenty rows are one point.
    double[][] rows = ROWS.clone();
    Arrays.fill(rows, 0, 20, new double[] {40, 40, 40});
    double[][] means = {{0, 0, 0}, {1e6, 1e6, 1e6}, {40, 40, 40}};
    GaussianMixture initial = GaussianMixture.of(
        new double[] {0.5, 0.2, 0.3}, means, Covariances.spherical(new double[] {4, 4, 1}, 3));
    GaussianMixtureFit fit = expectSameFromAnywhere(
        estimator()
            .initialization(Initialization.parameters(initial))
            .degeneracy(policy)
            .regularization(0),
        Samples.of(rows));

    assertThat(fit.bestRestart().events()).isNotEmpty();
    // A component that is put on a sample is put on it by chance, and again where it does not stay.
    assertThat(fit.model().components()).isLessThanOrEqualTo(3);
  }

  @Test
  void restartsThatFailed_areRemembered() {
    // Restarts that give the rows that are one point a component of their own fail, others do not.
    double[][] rows = ROWS.clone();
    Arrays.fill(rows, 0, 30, new double[] {9, 9, 9});
    GaussianMixtureEstimator.Builder builder = estimator()
        .degeneracy(DegeneracyPolicy.FAIL)
        .regularization(0)
        .maxIterations(8)
        .initialization(Initialization.randomSamples())
        .restarts(12);
    GaussianMixtureFit whole = builder.build().fit(Samples.of(rows));
    List<Checkpoint> taken = checkpoints(builder, Samples.of(rows));
    GaussianMixtureFit resumed =
        builder.build().resume(Samples.of(rows), taken.get(taken.size() - 1));

    assertThat(whole.restarts())
        .anyMatch(restart -> restart.failure() != null)
        .anyMatch(restart -> restart.failure() == null);
    assertThat(messages(resumed)).isEqualTo(messages(whole));
    assertThat(Expect.bits(resumed)).isEqualTo(Expect.bits(whole));
  }

  private static List<String> messages(GaussianMixtureFit fit) {
    return fit.restarts().stream()
        .map(restart -> String.valueOf(restart.failure()))
        .toList();
  }

  static Stream<Map.Entry<String, GaussianMixtureEstimator.Builder>> others() {
    return Stream.of(
        Map.entry("components was 3, but is 2", estimator().components(2)),
        Map.entry("covariance was VVV, but is EEE", estimator().covariance(CovarianceModel.EEE)),
        Map.entry(
            "proportions was free, but is equal", estimator().proportions(MixingProportions.EQUAL)),
        Map.entry(
            "start was k-means, but is k-means++",
            estimator().initialization(Initialization.kMeansPlusPlus())),
        Map.entry(
            "start was k-means, but is labels ",
            estimator().initialization(Initialization.labels(labels(1)))),
        Map.entry("restarts was 1, but is 2", estimator().restarts(2)),
        Map.entry("iterations at most was 6, but is 7", estimator().maxIterations(7)),
        Map.entry(
            "convergence test was aitken 0.0, but is aitken 0.001", estimator().tolerance(1e-3)),
        Map.entry(
            "convergence test was aitken 0.0, but is mean 0.000003",
            estimator().convergence(ConvergenceCriterion.meanChange(3e-6))),
        Map.entry(
            "regularization was relative 0.000001, but is 0.0", estimator().regularization(0)),
        Map.entry(
            "degeneracy was REGULARIZE, but is PRUNE",
            estimator().degeneracy(DegeneracyPolicy.PRUNE)),
        Map.entry("seed was 11, but is 12", estimator().seed(12)));
  }

  @ParameterizedTest
  @MethodSource("others")
  void checkpointOfOtherSettings_isRefused(
      Map.Entry<String, GaussianMixtureEstimator.Builder> other) {
    Checkpoint checkpoint = checkpoints(estimator(), SAMPLES).get(3);

    expectRefusal(other.getValue(), SAMPLES, checkpoint, other.getKey());
  }

  private static void expectRefusal(
      GaussianMixtureEstimator.Builder builder,
      Samples samples,
      Checkpoint checkpoint,
      String reason) {
    assertThatExceptionOfType(InvalidCheckpointException.class)
        .isThrownBy(() -> builder.build().resume(samples, checkpoint))
        .withMessageContaining(reason);
  }

  @Test
  void initializationByOtherLabels_isAnother() {
    Checkpoint checkpoint = checkpoints(
            estimator().initialization(Initialization.labels(labels(0))), SAMPLES)
        .get(3);

    expectRefusal(
        estimator().initialization(Initialization.labels(labels(1))),
        SAMPLES,
        checkpoint,
        "start was labels");
  }

  @Test
  void checkpointOfOtherSamples_isRefused() {
    Checkpoint checkpoint = checkpoints(estimator(), SAMPLES).get(3);
    double[][] swapped = ROWS.clone();
    swapped[5] = ROWS[6];
    swapped[6] = ROWS[5];
    double[][] changed = ROWS.clone();
    changed[699] = ROWS[699].clone();
    changed[699][2] = Math.nextUp(changed[699][2]);
    double[] weights = new double[ROWS.length];
    Arrays.fill(weights, 1);
    String other = "of other samples, as many and with as many columns";

    expectRefusal(estimator(), Samples.of(swapped), checkpoint, other);
    expectRefusal(estimator(), Samples.of(changed), checkpoint, other);
    expectRefusal(
        estimator(), Samples.of(Arrays.copyOf(ROWS, 699)), checkpoint, "rows was 700, but is 699");
    expectRefusal(estimator(), SAMPLES.weighted(weights), checkpoint, "weights was no, but is yes");
  }

  @Test
  void weights_areSamples() {
    double[] weights = TestData.weights(ROWS.length, 1);
    Checkpoint checkpoint = checkpoints(estimator(), SAMPLES.weighted(weights)).get(3);
    double[] changed = weights.clone();
    changed[0] *= 2;

    expectRefusal(estimator(), SAMPLES.weighted(changed), checkpoint, "of other samples");
  }

  @Test
  void parametersThatAreNotWhatTheTraceSays_areRefused() {
    Checkpoint taken = checkpoints(estimator(), SAMPLES).get(3);
    double[] trace = taken.current().trace().clone();
    trace[3] = Math.nextUp(trace[3]);

    expectRefusal(
        estimator(), SAMPLES, with(taken, taken.current().parameters(), trace), "log-likelihood");
  }

  @Test
  void parametersThatAreNoMixture_areRefused() {
    Checkpoint taken = checkpoints(estimator(), SAMPLES).get(3);
    ParameterEstimate parameters = taken.current().parameters();
    double[] trace = taken.current().trace();
    Covariances negative = Covariances.of(CovarianceType.SPHERICAL, 3, 3, new double[] {1, -1, 1});
    Covariances four = Covariances.of(CovarianceType.SPHERICAL, 4, 3, new double[] {1, 1, 1, 1});
    double[] weights = {0.25, 0.25, 0.25, 0.25};

    expectRefusal(
        estimator(),
        SAMPLES,
        with(
            taken,
            new ParameterEstimate(parameters.weights(), parameters.means(), negative),
            trace),
        "no mixture");
    expectRefusal(
        estimator(),
        SAMPLES,
        with(taken, new ParameterEstimate(weights, new double[12], four), trace),
        "at most 3 components");
    expectRefusal(
        estimator(),
        SAMPLES,
        with(taken, parameters, new double[0]),
        "trace must have at least 1 entry, but has 0");
  }

  private static Checkpoint with(Checkpoint taken, ParameterEstimate parameters, double[] trace) {
    Checkpoint.Current current = taken.current();
    return new Checkpoint(
        taken.fit(),
        taken.finished(),
        taken.best(),
        new Checkpoint.Current(
            current.restart(),
            parameters,
            trace,
            current.previousComponents(),
            current.events(),
            current.replacements(),
            current.randomState(),
            current.ascent(),
            current.moves()));
  }

  @Test
  void settingsThatAreNotKnown_areRefused() {
    Checkpoint taken = checkpoints(estimator(), SAMPLES).get(3);
    Map<String, String> more = new LinkedHashMap<>(taken.fit());
    more.put("noise", "0.1");

    expectRefusal(
        estimator(),
        SAMPLES,
        new Checkpoint(more, taken.finished(), taken.best(), taken.current()),
        "other settings");
  }

  @Test
  void checkpoint_isTakenBeforeTheListenerReturns() {
    List<FitProgress> kept = new ArrayList<>();
    estimator().listener(kept::add).build().fit(SAMPLES);

    assertThatIllegalStateException()
        .isThrownBy(() -> kept.get(2).checkpoint().get())
        .withMessageContaining("iteration 2 of restart 0");
  }
}

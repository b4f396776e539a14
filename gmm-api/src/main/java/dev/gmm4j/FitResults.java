package dev.gmm4j;

import dev.gmm4j.em.Admissibility;
import dev.gmm4j.em.DegeneracyGuard;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.SearchMove;
import dev.gmm4j.exception.GmmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The results that the restarts of a fit have reached so far: a report of each, and the best of them. */
final class FitResults {
  private final List<RestartReport> reports = new ArrayList<>();
  private @Nullable Best best;
  private long initializeNanos;
  private long emNanos;

  /** The best restart: its index, its result, and what is compared. */
  private record Best(
      int restart,
      MixtureParameters parameters,
      double[] effectiveCounts,
      double objective,
      double logPrior) {}

  /** Takes over what a checkpoint has of the restarts that were done before it was taken. */
  void restore(Checkpoint checkpoint, FitInputs inputs) {
    reports.addAll(checkpoint.finished());
    Checkpoint.Best stored = checkpoint.best();
    if (stored != null) {
      best = new Best(
          stored.restart(),
          RestartProgress.restore(stored.parameters(), inputs.backend()),
          stored.effectiveCounts(),
          reports.get(stored.restart()).logLikelihood(),
          0);
    }
  }

  /** Returns the number of restarts that are done. */
  int count() {
    return reports.size();
  }

  /** Returns what each restart reached. */
  List<RestartReport> reports() {
    return List.copyOf(reports);
  }

  /** Returns the best restart as a checkpoint has it, or null where none has succeeded. */
  Checkpoint.@Nullable Best bestForCheckpoint() {
    return best == null
        ? null
        : new Checkpoint.Best(
            best.restart(), RestartProgress.stored(best.parameters()), best.effectiveCounts());
  }

  void addSeconds(long initialize, long em) {
    initializeNanos += initialize;
    emNanos += em;
  }

  /** Adds a restart that succeeded; of equally good ones the first is the best. */
  void add(ExpectationMaximization.Result result, List<SearchMove> moves, DegeneracyGuard guard) {
    int restart = reports.size();
    List<Double> trace = Arrays.stream(result.trace()).boxed().toList();
    reports.add(new RestartReport(
        restart, trace, result.iterations(), result.converged(), guard.events(), moves, null));
    if (best == null || result.objective() > best.objective()) {
      best = new Best(
          restart,
          result.parameters(),
          result.statistics().weights(),
          result.objective(),
          result.logPrior());
    }
  }

  /** Returns the features of which some component's variance is mostly what was added to it. */
  private static int[] mostlyRegularized(MixtureParameters parameters, double[] ridge) {
    return IntStream.range(0, ridge.length)
        .filter(feature -> IntStream.range(0, parameters.components())
            .anyMatch(k -> ridge[feature] > parameters.covariances().get(k, feature, feature) / 2))
        .toArray();
  }

  /** Adds a restart that failed. */
  void add(GmmException failure, DegeneracyGuard guard) {
    reports.add(new RestartReport(reports.size(), List.of(), 0, false, guard.events(), failure));
  }

  /** Returns what became of the fit, once all restarts are done. */
  FitAttempt finish(FitInputs inputs) {
    GaussianMixtureEstimator settings = inputs.settings();
    if (best == null) {
      return new FitAttempt(reports, null);
    }
    GaussianMixture model = GaussianMixture.of(
        best.parameters(), settings.family(), inputs.backend(), settings.threads());
    return new FitAttempt(
        reports,
        new GaussianMixtureFit(
            model,
            reports,
            best.restart(),
            best.effectiveCounts(),
            inputs.rows(),
            inputs.scale().totalWeight(),
            mostlyRegularized(
                best.parameters(),
                settings
                    .regularization()
                    .ridge(inputs.scale(), settings.covariance().type())),
            inputs.prior() == null
                ? Admissibility.of(
                    best.parameters(),
                    best.effectiveCounts(),
                    settings.family(),
                    inputs.scale(),
                    inputs.resolution().get())
                : new Admissibility(List.of()),
            new GaussianMixtureFit.Prior(inputs.prior(), best.logPrior()),
            inputs.chosen(),
            new GaussianMixtureFit.Seconds(initializeNanos * 1e-9, emNanos * 1e-9),
            settings.toBuilder().listener(FitListener.NONE).build(),
            inputs.missing(),
            inputs.trimmedRows(best.parameters())));
  }
}

package dev.gmm4j.bayesian;

import static dev.gmm4j.internal.util.Arguments.check;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.PreparedSamples;
import dev.gmm4j.TimeBudget;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.EmRun;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.em.ExpectationPass;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.RemoteSamples;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.engine.ModelStatistics;
import dev.gmm4j.internal.incomplete.IncompleteSamples;
import dev.gmm4j.internal.restart.RestartLoop;
import dev.gmm4j.internal.restart.RestartStart;
import dev.gmm4j.internal.search.NearLimit;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One Bayesian fit: all restarts over one engine, the one of the highest bound kept. */
final class BayesianRun {
  private final GaussianMixtureEstimator settings;
  private final PreparedSamples samples;
  private final ExpectationPass pass;
  private final long count;
  private final SampleScale scale;
  private final VariationalUpdate update;
  private final RestartLoop<BayesianRestart, MixturePosterior> restarts =
      new RestartLoop<>(new BayesianReports(), TimeBudget.UNLIMITED);
  private final List<RestartStart> starts;
  private final BayesianListener listener;
  private @Nullable Map<String, String> fingerprint;
  private long initializeNanos;
  private long iterateNanos;

  BayesianRun(BayesianMixtureEstimator estimator, PreparedSamples samples) {
    this(
        estimator,
        samples,
        samples.pass(),
        samples.samples().count(),
        samples.scale(),
        samples::covariance);
  }

  /**
   * Creates a fit of samples on other machines.
   *
   * @param here some of the samples, which initial parameters are sought among
   */
  BayesianRun(
      BayesianMixtureEstimator estimator, RemoteSamples.Engine remote, PreparedSamples here) {
    this(
        estimator,
        here,
        remote,
        remote.count(),
        remote.scale(),
        () -> here.samples().mayHaveMissingValues()
            ? IncompleteSamples.covariance(remote, remote.scale(), here.backend())
            : RemoteCovariance.of(remote, here.backend()));
  }

  private BayesianRun(
      BayesianMixtureEstimator estimator,
      PreparedSamples samples,
      ExpectationPass pass,
      long count,
      SampleScale scale,
      Supplier<double[]> covariance) {
    this.settings = estimator.estimator();
    this.starts = RestartStart.of(settings);
    this.listener = estimator.listener();
    this.samples = samples;
    this.pass = pass;
    this.count = count;
    this.scale = scale;
    this.update = new VariationalUpdate(
        estimator.componentPrior().completed(settings.covariance().type(), scale, covariance),
        estimator.weightPrior(),
        samples.backend());
    // Refuses a scale that is not positive definite before anything else is done.
    if (!settings.covariance().type().isAxisAligned()) {
      CholeskyRoot.of(update.prior().scale(), 0);
    }
  }

  /**
   * Runs all restarts.
   *
   * @param checkpoint to go on from, or null
   */
  BayesianMixtureFit run(@Nullable BayesianCheckpoint checkpoint) {
    if (checkpoint != null) {
      restore(checkpoint);
    }
    MixturePosterior best = restarts.run(
        starts.size(),
        restart -> restart(
            restart,
            checkpoint != null && checkpoint.current().restart() == restart
                ? checkpoint.current()
                : null));
    return new BayesianMixtureFit(
        best,
        restarts.reports(),
        restarts.bestRestart(),
        count,
        scale.totalWeight(),
        samples.backend(),
        new BayesianMixtureFit.Seconds(initializeNanos * 1e-9, iterateNanos * 1e-9));
  }

  private void restore(BayesianCheckpoint checkpoint) {
    BayesianFingerprint.check(fingerprint(), update.prior(), checkpoint, starts.size());
    BayesianCheckpoint.Best stored = checkpoint.best();
    restarts.restore(
        checkpoint.finished(),
        stored == null ? null : stored.posterior(),
        stored == null ? 0 : stored.restart());
  }

  /** Tells the fit from others; the first call passes over the samples once. */
  private Map<String, String> fingerprint() {
    Map<String, String> known = fingerprint;
    if (known == null) {
      check(
          pass instanceof LocalEngine,
          "a fit to samples on other machines must have no checkpoints: keep the posterior of the"
              + " progress instead");
      boolean isSearching = starts.stream().anyMatch(this::isSearching);
      known = BayesianFingerprint.of(
          settings, update, isSearching, samples.backend(), (LocalEngine) pass);
      fingerprint = known;
    }
    return known;
  }

  private boolean isSearching(RestartStart start) {
    return pass instanceof LocalEngine && start.searches(settings);
  }

  private RestartLoop.Done<BayesianRestart, MixturePosterior> restart(
      int index, BayesianCheckpoint.@Nullable Current resumed) {
    BayesianFollower follower = new BayesianFollower(index);
    ExpectationMaximization.Result result = iterate(index, resumed, follower);
    List<BoundMove> moves = follower.moves();
    BayesianRestart report = new BayesianRestart(
        index,
        follower.bounds(),
        result.iterations(),
        result.converged(),
        moves == null ? List.of() : moves,
        null);
    return new RestartLoop.Done<>(report, ((ExpectedParameters) result.parameters()).posterior());
  }

  private ExpectationMaximization.Result iterate(
      int index, BayesianCheckpoint.@Nullable Current resumed, BayesianFollower follower) {
    RestartStart start = starts.get(index);
    long began = System.nanoTime();
    ExpectedParameters initial = resumed == null
        ? update.next(initialStatistics(start))
        : ExpectedParameters.of(resumed.posterior(), samples.backend());
    long initialized = System.nanoTime();
    initializeNanos += initialized - began;
    ExpectationMaximization.Listener onIteration =
        (iteration, parameters, logLikelihood, ascent) -> {
          double bound = logLikelihood + update.logPrior(parameters);
          follower.onIteration(parameters, logLikelihood, bound, ascent);
          restarts.tell(() -> listener.onProgress(new BayesianProgress(
              index,
              starts.size(),
              iteration,
              settings.maxIterations(),
              bound,
              () -> ((ExpectedParameters) parameters).posterior(),
              () -> checkpoint(follower, iteration))));
        };
    Acceleration acceleration =
        settings.convergence().isNever() ? Acceleration.NONE : settings.acceleration();
    PosteriorSpace space = new PosteriorSpace(update, scale);
    EmRun run = resumed == null
        ? ExpectationMaximization.begin(
            update, acceleration, space, initial, pass, scale, onIteration)
        : ExpectationMaximization.goOn(
            update,
            acceleration,
            space,
            follower.restore(resumed, initial),
            pass,
            scale,
            onIteration);
    ExpectationMaximization.Result result = finish(run, index, follower);
    iterateNanos += System.nanoTime() - initialized;
    return result;
  }

  /** Iterates to the end, with a search on the way where it is still to be done. */
  private ExpectationMaximization.Result finish(EmRun run, int index, BayesianFollower follower) {
    ConvergenceCriterion convergence = settings.convergence();
    int maxIterations = settings.maxIterations();
    if (isSearching(starts.get(index)) && follower.moves() == null) {
      NearLimit near = new NearLimit();
      run.until(step -> near.hasConverged(step) || convergence.hasConverged(step), maxIterations);
      if (run.iterations() < maxIterations) {
        BoundSearch search = new BoundSearch(
            update,
            (LocalEngine) pass,
            scale,
            (ExpectedParameters) run.parameters(),
            run.objective(),
            move -> restarts.tell(() -> listener.onMove(index, move)));
        ExpectedParameters better = search.run();
        follower.searched(search.moves());
        if (better != null) {
          run.jump(better);
        }
      }
    }
    return run.until(convergence, maxIterations);
  }

  private BayesianCheckpoint checkpoint(BayesianFollower follower, int iteration) {
    BayesianCheckpoint.Current current = follower.checkpoint(iteration);
    MixturePosterior best = restarts.best();
    return new BayesianCheckpoint(
        fingerprint(),
        restarts.reports(),
        best == null ? null : new BayesianCheckpoint.Best(restarts.bestRestart(), best),
        current);
  }

  /** Returns what turns statistics into posteriors. */
  VariationalUpdate update() {
    return update;
  }

  /** Returns statistics of samples that have the initial weights, means and covariances of a restart. */
  SufficientStatistics initialStatistics(RestartStart start) {
    MixtureParameters found =
        start.initial(settings).regularization(0).build().fit(samples).model().parameters();
    double[] nothing = new double[found.dimension()];
    return ModelStatistics.of(found, update.moments(), nothing, scale.totalWeight());
  }
}

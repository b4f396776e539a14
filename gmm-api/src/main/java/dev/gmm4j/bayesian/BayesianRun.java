package dev.gmm4j.bayesian;

import static dev.gmm4j.internal.util.Arguments.check;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.PreparedSamples;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.EmRun;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.em.ExpectationPass;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.RemoteSamples;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.em.Search;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.engine.ModelStatistics;
import dev.gmm4j.internal.incomplete.IncompleteSamples;
import dev.gmm4j.internal.search.NearLimit;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private final List<BayesianRestart> restarts = new ArrayList<>();
  private @Nullable MixturePosterior best;
  private int bestRestart;
  private final List<Start> starts;
  private final BayesianListener listener;
  private @Nullable Map<String, String> fingerprint;
  private @Nullable RuntimeException thrownByListener;
  private long initializeNanos;
  private long iterateNanos;

  /**
   * One restart.
   *
   * @param stream of random numbers: the number of restarts of the same initialization before it
   */
  private record Start(Initialization initialization, int stream) {}

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
    this.starts = starts(settings);
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
    while (restarts.size() < starts.size()) {
      BayesianCheckpoint.Current resumed =
          checkpoint != null && checkpoint.current().restart() == restarts.size()
              ? checkpoint.current()
              : null;
      restart(starts.get(restarts.size()), resumed);
    }
    if (best == null) {
      throw Objects.requireNonNull(restarts.get(0).failure());
    }
    return new BayesianMixtureFit(
        best,
        restarts,
        bestRestart,
        count,
        scale.totalWeight(),
        samples.backend(),
        new BayesianMixtureFit.Seconds(initializeNanos * 1e-9, iterateNanos * 1e-9));
  }

  private static List<Start> starts(GaussianMixtureEstimator settings) {
    List<Start> starts = new ArrayList<>();
    for (Initialization initialization : settings.initializations()) {
      int tries = initialization.isRandom() ? settings.restarts() : 1;
      for (int each = 0; each < tries; each++) {
        starts.add(new Start(initialization, each));
      }
    }
    return starts;
  }

  private void restore(BayesianCheckpoint checkpoint) {
    BayesianFingerprint.check(fingerprint(), update.prior(), checkpoint, starts.size());
    restarts.addAll(checkpoint.finished());
    BayesianCheckpoint.Best stored = checkpoint.best();
    if (stored != null) {
      best = stored.posterior();
      bestRestart = stored.restart();
    }
  }

  /** Tells the fit from others; the first call passes over the samples once. */
  private Map<String, String> fingerprint() {
    Map<String, String> known = fingerprint;
    if (known == null) {
      check(
          pass instanceof LocalEngine,
          "a fit to samples on other machines must have no checkpoints: keep the posterior of the"
              + " progress instead");
      boolean isSearching = settings.initializations().stream().anyMatch(this::isSearching);
      known = BayesianFingerprint.of(
          settings, update, isSearching, samples.backend(), (LocalEngine) pass);
      fingerprint = known;
    }
    return known;
  }

  private boolean isSearching(Initialization initialization) {
    return pass instanceof LocalEngine
        && settings.search() != Search.NONE
        && !settings.convergence().isNever()
        && settings.maxIterations() > 0
        && settings.components() > 1
        && (settings.search() == Search.MOVES || !initialization.isGiven());
  }

  private void restart(Start start, BayesianCheckpoint.@Nullable Current resumed) {
    int index = restarts.size();
    BayesianFollower follower = new BayesianFollower(index);
    try {
      ExpectationMaximization.Result result = iterate(start, resumed, follower);
      List<BoundMove> moves = follower.moves();
      BayesianRestart report = new BayesianRestart(
          index,
          follower.bounds(),
          result.iterations(),
          result.converged(),
          moves == null ? List.of() : moves,
          null);
      if (best == null || report.elbo() > restarts.get(bestRestart).elbo()) {
        best = ((ExpectedParameters) result.parameters()).posterior();
        bestRestart = index;
      }
      restarts.add(report);
    } catch (GmmException e) {
      if (e == thrownByListener) {
        throw e;
      }
      restarts.add(new BayesianRestart(index, List.of(), 0, false, List.of(), e));
    }
  }

  private ExpectationMaximization.Result iterate(
      Start start, BayesianCheckpoint.@Nullable Current resumed, BayesianFollower follower) {
    int index = restarts.size();
    long began = System.nanoTime();
    ExpectedParameters initial = resumed == null
        ? initial(start.initialization(), start.stream())
        : ExpectedParameters.of(resumed.posterior(), samples.backend());
    long initialized = System.nanoTime();
    initializeNanos += initialized - began;
    ExpectationMaximization.Listener onIteration =
        (iteration, parameters, logLikelihood, ascent) -> {
          double bound = logLikelihood + update.logPrior(parameters);
          follower.onIteration(parameters, logLikelihood, bound, ascent);
          tell(() -> listener.onProgress(new BayesianProgress(
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
    ExpectationMaximization.Result result = finish(run, start.initialization(), follower);
    iterateNanos += System.nanoTime() - initialized;
    return result;
  }

  /** Iterates to the end, with a search on the way where it is still to be done. */
  private ExpectationMaximization.Result finish(
      EmRun run, Initialization initialization, BayesianFollower follower) {
    ConvergenceCriterion convergence = settings.convergence();
    int maxIterations = settings.maxIterations();
    if (isSearching(initialization) && follower.moves() == null) {
      int index = restarts.size();
      NearLimit near = new NearLimit();
      run.until(step -> near.hasConverged(step) || convergence.hasConverged(step), maxIterations);
      if (run.iterations() < maxIterations) {
        BoundSearch search = new BoundSearch(
            update,
            (LocalEngine) pass,
            scale,
            (ExpectedParameters) run.parameters(),
            run.objective(),
            move -> tell(() -> listener.onMove(index, move)));
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
    return new BayesianCheckpoint(
        fingerprint(),
        restarts,
        best == null ? null : new BayesianCheckpoint.Best(bestRestart, best),
        current);
  }

  private void tell(Runnable told) {
    try {
      told.run();
    } catch (RuntimeException e) {
      // Ends the fit, whatever its type, and is not mistaken for a restart that failed.
      thrownByListener = e;
      throw e;
    }
  }

  /** Returns what turns statistics into posteriors. */
  VariationalUpdate update() {
    return update;
  }

  /** Returns the expectations under the posterior of samples of the initial weights, means and covariances. */
  private ExpectedParameters initial(Initialization initialization, int stream) {
    return update.next(initialStatistics(initialization, stream));
  }

  /** Returns statistics of samples that have the initial weights, means and covariances. */
  SufficientStatistics initialStatistics(Initialization initialization, int stream) {
    long seed =
        stream == 0 ? settings.seed() : Randomness.of(settings.seed(), stream).nextLong();
    MixtureParameters found = settings.toBuilder()
        .initialization(initialization)
        .restarts(1)
        .seed(seed)
        .regularization(0)
        .maxIterations(0)
        .convergence(ConvergenceCriterion.aitken(0))
        .acceleration(Acceleration.NONE)
        .search(Search.NONE)
        .listener(progress -> {})
        .build()
        .fit(samples)
        .model()
        .parameters();
    double[] nothing = new double[found.dimension()];
    return ModelStatistics.of(found, update.moments(), nothing, scale.totalWeight());
  }
}

package dev.gmm4j.bayesian;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.PreparedSamples;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.em.ExpectationPass;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.RemoteSamples;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.em.Search;
import dev.gmm4j.internal.engine.ModelStatistics;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.ArrayList;
import java.util.List;
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
        () -> RemoteCovariance.of(remote, here.backend()));
  }

  private BayesianRun(
      BayesianMixtureEstimator estimator,
      PreparedSamples samples,
      ExpectationPass pass,
      long count,
      SampleScale scale,
      Supplier<double[]> covariance) {
    this.settings = estimator.estimator();
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

  BayesianMixtureFit run() {
    for (Initialization initialization : settings.initializations()) {
      int tries = initialization.isRandom() ? settings.restarts() : 1;
      for (int each = 0; each < tries; each++) {
        restart(initialization, each);
      }
    }
    return new BayesianMixtureFit(
        Objects.requireNonNull(best),
        restarts,
        bestRestart,
        count,
        scale.totalWeight(),
        samples.backend(),
        new BayesianMixtureFit.Seconds(initializeNanos * 1e-9, iterateNanos * 1e-9));
  }

  private void restart(Initialization initialization, int stream) {
    long began = System.nanoTime();
    ExpectedParameters initial = initial(initialization, stream);
    long initialized = System.nanoTime();
    List<Double> trace = new ArrayList<>();
    ExpectationMaximization.Result result = ExpectationMaximization.run(
        update,
        settings.convergence(),
        settings.maxIterations(),
        initial,
        pass,
        scale,
        (iteration, parameters, logLikelihood, ascent) ->
            trace.add(logLikelihood + update.logPrior(parameters)));
    initializeNanos += initialized - began;
    iterateNanos += System.nanoTime() - initialized;
    BayesianRestart report = new BayesianRestart(
        restarts.size(), List.copyOf(trace), result.iterations(), result.converged());
    if (best == null || report.elbo() > restarts.get(bestRestart).elbo()) {
      best = ((ExpectedParameters) result.parameters()).posterior();
      bestRestart = restarts.size();
    }
    restarts.add(report);
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

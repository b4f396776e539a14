package dev.gmm4j.bootstrap;

import dev.gmm4j.FitListener;
import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.PreparedSamples;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.incomplete.IncompleteSamples;
import dev.gmm4j.internal.util.ParallelTasks;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One sequence of likelihood-ratio tests; replicates of a test share the threads. */
final class LikelihoodRatioRun {
  private final LikelihoodRatioBootstrap settings;
  private final Samples samples;
  private final LinearAlgebraBackend backend;
  private final DrawnHoles holes;

  LikelihoodRatioRun(
      LikelihoodRatioBootstrap settings, Samples samples, LinearAlgebraBackend backend) {
    this.settings = settings;
    this.samples = samples;
    this.backend = backend;
    this.holes = DrawnHoles.of(
        samples,
        samples.mayHaveMissingValues()
            ? IncompleteSamples.observedRows(samples).rowWeights()
            : new double[0]);
  }

  private GaussianMixtureFit fit(PreparedSamples prepared, int components) {
    GaussianMixtureEstimator.Builder builder =
        settings.estimator.toBuilder().components(components).listener(FitListener.NONE);
    if (components == 1) {
      // All initializations of one component are the same.
      builder.initialization(settings.estimator.initializations().get(0)).restarts(1);
    }
    return builder.build().fit(prepared);
  }

  /** The statistic of a replicate: NaN, and why, where it could not be fitted. */
  private record Replicate(double statistic, @Nullable GmmException failure) {}

  LikelihoodRatioBootstrapResult run() {
    long began = System.nanoTime();
    List<LikelihoodRatioBootstrapResult.Step> steps = new ArrayList<>();
    GmmException failure = null;
    GaussianMixtureFit first;
    // More components than samples are refused before an engine has room for them.
    int most = (int) Math.min(samples.count(), settings.to);
    try (PreparedSamples prepared =
        PreparedSamples.of(samples, backend, most, settings.estimator.threads())) {
      first = fit(prepared, settings.from);
      GaussianMixtureFit fit = first;
      boolean rejects = true;
      for (int components = settings.from; rejects && components < settings.to; components++) {
        LikelihoodRatioBootstrapResult.Step step;
        try {
          step = step(components, fit, alternative(prepared, components + 1));
        } catch (GmmException e) {
          failure = e;
          break;
        }
        steps.add(step);
        settings.listener.accept(step);
        fit = step.alternative();
        rejects = step.pValue() <= settings.significance;
      }
    }
    return new LikelihoodRatioBootstrapResult(
        first, steps, settings.significance, failure, (System.nanoTime() - began) * 1e-9);
  }

  private GaussianMixtureFit alternative(PreparedSamples prepared, int components) {
    try {
      return fit(prepared, components);
    } catch (InvalidSamplesException e) {
      // Fewer samples than components.
      throw new GmmException(String.valueOf(e.getMessage()), e);
    }
  }

  private LikelihoodRatioBootstrapResult.Step step(
      int components, GaussianMixtureFit fit, GaussianMixtureFit larger) {
    double statistic = 2 * (larger.logLikelihood() - fit.logLikelihood());
    int rows = BootstrapMethod.size(fit.totalWeight());
    List<Replicate> replicates = ParallelTasks.map(
        settings.replicates,
        settings.estimator.threads(),
        index -> replicate(components, fit.model(), rows, index));
    List<Double> fitted = new ArrayList<>();
    int reached = 0;
    for (Replicate replicate : replicates) {
      if (replicate.failure() == null) {
        fitted.add(replicate.statistic());
        reached += replicate.statistic() >= statistic ? 1 : 0;
      }
    }
    if (fitted.isEmpty()) {
      GmmException reason = Objects.requireNonNull(replicates.get(0).failure());
      throw new GmmException(
          "none of " + settings.replicates + " replicates of " + components
              + (components == 1 ? " component" : " components") + " could be fitted; the first: "
              + reason.getMessage(),
          reason);
    }
    return new LikelihoodRatioBootstrapResult.Step(
        components,
        fit,
        larger,
        statistic,
        fitted,
        settings.replicates - fitted.size(),
        (1.0 + reached) / (1.0 + fitted.size()));
  }

  /** Draws samples of the smaller mixture, and fits both to them as to the samples that are tested. */
  private Replicate replicate(int components, GaussianMixture model, int rows, int index) {
    long seed = Randomness.of(
            Randomness.of(settings.estimator.seed(), components).nextLong(), index)
        .nextLong();
    Samples drawn = holes.in(model.sample(rows, seed).rows());
    try (PreparedSamples prepared = PreparedSamples.of(drawn, backend, components + 1, 1)) {
      double smaller = fit(prepared, components).logLikelihood();
      double larger = fit(prepared, components + 1).logLikelihood();
      return new Replicate(2 * (larger - smaller), null);
    } catch (GmmException e) {
      return new Replicate(Double.NaN, e);
    } catch (InvalidSamplesException e) {
      return new Replicate(Double.NaN, new GmmException(String.valueOf(e.getMessage()), e));
    }
  }
}

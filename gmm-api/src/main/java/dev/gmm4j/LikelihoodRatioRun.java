package dev.gmm4j;

import dev.gmm4j.em.SampleScale;
import dev.gmm4j.internal.LocalEngine;
import dev.gmm4j.internal.Randomness;
import dev.gmm4j.internal.SampleSummary;
import dev.gmm4j.internal.start.StartStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One sequence of likelihood-ratio tests; replicates of a test share the threads. */
final class LikelihoodRatioRun {
  private final BootstrapLikelihoodRatioTest settings;
  private final Samples samples;
  private final ChosenBackend chosen;

  LikelihoodRatioRun(BootstrapLikelihoodRatioTest settings, Samples samples, ChosenBackend chosen) {
    this.settings = settings;
    this.samples = samples;
    this.chosen = chosen;
  }

  /** The fits to one set of samples, which share their layout and clusters. */
  private final class Fits implements AutoCloseable {
    private final Samples fitted;
    private final int threads;
    private final LocalEngine engine;
    private final SampleScale scale;
    private final List<StartStrategy> starts = new ArrayList<>();

    Fits(Samples fitted, int maxComponents, int threads) {
      this.fitted = fitted;
      this.threads = threads;
      engine = new LocalEngine(fitted, chosen.backend(), maxComponents, threads);
      scale = scaleOf(engine);
      for (Start start : settings.starts) {
        StartStrategy shared = start.strategy().shared();
        start.tries(settings.restarts).forEach(same -> starts.add(shared));
      }
    }

    GaussianMixtureFit of(int components) {
      // All starts of one component are the same.
      List<StartStrategy> tried = components == 1 ? starts.subList(0, 1) : starts;
      GaussianMixtureEstimator estimator =
          settings.estimator(components, threads, chosen.backend());
      return new FitRun(estimator, fitted, chosen, tried, TimeBudget.NONE).run(engine, scale);
    }

    @Override
    public void close() {
      engine.close();
    }
  }

  /** Ends the engine's threads where the samples are refused, for then there are no fits to close. */
  private static SampleScale scaleOf(LocalEngine engine) {
    try {
      return SampleSummary.of(engine);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  /** What a replicate came to: NaN for its statistic and why, where it could not be fitted. */
  private record Replicate(double statistic, @Nullable GmmException failure) {}

  LikelihoodRatioTestResult run() {
    long began = System.nanoTime();
    List<LikelihoodRatioTestResult.Step> steps = new ArrayList<>();
    GmmException failure = null;
    GaussianMixtureFit first;
    // More components than samples are refused before an engine has room for them.
    int most = (int) Math.min(samples.count(), settings.to);
    try (Fits fits = new Fits(samples, most, settings.threads)) {
      first = fits.of(settings.from);
      GaussianMixtureFit fit = first;
      boolean rejects = true;
      for (int components = settings.from; rejects && components < settings.to; components++) {
        LikelihoodRatioTestResult.Step step;
        try {
          step = step(components, fit, alternative(fits, components + 1));
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
    return new LikelihoodRatioTestResult(
        first, steps, settings.significance, failure, (System.nanoTime() - began) * 1e-9);
  }

  private static GaussianMixtureFit alternative(Fits fits, int components) {
    try {
      return fits.of(components);
    } catch (InvalidSamplesException e) {
      // Fewer samples than components.
      throw new GmmException(String.valueOf(e.getMessage()), e);
    }
  }

  private LikelihoodRatioTestResult.Step step(
      int components, GaussianMixtureFit fit, GaussianMixtureFit larger) {
    double statistic = 2 * (larger.logLikelihood() - fit.logLikelihood());
    int rows = BootstrapMethod.size(fit.totalWeight());
    List<Replicate> replicates = SideBySide.map(
        settings.replicates,
        settings.threads,
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
    return new LikelihoodRatioTestResult.Step(
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
    long seed = Randomness.of(Randomness.of(settings.seed, components).nextLong(), index)
        .nextLong();
    Samples drawn = Samples.of(model.sample(rows, seed).rows());
    try (Fits fits = new Fits(drawn, components + 1, 1)) {
      double smaller = fits.of(components).logLikelihood();
      return new Replicate(2 * (fits.of(components + 1).logLikelihood() - smaller), null);
    } catch (GmmException e) {
      return new Replicate(Double.NaN, e);
    } catch (InvalidSamplesException e) {
      return new Replicate(Double.NaN, new GmmException(String.valueOf(e.getMessage()), e));
    }
  }
}

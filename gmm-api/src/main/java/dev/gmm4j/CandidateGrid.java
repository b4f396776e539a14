package dev.gmm4j;

import dev.gmm4j.em.SampleScale;
import dev.gmm4j.internal.LocalEngine;
import dev.gmm4j.internal.SampleSummary;
import dev.gmm4j.internal.start.StartStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fits many mixtures to the same samples, which are checked, laid out and clustered once.
 *
 * <p>Of small samples each thread fits mixtures of its own, for a pass is over before a second thread can help; of large
 * ones all threads work on one mixture after the other, which holds the samples' layout in memory once. The bits are the
 * same.
 */
final class CandidateGrid {
  /** Multiplications of a pass that are worth a second thread; a tenth of a millisecond of a fast kernel. */
  private static final double LARGE_PASS = 1e7;

  private final ModelSelection settings;
  private final ChosenBackend chosen;
  private final TimeBudget budget;

  CandidateGrid(ModelSelection settings, ChosenBackend chosen, TimeBudget budget) {
    this.settings = settings;
    this.chosen = chosen;
    this.budget = budget;
  }

  /** Returns the candidates of the estimators, in their order; the listener is told by one thread at a time. */
  List<SelectionCandidate> fit(
      Samples samples,
      List<GaussianMixtureEstimator> estimators,
      Consumer<SelectionCandidate> listener) {
    return new Fitting(samples, estimators, listener).run();
  }

  /** The fits of one set of samples. */
  private final class Fitting {
    private final Samples samples;
    private final List<GaussianMixtureEstimator> estimators;
    private final Consumer<SelectionCandidate> listener;
    private final List<StartStrategy> starts = new ArrayList<>();
    private final int maxComponents;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReferenceArray<@Nullable SelectionCandidate> done;

    Fitting(
        Samples samples,
        List<GaussianMixtureEstimator> estimators,
        Consumer<SelectionCandidate> listener) {
      this.samples = samples;
      this.estimators = estimators;
      this.listener = listener;
      this.done = new AtomicReferenceArray<>(estimators.size());
      // More components than samples are refused before an engine has room for them.
      maxComponents = (int) Math.min(
          samples.count() + (settings.noise == null ? 0 : 1),
          estimators.stream()
              .mapToInt(GaussianMixtureEstimator::evaluatedComponents)
              .max()
              .orElse(1));
      for (Start start : settings.starts) {
        StartStrategy shared = start.strategy().shared();
        start.tries(settings.restarts).forEach(same -> starts.add(shared));
      }
    }

    List<SelectionCandidate> run() {
      boolean isLarge =
          (double) samples.count() * samples.dimension() * samples.dimension() * maxComponents
              > LARGE_PASS;
      if (isLarge || settings.threads == 1) {
        work(settings.threads);
      } else {
        SideBySide.run(Math.min(settings.threads, estimators.size()), () -> work(1));
      }
      List<SelectionCandidate> candidates = new ArrayList<>();
      for (int i = 0; i < estimators.size(); i++) {
        candidates.add(Objects.requireNonNull(done.get(i)));
      }
      return candidates;
    }

    private void work(int threads) {
      try (LocalEngine engine =
          new LocalEngine(samples, chosen.backend(), maxComponents, threads)) {
        SampleScale scale = SampleSummary.of(engine);
        int index = next.getAndIncrement();
        while (index < estimators.size()) {
          SelectionCandidate candidate = fit(estimators.get(index), engine, scale);
          done.set(index, candidate);
          synchronized (this) {
            listener.accept(candidate);
          }
          index = next.getAndIncrement();
        }
      } finally {
        // After a failure the other threads stop, too.
        next.set(estimators.size());
      }
    }

    private SelectionCandidate fit(
        GaussianMixtureEstimator estimator, LocalEngine engine, SampleScale scale) {
      // All starts of one component are the same.
      List<StartStrategy> tried = estimator.components == 1 ? starts.subList(0, 1) : starts;
      FitRun run = new FitRun(estimator, samples, chosen, tried, budget);
      try {
        GaussianMixtureFit fit = run.run(engine, scale);
        return SelectionCandidate.fitted(
            estimator.components,
            fit,
            ClassificationLikelihood.of(fit.model().parameters(), engine));
      } catch (GmmException e) {
        return failed(estimator, run, e);
      } catch (InvalidSamplesException e) {
        // Fewer samples than components.
        return failed(estimator, run, new GmmException(String.valueOf(e.getMessage()), e));
      }
    }

    private SelectionCandidate failed(
        GaussianMixtureEstimator estimator, FitRun run, GmmException reason) {
      return SelectionCandidate.failed(
          estimator.components, estimator.family.covariance(), run.reports(), reason);
    }
  }
}

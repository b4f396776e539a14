package dev.gmm4j.selection;

import dev.gmm4j.FitAttempt;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.PreparedSamples;
import dev.gmm4j.TimeBudget;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.util.ParallelTasks;
import dev.gmm4j.spi.LinearAlgebraBackend;
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
 * <p>Of small samples each thread fits mixtures of its own, because a pass is over before a second thread can help; of
 * large ones all threads work on one mixture after the other, which holds the samples' layout in memory once. The bits
 * are the same.
 */
final class CandidateGrid {
  /** Multiplications of a pass that are worth a second thread; a tenth of a millisecond of a fast kernel. */
  private static final double LARGE_PASS = 1e7;

  private final GaussianMixtureEstimator settings;
  private final LinearAlgebraBackend backend;
  private final TimeBudget budget;

  /**
   * Creates a grid.
   *
   * @param settings those that all candidates share
   */
  CandidateGrid(
      GaussianMixtureEstimator settings, LinearAlgebraBackend backend, TimeBudget budget) {
    this.settings = settings;
    this.backend = backend;
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
      int noise = settings.noise() == null ? 0 : 1;
      // More components than samples are refused before an engine has room for them.
      maxComponents = (int) Math.min(
          samples.count() + noise,
          noise
              + estimators.stream()
                  .mapToInt(GaussianMixtureEstimator::components)
                  .max()
                  .orElse(1));
    }

    List<SelectionCandidate> run() {
      boolean isLarge =
          (double) samples.count() * samples.dimension() * samples.dimension() * maxComponents
              > LARGE_PASS;
      int threads = settings.threads();
      boolean oneByOne = isLarge || threads == 1;
      try (PreparedSamples prepared =
          PreparedSamples.of(samples, backend, maxComponents, oneByOne ? threads : 1)) {
        if (oneByOne) {
          work(prepared);
        } else {
          ParallelTasks.run(Math.min(threads, estimators.size()), () -> {
            try (PreparedSamples own = prepared.fork(1)) {
              work(own);
            }
          });
        }
      }
      List<SelectionCandidate> candidates = new ArrayList<>();
      for (int i = 0; i < estimators.size(); i++) {
        candidates.add(Objects.requireNonNull(done.get(i)));
      }
      return candidates;
    }

    private void work(PreparedSamples prepared) {
      try {
        int index = next.getAndIncrement();
        while (index < estimators.size()) {
          SelectionCandidate candidate = fit(estimators.get(index), prepared);
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

    private SelectionCandidate fit(GaussianMixtureEstimator estimator, PreparedSamples prepared) {
      try {
        FitAttempt attempt = estimator.attempt(prepared, budget);
        GaussianMixtureFit fit = attempt.fit().orElse(null);
        return fit == null
            ? SelectionCandidate.failed(
                estimator, attempt.restarts(), attempt.failure().orElseThrow())
            : SelectionCandidate.fitted(
                estimator.components(), fit, prepared.classificationLoss(fit));
      } catch (GmmException e) {
        return SelectionCandidate.failed(estimator, List.of(), e);
      } catch (InvalidSamplesException e) {
        // Fewer samples than components.
        GmmException reason = new GmmException(String.valueOf(e.getMessage()), e);
        return SelectionCandidate.failed(estimator, List.of(), reason);
      }
    }
  }
}

package dev.gmm4j;

import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.data.Samples;
import dev.gmm4j.em.ExpectationPass;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.internal.comparison.ChosenBackend;
import dev.gmm4j.internal.engine.TrimmedPass;
import dev.gmm4j.internal.initialization.InitializationStrategy;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Samples that several mixtures are fitted to: they are checked and laid out for the backend once, and what
 * initializations find out about them, such as hierarchical clusters, is found once. For one fit at a time; the results
 * are those of fits to the samples themselves.
 *
 * <pre>{@code
 * try (PreparedSamples prepared = PreparedSamples.of(samples, backend, 9, threads)) {
 *   for (int components = 1; components <= 9; components++) {
 *     fits.add(estimator.toBuilder().components(components).build().fit(prepared));
 *   }
 * }
 * }</pre>
 */
public final class PreparedSamples implements AutoCloseable {
  private final ChosenBackend chosen;
  private final int maxComponents;
  private final FitSamples prepared;
  private final Samples samples;
  private final Map<InitializationStrategy, InitializationStrategy> shared;

  private PreparedSamples(
      ChosenBackend chosen,
      Samples samples,
      int maxComponents,
      int threads,
      Map<InitializationStrategy, InitializationStrategy> shared) {
    this.chosen = chosen;
    this.samples = samples;
    this.maxComponents = maxComponents;
    this.prepared = FitSamples.of(samples, chosen.backend(), maxComponents, threads);
    this.shared = shared;
  }

  /**
   * Prepares samples; closed by the caller.
   *
   * @param backend that fits and layout use
   * @param maxComponents the largest number of components that is fitted, noise counted as one; at least 1
   * @param threads how many threads fits may use, the caller's included; at least 1
   * @throws dev.gmm4j.exception.InvalidSamplesException if a sample or weight is not finite, a weight is negative, or all weights are 0
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public static PreparedSamples of(
      Samples samples, LinearAlgebraBackend backend, int maxComponents, int threads) {
    notNull("samples", samples);
    notNull("backend", backend);
    return new PreparedSamples(
        new ChosenBackend(backend, null),
        samples,
        maxComponents,
        threads,
        new ConcurrentHashMap<>());
  }

  /**
   * Prepares the same samples once more, for fits on another thread; what initializations find out is shared. Closed by
   * the caller.
   *
   * @param threads how many threads its fits may use, at least 1
   */
  public PreparedSamples fork(int threads) {
    return new PreparedSamples(chosen, samples, maxComponents, threads, shared);
  }

  /** Returns the samples as they were given. */
  public Samples samples() {
    return samples;
  }

  /** Returns the backend that fits use. */
  public LinearAlgebraBackend backend() {
    return chosen.backend();
  }

  /** Returns the largest number of components that can be fitted, noise counted as one. */
  public int maxComponents() {
    return maxComponents;
  }

  /** Returns by how much the log-likelihood of a model falls when the samples' components count as known. */
  public ClassificationLoss classificationLoss(GaussianMixture model) {
    return ClassificationLoss.of(notNull("model", model).parameters(), prepared.observed());
  }

  /**
   * Returns by how much the log-likelihood of a fit of these samples falls when their components count as known; of a fit that trims
   * that of the samples which it keeps.
   */
  public ClassificationLoss classificationLoss(GaussianMixtureFit fit) {
    TrimmedRows trimmed = notNull("fit", fit).trimmed();
    if (trimmed == null) {
      return classificationLoss(fit.model());
    }
    MixtureParameters parameters = fit.model().parameters();
    TrimmedPass pass = trimmed.passes().pass(prepared.observed());
    return ClassificationLoss.of(parameters, prepared.observed(), pass.kept(parameters));
  }

  /** Returns one pass of EM over the samples. */
  public ExpectationPass pass() {
    return prepared.pass();
  }

  /** Returns location and spread of the samples. */
  public SampleScale scale() {
    return prepared.scale();
  }

  /** Returns the number of values that are missing. */
  public long missingValues() {
    return prepared.missing();
  }

  /**
   * Returns the samples in their order, missing values replaced by their means under one normal distribution of all samples: what
   * initial parameters are sought among. They may be read after this was closed.
   */
  public Samples completed() {
    return prepared.engine().samples();
  }

  /** Returns the covariance of all samples together, divided by their total weight, as a {@code d*d} matrix, row-major. */
  public double[] covariance() {
    return prepared.covariance().get();
  }

  ChosenBackend chosen() {
    return chosen;
  }

  FitSamples prepared() {
    return prepared;
  }

  /** Returns the strategy that shares what it finds out with other fits of these samples. */
  InitializationStrategy shared(InitializationStrategy strategy) {
    return shared.computeIfAbsent(strategy, InitializationStrategy::shared);
  }

  @Override
  public void close() {
    prepared.close();
  }
}

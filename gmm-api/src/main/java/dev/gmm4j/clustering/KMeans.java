package dev.gmm4j.clustering;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.notNegative;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.comparison.BackendChoice;
import dev.gmm4j.internal.comparison.ComparisonTask;
import dev.gmm4j.internal.data.SampleChecks;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.engine.SampleSummary;
import dev.gmm4j.internal.initialization.Lloyd;
import dev.gmm4j.internal.initialization.Metric;
import dev.gmm4j.internal.initialization.Seeding;
import dev.gmm4j.internal.util.Interruption;
import dev.gmm4j.internal.util.ParallelTasks;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Moments;
import java.util.List;

/**
 * Clusters samples by k-means: Lloyd's iterations from greedy k-means++ seeds, on the same blocks and backends as the
 * mixtures. Immutable and safe to use from several threads.
 *
 * <p>Sample weights count as they do for mixtures. The same seed, samples and backend give the same bits, for any
 * number of threads.
 */
public final class KMeans {
  private final int clusters;
  private final int restarts;
  private final int maxIterations;
  private final double tolerance;
  private final long seed;
  private final int threads;
  private final BackendChoice backend;

  private KMeans(Builder builder) {
    clusters = builder.clusters;
    restarts = builder.restarts;
    maxIterations = builder.maxIterations;
    tolerance = builder.tolerance;
    seed = builder.seed;
    threads = builder.threads;
    backend = builder.backend;
  }

  /** Returns a builder for a number of clusters, at least 1. */
  public static Builder builder(int clusters) {
    return new Builder(atLeast("clusters", clusters, 1));
  }

  /**
   * Clusters samples; of several restarts the one of the smallest inertia is kept.
   *
   * @throws InvalidSamplesException if a sample or weight is not finite, a weight is negative, or fewer samples than
   *     clusters have a positive weight
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is no backend, or not the one that was chosen
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public KMeansFit fit(Samples samples) {
    notNull("samples", samples);
    SampleChecks.requireComplete(samples, "k-means");
    requireAtLeast(samples.count());
    LinearAlgebraBackend used = backend.resolve(samples, () -> task()).backend();
    try (LocalEngine engine = new LocalEngine(samples, used, clusters, threads)) {
      SampleScale scale = SampleSummary.of(engine);
      requireAtLeast(scale.count());
      Lloyd.Result best = run(engine, scale, 0);
      for (int restart = 1; restart < restarts; restart++) {
        Lloyd.Result result = run(engine, scale, restart);
        if (result.inertia() < best.inertia()) {
          best = result;
        }
      }
      return new KMeansFit(best, samples.dimension(), scale.meanVariance(), used, threads);
    }
  }

  private ComparisonTask task() {
    return new ComparisonTask(
        List.of("k-means", clusters),
        clusters,
        threads,
        ComparisonTask.expectedIterations(restarts, maxIterations),
        (engine, algebra) -> assignment(clusters, engine));
  }

  /** Every so many samples one is a centre. */
  private static ComparisonTask.Pass assignment(int clusters, LocalEngine engine) {
    Samples samples = engine.samples();
    int d = samples.dimension();
    double[] centres = new double[Math.multiplyExact(clusters, d)];
    for (int k = 0; k < clusters; k++) {
      RowBlock row = samples.block(samples.count() * k / clusters, 1);
      System.arraycopy(row.values(), row.offset(), centres, k * d, d);
    }
    double variance = SampleSummary.of(engine).meanVariance();
    MixtureParameters nearest = MixtureParameters.nearestCentre(centres, d, variance);
    return new ComparisonTask.Pass(nearest, Moments.DIAGONAL, Assignment.HARD);
  }

  private void requireAtLeast(long positive) {
    if (positive < clusters) {
      throw new InvalidSamplesException("samples of positive weight must be at least clusters = "
          + clusters + ", but were " + positive);
    }
  }

  private Lloyd.Result run(LocalEngine engine, SampleScale scale, int restart) {
    Randomness random = Randomness.of(seed, restart);
    Metric metric = Metric.euclidean(scale);
    double[] seeds = Seeding.among(engine.samples(), clusters, metric, random)
        .plusPlus(clusters, random, Interruption::check);
    return Lloyd.run(engine, seeds, metric, maxIterations, tolerance, Interruption::check);
  }

  /** Settings of k-means; all but the number of clusters have defaults. */
  public static final class Builder {
    private final int clusters;
    private int restarts = 1;
    private int maxIterations = 300;
    private double tolerance = 1e-4;
    private long seed;
    private int threads = ParallelTasks.defaultThreads();
    private BackendChoice backend = BackendChoice.AUTOMATIC;

    private Builder(int clusters) {
      this.clusters = clusters;
    }

    /** Sets how many restarts are tried, at least 1; default 1. */
    public Builder restarts(int newRestarts) {
      restarts = atLeast("restarts", newRestarts, 1);
      return this;
    }

    /** Sets the largest number of iterations, at least 1; default 300. */
    public Builder maxIterations(int newMaxIterations) {
      maxIterations = atLeast("maxIterations", newMaxIterations, 1);
      return this;
    }

    /**
     * Sets the sum of squared moves of the centres, relative to the samples' mean variance, below which the iterations
     * stop, at least 0; default 1e-4. With 0 they stop when nothing
     * but rounding moves the centres.
     */
    public Builder tolerance(double newTolerance) {
      tolerance = notNegative("tolerance", newTolerance);
      return this;
    }

    /** Sets the seed of all random choices; default 0. */
    public Builder seed(long newSeed) {
      seed = newSeed;
      return this;
    }

    /** Sets how many threads may be used, at least 1; default all processors. The result does not depend on it. */
    public Builder threads(int newThreads) {
      threads = atLeast("threads", newThreads, 1);
      return this;
    }

    /** Sets the backend by its id, or {@link dev.gmm4j.backend.Backends#FASTEST}; default the choice of {@link dev.gmm4j.backend.Backends#automatic}. */
    public Builder backend(String id) {
      backend = BackendChoice.of(notNull("backend", id));
      return this;
    }

    /** Sets the backend. */
    public Builder backend(LinearAlgebraBackend newBackend) {
      backend = BackendChoice.of(notNull("backend", newBackend));
      return this;
    }

    /** Returns the settings, ready to fit. */
    public KMeans build() {
      return new KMeans(this);
    }
  }
}

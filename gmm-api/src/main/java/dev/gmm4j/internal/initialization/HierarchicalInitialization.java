package dev.gmm4j.internal.initialization;

import dev.gmm4j.data.Samples;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Initialization by the clusters of model-based hierarchical clustering, on a subsample where there are many samples.
 */
public final class HierarchicalInitialization implements InitializationStrategy {
  private static final int MAX_ROWS = 2000;

  /** The products of all pairs of rows take some seconds: of more than 10 000 features there are fewer rows. */
  private static final double MAX_PRODUCTS = 4e10;

  private static final long SUBSAMPLE_SEED = 0x68636c757374L;

  @Override
  public boolean isRandom() {
    return false;
  }

  @Override
  public MixtureParameters parameters(InitializationContext context) {
    return Clustering.of(context).parameters(context);
  }

  @Override
  public InitializationStrategy shared() {
    return new Shared();
  }

  /**
   * Returns the parameters of clusters of a subsample, by one maximization.
   *
   * @param clusters of each of its rows the index
   */
  static MixtureParameters clusterParameters(
      Samples subsample, int[] clusters, InitializationContext context) {
    ResponsibilityInitialization labels =
        ResponsibilityInitialization.of(ResponsibilityInitialization.labels(clusters));
    try (LocalEngine engine =
        new LocalEngine(subsample, context.backend(), context.components(), 1)) {
      SufficientStatistics statistics = labels.statistics(context.over(engine));
      // Rows beyond the subsample are no noise: it begins with the share that was given.
      statistics.setNoiseWeight(0);
      return CentreInitialization.clusterParameters(statistics, context);
    }
  }

  /** A subsample and the merges of its rows. */
  private record Clustering(Samples subsample, MergeTree tree) {
    static Clustering of(InitializationContext context) {
      Samples samples = context.engine().samples();
      Samples subsample = Subsample.atMost(
          rows(context.components(), samples.dimension()), samples, new Randomness(SUBSAMPLE_SEED));
      DecorrelatedRows rows =
          DecorrelatedRows.of(subsample, context.backend(), context.checkpoint());
      return new Clustering(
          subsample,
          GaussianAgglomeration.run(
              rows, GaussianAgglomeration.Criterion.ELLIPSOIDS, context.checkpoint()));
    }

    private static int rows(int components, int dimension) {
      return (int)
          Math.min(MAX_ROWS, Math.max(Math.sqrt(MAX_PRODUCTS / dimension), 2 * components));
    }

    MixtureParameters parameters(InitializationContext context) {
      return clusterParameters(subsample, tree.labels(context.components()), context);
    }
  }

  /** The initialization for many fits of the same samples. */
  private static final class Shared implements InitializationStrategy {
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Clustering clustering;

    @Override
    public boolean isRandom() {
      return false;
    }

    @Override
    public MixtureParameters parameters(InitializationContext context) {
      return clustering(context).parameters(context);
    }

    private Clustering clustering(InitializationContext context) {
      try {
        lock.lockInterruptibly();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("the fit was interrupted");
      }
      try {
        Clustering known = clustering;
        if (known == null) {
          known = Clustering.of(context);
          clustering = known;
        }
        return known;
      } finally {
        lock.unlock();
      }
    }
  }
}

package dev.gmm4j.internal.start;

import dev.gmm4j.Samples;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.SufficientStatistics;
import dev.gmm4j.internal.LocalEngine;
import dev.gmm4j.internal.Randomness;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A start from the clusters of model-based hierarchical clustering, on a subsample where there are many samples. */
public final class HierarchicalStart implements StartStrategy {
  private static final int MAX_ROWS = 2000;
  private static final long SUBSAMPLE_SEED = 0x68636c757374L;

  @Override
  public boolean isRandom() {
    return false;
  }

  @Override
  public MixtureParameters parameters(StartContext context) {
    return Clustering.of(context).parameters(context);
  }

  @Override
  public StartStrategy shared() {
    return new Shared();
  }

  /** What was clustered, and how. */
  private record Clustering(Samples subsample, MergeTree tree) {
    static Clustering of(StartContext context) {
      Samples subsample =
          Subsample.atMost(MAX_ROWS, context.engine().samples(), new Randomness(SUBSAMPLE_SEED));
      DecorrelatedRows rows = DecorrelatedRows.of(subsample, context.backend());
      return new Clustering(subsample, GaussianAgglomeration.run(rows, context.checkpoint()));
    }

    MixtureParameters parameters(StartContext context) {
      int components = context.components();
      ResponsibilityStart start =
          ResponsibilityStart.of(ResponsibilityStart.labels(tree.labels(components)));
      try (LocalEngine engine = new LocalEngine(subsample, context.backend(), components, 1)) {
        SufficientStatistics clusters = start.statistics(context.over(engine));
        // Rows beyond the subsample are no noise: it begins with the share that was given.
        clusters.setNoiseWeight(0);
        return CentreStart.clusterParameters(clusters, context);
      }
    }
  }

  /** The start over the same samples again and again. */
  private static final class Shared implements StartStrategy {
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Clustering clustering;

    @Override
    public boolean isRandom() {
      return false;
    }

    @Override
    public MixtureParameters parameters(StartContext context) {
      return clustering(context).parameters(context);
    }

    private Clustering clustering(StartContext context) {
      lock.lock();
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

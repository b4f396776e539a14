package dev.gmm4j.classification;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.covariance.ModelFamily;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegeneracyGuard;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.internal.data.SampleChecks;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.engine.ModelStatistics;
import dev.gmm4j.internal.engine.SampleCovariance;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Mixtures over rows whose components are known: one maximization, and no evaluation of what it finds. Models that need the
 * same moments share a pass over the rows.
 *
 * <p>The first pass checks the rows, and adds up the means of the components; the second takes the moments about these.
 */
final class KnownComponents implements AutoCloseable {
  private final GaussianMixtureEstimator settings;
  private final LinearAlgebraBackend backend;
  private final LocalEngine engine;
  private final int[] componentOf;
  private final int components;
  private final double[] centres;
  private final long rows;
  private final Map<Moments, SufficientStatistics> statistics = new EnumMap<>(Moments.class);

  /**
   * Takes the means; closed by the caller.
   *
   * @param componentOf for each row the index of its component, or a negative one where it is of none
   * @throws dev.gmm4j.exception.InvalidSamplesException if a sample or weight is not usable
   */
  KnownComponents(
      GaussianMixtureEstimator settings,
      Samples samples,
      int[] componentOf,
      int components,
      LinearAlgebraBackend backend) {
    this.settings = settings;
    this.backend = backend;
    this.componentOf = componentOf;
    this.components = components;
    int d = samples.dimension();
    engine = new LocalEngine(samples, backend, components, settings.threads());
    try {
      Means means = engine.reduceRows(
          () -> new Means(componentOf, components, d),
          Means::clear,
          Means::merge,
          (block, first, sums) -> sums.add(block, first));
      centres = means.centres();
      rows = means.count;
    } catch (RuntimeException | Error e) {
      // Its threads would go on: there is nothing that the caller could close.
      engine.close();
      throw e;
    }
  }

  /** Sums of the rows of each component. */
  private static final class Means {
    private final int[] componentOf;
    private final double[] weights;
    private final double[] sums;
    private long count;

    Means(int[] componentOf, int components, int dimension) {
      this.componentOf = componentOf;
      this.weights = new double[components];
      this.sums = new double[components * dimension];
    }

    void clear() {
      Arrays.fill(weights, 0);
      Arrays.fill(sums, 0);
      count = 0;
    }

    void add(RowBlock rows, long first) {
      SampleChecks.requireObservedAndUsable(rows, first);
      int d = rows.dimension();
      double[] values = rows.values();
      for (int i = 0; i < rows.rows(); i++) {
        int k = componentOf[(int) first + i];
        double weight = rows.weight(i);
        if (k >= 0 && weight > 0) {
          count++;
          weights[k] += weight;
          int from = rows.rowOffset(i);
          int to = k * d;
          for (int j = 0; j < d; j++) {
            sums[to + j] += weight * values[from + j];
          }
        }
      }
    }

    void merge(Means other) {
      for (int k = 0; k < weights.length; k++) {
        weights[k] += other.weights[k];
      }
      for (int i = 0; i < sums.length; i++) {
        sums[i] += other.sums[i];
      }
      count += other.count;
    }

    /** Returns the means up to rounding, which moments about them make up for. */
    double[] centres() {
      int d = sums.length / weights.length;
      double[] centres = new double[sums.length];
      for (int i = 0; i < sums.length; i++) {
        centres[i] = weights[i / d] > 0 ? sums[i] / weights[i / d] : 0;
      }
      return centres;
    }
  }

  /**
   * Returns the mixture of a covariance model.
   *
   * @throws dev.gmm4j.exception.GmmException if a component degenerates
   * @throws dev.gmm4j.exception.MemoryLimitException if arrays or the heap cannot hold it
   */
  GaussianMixture fit(CovarianceModel model) {
    GaussianMixtureEstimator own = settings.toBuilder()
        .components(components)
        .covariance(model)
        .proportions(MixingProportions.FREE)
        .build()
        .requireMemory(engine.samples().dimension());
    SufficientStatistics found =
        statistics(new Maximization(model, MixingProportions.FREE, 0, backend).moments());
    SampleScale scale = ModelStatistics.scale(found, rows);
    Maximization maximization = own.maximization(backend, scale);
    if (own.prior() != null) {
      maximization = maximization.withPrior(own.prior()
          .completed(model, components, scale, SampleCovariance.of(engine, scale)::get)
          .terms(model));
    }
    // A component that is taken away, or put elsewhere, would no longer be of its class.
    DegeneracyPolicy policy = settings.degeneracy() == DegeneracyPolicy.REGULARIZE
        ? DegeneracyPolicy.REGULARIZE
        : DegeneracyPolicy.FAIL;
    DegeneracyGuard guard =
        new DegeneracyGuard(policy, model, scale, backend, () -> scale.means().clone());
    return GaussianMixture.of(
        guard.repair(maximization.maximize(found), null, 0),
        new ModelFamily(model, MixingProportions.FREE),
        backend,
        settings.threads());
  }

  private SufficientStatistics statistics(Moments moments) {
    return statistics.computeIfAbsent(moments, this::accumulate);
  }

  private SufficientStatistics accumulate(Moments moments) {
    ThreadLocal<double[]> buffers =
        ThreadLocal.withInitial(() -> new double[engine.blockRows() * components]);
    return engine.accumulate(null, centres, components, moments, (kernel, block, first, sums) -> {
      double[] responsibilities = buffers.get();
      set(responsibilities, (int) first, block.rows(), 1);
      kernel.accumulate(block, responsibilities, sums);
      set(responsibilities, (int) first, block.rows(), 0);
    });
  }

  private void set(double[] responsibilities, int first, int count, double value) {
    for (int i = 0; i < count; i++) {
      int k = componentOf[first + i];
      if (k >= 0) {
        responsibilities[i * components + k] = value;
      }
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}

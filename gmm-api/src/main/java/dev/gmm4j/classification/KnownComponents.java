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
import dev.gmm4j.internal.estimator.ModelMoments;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.EnumMap;
import java.util.Map;

/**
 * Mixtures over rows whose components are known: one maximization, and no evaluation of what it finds. Models that need the
 * same moments share a pass over the rows.
 *
 * <p>A pass checks the rows and takes the moments of each component about the mean of its first rows, which the maximization
 * moves to the mean of all (Chan, Golub and LeVeque 1983). Where first rows are so unlike the others that digits would be lost,
 * a second pass takes the moments about the means that the first has found.
 */
final class KnownComponents implements AutoCloseable {
  /** Two bits. */
  private static final double MAX_CANCELLATION = 3;

  private final GaussianMixtureEstimator settings;
  private final LinearAlgebraBackend backend;
  private final LocalEngine engine;
  private final int[] componentOf;
  private final int components;
  private final double[] centres;
  private final Map<Moments, Sums> sums = new EnumMap<>(Moments.class);

  /**
   * Begins; closed by the caller.
   *
   * @param componentOf for each row the index of its component, or a negative one where it is of none
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
    this.centres = ProvisionalCentres.of(samples, componentOf, components);
    this.engine = new LocalEngine(samples, backend, components, settings.threads());
  }

  /** What is added up over some blocks. */
  private static final class Sums {
    private final SufficientStatistics statistics;
    private long rows;

    Sums(SufficientStatistics statistics) {
      this.statistics = statistics;
    }

    void clear(double[] centres) {
      statistics.reset(centres);
      rows = 0;
    }

    void merge(Sums other) {
      statistics.merge(other.statistics);
      rows += other.rows;
    }
  }

  /**
   * Returns the mixture of a covariance model.
   *
   * @throws dev.gmm4j.exception.InvalidSamplesException if a sample or weight is not usable
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
    Sums sums = sums(new Maximization(model, MixingProportions.FREE, 0, backend).moments());
    SampleScale scale = ModelStatistics.scale(sums.statistics, sums.rows);
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
        guard.repair(maximization.maximize(sums.statistics), null, 0),
        new ModelFamily(model, MixingProportions.FREE),
        backend,
        settings.threads());
  }

  private Sums sums(Moments moments) {
    return sums.computeIfAbsent(moments, this::accumulate);
  }

  private Sums accumulate(Moments moments) {
    Sums found = accumulate(moments, centres);
    return isAboutCentres(found.statistics) ? found : accumulate(moments, found.statistics.means());
  }

  /** Tells whether variances lose no more than two bits because centres are not the means. */
  private static boolean isAboutCentres(SufficientStatistics found) {
    int d = found.dimension();
    Moments moments = found.moments();
    int matrices = moments == Moments.POOLED ? 1 : found.components();
    double[] shifts = found.shifts();
    double[] squares = new double[matrices * d];
    for (int i = 0; i < shifts.length; i++) {
      squares[i % squares.length] += found.weights()[i / d] * shifts[i] * shifts[i];
    }
    for (int i = 0; i < squares.length; i++) {
      int at = ModelMoments.index(moments, d, i / d, i % d, i % d);
      if (at >= 0 && squares[i] > MAX_CANCELLATION * (found.second()[at] - squares[i])) {
        return false;
      }
    }
    return true;
  }

  private Sums accumulate(Moments moments, double[] about) {
    int d = engine.samples().dimension();
    boolean isWeighted = engine.samples().isWeighted();
    ThreadLocal<ClassRows> collected = ThreadLocal.withInitial(
        () -> new ClassRows(components, d, moments, engine.blockRows(), isWeighted));
    return engine.reduceChunks(
        () -> new Sums(new SufficientStatistics(about, components, d, moments)),
        each -> each.clear(about),
        Sums::merge,
        new LocalEngine.ChunkBody<>() {
          @Override
          public void accept(MixtureKernel kernel, RowBlock rows, long first, Sums each) {
            SampleChecks.requireObservedAndUsable(rows, first);
            ClassRows own = collected.get();
            for (int i = 0; i < rows.rows(); i++) {
              int k = componentOf[(int) first + i];
              if (k >= 0 && rows.weight(i) > 0) {
                each.rows++;
                own.add(rows, i, k, kernel, each.statistics);
              }
            }
          }

          @Override
          public void end(MixtureKernel kernel, Sums each) {
            collected.get().flush(kernel, each.statistics);
          }
        });
  }

  @Override
  public void close() {
    engine.close();
  }
}

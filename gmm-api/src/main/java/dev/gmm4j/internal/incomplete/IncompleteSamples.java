package dev.gmm4j.internal.incomplete;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.DegeneracyGuard;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.em.ExpectationPass;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.Regularization;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Samples with missing values, ready to be fitted: an engine over what is observed of them, and the same samples with
 * missing values filled in, which initializations work with.
 */
public final class IncompleteSamples implements AutoCloseable {
  /** Rows of a block whose patterns come in any order: half of them come again in a few blocks. */
  private static final int UNSORTED_ROWS = 1 << 16;

  /** Eight megabytes. */
  private static final int UNSORTED_NUMBERS = 1 << 20;

  /** A normal distribution of all samples is near enough to its limit for an initialization. */
  private static final double NORMAL_TOLERANCE = 1e-3;

  private static final int NORMAL_ITERATIONS = 50;
  private static final double NORMAL_RIDGE = 1e-6;

  /** Covariances of more features take longer than they help an initialization. */
  private static final int MAX_CORRELATED = 256;

  private final SampleScale scale;
  private final long missing;
  private final LocalEngine observed;
  private final int @Nullable [] observedOrder;
  private final MixtureParameters normal;
  private final Samples completed;

  private IncompleteSamples(
      SampleScale scale,
      long missing,
      LocalEngine observed,
      int @Nullable [] observedOrder,
      MixtureParameters normal,
      Samples completed) {
    this.scale = scale;
    this.missing = missing;
    this.observed = observed;
    this.observedOrder = observedOrder;
    this.normal = normal;
    this.completed = completed;
  }

  /**
   * Returns the scale of what is observed. Checks all numbers on the way.
   *
   * @throws dev.gmm4j.exception.InvalidSamplesException if a number is infinite or too large, a weight is not usable, or a
   *     column is never observed
   */
  public static ObservedScale summarize(LocalEngine engine) {
    int d = engine.samples().dimension();
    return engine.reduceRows(
        () -> new ObservedScale(d),
        ObservedScale::clear,
        ObservedScale::merge,
        (rows, first, accumulator) -> accumulator.add(rows, first));
  }

  /**
   * Prepares samples; closed by the caller.
   *
   * @param samples some of whose values are missing
   * @param summary of the samples
   * @param maxComponents the largest number of components that is fitted, noise counted as one
   */
  public static IncompleteSamples of(
      Samples samples,
      ObservedScale summary,
      LinearAlgebraBackend backend,
      int maxComponents,
      int threads) {
    SampleScale scale = summary.scale();
    int[] order = order(samples);
    LocalEngine observed = engine(samples, order, backend, maxComponents, threads);
    try {
      MixtureParameters normal = normal(observed, scale, backend);
      Samples completed = Samples.of(new ConditionalMeans(samples, normal, backend));
      boolean weighted = samples.isWeighted() || summary.unobservedRows() > 0;
      return new IncompleteSamples(
          scale,
          summary.missing(),
          observed,
          order,
          normal,
          weighted ? completed.weighted(new ObservedWeights(samples)) : completed);
    } catch (RuntimeException | Error e) {
      observed.close();
      throw e;
    }
  }

  /** Returns samples whose rows of which nothing is observed have weight 0, or those where no values may be missing. */
  public static Samples observedRows(Samples samples) {
    return samples.mayHaveMissingValues()
        ? samples.weighted(new ObservedWeights(samples))
        : samples;
  }

  /**
   * Returns an engine for passes of EM over samples, ordinary ones or such as may have missing values; closed by the caller.
   *
   * @param maxComponents the largest number of components that parameters will have, noise counted as one
   */
  public static LocalEngine engineOf(
      Samples samples, LinearAlgebraBackend backend, int maxComponents, int threads) {
    return samples.mayHaveMissingValues()
        ? engine(samples, order(samples), backend, maxComponents, threads)
        : new LocalEngine(samples, backend, maxComponents, threads);
  }

  /**
   * Returns an engine for passes of EM for t distributions over samples, some of whose values are missing; closed by the caller.
   *
   * @param maxComponents the largest number of components that parameters will have
   */
  public static LocalEngine studentEngineOf(
      Samples samples, LinearAlgebraBackend backend, int maxComponents, int threads) {
    int d = samples.dimension();
    return engine(
        samples,
        order(samples),
        rows -> IncompleteKernel.fittingStudent(backend, d, maxComponents, rows),
        maxComponents,
        threads);
  }

  /** As {@link #engineOf}, but rows keep their order, and others may take their places between passes. */
  public static LocalEngine unsortedEngineOf(
      Samples samples, LinearAlgebraBackend backend, int maxComponents, int threads) {
    if (!samples.mayHaveMissingValues()) {
      return new LocalEngine(samples, backend, maxComponents, threads);
    }
    int d = samples.dimension();
    int rows = (int) Math.min(samples.count(), unsortedRows(d));
    return new LocalEngine(
        samples,
        () -> IncompleteKernel.fitting(backend, d, maxComponents, rows),
        maxComponents,
        threads);
  }

  /** Returns the order by pattern, or null where rows stay where they are. */
  private static int @Nullable [] order(Samples samples) {
    boolean sorts = samples.isInMemory() && samples.count() < Integer.MAX_VALUE - 8;
    return sorts ? PatternOrder.order(samples) : null;
  }

  private static LocalEngine engine(
      Samples samples,
      int @Nullable [] order,
      LinearAlgebraBackend backend,
      int maxComponents,
      int threads) {
    int d = samples.dimension();
    return engine(
        samples,
        order,
        rows -> IncompleteKernel.fitting(backend, d, maxComponents, rows),
        maxComponents,
        threads);
  }

  /**
   * Returns an engine.
   *
   * @param kernels makes one for blocks of at least so many rows
   */
  private static LocalEngine engine(
      Samples samples,
      int @Nullable [] order,
      IntFunction<MixtureKernel> kernels,
      int maxComponents,
      int threads) {
    int rows = order != null ? 1 : unsortedRows(samples.dimension());
    return new LocalEngine(
        order != null ? PatternOrder.sorted(samples, order) : samples,
        () -> kernels.apply(rows),
        maxComponents,
        threads);
  }

  /** Returns how many rows blocks of samples have that are not sorted by pattern. */
  public static int unsortedRows(int dimension) {
    return Math.min(UNSORTED_ROWS, UNSORTED_NUMBERS / dimension);
  }

  /** Returns one normal distribution of all samples, by EM, which missing values are filled in by. */
  private static MixtureParameters normal(
      ExpectationPass observed, SampleScale scale, LinearAlgebraBackend backend) {
    int d = scale.means().length;
    MixtureParameters uncorrelated = MixtureParameters.of(
        new double[] {1},
        scale.means().clone(),
        Covariances.diagonal(new double[][] {scale.positiveVariances()}),
        backend);
    if (d == 1 || d > MAX_CORRELATED || scale.count() <= 2L * d) {
      return uncorrelated;
    }
    Maximization maximization =
        new Maximization(CovarianceType.FULL, 0).with(Regularization.relative(NORMAL_RIDGE), scale);
    DegeneracyGuard guard = new DegeneracyGuard(
        DegeneracyPolicy.REGULARIZE,
        CovarianceType.FULL.model(),
        scale,
        backend,
        () -> scale.means().clone());
    return new ExpectationMaximization(
            maximization,
            ConvergenceCriterion.aitken(NORMAL_TOLERANCE),
            NORMAL_ITERATIONS,
            Acceleration.SQUAREM)
        .run(uncorrelated, observed, scale, guard, (i, p, l, a) -> {})
        .parameters();
  }

  /** Returns the engine over what is observed, rows in another order. */
  public LocalEngine observed() {
    return observed;
  }

  /** Returns for each row of the engine over what is observed its index among the samples, or null where that is its own. */
  public int @Nullable [] observedOrder() {
    return observedOrder;
  }

  /** Returns all samples in their order, missing values replaced by their means given those observed. */
  public Samples completed() {
    return completed;
  }

  /** Returns the scale of what is observed; rows count of which something is. */
  public SampleScale scale() {
    return scale;
  }

  /** Returns the covariance of one normal distribution of all samples: {@code d*d} numbers. */
  public double[] covariance() {
    return covariance(normal);
  }

  /**
   * Returns the covariance of one normal distribution of samples that may be elsewhere: {@code d*d} numbers.
   *
   * @param observed passes over what is observed of the samples
   * @param scale of that
   */
  public static double[] covariance(
      ExpectationPass observed, SampleScale scale, LinearAlgebraBackend backend) {
    return covariance(normal(observed, scale, backend));
  }

  private static double[] covariance(MixtureParameters normal) {
    int d = normal.dimension();
    double[] covariance = new double[d * d];
    for (int i = 0; i < covariance.length; i++) {
      covariance[i] = normal.covariances().get(0, i / d, i % d);
    }
    return covariance;
  }

  /** Returns the number of values that are missing. */
  public long missing() {
    return missing;
  }

  @Override
  public void close() {
    observed.close();
  }
}

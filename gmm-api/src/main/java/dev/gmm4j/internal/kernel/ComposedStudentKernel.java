package dev.gmm4j.internal.kernel;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.StudentKernel;
import dev.gmm4j.spi.StudentKernelParameters;
import dev.gmm4j.spi.SufficientStatistics;
import org.jspecify.annotations.Nullable;

/**
 * The kernel for t distributions that any backend has: as {@link ComposedMixtureKernel}, with logarithms in place of squares
 * and samples weighted by their scale weights.
 */
public final class ComposedStudentKernel implements StudentKernel {
  private final int blockRows;
  private final LogDensities densities;
  private final MomentAccumulator moments;
  private final Posterior posterior;

  /** {@code ln(1 + δ/ν)} of each sample and component, component-major. */
  private final double[] logarithms;

  /** The scale weights, component-major. */
  private final double[] scaleWeights;

  private @Nullable StudentKernelParameters parameters;

  /** Creates a kernel on a backend's operations. */
  public ComposedStudentKernel(LinearAlgebraBackend backend, int dimension, int maxComponents) {
    this.blockRows = ComposedMixtureKernel.blockRows(dimension, maxComponents);
    this.densities = new LogDensities(backend, dimension, maxComponents, blockRows);
    this.moments = new MomentAccumulator(backend, dimension, blockRows);
    this.posterior = new Posterior(maxComponents, blockRows);
    this.logarithms = new double[maxComponents * blockRows];
    this.scaleWeights = new double[maxComponents * blockRows];
  }

  @Override
  public int blockRows() {
    return blockRows;
  }

  @Override
  public SampleBlock load(RowBlock rows) {
    return new Rows(rows);
  }

  @Override
  public void use(StudentKernelParameters newParameters) {
    parameters = newParameters;
    densities.use(newParameters.gaussian());
  }

  @Override
  public void accumulate(SampleBlock block, SufficientStatistics statistics) {
    RowBlock rows = ((Rows) block).rowBlock();
    StudentKernelParameters used = evaluate(rows);
    posterior.normalize();
    statistics.addLogLikelihood(posterior.weigh(rows));
    for (int k = 0; k < used.components(); k++) {
      takeTails(used, k, rows.rows(), statistics);
    }
    moments.add(rows, posterior, statistics);
  }

  @Override
  public void responsibilities(
      SampleBlock block, double[] logDensities, double[] responsibilities) {
    evaluate(((Rows) block).rowBlock());
    posterior.normalize();
    posterior.copyLogDensities(logDensities);
    posterior.copyResponsibilities(responsibilities);
  }

  /** Writes the weighted log-densities of a block. */
  private StudentKernelParameters evaluate(RowBlock rows) {
    StudentKernelParameters used = parameters;
    if (used == null) {
      throw new IllegalStateException("use(parameters) must be called before a block is evaluated");
    }
    densities.squaredDistances(rows, posterior);
    double[] values = posterior.values();
    int d = used.dimension();
    for (int k = 0; k < used.components(); k++) {
      double nu = used.degreesOfFreedom(k);
      double coefficient = used.logCoefficient(k);
      double exponent = 0.5 * (nu + d);
      int end = (k + 1) * rows.rows();
      for (int i = k * rows.rows(); i < end; i++) {
        double square = values[i];
        // log1p would be no better: what counts is the absolute error, of at most one rounding of
        // 1.
        double logarithm = Math.log(1 + square / nu);
        scaleWeights[i] = (nu + d) / (nu + square);
        logarithms[i] = logarithm;
        values[i] = coefficient - exponent * logarithm;
      }
    }
    return used;
  }

  /** Adds weights and tails of a component, and multiplies its responsibilities by the scale weights. */
  private void takeTails(
      StudentKernelParameters used, int k, int rows, SufficientStatistics statistics) {
    double[] values = posterior.values();
    double nu = used.degreesOfFreedom(k);
    double logPeak = Math.log((nu + used.dimension()) / nu);
    double weight = 0;
    double tail = 0;
    int end = (k + 1) * rows;
    for (int i = k * rows; i < end; i++) {
      double part = values[i];
      weight += part;
      tail += part * (logPeak - logarithms[i] - scaleWeights[i]);
      values[i] = part * scaleWeights[i];
    }
    statistics.weights()[k] += weight;
    statistics.tails()[k] += tail;
  }

  /** The rows as they were given: this kernel's layout is the plain one. */
  private record Rows(RowBlock rowBlock) implements SampleBlock {
    @Override
    public int rows() {
      return rowBlock.rows();
    }
  }
}

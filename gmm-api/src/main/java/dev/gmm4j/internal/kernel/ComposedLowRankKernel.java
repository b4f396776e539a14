package dev.gmm4j.internal.kernel;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.LowRankKernel;
import dev.gmm4j.spi.LowRankKernelParameters;
import dev.gmm4j.spi.LowRankStatistics;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.Transpose;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The kernel for mixtures of factor analysers that any backend has, by its matrix products.
 *
 * <p>Blocks are turned feature-major, so that products are of long rows and loops run over many samples; moments are taken of
 * the rows as they were given, about the centre of their component.
 */
public final class ComposedLowRankKernel implements LowRankKernel {
  private static final double MAX_SQUARED_DISTANCE = 1e300;

  private final LinearAlgebraBackend backend;
  private final int dimension;
  private final int factors;
  private final int blockRows;
  private final Posterior posterior;

  /** A block without the centre, {@code d*rows} numbers. */
  private final double[] shifted;

  /** {@code W(x - μ)} of all components, {@code K*q*rows} numbers. */
  private final double[] projected;

  /** Means less the centre, {@code K*d} numbers, and their projections, {@code K*q} numbers. */
  private final double[] means;

  private final double[] projectedMeans;
  private final double[] centred;
  private final double[] taken;
  private final double[] product;
  private @Nullable LowRankKernelParameters parameters;

  /** Creates a kernel on a backend's operations, for components of so many factors. */
  public ComposedLowRankKernel(
      LinearAlgebraBackend backend, int dimension, int factors, int maxComponents) {
    this.backend = backend;
    this.dimension = dimension;
    this.factors = factors;
    this.blockRows = ComposedMixtureKernel.blockRows(dimension, maxComponents);
    this.posterior = new Posterior(maxComponents, blockRows);
    this.shifted = new double[dimension * blockRows];
    this.projected = new double[maxComponents * factors * blockRows];
    this.means = new double[maxComponents * dimension];
    this.projectedMeans = new double[maxComponents * factors];
    this.centred = new double[blockRows * dimension];
    this.taken = new double[factors * blockRows];
    this.product = new double[factors * dimension];
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
  public void use(LowRankKernelParameters newParameters) {
    parameters = newParameters;
    double[] projections = newParameters.projections();
    for (int k = 0; k < newParameters.components(); k++) {
      for (int j = 0; j < dimension; j++) {
        means[k * dimension + j] =
            newParameters.means()[k * dimension + j] - newParameters.centre()[j];
      }
      for (int f = k * factors; f < (k + 1) * factors; f++) {
        double sum = 0;
        for (int j = 0; j < dimension; j++) {
          sum += projections[f * dimension + j] * means[k * dimension + j];
        }
        projectedMeans[f] = sum;
      }
    }
  }

  @Override
  public void accumulate(SampleBlock block, LowRankStatistics statistics) {
    RowBlock rows = ((Rows) block).rowBlock();
    int components = evaluate(rows);
    posterior.normalize();
    statistics.addLogLikelihood(posterior.weigh(rows));
    for (int k = 0; k < components; k++) {
      addMoments(rows, k, statistics);
    }
  }

  @Override
  public void responsibilities(
      SampleBlock block, double[] logDensities, double[] responsibilities) {
    evaluate(((Rows) block).rowBlock());
    posterior.normalize();
    posterior.copyLogDensities(logDensities);
    posterior.copyResponsibilities(responsibilities);
  }

  /** Writes the weighted log-densities of a block; returns the number of components. */
  private int evaluate(RowBlock block) {
    LowRankKernelParameters used = parameters;
    if (used == null) {
      throw new IllegalStateException("use(parameters) must be called before a block is evaluated");
    }
    int rows = block.rows();
    for (int i = 0; i < rows; i++) {
      int from = block.rowOffset(i);
      for (int j = 0; j < dimension; j++) {
        shifted[j * rows + i] = block.values()[from + j] - used.centre()[j];
      }
    }
    backend.multiply(
        Transpose.NO,
        Transpose.NO,
        used.components() * factors,
        rows,
        dimension,
        used.projections(),
        shifted,
        projected);
    double[] values = posterior.begin(rows, used.components());
    for (int k = 0; k < used.components(); k++) {
      evaluate(used, rows, k, values);
    }
    return used.components();
  }

  private void evaluate(LowRankKernelParameters used, int rows, int k, double[] values) {
    int at = k * rows;
    Arrays.fill(values, at, at + rows, 0);
    double[] noise = used.noise(k);
    for (int j = 0; j < dimension; j++) {
      addSquares(rows, j * rows, means[k * dimension + j], 1 / noise[j], values, at);
    }
    for (int f = k * factors; f < (k + 1) * factors; f++) {
      for (int i = 0; i < rows; i++) {
        double component = projected[f * rows + i] - projectedMeans[f];
        projected[f * rows + i] = component;
        values[at + i] -= component * component;
      }
    }
    double coefficient = used.logCoefficient(k);
    for (int i = 0; i < rows; i++) {
      double distance = Math.max(0, values[at + i]);
      // Written so that NaN, from infinity minus infinity, is cut off too.
      values[at + i] =
          coefficient - 0.5 * (distance < MAX_SQUARED_DISTANCE ? distance : MAX_SQUARED_DISTANCE);
    }
  }

  private void addSquares(
      int rows, int from, double mean, double precision, double[] values, int at) {
    for (int i = 0; i < rows; i++) {
      double difference = shifted[from + i] - mean;
      values[at + i] += difference * difference * precision;
    }
  }

  private void addMoments(RowBlock block, int k, LowRankStatistics statistics) {
    int rows = block.rows();
    int q = factors;
    double[] responsibilities = posterior.values();
    int count = 0;
    double weight = 0;
    for (int i = 0; i < rows; i++) {
      double part = responsibilities[k * rows + i];
      if (part > 0) {
        weight += part;
        addRow(block.values(), block.rowOffset(i), part, count, k, statistics);
        for (int f = 0; f < q; f++) {
          taken[f * rows + count] = projected[(k * q + f) * rows + i];
        }
        count++;
      }
    }
    statistics.weights()[k] += weight;
    if (count > 0) {
      for (int f = 1; f < q && count < rows; f++) {
        System.arraycopy(taken, f * rows, taken, f * count, count);
      }
      backend.multiply(Transpose.NO, Transpose.NO, q, dimension, count, taken, centred, product);
      double[] products = statistics.products();
      int to = k * q * dimension;
      for (int i = 0; i < q * dimension; i++) {
        products[to + i] += product[i];
      }
    }
  }

  /** Adds a row to the moments of the features, and keeps it, centred and times its part. */
  private void addRow(
      double[] values, int from, double part, int count, int k, LowRankStatistics statistics) {
    double[] centres = statistics.centres();
    double[] first = statistics.first();
    double[] second = statistics.second();
    int to = k * dimension;
    for (int j = 0; j < dimension; j++) {
      double difference = values[from + j] - centres[to + j];
      double share = part * difference;
      centred[count * dimension + j] = share;
      first[to + j] += share;
      second[to + j] += share * difference;
    }
  }

  /** The rows as they were given. */
  private record Rows(RowBlock rowBlock) implements SampleBlock {
    @Override
    public int rows() {
      return rowBlock.rows();
    }
  }
}

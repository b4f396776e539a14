package dev.gmm4j.internal.kernel;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;
import java.util.Arrays;

/**
 * Statistics of components with few factors, by a backend's matrix products: of the order of {@code dq} for a
 * sample and component, where a full covariance takes {@code d²}. With {@code M = I + ΛᵀΨ⁻¹Λ} and {@code w = ΛᵀΨ⁻¹y}, the squared
 * distance of {@code y = x - μ} is {@code yᵀΨ⁻¹y - wᵀM⁻¹w} (Woodbury's identity), and {@code z = M⁻¹w} are the factors that are
 * expected.
 *
 * <p>Blocks are turned feature-major, so that products are of long rows and loops run over many samples; moments are taken of
 * the rows as they were given, about the centre of their component.
 */
public final class ComposedLowRankKernel {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);
  private static final double MAX_SQUARED_DISTANCE = 1e300;

  private final LinearAlgebraBackend backend;
  private final int dimension;
  private final int factors;
  private final int blockRows;
  private final Posterior posterior;

  /** A block without the centre, {@code d*rows} numbers. */
  private final double[] shifted;

  /** {@code w} of all components, {@code K*q*rows} numbers. */
  private final double[] projected;

  /** {@code z} of all components, {@code K*q*rows} numbers. */
  private final double[] expected;

  private final double[] centred;
  private final double[] weighted;
  private final double[] product;
  private final double[] scratch;

  /** {@code ΛᵀΨ⁻¹} of all components, {@code K*q*d} numbers. */
  private double[] projection = {};

  private double[] centre = {};
  private Component[] components = {};

  /**
   * What is needed of one component.
   *
   * @param mean less the centre, {@code d} numbers
   * @param offset what the projection has of that, {@code q} numbers
   * @param inverse {@code M⁻¹}, {@code q*q} numbers
   * @param precisions the diagonal of {@code Ψ⁻¹}, {@code d} numbers
   * @param coefficient the weighted log-density at the mean
   */
  private record Component(
      double[] mean, double[] offset, double[] inverse, double[] precisions, double coefficient) {}

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
    this.expected = new double[maxComponents * factors * blockRows];
    this.centred = new double[blockRows * dimension];
    this.weighted = new double[factors * blockRows];
    this.product = new double[factors * dimension];
    this.scratch = new double[factors * blockRows];
  }

  /** Returns the number of rows that blocks should have. */
  public int blockRows() {
    return blockRows;
  }

  /** Sets the parameters that all other methods work with, until the next call. */
  public void use(LowRankKernelParameters parameters) {
    centre = parameters.centre();
    components = new Component[parameters.components()];
    projection = new double[components.length * factors * dimension];
    for (int k = 0; k < components.length; k++) {
      components[k] = component(parameters, k);
    }
  }

  private Component component(LowRankKernelParameters parameters, int k) {
    int d = dimension;
    int q = factors;
    double[] noise = parameters.noise()[k];
    double[] loadings = parameters.loadings()[k];
    double[] precisions = new double[d];
    double[] mean = new double[d];
    double[] transposed = new double[q * d];
    double[] offset = new double[q];
    double logDeterminant = 0;
    for (int i = 0; i < d; i++) {
      precisions[i] = 1 / noise[i];
      mean[i] = parameters.means()[k * d + i] - centre[i];
      logDeterminant += Math.log(noise[i]);
      for (int f = 0; f < q; f++) {
        double weightedLoading = loadings[i * q + f] / noise[i];
        transposed[f * d + i] = weightedLoading;
        offset[f] += weightedLoading * mean[i];
      }
    }
    System.arraycopy(transposed, 0, projection, k * q * d, q * d);
    double[] inner = new double[q * q];
    backend.multiply(Transpose.NO, Transpose.NO, q, q, d, transposed, loadings, inner);
    for (int f = 0; f < q; f++) {
      inner[f * q + f] += 1;
    }
    double[] factor = new double[q * q];
    int failed = backend.cholesky(q, inner, factor);
    if (failed >= 0) {
      throw new GmmException("the covariance of the factors of component " + k
          + " must be positive definite, but pivot " + failed + " was not positive");
    }
    for (int f = 0; f < q; f++) {
      logDeterminant += 2 * Math.log(factor[f * q + f]);
    }
    double[] root = new double[q * q];
    backend.invertLower(q, factor, root);
    double[] inverse = new double[q * q];
    backend.multiply(Transpose.YES, Transpose.NO, q, q, q, root, root, inverse);
    double coefficient = parameters.logWeights()[k] - 0.5 * (d * LOG_TWO_PI + logDeterminant);
    return new Component(mean, offset, inverse, precisions, coefficient);
  }

  /** Adds a block to statistics of as many components and factors, and its log-likelihood. */
  public void accumulate(RowBlock block, LowRankStatistics statistics) {
    evaluate(block);
    statistics.addLogLikelihood(posterior.weigh(block));
    for (int k = 0; k < components.length; k++) {
      addMoments(block, k, statistics);
    }
  }

  private void evaluate(RowBlock block) {
    int rows = block.rows();
    for (int i = 0; i < rows; i++) {
      int from = block.rowOffset(i);
      for (int j = 0; j < dimension; j++) {
        shifted[j * rows + i] = block.values()[from + j] - centre[j];
      }
    }
    backend.multiply(
        Transpose.NO,
        Transpose.NO,
        components.length * factors,
        rows,
        dimension,
        projection,
        shifted,
        projected);
    double[] values = posterior.begin(rows, components.length);
    for (int k = 0; k < components.length; k++) {
      evaluate(rows, k, values);
    }
    posterior.normalize();
  }

  private void evaluate(int rows, int k, double[] values) {
    Component component = components[k];
    int q = factors;
    int first = k * q * rows;
    for (int f = 0; f < q; f++) {
      double offset = component.offset[f];
      for (int i = 0; i < rows; i++) {
        weighted[f * rows + i] = projected[first + f * rows + i] - offset;
      }
    }
    backend.multiply(Transpose.NO, Transpose.NO, q, rows, q, component.inverse, weighted, scratch);
    System.arraycopy(scratch, 0, expected, first, q * rows);
    int at = k * rows;
    Arrays.fill(values, at, at + rows, 0);
    for (int j = 0; j < dimension; j++) {
      addSquares(rows, j * rows, component.mean[j], component.precisions[j], values, at);
    }
    for (int f = 0; f < q; f++) {
      for (int i = 0; i < rows; i++) {
        values[at + i] -= weighted[f * rows + i] * scratch[f * rows + i];
      }
    }
    for (int i = 0; i < rows; i++) {
      double distance = Math.max(0, values[at + i]);
      // Written so that NaN, from infinity minus infinity, is cut off too.
      values[at + i] = component.coefficient
          - 0.5 * (distance < MAX_SQUARED_DISTANCE ? distance : MAX_SQUARED_DISTANCE);
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
    int taken = 0;
    double weight = 0;
    for (int i = 0; i < rows; i++) {
      double part = responsibilities[k * rows + i];
      if (part > 0) {
        weight += part;
        addRow(block.values(), block.rowOffset(i), part, taken, k, statistics);
        for (int f = 0; f < q; f++) {
          weighted[f * rows + taken] = expected[(k * q + f) * rows + i];
        }
        taken++;
      }
    }
    statistics.weights()[k] += weight;
    if (taken > 0) {
      for (int f = 1; f < q && taken < rows; f++) {
        System.arraycopy(weighted, f * rows, weighted, f * taken, taken);
      }
      backend.multiply(Transpose.NO, Transpose.NO, q, dimension, taken, weighted, centred, product);
      double[] products = statistics.products();
      int to = k * dimension * q;
      for (int j = 0; j < dimension; j++) {
        for (int f = 0; f < q; f++) {
          products[to + j * q + f] += product[f * dimension + j];
        }
      }
    }
  }

  /** Adds a row to the moments of the features, and keeps it, centred and times its part. */
  private void addRow(
      double[] values, int from, double part, int taken, int k, LowRankStatistics statistics) {
    double[] centres = statistics.centres();
    double[] first = statistics.first();
    double[] second = statistics.second();
    int to = k * dimension;
    for (int j = 0; j < dimension; j++) {
      double difference = values[from + j] - centres[to + j];
      double share = part * difference;
      centred[taken * dimension + j] = share;
      first[to + j] += share;
      second[to + j] += share * difference;
    }
  }
}

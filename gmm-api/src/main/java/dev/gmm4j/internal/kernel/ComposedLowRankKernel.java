package dev.gmm4j.internal.kernel;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;
import java.util.Arrays;

/**
 * Log-densities and statistics of components with few factors, by a backend's matrix products: of the order of {@code dq} for a
 * sample and component, where a full covariance takes {@code d²}. With {@code M = I + ΛᵀΨ⁻¹Λ} and {@code w = ΛᵀΨ⁻¹y}, the squared
 * distance of {@code y = x - μ} is {@code yᵀΨ⁻¹y - wᵀM⁻¹w} (Woodbury's identity), and {@code z = M⁻¹w} are the factors that are
 * expected.
 */
public final class ComposedLowRankKernel {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);
  private static final double MAX_SQUARED_DISTANCE = 1e300;

  private final LinearAlgebraBackend backend;
  private final int dimension;
  private final int factors;
  private final int blockRows;
  private final Posterior posterior;
  private final double[] centred;
  private final double[] weighted;
  private final double[] product;

  /** The factors that are expected of each row, {@code rows*q} numbers for each component. */
  private final double[][] expected;

  private Component[] components = {};

  /**
   * What is needed of one component.
   *
   * @param mean {@code d} numbers
   * @param projection {@code Ψ⁻¹Λ}, {@code d*q} numbers
   * @param inverse {@code M⁻¹}, {@code q*q} numbers
   * @param precisions the diagonal of {@code Ψ⁻¹}, {@code d} numbers
   * @param coefficient the weighted log-density at the mean
   */
  private record Component(
      double[] mean,
      double[] projection,
      double[] inverse,
      double[] precisions,
      double coefficient) {}

  /** Creates a kernel on a backend's operations, for components of so many factors. */
  public ComposedLowRankKernel(
      LinearAlgebraBackend backend, int dimension, int factors, int maxComponents) {
    this.backend = backend;
    this.dimension = dimension;
    this.factors = factors;
    this.blockRows = ComposedMixtureKernel.blockRows(dimension, maxComponents);
    this.posterior = new Posterior(maxComponents, blockRows);
    this.centred = new double[blockRows * dimension];
    this.weighted = new double[blockRows * factors];
    this.product = new double[dimension * factors];
    this.expected = new double[maxComponents][blockRows * factors];
  }

  /** Returns the number of rows that blocks should have. */
  public int blockRows() {
    return blockRows;
  }

  /** Sets the parameters that all other methods work with, until the next call. */
  public void use(LowRankKernelParameters parameters) {
    components = new Component[parameters.components()];
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
    double[] projection = new double[d * q];
    double logDeterminant = 0;
    for (int i = 0; i < d; i++) {
      precisions[i] = 1 / noise[i];
      logDeterminant += Math.log(noise[i]);
      for (int f = 0; f < q; f++) {
        projection[i * q + f] = loadings[i * q + f] / noise[i];
      }
    }
    double[] inner = new double[q * q];
    backend.multiply(Transpose.YES, Transpose.NO, q, q, d, loadings, projection, inner);
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
    double[] mean = Arrays.copyOfRange(parameters.means(), k * d, (k + 1) * d);
    return new Component(mean, projection, inverse, precisions, coefficient);
  }

  /** Adds a block to statistics of as many components and factors, and its log-likelihood. */
  public void accumulate(RowBlock block, LowRankStatistics statistics) {
    evaluate(block);
    statistics.addLogLikelihood(posterior.weigh(block));
    for (int k = 0; k < components.length; k++) {
      addMoments(block, k, statistics);
    }
  }

  /** Writes log-densities and responsibilities. */
  public void responsibilities(RowBlock block, double[] logDensities, double[] responsibilities) {
    evaluate(block);
    posterior.copyLogDensities(logDensities);
    posterior.copyResponsibilities(responsibilities);
  }

  private void evaluate(RowBlock block) {
    int rows = block.rows();
    double[] values = posterior.begin(rows, components.length);
    for (int k = 0; k < components.length; k++) {
      evaluate(block, k, values);
    }
    posterior.normalize();
  }

  private void evaluate(RowBlock block, int k, double[] values) {
    Component component = components[k];
    int rows = block.rows();
    int d = dimension;
    int q = factors;
    for (int i = 0; i < rows; i++) {
      int from = block.rowOffset(i);
      double sum = 0;
      for (int j = 0; j < d; j++) {
        double difference = block.values()[from + j] - component.mean[j];
        centred[i * d + j] = difference;
        sum += difference * difference * component.precisions[j];
      }
      values[k * rows + i] = sum;
    }
    double[] factorsOfRows = expected[k];
    backend.multiply(
        Transpose.NO, Transpose.NO, rows, q, d, centred, component.projection, weighted);
    backend.multiply(
        Transpose.NO, Transpose.NO, rows, q, q, weighted, component.inverse, factorsOfRows);
    for (int i = 0; i < rows; i++) {
      double explained = 0;
      for (int f = 0; f < q; f++) {
        explained += weighted[i * q + f] * factorsOfRows[i * q + f];
      }
      double distance = Math.max(0, values[k * rows + i] - explained);
      // Written so that NaN, from infinity minus infinity, is cut off too.
      values[k * rows + i] = component.coefficient
          - 0.5 * (distance < MAX_SQUARED_DISTANCE ? distance : MAX_SQUARED_DISTANCE);
    }
  }

  private void addMoments(RowBlock block, int k, LowRankStatistics statistics) {
    int rows = block.rows();
    int d = dimension;
    int q = factors;
    double[] responsibilities = posterior.values();
    double[] centres = statistics.centres();
    double[] first = statistics.first();
    double[] second = statistics.second();
    double[] ofRows = expected[k];
    int taken = 0;
    double weight = 0;
    for (int i = 0; i < rows; i++) {
      double part = responsibilities[k * rows + i];
      if (part == 0) {
        continue;
      }
      weight += part;
      int from = block.rowOffset(i);
      for (int j = 0; j < d; j++) {
        double difference = block.values()[from + j] - centres[k * d + j];
        double share = part * difference;
        centred[taken * d + j] = share;
        first[k * d + j] += share;
        second[k * d + j] += share * difference;
      }
      System.arraycopy(ofRows, i * q, weighted, taken * q, q);
      taken++;
    }
    statistics.weights()[k] += weight;
    if (taken > 0) {
      backend.multiply(Transpose.YES, Transpose.NO, d, q, taken, centred, weighted, product);
      double[] products = statistics.products();
      for (int i = 0; i < d * q; i++) {
        products[k * d * q + i] += product[i];
      }
    }
  }
}

package dev.gmm4j.tck.internal.oracle;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.spi.LowRankKernelParameters;
import dev.gmm4j.spi.LowRankStatistics;

/**
 * Densities and statistics of mixtures of factor analysers as textbooks give them, by matrices {@code ΛΛᵀ + Ψ} in loops over
 * rows and components, and for each sum that of its terms' magnitudes.
 */
public final class LowRankOracle {
  private static final TextbookBackend ALGEBRA = new TextbookBackend("textbook");

  private final LowRankKernelParameters parameters;
  private final RowBlock rows;
  private final double[] logDensities;
  private final double[] magnitudes;
  private final double[] responsibilities;

  /**
   * Evaluates the mixture at all rows.
   *
   * @param loadings those that the parameters were made of
   */
  public LowRankOracle(LowRankKernelParameters parameters, double[][] loadings, RowBlock rows) {
    this.parameters = parameters;
    this.rows = rows;
    int components = parameters.components();
    logDensities = new double[rows.rows()];
    magnitudes = new double[rows.rows()];
    responsibilities = new double[rows.rows() * components];
    for (int k = 0; k < components; k++) {
      evaluate(k, loadings[k]);
    }
    for (int i = 0; i < rows.rows(); i++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < components; k++) {
        largest = Math.max(largest, responsibilities[i * components + k]);
      }
      double sum = 0;
      for (int k = 0; k < components; k++) {
        int at = i * components + k;
        responsibilities[at] = Math.exp(responsibilities[at] - largest);
        sum += responsibilities[at];
      }
      for (int k = 0; k < components; k++) {
        responsibilities[i * components + k] /= sum;
      }
      logDensities[i] = largest + Math.log(sum);
    }
  }

  /** Writes a component's weighted log-densities where the responsibilities will be. */
  private void evaluate(int k, double[] loadings) {
    int d = parameters.dimension();
    int q = parameters.factors();
    double[] covariance = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        double sum = i == j ? parameters.noise(k)[i] : 0;
        for (int f = 0; f < q; f++) {
          sum += loadings[i * q + f] * loadings[j * q + f];
        }
        covariance[i * d + j] = sum;
      }
    }
    double[] root = new double[d * d];
    ALGEBRA.cholesky(d, covariance, root);
    double coefficient = parameters.logWeights()[k] - 0.5 * d * Math.log(2 * Math.PI);
    for (int i = 0; i < d; i++) {
      coefficient -= Math.log(root[i * d + i]);
    }
    double[] whitened = new double[d];
    for (int i = 0; i < rows.rows(); i++) {
      double square = 0;
      double noiseSquare = 0;
      for (int j = 0; j < d; j++) {
        double difference = difference(i, j, parameters.means()[k * d + j]);
        noiseSquare += difference * difference / parameters.noise(k)[j];
        for (int l = 0; l < j; l++) {
          difference -= root[j * d + l] * whitened[l];
        }
        whitened[j] = difference / root[j * d + j];
        square += whitened[j] * whitened[j];
      }
      responsibilities[i * parameters.components() + k] = coefficient - 0.5 * square;
      magnitudes[i] = Math.max(magnitudes[i], Math.abs(coefficient) + 0.5 * noiseSquare);
    }
  }

  private double difference(int i, int j, double from) {
    return rows.values()[rows.rowOffset(i) + j] - from;
  }

  /** Returns the log-density of each row. */
  public double[] logDensities() {
    return logDensities;
  }

  /** Returns for each row the largest magnitude of what its log-densities are differences of. */
  public double[] magnitudes() {
    return magnitudes;
  }

  /** Returns the responsibilities, {@code rows*K} numbers, row-major. */
  public double[] responsibilities() {
    return responsibilities;
  }

  /** Returns the statistics of all rows about the means. */
  public LowRankStatistics statistics() {
    return sum(false);
  }

  /** Returns the sums of the terms' magnitudes, in the shape of the statistics. */
  public LowRankStatistics magnitudesOfStatistics() {
    return sum(true);
  }

  private LowRankStatistics sum(boolean absolute) {
    int components = parameters.components();
    LowRankStatistics sums = new LowRankStatistics(
        parameters.means(), components, parameters.dimension(), parameters.factors());
    for (int i = 0; i < rows.rows(); i++) {
      double ofRow = rows.weight(i) * logDensities[i];
      sums.addLogLikelihood(absolute ? rows.weight(i) * magnitudes[i] : ofRow);
      for (int k = 0; k < components; k++) {
        double part = rows.weight(i) * responsibilities[i * components + k];
        sums.weights()[k] += part;
        addMoments(sums, i, k, part, absolute);
      }
    }
    return sums;
  }

  private void addMoments(LowRankStatistics sums, int i, int k, double part, boolean absolute) {
    int d = parameters.dimension();
    int q = parameters.factors();
    double[] centred = new double[d];
    for (int j = 0; j < d; j++) {
      double x = difference(i, j, parameters.means()[k * d + j]);
      // A kernel may shift samples and centres separately.
      centred[j] = absolute
          ? Math.abs(difference(i, j, parameters.centre()[j]))
              + Math.abs(parameters.means()[k * d + j] - parameters.centre()[j])
          : x;
      sums.first()[k * d + j] += part * centred[j];
      sums.second()[k * d + j] += part * centred[j] * centred[j];
    }
    for (int f = 0; f < q; f++) {
      int from = (k * q + f) * d;
      double projected = 0;
      for (int j = 0; j < d; j++) {
        double term = parameters.projections()[from + j] * centred[j];
        projected += absolute ? Math.abs(term) : term;
      }
      for (int j = 0; j < d; j++) {
        sums.products()[from + j] += part * projected * centred[j];
      }
    }
  }
}

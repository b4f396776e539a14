package dev.gmm4j.tck.internal.oracle;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.StudentKernelParameters;
import dev.gmm4j.spi.SufficientStatistics;

/**
 * Densities and statistics of t distributions as textbooks give them, in loops over rows and components, and for each sum that
 * of its terms' magnitudes.
 */
public final class StudentOracle {
  private final StudentKernelParameters parameters;
  private final RowBlock rows;
  private final double[] logDensities;
  private final double[] responsibilities;
  private final double[] scaleWeights;
  private final double[] logScaleWeights;

  /** Evaluates the mixture at all rows. */
  public StudentOracle(StudentKernelParameters parameters, RowBlock rows) {
    this.parameters = parameters;
    this.rows = rows;
    int components = parameters.components();
    logDensities = new double[rows.rows()];
    responsibilities = new double[rows.rows() * components];
    scaleWeights = new double[rows.rows() * components];
    logScaleWeights = new double[rows.rows() * components];
    for (int i = 0; i < rows.rows(); i++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < components; k++) {
        largest = Math.max(largest, evaluate(i, k));
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

  /** Writes a weighted log-density where its responsibility will be, and returns it. */
  private double evaluate(int i, int k) {
    int d = parameters.dimension();
    double[] difference = new double[d];
    double[] whitened = new double[d];
    for (int j = 0; j < d; j++) {
      difference[j] =
          rows.values()[rows.rowOffset(i) + j] - parameters.gaussian().means()[k * d + j];
    }
    parameters.gaussian().factors().whiten(k, difference, whitened, 0);
    double square = 0;
    for (double w : whitened) {
      square += w * w;
    }
    double nu = parameters.degreesOfFreedom(k);
    int at = i * parameters.components() + k;
    scaleWeights[at] = (nu + d) / (nu + square);
    double logarithm = StrictMath.log1p(square / nu);
    logScaleWeights[at] = StrictMath.log((nu + d) / nu) - logarithm;
    responsibilities[at] = parameters.logCoefficient(k) - 0.5 * (nu + d) * logarithm;
    return responsibilities[at];
  }

  /** Returns the log-density of each row. */
  public double[] logDensities() {
    return logDensities;
  }

  /** Returns the responsibilities, {@code rows*K} numbers, row-major. */
  public double[] responsibilities() {
    return responsibilities;
  }

  /**
   * Returns the statistics of all rows.
   *
   * @param centres {@code K*d} numbers
   */
  public SufficientStatistics statistics(double[] centres, Moments moments) {
    return sum(centres, moments, false);
  }

  /** Returns the sums of the terms' magnitudes, in the shape of the statistics. */
  public SufficientStatistics magnitudes(double[] centres, Moments moments) {
    return sum(centres, moments, true);
  }

  private SufficientStatistics sum(double[] centres, Moments moments, boolean absolute) {
    int components = parameters.components();
    SufficientStatistics sums =
        SufficientStatistics.ofStudent(centres, components, parameters.dimension(), moments);
    for (int i = 0; i < rows.rows(); i++) {
      double ofRow = rows.weight(i) * logDensities[i];
      sums.addLogLikelihood(absolute ? Math.abs(ofRow) : ofRow);
      for (int k = 0; k < components; k++) {
        int at = i * components + k;
        double part = rows.weight(i) * responsibilities[at];
        double tail = part * (logScaleWeights[at] - scaleWeights[at]);
        sums.weights()[k] += part;
        sums.momentWeights()[k] += part * scaleWeights[at];
        sums.tails()[k] += absolute ? Math.abs(tail) : tail;
        addMoments(sums, i, k, part * scaleWeights[at], absolute);
      }
    }
    return sums;
  }

  private void addMoments(
      SufficientStatistics sums, int i, int k, double weight, boolean absolute) {
    int d = parameters.dimension();
    for (int j = 0; j < d; j++) {
      double x = difference(sums, i, k, j, absolute);
      sums.first()[k * d + j] += weight * x;
      for (int l = 0; l < d; l++) {
        int index = switch (sums.moments()) {
          case NONE -> -1;
          case DIAGONAL -> j == l ? k * d + j : -1;
          case POOLED -> j * d + l;
          case FULL -> (k * d + j) * d + l;
        };
        if (index >= 0) {
          sums.second()[index] += weight * x * difference(sums, i, k, l, absolute);
        }
      }
    }
  }

  /** A kernel may shift samples and centres separately. */
  private double difference(SufficientStatistics sums, int i, int k, int j, boolean absolute) {
    double x = rows.values()[rows.rowOffset(i) + j];
    double centre = sums.centres()[k * parameters.dimension() + j];
    double middle = parameters.gaussian().centre()[j];
    return absolute ? Math.abs(x - middle) + Math.abs(centre - middle) : x - centre;
  }
}

package dev.gmm4j.tck.internal.oracle;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.RowBlock;

/**
 * EM for Gaussian mixtures as textbooks give it: two passes, all covariances as full matrices, nothing shared with the
 * engine under test.
 */
public final class TextbookEm {
  private final CovarianceType type;
  private final double regularization;
  private final RowBlock rows;
  private final double[] weights;
  private final double[][] means;
  private final double[][][] covariances;

  /** Starts from given parameters, which are copied. */
  public TextbookEm(
      CovarianceType type,
      double regularization,
      RowBlock rows,
      double[] weights,
      double[][] means,
      double[][][] covariances) {
    this.type = type;
    this.regularization = regularization;
    this.rows = rows;
    this.weights = weights.clone();
    this.means = new double[means.length][];
    this.covariances = new double[means.length][][];
    for (int k = 0; k < means.length; k++) {
      this.means[k] = means[k].clone();
      this.covariances[k] = covariances[k].clone();
    }
  }

  /** Returns the current mixing weights. */
  public double[] weights() {
    return weights;
  }

  /** Returns the current means, shape {@code K*d}. */
  public double[][] means() {
    return means;
  }

  /** Returns the current covariances, shape {@code K*d*d} whatever the structure. */
  public double[][][] covariances() {
    return covariances;
  }

  /** Does one expectation and one maximization; returns the log-likelihood before the maximization. */
  public double iterate() {
    int components = weights.length;
    int n = rows.rows();
    double[][] responsibilities = new double[n][components];
    double logLikelihood = expect(responsibilities);
    double total = 0;
    double[] counts = new double[components];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < components; k++) {
        responsibilities[i][k] *= rows.weight(i);
        counts[k] += responsibilities[i][k];
      }
      total += rows.weight(i);
    }
    for (int k = 0; k < components; k++) {
      weights[k] = counts[k] / total;
      means[k] = mean(responsibilities, k, counts[k]);
      covariances[k] = scatter(responsibilities, k);
    }
    structure(counts, total);
    return logLikelihood;
  }

  private double expect(double[][] responsibilities) {
    int components = weights.length;
    int d = rows.dimension();
    double[][] inverses = new double[components][d * d];
    double[] coefficients = new double[components];
    TextbookBackend algebra = new TextbookBackend("textbook");
    for (int k = 0; k < components; k++) {
      double[] factor = new double[d * d];
      if (algebra.cholesky(d, flat(covariances[k]), factor) >= 0) {
        throw new IllegalStateException("a covariance of a test case is not positive definite");
      }
      algebra.invertLower(d, factor, inverses[k]);
      coefficients[k] = Math.log(weights[k]) - 0.5 * d * Math.log(2 * Math.PI);
      for (int j = 0; j < d; j++) {
        coefficients[k] -= Math.log(factor[j * d + j]);
      }
    }
    double logLikelihood = 0;
    for (int i = 0; i < rows.rows(); i++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < components; k++) {
        responsibilities[i][k] = coefficients[k] - 0.5 * squaredDistance(i, k, inverses[k]);
        largest = Math.max(largest, responsibilities[i][k]);
      }
      double sum = 0;
      for (int k = 0; k < components; k++) {
        responsibilities[i][k] = Math.exp(responsibilities[i][k] - largest);
        sum += responsibilities[i][k];
      }
      for (int k = 0; k < components; k++) {
        responsibilities[i][k] /= sum;
      }
      logLikelihood += rows.weight(i) * (largest + Math.log(sum));
    }
    return logLikelihood;
  }

  private double squaredDistance(int i, int k, double[] inverse) {
    int d = rows.dimension();
    double distance = 0;
    for (int j = 0; j < d; j++) {
      double sum = 0;
      for (int l = 0; l <= j; l++) {
        sum += inverse[j * d + l] * (value(i, l) - means[k][l]);
      }
      distance += sum * sum;
    }
    return distance;
  }

  private double[] mean(double[][] responsibilities, int k, double count) {
    double[] mean = new double[rows.dimension()];
    for (int j = 0; j < mean.length; j++) {
      Accumulator sum = new Accumulator();
      for (int i = 0; i < rows.rows(); i++) {
        sum.addProduct(responsibilities[i][k], value(i, j));
      }
      mean[j] = sum.value() / count;
    }
    return mean;
  }

  private double[][] scatter(double[][] responsibilities, int k) {
    int d = rows.dimension();
    double[][] scatter = new double[d][d];
    for (int i = 0; i < rows.rows(); i++) {
      for (int j = 0; j < d; j++) {
        for (int l = 0; l < d; l++) {
          scatter[j][l] +=
              responsibilities[i][k] * (value(i, j) - means[k][j]) * (value(i, l) - means[k][l]);
        }
      }
    }
    return scatter;
  }

  /** Turns scatter matrices into covariances of the structure, and adds the regularization. */
  private void structure(double[] counts, double total) {
    int d = rows.dimension();
    double[][] pooled = new double[d][d];
    for (double[][] scatter : covariances) {
      for (int j = 0; j < d; j++) {
        for (int l = 0; l < d; l++) {
          pooled[j][l] += scatter[j][l] / total;
        }
      }
    }
    for (int k = 0; k < counts.length; k++) {
      double[][] structured = new double[d][d];
      double trace = 0;
      for (int j = 0; j < d; j++) {
        trace += covariances[k][j][j] / counts[k];
      }
      for (int j = 0; j < d; j++) {
        for (int l = 0; l < d; l++) {
          structured[j][l] = switch (type) {
            case FULL -> covariances[k][j][l] / counts[k];
            case TIED -> pooled[j][l];
            case DIAGONAL -> j == l ? covariances[k][j][l] / counts[k] : 0;
            case SPHERICAL -> j == l ? trace / d : 0;
          };
        }
        structured[j][j] += regularization;
      }
      covariances[k] = structured;
    }
  }

  private double value(int i, int j) {
    return rows.values()[rows.rowOffset(i) + j];
  }

  private static double[] flat(double[][] matrix) {
    int d = matrix.length;
    double[] flat = new double[d * d];
    for (int j = 0; j < d; j++) {
      System.arraycopy(matrix[j], 0, flat, j * d, d);
    }
    return flat;
  }
}

package dev.gmm4j.testing;

import java.util.Arrays;
import java.util.stream.IntStream;

/** What a mixture expects of rows with missing values, NaN, by explicit inverses, one row after the other. */
public final class MissingOracle {
  private final NaiveMixture mixture;

  /** The sums of expected statistics about the origin. */
  public record Sums(
      double[] weights, double[][] first, double[][][] second, double logLikelihood) {}

  /** Creates the oracle of a mixture. */
  public MissingOracle(NaiveMixture mixture) {
    this.mixture = mixture;
  }

  /** Returns the features that a row has. */
  public static int[] observed(double[] row) {
    return IntStream.range(0, row.length).filter(j -> !Double.isNaN(row[j])).toArray();
  }

  private static int[] missing(double[] row) {
    return IntStream.range(0, row.length).filter(j -> Double.isNaN(row[j])).toArray();
  }

  /** Returns the distribution of some features. */
  public NaiveMixture marginal(int... features) {
    int components = mixture.components();
    double[][] means = new double[components][];
    double[][][] covariances = new double[components][][];
    for (int k = 0; k < components; k++) {
      means[k] = select(mixture.means()[k], features);
      covariances[k] = select(mixture.covariances()[k], features, features);
    }
    return new NaiveMixture(mixture.weights(), means, covariances);
  }

  /** Returns a component's mean of a row given what is observed of it. */
  public double[] completed(double[] row, int component) {
    int[] o = observed(row);
    int[] m = missing(row);
    double[][] gain = gain(component, o, m);
    double[] mean = mixture.means()[component];
    double[] completed = row.clone();
    for (int i = 0; i < m.length; i++) {
      completed[m[i]] = mean[m[i]];
      for (int j = 0; j < o.length; j++) {
        completed[m[i]] += gain[i][j] * (row[o[j]] - mean[o[j]]);
      }
    }
    return completed;
  }

  private double[][] gain(int component, int[] o, int[] m) {
    double[][] covariance = mixture.covariances()[component];
    double[][] inverse = DenseInverse.of(select(covariance, o, o)).matrix();
    double[][] gain = new double[m.length][o.length];
    for (int i = 0; i < m.length; i++) {
      for (int j = 0; j < o.length; j++) {
        for (int l = 0; l < o.length; l++) {
          gain[i][j] += covariance[m[i]][o[l]] * inverse[l][j];
        }
      }
    }
    return gain;
  }

  /** Returns a component's covariance of missing features given observed ones, 0 for the latter. */
  public double[][] residual(double[] row, int component) {
    int[] o = observed(row);
    int[] m = missing(row);
    double[][] covariance = mixture.covariances()[component];
    double[][] gain = gain(component, o, m);
    double[][] residual = new double[row.length][row.length];
    for (int i = 0; i < m.length; i++) {
      for (int j = 0; j < m.length; j++) {
        residual[m[i]][m[j]] = covariance[m[i]][m[j]];
        for (int l = 0; l < o.length; l++) {
          residual[m[i]][m[j]] -= gain[i][l] * covariance[o[l]][m[j]];
        }
      }
    }
    return residual;
  }

  /** Returns the expected statistics of rows, about some centres. */
  public Sums sums(double[][] rows, double[] weights, double[][] centres) {
    int components = mixture.components();
    int d = mixture.dimension();
    double[] counts = new double[components];
    double[][] first = new double[components][d];
    double[][][] second = new double[components][d][d];
    double logLikelihood = 0;
    for (int i = 0; i < rows.length; i++) {
      int[] o = observed(rows[i]);
      if (o.length == 0) {
        continue;
      }
      NaiveMixture marginal = marginal(o);
      double[] seen = select(rows[i], o);
      logLikelihood += weights[i] * marginal.evaluation().logDensity(seen);
      double[] responsibilities = marginal.evaluation().responsibilities(seen);
      for (int k = 0; k < components; k++) {
        double r = weights[i] * responsibilities[k];
        double[] completed = completed(rows[i], k);
        double[][] residual = residual(rows[i], k);
        counts[k] += r;
        for (int a = 0; a < d; a++) {
          double shift = completed[a] - centres[k][a];
          first[k][a] += r * shift;
          for (int b = 0; b < d; b++) {
            second[k][a][b] += r * (shift * (completed[b] - centres[k][b]) + residual[a][b]);
          }
        }
      }
    }
    return new Sums(counts, first, second, logLikelihood);
  }

  private static double[] select(double[] vector, int... features) {
    return Arrays.stream(features).mapToDouble(j -> vector[j]).toArray();
  }

  private static double[][] select(double[][] matrix, int[] rows, int[] columns) {
    return Arrays.stream(rows).mapToObj(i -> select(matrix[i], columns)).toArray(double[][]::new);
  }
}

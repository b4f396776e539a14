package dev.gmm4j.testing;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Blobs;
import java.util.Arrays;
import java.util.Random;

/** Seeded random rows and mixtures. */
public final class TestData {
  private TestData() {}

  /** Rows of one Gaussian each, and which. */
  public record Blobs(double[][] rows, int[] labels) {}

  /** Returns {@code n*d} standard normal numbers. */
  public static double[][] normal(int n, int d, long seed) {
    Random random = new Random(seed);
    double[][] rows = new double[n][d];
    for (double[] row : rows) {
      for (int j = 0; j < d; j++) {
        row[j] = random.nextGaussian();
      }
    }
    return rows;
  }

  /** Returns as many weights in [0.25, 2.25). */
  public static double[] weights(int n, long seed) {
    Random random = new Random(seed);
    double[] weights = new double[n];
    Arrays.setAll(weights, i -> 0.25 + 2 * random.nextDouble());
    return weights;
  }

  /** Returns a mixture of well-conditioned covariances (condition below about 50) and overlapping components. */
  public static NaiveMixture mixture(int components, int d, CovarianceType type, long seed) {
    Random random = new Random(seed);
    double[] weights = new double[components];
    double[][] means = new double[components][d];
    double[][][] covariances = new double[components][][];
    double total = 0;
    for (int k = 0; k < components; k++) {
      weights[k] = 0.5 + random.nextDouble();
      total += weights[k];
      for (int j = 0; j < d; j++) {
        means[k][j] = 2 * random.nextGaussian();
      }
      covariances[k] = covariance(d, type, random);
      if (type == CovarianceType.TIED && k > 0) {
        covariances[k] = covariances[0];
      }
    }
    for (int k = 0; k < components; k++) {
      weights[k] /= total;
    }
    return new NaiveMixture(weights, means, covariances);
  }

  private static double[][] covariance(int d, CovarianceType type, Random random) {
    double[][] factor = new double[d][d];
    double common = 0.5 + random.nextDouble();
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        factor[i][j] = type == CovarianceType.FULL || type == CovarianceType.TIED
            ? 0.7 * random.nextGaussian() / Math.sqrt(d)
            : 0;
      }
      factor[i][i] = type == CovarianceType.SPHERICAL ? common : 0.5 + random.nextDouble();
    }
    double[][] covariance = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        for (int l = 0; l < d; l++) {
          covariance[i][j] += factor[i][l] * factor[j][l];
        }
      }
    }
    return covariance;
  }

  /** Returns rows drawn from a mixture of axis-aligned covariances, the scales of others. */
  public static double[][] draw(NaiveMixture mixture, int n, long seed) {
    Random random = new Random(seed);
    int d = mixture.dimension();
    double[][] rows = new double[n][d];
    for (double[] row : rows) {
      int k = 0;
      double uniform = random.nextDouble() - mixture.weights()[0];
      while (uniform > 0 && k < mixture.components() - 1) {
        k++;
        uniform -= mixture.weights()[k];
      }
      for (int j = 0; j < d; j++) {
        row[j] = mixture.means()[k][j]
            + Math.sqrt(mixture.covariances()[k][j][j]) * random.nextGaussian();
      }
    }
    return rows;
  }

  /** Returns unit normal blobs whose centres lie {@code gap} apart along the diagonal, of unequal sizes, mixed. */
  public static Blobs blobs(int n, int d, int components, double gap, long seed) {
    Random random = new Random(seed);
    double[][] rows = new double[n][d];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] =
          i < components ? i : Math.min(random.nextInt(components), random.nextInt(components));
      for (int j = 0; j < d; j++) {
        rows[i][j] = (j % 2 == 0 ? gap : -gap) * labels[i] + random.nextGaussian();
      }
    }
    return new Blobs(rows, labels);
  }

  /** Returns rows one behind the other. */
  public static double[] flat(double[][] rows) {
    int d = rows[0].length;
    double[] flat = new double[rows.length * d];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * d, d);
    }
    return flat;
  }

  /** Returns responsibilities of 1 for labels. */
  public static double[][] oneHot(int[] labels, int components) {
    double[][] responsibilities = new double[labels.length][components];
    for (int i = 0; i < labels.length; i++) {
      responsibilities[i][labels[i]] = 1;
    }
    return responsibilities;
  }
}

package dev.gmm4j.bench.quality;

import java.util.Arrays;
import java.util.Random;

/**
 * Draws rows in groups of elliptic contours, each of its own direction and shape. Immutable.
 *
 * <p>Centres are normal around the origin. Eigenvalues of a group's scatter are log-uniform between {@code 1/sqrt(c)} and
 * {@code sqrt(c)}, for a condition number {@code c}, and its axes are random.
 *
 * @param seed of centres, shapes and rows
 * @param dimension the number of features
 * @param shares of the groups, which sum to 1; a training set has their exact numbers of rows
 * @param spread the standard deviation of centres in each direction
 * @param condition the largest condition number of a group's scatter, at least 1
 * @param freedom the degrees of freedom of t distributed rows, or 0 for normal ones
 */
record GroupMaker(
    long seed, int dimension, double[] shares, double spread, double condition, double freedom) {

  /** Returns normal groups of equal size and moderate elongation. */
  static GroupMaker equal(long seed, int dimension, int groups, double spread) {
    double[] shares = new double[groups];
    Arrays.fill(shares, 1.0 / groups);
    return new GroupMaker(seed, dimension, shares, spread, 10, 0);
  }

  GroupMaker shares(double... newShares) {
    return new GroupMaker(seed, dimension, newShares, spread, condition, freedom);
  }

  GroupMaker condition(double newCondition) {
    return new GroupMaker(seed, dimension, shares, spread, newCondition, freedom);
  }

  GroupMaker freedom(double newFreedom) {
    return new GroupMaker(seed, dimension, shares, spread, condition, newFreedom);
  }

  /** Draws training rows, and other rows of the same groups. */
  QualityRows rows(int training, int heldOut) {
    Random random = new Random(seed);
    int groups = shares.length;
    double[][] centres = new double[groups][dimension];
    double[][][] factors = new double[groups][][];
    for (int k = 0; k < groups; k++) {
      for (int j = 0; j < dimension; j++) {
        centres[k][j] = spread * random.nextGaussian();
      }
      factors[k] = factor(random);
    }
    int[] labels = labels(training);
    return new QualityRows(
        draw(labels, centres, factors, random),
        draw(labels(heldOut), centres, factors, random),
        labels);
  }

  /** Returns the groups of rows, spread evenly over all rows. */
  private int[] labels(int count) {
    int[] labels = new int[count];
    double[] due = new double[shares.length];
    for (int i = 0; i < count; i++) {
      int most = 0;
      for (int k = 0; k < shares.length; k++) {
        due[k] += shares[k];
        most = due[k] > due[most] ? k : most;
      }
      labels[i] = most;
      due[most]--;
    }
    return labels;
  }

  private double[][] draw(int[] labels, double[][] centres, double[][][] factors, Random random) {
    double[][] rows = new double[labels.length][dimension];
    double[] normal = new double[dimension];
    for (int i = 0; i < rows.length; i++) {
      double size = freedom > 0 ? Math.sqrt(freedom / chiSquared(random)) : 1;
      for (int j = 0; j < dimension; j++) {
        normal[j] = size * random.nextGaussian();
      }
      double[][] factor = factors[labels[i]];
      for (int j = 0; j < dimension; j++) {
        double sum = centres[labels[i]][j];
        for (int m = 0; m < dimension; m++) {
          sum += factor[j][m] * normal[m];
        }
        rows[i][j] = sum;
      }
    }
    return rows;
  }

  /** Returns a sum of squares of normal numbers; freedom is whole. */
  private double chiSquared(Random random) {
    double sum = 0;
    for (int i = 0; i < freedom; i++) {
      double normal = random.nextGaussian();
      sum += normal * normal;
    }
    return sum;
  }

  /** Returns random orthonormal columns, by Gram-Schmidt, each times the root of an eigenvalue. */
  private double[][] factor(Random random) {
    double[][] columns = new double[dimension][dimension];
    for (int k = 0; k < dimension; k++) {
      for (int j = 0; j < dimension; j++) {
        columns[k][j] = random.nextGaussian();
      }
      // Twice: once leaves what rounding has spoilt.
      for (int pass = 0; pass < 2; pass++) {
        for (int other = 0; other < k; other++) {
          subtract(columns[k], columns[other], dot(columns[k], columns[other]));
        }
        double length = Math.sqrt(dot(columns[k], columns[k]));
        for (int j = 0; j < dimension; j++) {
          columns[k][j] /= length;
        }
      }
    }
    double[][] factor = new double[dimension][dimension];
    for (int k = 0; k < dimension; k++) {
      double root = Math.pow(condition, (random.nextDouble() - 0.5) / 2);
      for (int j = 0; j < dimension; j++) {
        factor[j][k] = root * columns[k][j];
      }
    }
    return factor;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  private static void subtract(double[] a, double[] b, double factor) {
    for (int j = 0; j < a.length; j++) {
      a[j] -= factor * b[j];
    }
  }
}

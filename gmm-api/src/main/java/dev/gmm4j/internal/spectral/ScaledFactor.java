package dev.gmm4j.internal.spectral;

import java.util.stream.IntStream;

/**
 * The Cholesky factor of a positive semidefinite matrix {@code A = SCS}, where {@code S} are the powers of 2 that bring the
 * diagonal of {@code C} to between 1 and 4: {@code A = (SL)(SL)ᵀ}, with a column for each pivot that is more than rounding.
 *
 * <p>Pivots are among the largest that are left, relative to the diagonal, so that {@code L} reveals the rank of {@code C},
 * and of those the one of the largest scale, so that columns are almost orthogonal. Each row of {@code SL} has the scale of
 * its feature, and errs by rounding of that. A feature whose variance is 0 has no part in this.
 */
final class ScaledFactor {
  /** Pivots this small relative to the diagonal, for each row, are rounding. */
  private static final double PIVOT_ROUNDING = 8 * Math.ulp(1.0);

  /** A pivot is chosen by the scale of its feature where it is not smaller than this beside the largest. */
  private static final double SOUND = 0.01;

  private final int n;
  private final int[] exponents;

  /** The features that vary, in the order of their pivots. */
  private final int[] order;

  /** {@code L}, with the rows in the order of features. */
  private final double[] factor;

  private final int rank;

  /** Factorizes a matrix of order {@code n}. */
  ScaledFactor(int n, double[] a) {
    this.n = n;
    exponents = new int[n];
    order = IntStream.range(0, n).filter(i -> a[i * n + i] > 0).toArray();
    for (int i : order) {
      exponents[i] = Math.getExponent(Math.sqrt(a[i * n + i]));
    }
    double[] rest = new double[n * n];
    for (int i : order) {
      for (int j : order) {
        rest[i * n + j] = Math.scalb(a[i * n + j], -exponents[i] - exponents[j]);
      }
    }
    factor = new double[n * n];
    rank = factorize(rest);
  }

  private int factorize(double[] rest) {
    double[] negligible = new double[n];
    for (int i : order) {
      negligible[i] = PIVOT_ROUNDING * n * rest[i * n + i];
    }
    for (int l = 0; l < order.length; l++) {
      int at = pivot(rest, negligible, l);
      if (at < 0) {
        return l;
      }
      int pivot = order[at];
      order[at] = order[l];
      order[l] = pivot;
      double root = Math.sqrt(rest[pivot * n + pivot]);
      for (int t = l; t < order.length; t++) {
        factor[order[t] * n + l] = rest[order[t] * n + pivot] / root;
      }
      for (int t = l + 1; t < order.length; t++) {
        int row = order[t] * n;
        for (int u = l + 1; u < order.length; u++) {
          rest[row + order[u]] -= factor[row + l] * factor[order[u] * n + l];
        }
      }
    }
    return order.length;
  }

  /** Returns the place of a pivot from a place on, or -1 if rounding is all there is. */
  private int pivot(double[] rest, double[] negligible, int from) {
    double largest = 0;
    for (int t = from; t < order.length; t++) {
      largest = Math.max(largest, excess(rest, negligible, order[t]));
    }
    if (!(largest > 1)) {
      return -1;
    }
    int best = -1;
    double scale = 0;
    for (int t = from; t < order.length; t++) {
      int i = order[t];
      double scaleOfPivot = Math.scalb(rest[i * n + i], 2 * exponents[i]);
      boolean sound = excess(rest, negligible, i) > Math.max(1, SOUND * largest);
      if (sound && (best < 0 || scaleOfPivot > scale)) {
        best = t;
        scale = scaleOfPivot;
      }
    }
    return best;
  }

  private double excess(double[] rest, double[] negligible, int i) {
    return rest[i * n + i] / negligible[i];
  }

  /** Returns the exponent amid those of {@code S}. */
  int middle() {
    int lowest = Integer.MAX_VALUE;
    int highest = Integer.MIN_VALUE;
    for (int i : order) {
      lowest = Math.min(lowest, exponents[i]);
      highest = Math.max(highest, exponents[i]);
    }
    return order.length == 0 ? 0 : lowest + (highest - lowest) / 2;
  }

  /** Returns the columns of {@code SL}, divided by 2 to the middle exponent. */
  double[][] columns() {
    int middle = middle();
    double[][] columns = new double[rank][n];
    for (int i : order) {
      for (int l = 0; l < rank; l++) {
        columns[l][i] = Math.scalb(factor[i * n + l], exponents[i] - middle);
      }
    }
    return columns;
  }

  /**
   * Returns a basis of the vectors {@code v} over the features that vary with {@code LᵀSv = 0}, of any length; those that
   * belong to small scales are long.
   */
  double[][] nullVectors() {
    int middle = middle();
    double[][] vectors = new double[order.length - rank][n];
    for (int t = rank; t < order.length; t++) {
      double[] vector = vectors[t - rank];
      vector[order[t]] = 1;
      for (int l = rank - 1; l >= 0; l--) {
        double sum = factor[order[t] * n + l];
        for (int u = l + 1; u < rank; u++) {
          sum += factor[order[u] * n + l] * vector[order[u]];
        }
        vector[order[l]] = -sum / factor[order[l] * n + l];
      }
      for (int i : order) {
        vector[i] = Math.scalb(vector[i], middle - exponents[i]);
      }
    }
    return vectors;
  }

  /** Returns the number of columns. */
  int rank() {
    return rank;
  }

  /** Returns the features whose variance is 0. */
  int[] constantFeatures() {
    boolean[] varies = new boolean[n];
    for (int i : order) {
      varies[i] = true;
    }
    return IntStream.range(0, n).filter(i -> !varies[i]).toArray();
  }
}

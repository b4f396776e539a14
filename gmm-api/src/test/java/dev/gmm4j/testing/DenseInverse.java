package dev.gmm4j.testing;

/**
 * The inverse of a matrix by Gauss and Jordan, with its log-determinant.
 *
 * @param matrix the inverse
 * @param logDeterminant of the matrix that was inverted
 */
public record DenseInverse(double[][] matrix, double logDeterminant) {

  /** Inverts a matrix. */
  public static DenseInverse of(double[][] original) {
    int n = original.length;
    double[][] left = new double[n][];
    double[][] right = new double[n][n];
    for (int i = 0; i < n; i++) {
      left[i] = original[i].clone();
      right[i][i] = 1;
    }
    double logDeterminant = 0;
    for (int c = 0; c < n; c++) {
      int pivot = c;
      for (int i = c + 1; i < n; i++) {
        pivot = Math.abs(left[i][c]) > Math.abs(left[pivot][c]) ? i : pivot;
      }
      swap(left, c, pivot);
      swap(right, c, pivot);
      logDeterminant += Math.log(Math.abs(left[c][c]));
      divide(left[c], right[c], left[c][c]);
      for (int i = 0; i < n; i++) {
        if (i != c) {
          subtract(left, right, i, c, left[i][c]);
        }
      }
    }
    return new DenseInverse(right, logDeterminant);
  }

  private static void swap(double[][] rows, int i, int j) {
    double[] row = rows[i];
    rows[i] = rows[j];
    rows[j] = row;
  }

  private static void divide(double[] left, double[] right, double pivot) {
    for (int j = 0; j < left.length; j++) {
      left[j] /= pivot;
      right[j] /= pivot;
    }
  }

  private static void subtract(double[][] left, double[][] right, int i, int c, double factor) {
    for (int j = 0; j < left.length; j++) {
      left[i][j] -= factor * left[c][j];
      right[i][j] -= factor * right[c][j];
    }
  }
}

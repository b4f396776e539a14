package dev.gmm4j.internal.spectral;

/**
 * Makes the columns of a matrix {@code G} orthogonal by plane rotations from the right (Hestenes 1958): they end as the left
 * singular vectors times the singular values, which are the roots of the eigenvalues of {@code GGᵀ}.
 *
 * <p>A rotation errs by rounding of the numbers in each row, so that rows of any scale keep their digits: small singular
 * values are found as exactly as the matrix determines them when its rows are brought to one scale (Demmel and Veselić
 * 1992). Columns are rotated until their product is rounding of its own terms, which is more than orthogonality to working
 * precision: also the small numbers of a vector, those in rows of a large scale, get their digits.
 */
final class OneSidedJacobi {
  /** About six are usual; what is left after so many is rounding. */
  private static final int MAX_SWEEPS = 60;

  private OneSidedJacobi() {}

  /**
   * Rotates columns until they are orthogonal.
   *
   * @param columns columns of one length, overwritten and reordered; squares of their numbers must neither overflow nor
   *     vanish
   */
  static void orthogonalize(double[][] columns) {
    double[] squares = new double[columns.length];
    boolean rotated = true;
    for (int sweep = 0; sweep < MAX_SWEEPS && rotated; sweep++) {
      rotated = false;
      for (int p = 0; p < columns.length; p++) {
        squares[p] = squaredLength(columns[p]);
      }
      for (int p = 0; p < columns.length; p++) {
        for (int q = p + 1; q < columns.length; q++) {
          rotated |= rotate(columns, squares, p, q);
        }
      }
    }
  }

  /** Makes two columns orthogonal, the longer one first, and tells whether they were not. */
  private static boolean rotate(double[][] columns, double[] squares, int p, int q) {
    if (squares[p] < squares[q]) {
      // Long columns first need fewer sweeps (de Rijk 1989).
      double[] column = columns[p];
      columns[p] = columns[q];
      columns[q] = column;
      double square = squares[p];
      squares[p] = squares[q];
      squares[q] = square;
    }
    double[] left = columns[p];
    double[] right = columns[q];
    double product = 0;
    double magnitude = 0;
    for (int i = 0; i < left.length; i++) {
      double term = left[i] * right[i];
      product += term;
      magnitude += Math.abs(term);
    }
    if (!(Math.abs(product) > 4 * left.length * Math.ulp(1.0) * magnitude)) {
      return false;
    }
    double cotangent = (squares[q] - squares[p]) / (2 * product);
    double tangent = Math.copySign(1 / (Math.abs(cotangent) + Math.hypot(1, cotangent)), cotangent);
    double cosine = 1 / Math.sqrt(1 + tangent * tangent);
    double sine = cosine * tangent;
    for (int i = 0; i < left.length; i++) {
      double x = left[i];
      double y = right[i];
      left[i] = cosine * x - sine * y;
      right[i] = sine * x + cosine * y;
    }
    squares[p] = squaredLength(left);
    squares[q] = squaredLength(right);
    return true;
  }

  /** Returns the sum of squares of a column's numbers. */
  static double squaredLength(double[] column) {
    double sum = 0;
    for (double number : column) {
      sum += number * number;
    }
    return sum;
  }
}

package dev.gmm4j.backend.vector.dense;

import dev.gmm4j.exception.GmmException;

/**
 * Eigenvalues and eigenvectors of a symmetric tridiagonal matrix by QL steps with implicit shifts (Dubrulle, Martin and
 * Wilkinson 1968).
 */
final class ImplicitQl {
  /** For each eigenvalue; two or three are usual. */
  private static final int MAX_STEPS = 60;

  /** After so many steps what is left beside the diagonal is what rounding puts there. */
  private static final int PATIENCE = 10;

  private static final double EPSILON = Math.ulp(1.0);

  /** Beside numbers of size 1 nothing, and still large enough to be divided by without loss of digits. */
  private static final double NOTHING = Double.MIN_NORMAL / EPSILON;

  private final int n;
  private final double[] diagonal;
  private final double[] offDiagonal;
  private final Rotations rotations;

  /** The size of the whole matrix: no number can be known more exactly than to rounding of it. */
  private final double size;

  /**
   * Takes the matrix, of numbers of size 1 at most, whose diagonal becomes the eigenvalues.
   *
   * @param offDiagonal the numbers beside the diagonal, from index 0, and room for one more
   * @param vectors vectors in rows, in {@link Rotations#stride} numbers each, that are turned along with the matrix
   */
  ImplicitQl(int n, double[] diagonal, double[] offDiagonal, double[] vectors) {
    this.n = n;
    this.diagonal = diagonal;
    this.offDiagonal = offDiagonal;
    rotations = new Rotations(n, vectors);
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, Math.abs(diagonal[i]));
      largest = Math.max(largest, i < n - 1 ? Math.abs(offDiagonal[i]) : 0);
    }
    size = largest;
  }

  void run() {
    for (int first = 0; first < n; first++) {
      int steps = 0;
      for (int last = lastOfBlock(first, 0); last > first; last = lastOfBlock(first, steps)) {
        if (steps++ == MAX_STEPS) {
          throw new GmmException(
              "no eigendecomposition of a symmetric matrix of order " + n + " was found");
        }
        step(first, last);
      }
    }
  }

  /**
   * Returns the last row of the block that begins with a row; a negligible number beside the diagonal ends it.
   *
   * <p>Negligible is what its neighbours on the diagonal do not notice. Where these are mere rounding errors themselves, as
   * in a matrix of low rank, larger rounding errors of larger numbers elsewhere may keep it from becoming so.
   */
  private int lastOfBlock(int first, int steps) {
    double noise = Math.max(NOTHING, steps < PATIENCE ? 0 : EPSILON * size);
    int last = first;
    while (last < n - 1) {
      double neighbours = Math.abs(diagonal[last]) + Math.abs(diagonal[last + 1]);
      if (Math.abs(offDiagonal[last]) <= Math.max(noise, EPSILON * neighbours)) {
        break;
      }
      last++;
    }
    return last;
  }

  /** Does a step on a block: rotations chase a number that disturbs the form from its end to its beginning. */
  private void step(int first, int last) {
    double disturbance = diagonal[last] - shift(first);
    double sine = 1;
    double cosine = 1;
    double removed = 0;
    int i = last - 1;
    for (; i >= first; i--) {
      double f = sine * offDiagonal[i];
      double b = cosine * offDiagonal[i];
      double length = Math.hypot(f, disturbance);
      offDiagonal[i + 1] = length;
      if (length <= NOTHING) {
        // The block falls in two.
        diagonal[i + 1] -= removed;
        break;
      }
      sine = f / length;
      cosine = disturbance / length;
      double g = diagonal[i + 1] - removed;
      double r = (diagonal[i] - g) * sine + 2 * cosine * b;
      removed = sine * r;
      diagonal[i + 1] = g + removed;
      disturbance = cosine * r - b;
      rotations.set(i, cosine, sine);
    }
    if (i < first) {
      diagonal[first] -= removed;
      offDiagonal[first] = disturbance;
    }
    offDiagonal[last] = 0;
    rotations.apply(i + 1, last);
  }

  /** Returns the eigenvalue of the leading 2 by 2 matrix that is nearer to its first number (Wilkinson's shift). */
  private double shift(int first) {
    double e = offDiagonal[first];
    double half = (diagonal[first + 1] - diagonal[first]) / (2 * e);
    return diagonal[first] - e / (half + Math.copySign(Math.hypot(half, 1), half));
  }
}

package dev.gmm4j.tck.internal.rules;

import static dev.gmm4j.tck.internal.oracle.Matrices.EPSILON;

import dev.gmm4j.tck.internal.oracle.Matrices;
import dev.gmm4j.tck.rule.Rule;
import dev.gmm4j.tck.rule.TckContext;
import java.util.List;

/** Cholesky factorizations. */
final class CholeskyRules {
  private static final String TOLERANCE =
      "4 (n + 2) ε Σ|l||l| for each number of LLᵀ - A: the bound of Higham 2002, theorem 10.3, times 8 for blocked variants";

  static final List<Rule> RULES = List.of(
      new Rule(
          "CHOL-01",
          "cholesky returns the lower factor L of A = LLᵀ, of all orders",
          TOLERANCE,
          "row-major against column-major (the upper factor is the transpose of the lower), and the block size of the"
              + " library: an error that starts at one order points to it, or to a broken native library",
          CholeskyRules::factors),
      new Rule(
          "CHOL-02",
          "cholesky writes zeros above the diagonal and positive numbers on it",
          "exact",
          "the upper triangle, which many libraries leave as it was",
          CholeskyRules::triangle),
      new Rule(
          "CHOL-03",
          "cholesky returns the row of the first pivot that is not positive, or 0, where A is not positive definite, and"
              + " throws nothing",
          "exact",
          "exceptions of the library that must become a return value, return codes counted from 1, and codes that are"
              + " ignored",
          CholeskyRules::refusals),
      new Rule(
          "CHOL-04",
          "cholesky factorizes positive definite matrices of condition 1e12 and of scales from 1e-12 to 1e12",
          TOLERANCE,
          "thresholds on pivots or symmetry that refuse what is positive definite, and detours over the inverse or the"
              + " eigenvalues",
          CholeskyRules::illConditioned));

  private CholeskyRules() {}

  private static void factors(TckContext tck) {
    for (int n : Sizes.ALL) {
      check(tck, "n=" + n, n, Matrices.positiveDefinite(tck.random(), n, 100));
    }
  }

  private static void illConditioned(TckContext tck) {
    for (int n : Sizes.ALL) {
      double condition = n <= 40 ? 1e12 : 1e10;
      double[] matrix = Matrices.positiveDefinite(tck.random(), n, condition);
      check(tck, "n=" + n + ", condition 1e12", n, matrix);
      double[] scales = new double[n];
      for (int i = 0; i < n; i++) {
        scales[i] = Math.pow(10, 6 * (i % 3 - 1));
      }
      double[] even = Matrices.positiveDefinite(tck.random(), n, 100);
      check(tck, "n=" + n + ", graded", n, Matrices.scaled(even, scales));
    }
  }

  private static void check(TckContext tck, String place, int n, double[] matrix) {
    tck.at("%s", place);
    double[] factor = new double[n * n];
    int failed = tck.backend().cholesky(n, matrix.clone(), factor);
    tck.that(failed == -1, "returned " + failed + " for a positive definite matrix");
    if (failed == -1) {
      Matrices.Product back = Matrices.product(n, n, n, factor, Matrices.transposed(factor, n, n));
      tck.near("LLᵀ", back.value(), matrix, back.bounds(4 * (n + 2) * EPSILON));
    }
  }

  private static void triangle(TckContext tck) {
    for (int n : Sizes.ALL) {
      tck.at("n=%d", n);
      double[] factor = Matrices.uniform(tck.random(), n * n);
      tck.backend().cholesky(n, Matrices.positiveDefinite(tck.random(), n, 100), factor);
      for (int i = 0; i < n; i++) {
        tck.that(factor[i * n + i] > 0, "L[" + i + "][" + i + "] is " + factor[i * n + i]);
        for (int j = i + 1; j < n; j++) {
          tck.that(factor[i * n + j] == 0, "L[" + i + "][" + j + "] is " + factor[i * n + j]);
        }
      }
    }
  }

  private static void refusals(TckContext tck) {
    refuse(tck, "the matrix 0", 1, new double[1], 0);
    refuse(tck, "the matrix -1", 1, new double[] {-1}, 0);
    refuse(tck, "an indefinite matrix", 2, new double[] {1, 2, 2, 1}, 1);
    refuse(tck, "a zero matrix", 3, new double[9], 0);
    for (int n : Sizes.ALL) {
      for (int row : new int[] {0, n / 2, n - 1}) {
        double[] matrix = Matrices.positiveDefinite(tck.random(), n, 100);
        matrix[row * n + row] = -1;
        refuse(tck, "a matrix of order " + n + " with -1 on the diagonal", n, matrix, row);
      }
    }
  }

  private static void refuse(TckContext tck, String what, int n, double[] matrix, int row) {
    tck.at("%s", what);
    try {
      int failed = tck.backend().cholesky(n, matrix, new double[n * n]);
      tck.that(
          failed == 0 || failed == row,
          "returned " + failed + " where pivot " + row + " is not positive");
    } catch (RuntimeException | LinkageError e) {
      tck.that(false, "threw " + e);
    }
  }
}

package dev.gmm4j.tck.internal.rules;

import static dev.gmm4j.tck.internal.oracle.Matrices.EPSILON;

import dev.gmm4j.spi.Transpose;
import dev.gmm4j.tck.internal.oracle.Matrices;
import dev.gmm4j.tck.rule.Rule;
import dev.gmm4j.tck.rule.TckContext;
import java.util.List;

/** Inverses of triangular matrices, and solutions of triangular systems. */
final class TriangularRules {
  private static final String SOLVE =
      "4 (n + 2) ε Σ|l||x| for each number of LX - B: the bound of substitution (Higham 2002, theorem 8.5), times 8";

  static final List<Rule> RULES = List.of(
      new Rule(
          "TRI-01",
          "invertLower returns the inverse of a lower triangular matrix, with zeros above the diagonal",
          "4 (n + 2) ε Σ|l||x| for each number of LX - I or of XL - I: algorithms bound one of the two (Higham 2002,"
              + " section 14.2)",
          "the block size of the library, upper against lower, and numbers left above the diagonal",
          tck -> inverses(tck, 10)),
      new Rule(
          "TRI-02",
          "solveLower solves LX = B for all orders and numbers of columns",
          SOLVE,
          "the shape of B where its columns are not as many as its rows, the leading dimension, and native triangular"
              + " solves that are wrong from some order on",
          tck -> solve(tck, Transpose.NO, 10)),
      new Rule(
          "TRI-03",
          "solveLower solves LᵀX = B for all orders and numbers of columns",
          SOLVE,
          "whether the library transposes L or takes the upper triangle, which holds zeros",
          tck -> solve(tck, Transpose.YES, 10)),
      new Rule(
          "TRI-04",
          "invertLower and solveLower keep a small residual for triangular matrices of condition 1e6 (covariances of"
              + " condition 1e12)",
          SOLVE,
          "solving by multiplication with an inverse, which is less accurate than substitution, and thresholds on the"
              + " diagonal",
          TriangularRules::illConditioned));

  private TriangularRules() {}

  private static void illConditioned(TckContext tck) {
    inverses(tck, 1e6);
    solve(tck, Transpose.NO, 1e6);
    solve(tck, Transpose.YES, 1e6);
  }

  private static double[] lower(TckContext tck, int n, double condition) {
    return Matrices.lower(tck.random(), n, n <= 40 ? condition : Math.min(condition, 1e5));
  }

  private static void inverses(TckContext tck, double condition) {
    for (int n : Sizes.ALL) {
      tck.at("n=%d", n);
      double[] lower = lower(tck, n, condition);
      double[] inverse = new double[n * n];
      tck.backend().invertLower(n, lower.clone(), inverse);
      double right = residual(n, lower, inverse);
      double left = residual(n, inverse, lower);
      tck.error("residual in units of the bound", Math.min(right, left), 1);
      for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
          tck.that(inverse[i * n + j] == 0, "inverse[" + i + "][" + j + "] is not 0");
        }
      }
    }
  }

  /** Returns the largest number of AB - I, each divided by its bound. */
  private static double residual(int n, double[] a, double[] b) {
    Matrices.Product product = Matrices.product(n, n, n, a, b);
    double largest = 0;
    for (int i = 0; i < n * n; i++) {
      double error = Math.abs(product.value()[i] - (i / n == i % n ? 1 : 0));
      double bound = 4 * (n + 2) * EPSILON * product.magnitude()[i];
      double ratio = error == 0 ? 0 : error / bound;
      largest = Double.isNaN(ratio) ? ratio : Math.max(largest, ratio);
    }
    return largest;
  }

  private static void solve(TckContext tck, Transpose transpose, double condition) {
    for (int n : Sizes.ALL) {
      double[] lower = lower(tck, n, condition);
      double[] operator = transpose == Transpose.NO ? lower : Matrices.transposed(lower, n, n);
      for (int columns : new int[] {1, 2, 3, 8, 17}) {
        tck.at("n=%d, columns=%d, transpose %s", n, columns, transpose);
        // With a solution of size 1 a solve by an inverse errs by the condition.
        double[] wanted = Matrices.uniform(tck.random(), n * columns);
        double[] b = Matrices.product(n, columns, n, operator, wanted).value();
        double[] x = new double[n * columns];
        tck.backend().solveLower(transpose, n, columns, lower.clone(), b.clone(), x);
        Matrices.Product back = Matrices.product(n, columns, n, operator, x);
        tck.near("LX", back.value(), b, back.bounds(4 * (n + 2) * EPSILON));
      }
    }
  }
}

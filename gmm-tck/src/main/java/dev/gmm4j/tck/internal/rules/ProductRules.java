package dev.gmm4j.tck.internal.rules;

import static dev.gmm4j.tck.internal.oracle.Matrices.EPSILON;

import dev.gmm4j.spi.Transpose;
import dev.gmm4j.tck.internal.oracle.Matrices;
import dev.gmm4j.tck.rule.Rule;
import dev.gmm4j.tck.rule.TckContext;
import java.util.List;

/** Matrix products. */
final class ProductRules {
  private static final String TOLERANCE =
      "(k + 1) ε Σ|a||b| for each number: twice the bound for sums of k products in any order";

  static final List<Rule> RULES = List.of(
      new Rule(
          "PROD-01",
          "multiply computes op(A) op(B) for all four combinations of transposes and all shapes",
          TOLERANCE,
          "how transposes map to the library's flags and leading dimensions (row-major numbers are the transpose in a"
              + " column-major library), and tails of blocked loops: the sizes that fail tell the block",
          ProductRules::products),
      new Rule(
          "PROD-02",
          "multiply keeps its precision where rows and columns differ in scale by 1e12",
          TOLERANCE,
          "thresholds that treat small numbers as 0, and single precision on the way",
          ProductRules::scales));

  private ProductRules() {}

  private static void products(TckContext tck) {
    for (int s : Sizes.ALL) {
      check(tck, s, s, s, 0);
      check(tck, s, 1, 3, 0);
      check(tck, 1, s, 5, 0);
      check(tck, 2, 3, s, 0);
      check(tck, s + 2, 7, s, 0);
    }
  }

  private static void scales(TckContext tck) {
    for (int s : new int[] {2, 5, 9, 17}) {
      check(tck, s, s + 1, s, 6);
    }
  }

  private static void check(TckContext tck, int m, int n, int k, int decades) {
    double[] a = Matrices.uniform(tck.random(), m * k);
    double[] b = Matrices.uniform(tck.random(), k * n);
    for (int i = 0; i < a.length; i++) {
      a[i] *= Math.pow(10, decades * ((i / k) % 3 - 1));
    }
    for (int i = 0; i < b.length; i++) {
      b[i] *= Math.pow(10, -decades * ((i % n) % 3 - 1));
    }
    Matrices.Product expected = Matrices.product(m, n, k, a, b);
    double[] bounds = expected.bounds((k + 1) * EPSILON);
    for (Transpose left : Transpose.values()) {
      for (Transpose right : Transpose.values()) {
        tck.at("m=%d, n=%d, k=%d, transposes %s and %s", m, n, k, left, right);
        double[] c = new double[m * n];
        tck.backend()
            .multiply(
                left,
                right,
                m,
                n,
                k,
                left == Transpose.NO ? a.clone() : Matrices.transposed(a, m, k),
                right == Transpose.NO ? b.clone() : Matrices.transposed(b, k, n),
                c);
        tck.near("c", c, expected.value(), bounds);
      }
    }
  }
}

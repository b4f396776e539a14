package dev.gmm4j.tck.internal.rules;

import static dev.gmm4j.tck.internal.oracle.Matrices.EPSILON;

import dev.gmm4j.tck.internal.oracle.Matrices;
import dev.gmm4j.tck.rule.Rule;
import dev.gmm4j.tck.rule.TckContext;
import java.util.List;

/** Weighted Gram matrices. */
final class GramRules {
  private static final String TOLERANCE =
      "(rows + 8) ε Σw|a||a| for each number: twice the bound for sums in any order, with room for roots of the weights";

  static final List<Rule> RULES = List.of(
      new Rule(
          "GRAM-01",
          "weightedGram computes AᵀDA for all numbers of rows and columns",
          TOLERANCE,
          "weights applied twice or as they are where a root is meant, and tails of blocked loops over rows or columns",
          GramRules::values),
      new Rule(
          "GRAM-02",
          "weightedGram writes both triangles, exactly symmetric",
          "exact",
          "copying one triangle to the other: a product computed in full rounds the triangles differently",
          GramRules::symmetry),
      new Rule(
          "GRAM-03",
          "weightedGram keeps its precision where weights or columns differ in scale by 1e12, and a weight of 0 leaves"
              + " its row out",
          TOLERANCE,
          "thresholds on small weights, and division by weights",
          GramRules::scales));

  private GramRules() {}

  private static void values(TckContext tck) {
    for (int columns : Sizes.ALL) {
      for (int rows : new int[] {1, 2, 7, 8, 9, 31, 64, 101}) {
        if (columns <= 33 || rows <= 9) {
          double[] a = Matrices.uniform(tck.random(), rows * columns);
          check(tck, rows, columns, a, tck.random().doubles(rows, 0.1, 1).toArray());
        }
      }
    }
    // So many rows that they are taken in parts, of few columns and of more.
    int rows = 1000;
    for (int columns : new int[] {5, 21}) {
      double[] a = Matrices.uniform(tck.random(), rows * columns);
      check(tck, rows, columns, a, tck.random().doubles(rows).toArray());
    }
  }

  private static void scales(TckContext tck) {
    int rows = 29;
    for (int columns : new int[] {1, 3, 8, 11, 21}) {
      double[] a = Matrices.uniform(tck.random(), rows * columns);
      double[] weights = new double[rows];
      for (int i = 0; i < rows; i++) {
        weights[i] = i % 4 == 0 ? 0 : Math.pow(10, i % 13 - 9);
        for (int j = 0; j < columns; j++) {
          a[i * columns + j] *= i % 4 == 0 ? 1e100 : Math.pow(10, 6 * (j % 3 - 1));
        }
      }
      check(tck, rows, columns, a, weights);
    }
  }

  private static void check(TckContext tck, int rows, int columns, double[] a, double[] weights) {
    tck.at("rows=%d, columns=%d", rows, columns);
    // A rounded product of weight and number is within the bound, too.
    double[] weighted = new double[rows * columns];
    for (int i = 0; i < weighted.length; i++) {
      weighted[i] = weights[i / columns] * a[i];
    }
    Matrices.Product expected =
        Matrices.product(columns, columns, rows, Matrices.transposed(weighted, rows, columns), a);
    double[] gram = new double[columns * columns];
    tck.backend().weightedGram(rows, columns, a.clone(), weights.clone(), gram);
    tck.near("gram", gram, expected.value(), expected.bounds((rows + 8) * EPSILON));
  }

  private static void symmetry(TckContext tck) {
    for (int columns : Sizes.ALL) {
      int rows = columns % 2 == 0 ? 13 : 40;
      tck.at("rows=%d, columns=%d", rows, columns);
      double[] gram = new double[columns * columns];
      tck.backend()
          .weightedGram(
              rows,
              columns,
              Matrices.uniform(tck.random(), rows * columns),
              tck.random().doubles(rows).toArray(),
              gram);
      tck.equal("gram", Matrices.transposed(gram, columns, columns), gram);
    }
  }
}

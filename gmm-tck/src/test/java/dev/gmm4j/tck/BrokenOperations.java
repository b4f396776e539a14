package dev.gmm4j.tck;

import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Products and Gram matrices that are wrong in one way. */
final class BrokenOperations {
  private BrokenOperations() {}

  static List<BrokenBackend> all() {
    return Stream.of(products(), grams()).flatMap(List::stream).toList();
  }

  private static List<BrokenBackend> products() {
    return List.of(
        product(
            "PROD-01",
            "both transposes of a square product are ignored",
            (backend, left, right, m, n, k, a, b, c) -> {
              boolean ignored = m == n && n == k && left == Transpose.YES && right == Transpose.YES;
              Transpose transpose = ignored ? Transpose.NO : left;
              backend.multiply(transpose, ignored ? Transpose.NO : right, m, n, k, a, b, c);
            }),
        product(
            "PROD-01",
            "the tail of a block of 8 is lost where 7 are left",
            (backend, left, right, m, n, k, a, b, c) -> {
              backend.multiply(left, right, m, n, k, a, b, c);
              c[m * n - 1] = m % 8 == 7 ? 0 : c[m * n - 1];
            }),
        product(
            "PROD-02",
            "numbers below 1e-7 count as 0",
            (backend, left, right, m, n, k, a, b, c) -> {
              double[] flushed =
                  Arrays.stream(a).map(x -> Math.abs(x) < 1e-7 ? 0 : x).toArray();
              backend.multiply(left, right, m, n, k, flushed, b, c);
            },
            "SCALE-01"));
  }

  private interface ProductFault {
    void multiply(
        LinearAlgebraBackend correct,
        Transpose left,
        Transpose right,
        int m,
        int n,
        int k,
        double[] a,
        double[] b,
        double[] c);
  }

  private static BrokenBackend product(
      String rule, String error, ProductFault fault, String... others) {
    return BrokenBackend.operation(
        rule,
        error,
        backend -> new DelegatingBackend(backend) {
          @Override
          public void multiply(
              Transpose left,
              Transpose right,
              int m,
              int n,
              int k,
              double[] a,
              double[] b,
              double[] c) {
            fault.multiply(correct, left, right, m, n, k, a, b, c);
          }
        },
        others);
  }

  private static List<BrokenBackend> grams() {
    return List.of(
        gram(
            "GRAM-01",
            "weights are squared",
            (columns, a, weights) -> square(weights),
            (columns, gram) -> {},
            "GRAM-03",
            "SCALE-01",
            "STAT-07"),
        gram(
            "GRAM-01",
            "the last row is lost where rows are 31",
            (columns, a, weights) -> {
              if (weights.length == 31) {
                weights[30] = 0;
              }
            },
            (columns, gram) -> {}),
        gram(
            "GRAM-02",
            "the triangles are rounded differently",
            (columns, a, weights) -> {},
            (columns, gram) -> gram[columns - 1] = Math.nextUp(gram[columns - 1])),
        gram(
            "GRAM-03",
            "weights below 1e-8 count as 0",
            (columns, a, weights) -> {
              for (int i = 0; i < weights.length; i++) {
                weights[i] = weights[i] < 1e-8 ? 0 : weights[i];
              }
            },
            (columns, gram) -> {},
            "STAT-07"));
  }

  private interface Before {
    void change(int columns, double[] a, double[] weights);
  }

  private interface After {
    void change(int columns, double[] gram);
  }

  private static void square(double[] weights) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= weights[i];
    }
  }

  private static BrokenBackend gram(
      String rule, String error, Before before, After after, String... others) {
    return BrokenBackend.operation(
        rule,
        error,
        backend -> new DelegatingBackend(backend) {
          @Override
          public void weightedGram(
              int rows, int columns, double[] a, double[] weights, double[] gram) {
            double[] changed = Arrays.copyOf(weights, rows);
            before.change(columns, a, changed);
            super.weightedGram(rows, columns, a, changed, gram);
            after.change(columns, gram);
          }
        },
        others);
  }
}

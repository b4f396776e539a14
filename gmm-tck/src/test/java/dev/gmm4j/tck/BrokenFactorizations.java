package dev.gmm4j.tck;

import dev.gmm4j.spi.Transpose;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Factorizations, triangular operations and eigendecompositions that are wrong in one way. */
final class BrokenFactorizations {
  private BrokenFactorizations() {}

  static List<BrokenBackend> all() {
    return Stream.of(choleskies(), triangular(), eigen()).flatMap(List::stream).toList();
  }

  private static List<BrokenBackend> choleskies() {
    return List.of(
        cholesky(
            "CHOL-01",
            "the factor is wrong from order 33 on",
            (n, a, factor, failed) -> {
              factor[n * n - 2 < 0 ? 0 : n * n - 2] *= n >= 33 ? 1.001 : 1;
              return failed;
            },
            "CHOL-04"),
        cholesky("CHOL-02", "noise is left above the diagonal", (n, a, factor, failed) -> {
          if (n > 2) {
            factor[n - 1] = 1e-300;
          }
          return failed;
        }),
        cholesky(
            "CHOL-03",
            "the row of the failed pivot is counted from 1",
            (n, a, factor, failed) -> failed >= 0 && n > 2 ? failed + 1 : failed),
        cholesky(
            "CHOL-03",
            "what is not positive definite is swallowed",
            (n, a, factor, failed) -> {
              for (int i = 0; i < n && failed >= 0; i++) {
                factor[i * n + i] = Math.max(factor[i * n + i], 1e-3);
              }
              return -1;
            },
            "DEGEN-01",
            "DEGEN-02",
            "FAIL-01",
            "FAIL-02"),
        cholesky(
            "CHOL-04", "pivots below 1e-9 of the diagonal are refused", (n, a, factor, failed) -> {
              for (int i = 0; i < n && failed < 0; i++) {
                double pivot = factor[i * n + i] * factor[i * n + i];
                if (pivot < 1e-9 * a[i * n + i]) {
                  return i;
                }
              }
              return failed;
            }));
  }

  private static List<BrokenBackend> triangular() {
    return List.of(
        BrokenBackend.operation(
            "TRI-01",
            "noise is left above the diagonal of an inverse",
            backend -> new DelegatingBackend(backend) {
              @Override
              public void invertLower(int n, double[] lower, double[] inverse) {
                super.invertLower(n, lower, inverse);
                if (n > 1) {
                  inverse[n - 1] = 1e-300;
                }
              }
            },
            "TRI-04"),
        solve(
            "TRI-02",
            "triangular solves are wrong from order 8 on",
            (backend, transpose, n, columns, lower, b, x) -> {
              backend.correct.solveLower(transpose, n, columns, lower, b, x);
              x[n * columns - 1] *= n >= 8 && transpose == Transpose.NO ? 1.001 : 1;
            },
            "TRI-04"),
        solve(
            "TRI-03",
            "L is taken as it is where its transpose is meant",
            (backend, transpose, n, columns, lower, b, x) ->
                backend.correct.solveLower(Transpose.NO, n, columns, lower, b, x),
            "TRI-04"),
        solve(
            "TRI-04",
            "systems are solved by the inverse",
            (backend, transpose, n, columns, lower, b, x) -> {
              double[] inverse = new double[n * n];
              backend.correct.invertLower(n, lower, inverse);
              backend.correct.multiply(transpose, Transpose.NO, n, columns, n, inverse, b, x);
            }));
  }

  private static List<BrokenBackend> eigen() {
    return List.of(
        eigen(
            "EIGEN-01",
            "vectors are rows",
            (n, values, vectors) -> {
              double[] copy = Arrays.copyOf(vectors, n * n);
              for (int i = 0; i < n * n; i++) {
                vectors[i] = copy[i % n * n + i / n];
              }
            },
            "PUBL-02",
            "PUBL-03",
            "SCALE-03"),
        eigen(
            "EIGEN-02",
            "vectors are not normalized",
            (n, values, vectors) -> {
              for (int i = 0; i < n * n; i++) {
                vectors[i] *= 2;
              }
            },
            "PUBL-02",
            "PUBL-03",
            "SCALE-03"),
        eigen("EIGEN-03", "eigenvalues are in descending order", (n, values, vectors) -> {
          double[] copy = Arrays.copyOf(values, n);
          double[] copies = Arrays.copyOf(vectors, n * n);
          for (int j = 0; j < n; j++) {
            values[j] = copy[n - 1 - j];
            for (int i = 0; i < n; i++) {
              vectors[i * n + j] = copies[i * n + n - 1 - j];
            }
          }
        }),
        eigen("EIGEN-04", "singular values stand for eigenvalues", (n, values, vectors) -> {
          for (int i = 0; i < n; i++) {
            values[i] = Math.abs(values[i]);
          }
          Arrays.sort(values, 0, n);
        }));
  }

  private interface CholeskyFault {
    int after(int n, double[] a, double[] factor, int failed);
  }

  private interface SolveFault {
    void solve(
        DelegatingBackend backend,
        Transpose transpose,
        int n,
        int columns,
        double[] lower,
        double[] b,
        double[] x);
  }

  private interface EigenFault {
    void after(int n, double[] values, double[] vectors);
  }

  private static BrokenBackend cholesky(
      String rule, String error, CholeskyFault fault, String... others) {
    return BrokenBackend.operation(
        rule,
        error,
        backend -> new DelegatingBackend(backend) {
          @Override
          public int cholesky(int n, double[] a, double[] factor) {
            return fault.after(n, a, factor, super.cholesky(n, a, factor));
          }
        },
        others);
  }

  private static BrokenBackend solve(
      String rule, String error, SolveFault fault, String... others) {
    return BrokenBackend.operation(
        rule,
        error,
        backend -> new DelegatingBackend(backend) {
          @Override
          public void solveLower(
              Transpose transpose, int n, int columns, double[] lower, double[] b, double[] x) {
            fault.solve(this, transpose, n, columns, lower, b, x);
          }
        },
        others);
  }

  private static BrokenBackend eigen(
      String rule, String error, EigenFault fault, String... others) {
    return BrokenBackend.operation(
        rule,
        error,
        backend -> new DelegatingBackend(backend) {
          @Override
          public void symmetricEigen(int n, double[] a, double[] values, double[] vectors) {
            super.symmetricEigen(n, a, values, vectors);
            fault.after(n, values, vectors);
          }
        },
        others);
  }
}

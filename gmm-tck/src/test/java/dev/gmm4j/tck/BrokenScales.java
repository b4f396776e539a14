package dev.gmm4j.tck;

import dev.gmm4j.exception.GmmException;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.SufficientStatistics;
import dev.gmm4j.spi.Transpose;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Backends that are right for numbers of ordinary size, and have thresholds far below or above. */
final class BrokenScales {
  private static final double SMALL = 1e-85;

  private BrokenScales() {}

  static List<BrokenBackend> all() {
    return Stream.of(operations(), kernels()).flatMap(List::stream).toList();
  }

  private static List<BrokenBackend> operations() {
    return List.of(
        BrokenBackend.operation(
            "SCALE-01",
            "products of numbers below 1e-85 are 0",
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
                super.multiply(left, right, m, n, k, a, b, c);
                if (isSmall(a, m * k) && isSmall(b, k * n)) {
                  Arrays.fill(c, 0, m * n, 0);
                }
              }
            }),
        BrokenBackend.operation(
            "SCALE-02",
            "pivots below 1e-85 are refused",
            backend -> new DelegatingBackend(backend) {
              @Override
              public int cholesky(int n, double[] a, double[] factor) {
                return isSmall(a, n * n) ? 0 : super.cholesky(n, a, factor);
              }
            },
            "SCALE-05"),
        BrokenBackend.operation(
            "SCALE-03",
            "no eigenvalues are found of numbers above 1e85",
            backend -> new DelegatingBackend(backend) {
              @Override
              public void symmetricEigen(int n, double[] a, double[] values, double[] vectors) {
                if (Arrays.stream(a, 0, n * n).anyMatch(x -> Math.abs(x) > 1e85)) {
                  throw new GmmException("no convergence");
                }
                super.symmetricEigen(n, a, values, vectors);
              }
            },
            "SCALE-05"),
        BrokenBackend.operation(
            "SCALE-03",
            "eigenvectors of numbers below 1e-85 are the axes of the features",
            backend -> new DelegatingBackend(backend) {
              @Override
              public void symmetricEigen(int n, double[] a, double[] values, double[] vectors) {
                super.symmetricEigen(n, a, values, vectors);
                for (int i = 0; i < n * n && isSmall(a, n * n); i++) {
                  vectors[i] = i % (n + 1) == 0 ? 1 : 0;
                }
              }
            },
            "SCALE-05"));
  }

  private static List<BrokenBackend> kernels() {
    return List.of(
        BrokenBackend.kernel(
            "SCALE-04", "log-densities above 1000 overflow", () -> new KernelFault() {
              @Override
              void logDensities(int rows, double[] logDensities) {
                for (int i = 0; i < rows; i++) {
                  logDensities[i] =
                      logDensities[i] > 1000 ? Double.POSITIVE_INFINITY : logDensities[i];
                }
              }
            }),
        BrokenBackend.kernel(
            "SCALE-05", "moments of 94 rows below 1e-85 are wrong", () -> new KernelFault() {
              @Override
              void accumulate(int rows, Assignment assignment, SufficientStatistics statistics) {
                double[] second = statistics.second();
                for (int i = 0; i < second.length && rows == 94; i++) {
                  second[i] *= Math.abs(second[i]) < SMALL ? 1.1 : 1;
                }
              }
            }));
  }

  private static boolean isSmall(double[] numbers, int count) {
    return Arrays.stream(numbers, 0, count).allMatch(x -> Math.abs(x) < SMALL);
  }
}

package dev.gmm4j.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gmm4j.spi.BackendOptions;
import dev.gmm4j.spi.ForwardingBackend;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The probe against libraries as wrong as OpenBLAS 0.3.19 is on processors with AVX-512, and otherwise. */
class NumericProbeTest {
  private final LinearAlgebraBackend right =
      new Nd4jBackendProvider().create(BackendOptions.defaults());

  /** Right in all operations that are not overridden. */
  private class Broken extends ForwardingBackend {
    Broken() {
      super(right);
    }
  }

  private static void assertRefused(LinearAlgebraBackend backend, String reason) {
    assertThatThrownBy(() -> NumericProbe.run(backend))
        .isInstanceOf(WrongResultException.class)
        .hasMessageContaining("OpenBLAS gets " + reason)
        .hasMessageContaining("AVX-512");
  }

  @Test
  void rightLibrary_passes() {
    assertThatCode(() -> NumericProbe.run(new Broken())).doesNotThrowAnyException();
  }

  @Test
  void wrongSolve_isRefused() {
    assertRefused(
        new Broken() {
          @Override
          public void solveLower(
              Transpose transpose, int n, int columns, double[] lower, double[] b, double[] x) {
            super.solveLower(transpose, n, columns, lower, b, x);
            x[n * columns - 1] += n >= 8 ? 5 : 0;
          }
        },
        "the triangular solve of order 40 wrong (entry 39, 39 is off by 5.0e+00)");
  }

  @Test
  void refusedFactorization_isRefused() {
    assertRefused(
        new Broken() {
          @Override
          public int cholesky(int n, double[] a, double[] factor) {
            return n >= 33 ? 9 : super.cholesky(n, a, factor);
          }
        },
        "the Cholesky factorization of order 40 wrong (it refuses");
  }

  @Test
  void wrongFactor_isRefused() {
    assertRefused(
        new Broken() {
          @Override
          public int cholesky(int n, double[] a, double[] factor) {
            int failed = super.cholesky(n, a, factor);
            factor[n * n - 1] *= 1 + 1e-9;
            return failed;
          }
        },
        "the Cholesky factorization of order 40 wrong (entry 39, 39 is off by");
  }

  @Test
  void wrongInverse_isRefused() {
    assertRefused(
        new Broken() {
          @Override
          public void invertLower(int n, double[] lower, double[] inverse) {
            Arrays.fill(inverse, 0);
          }
        },
        "the triangular inverse of order 40 wrong (entry 0, 0 is off by 1.0e+00)");
  }

  @Test
  void productThatIsNotANumber_isRefused() {
    assertRefused(
        new Broken() {
          @Override
          public void multiply(
              Transpose transposeA,
              Transpose transposeB,
              int m,
              int n,
              int k,
              double[] a,
              double[] b,
              double[] c) {
            super.multiply(transposeA, transposeB, m, n, k, a, b, c);
            c[0] = Double.NaN;
          }
        },
        "the matrix product of order 40 wrong (entry 0, 0 is off by NaN)");
  }

  @Test
  void wrongGram_isRefused() {
    assertRefused(
        new Broken() {
          @Override
          public void weightedGram(
              int rows, int columns, double[] a, double[] weights, double[] gram) {
            super.weightedGram(rows - 1, columns, a, weights, gram);
          }
        },
        "the Gram matrix of order 40 wrong");
  }
}

package dev.gmm4j.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.Backends;
import dev.gmm4j.spi.BackendOptions;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dense operations against textbook loops and residuals, at small, prime and larger sizes. */
class Nd4jBackendTest {
  private static final double EPSILON = Math.ulp(1.0);

  /** Rounding errors of sums of n products are below n units in the last place; 8 leaves room for constants. */
  private static double tolerance(int n) {
    return 8 * n * EPSILON;
  }

  private final LinearAlgebraBackend backend =
      new Nd4jBackendProvider().create(BackendOptions.defaults());
  private final Random random = new Random(20261121);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 16, 31, 64, 97})
  void multiply_equalsTextbook_forAllTransposes(int n) {
    int m = n + 2;
    int k = n + 5;
    double[] a = numbers(m * k);
    double[] b = numbers(k * n);
    double[] expected = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        for (int l = 0; l < k; l++) {
          expected[i * n + j] += a[i * k + l] * b[l * n + j];
        }
      }
    }
    for (Transpose transposeA : Transpose.values()) {
      for (Transpose transposeB : Transpose.values()) {
        double[] left = transposeA == Transpose.NO ? a : transposed(a, m, k);
        double[] right = transposeB == Transpose.NO ? b : transposed(b, k, n);
        // Longer than the matrix, and not empty before: both are allowed.
        double[] product = numbers(m * n + 3);
        backend.multiply(transposeA, transposeB, m, n, k, left, right, product);
        assertThat(Arrays.copyOf(product, m * n))
            .as("%s, %s", transposeA, transposeB)
            .containsExactly(expected, within(tolerance(k) * k));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 16, 31, 64})
  void weightedGram_equalsTextbook(int columns) {
    int rows = 3 * columns + 1;
    double[] a = numbers(rows * columns);
    double[] weights = new double[rows];
    for (int i = 1; i < rows; i++) {
      weights[i] = random.nextDouble();
    }
    double[] expected = new double[columns * columns];
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < columns; i++) {
        for (int j = 0; j < columns; j++) {
          expected[i * columns + j] += weights[r] * a[r * columns + i] * a[r * columns + j];
        }
      }
    }

    double[] gram = numbers(columns * columns);
    backend.weightedGram(rows, columns, a.clone(), weights, gram);

    assertThat(gram).containsExactly(expected, within(tolerance(rows) * rows));
    assertThat(transposed(gram, columns, columns)).containsExactly(gram);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 16, 33, 64, 97})
  void cholesky_multipliesBack(int n) {
    double[] matrix = positiveDefinite(n);
    double[] untouched = matrix.clone();
    double[] factor = numbers(n * n);

    assertThat(backend.cholesky(n, matrix, factor)).isEqualTo(-1);

    assertThat(matrix).containsExactly(untouched);
    assertLower(n, factor);
    double[] product = new double[n * n];
    backend.multiply(Transpose.NO, Transpose.YES, n, n, n, factor, factor, product);
    assertThat(product).containsExactly(matrix, within(tolerance(n) * matrix[0] * n));
  }

  @Test
  void cholesky_returnsRow_whenNotPositiveDefinite() {
    assertThat(backend.cholesky(2, new double[] {1, 2, 2, 1}, new double[4])).isBetween(0, 1);
    assertThat(backend.cholesky(1, new double[] {0}, new double[1])).isZero();
    assertThat(backend.cholesky(3, new double[9], new double[9])).isBetween(0, 2);
    double[] indefiniteAtTheEnd = positiveDefinite(70);
    indefiniteAtTheEnd[70 * 70 - 1] = -1;
    assertThat(backend.cholesky(70, indefiniteAtTheEnd, new double[70 * 70])).isBetween(0, 69);
  }

  @Test
  void cholesky_judgesPivotsBySignOnly_andReadsTheLowerTriangle() {
    double[] tiny = {4e-40, Double.NaN, 2e-40, 5e-40};
    double[] factor = new double[4];
    assertThat(backend.cholesky(2, tiny, factor)).isEqualTo(-1);
    assertThat(factor).containsExactly(new double[] {2e-20, 0, 1e-20, 2e-20}, within(1e-35));

    double[] illConditioned = {1, 1, 1, 1 + 4 * EPSILON};
    assertThat(backend.cholesky(2, illConditioned, factor)).isEqualTo(-1);
    assertThat(factor[3]).isEqualTo(Math.sqrt(4 * EPSILON));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 16, 33, 64, 97})
  void invertLower_andSolveLower_undoTheFactor(int n) {
    double[] lower = new double[n * n];
    backend.cholesky(n, positiveDefinite(n), lower);
    double[] inverse = numbers(n * n);
    backend.invertLower(n, lower, inverse);
    assertLower(n, inverse);
    double[] product = new double[n * n];
    backend.multiply(Transpose.NO, Transpose.NO, n, n, n, lower, inverse, product);
    assertThat(product).containsExactly(identity(n), within(tolerance(n) * n));

    int columns = 5;
    double[] b = numbers(n * columns);
    for (Transpose transpose : Transpose.values()) {
      double[] x = new double[n * columns];
      backend.solveLower(transpose, n, columns, lower, b, x);
      double[] back = new double[n * columns];
      backend.multiply(transpose, Transpose.NO, n, columns, n, lower, x, back);
      assertThat(back).as("%s", transpose).containsExactly(b, within(tolerance(n) * n));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 16, 33, 64})
  void symmetricEigen_reconstructs_inAscendingOrder(int n) {
    double[] matrix = positiveDefinite(n);
    double[] values = new double[n];
    double[] vectors = new double[n * n];
    backend.symmetricEigen(n, matrix, values, vectors);

    assertThat(values).isSorted();
    double[] orthogonal = new double[n * n];
    backend.multiply(Transpose.YES, Transpose.NO, n, n, n, vectors, vectors, orthogonal);
    assertThat(orthogonal).containsExactly(identity(n), within(tolerance(n) * n));
    double[] scaled = vectors.clone();
    for (int i = 0; i < n * n; i++) {
      scaled[i] *= values[i % n];
    }
    double[] product = new double[n * n];
    backend.multiply(Transpose.NO, Transpose.YES, n, n, n, scaled, vectors, product);
    assertThat(product).containsExactly(matrix, within(tolerance(n) * values[n - 1] * n));
  }

  @Test
  void provider_isFoundByServiceLoading() {
    assertThat(Backends.standard().reports()).anySatisfy(report -> {
      assertThat(report.id()).isEqualTo("nd4j");
      assertThat(report.availability().available()).isTrue();
      assertThat(report.availability().detail()).startsWith("ND4J 1.");
    });
    assertThat(Backends.standard().get("nd4j").id()).isEqualTo("nd4j");
  }

  private double[] numbers(int length) {
    return random.doubles(length, -1, 1).toArray();
  }

  private double[] positiveDefinite(int n) {
    double[] root = numbers(n * n);
    double[] matrix = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int l = 0; l < n; l++) {
          matrix[i * n + j] += root[i * n + l] * root[j * n + l];
        }
      }
      matrix[i * n + i] += n;
    }
    return matrix;
  }

  private static void assertLower(int n, double[] matrix) {
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        assertThat(matrix[i * n + j]).as("row %d, column %d", i, j).isZero();
      }
    }
  }

  private static double[] identity(int n) {
    double[] identity = new double[n * n];
    for (int i = 0; i < n; i++) {
      identity[i * n + i] = 1;
    }
    return identity;
  }

  private static double[] transposed(double[] matrix, int rows, int columns) {
    double[] transposed = new double[matrix.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        transposed[j * rows + i] = matrix[i * columns + j];
      }
    }
    return transposed;
  }
}

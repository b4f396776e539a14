package dev.gmm4j.backend.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.backend.vector.dense.PanelProduct;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the kit has no sizes for: blocks that caches need, against textbook loops; and extreme scales. */
class VectorBackendTest {
  private static final double EPSILON = Math.ulp(1.0);

  private final LinearAlgebraBackend backend = new VectorBackend();
  private final SplittableRandom random = new SplittableRandom(7);

  private double[] numbers(int count) {
    return random.doubles(count, -1, 1).toArray();
  }

  /** Returns a lower triangular matrix, well conditioned because its diagonal outweighs its rows. */
  private double[] lower(int n) {
    double[] lower = numbers(n * n);
    for (int i = 0; i < n; i++) {
      lower[i * n + i] = Math.sqrt(n) + 1;
      Arrays.fill(lower, i * n + i + 1, (i + 1) * n, 0);
    }
    return lower;
  }

  private static double[] transposed(double[] a, int rows, int columns) {
    double[] transposed = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        transposed[j * rows + i] = a[i * columns + j];
      }
    }
    return transposed;
  }

  /** The textbook product; rows of B are added up so that it is quick enough. */
  private static double[] product(int m, int n, int k, double[] a, double[] b) {
    double[] c = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int l = 0; l < k; l++) {
        for (int j = 0; j < n; j++) {
          c[i * n + j] += a[i * k + l] * b[l * n + j];
        }
      }
    }
    return c;
  }

  /** Compares sums of so many products of numbers up to 1, by twice the bound for sums in any order. */
  private static void assertSums(double[] actual, double[] expected, double terms) {
    assertWithin(actual, expected, 2 * terms * terms * EPSILON);
  }

  private static void assertWithin(double[] actual, double[] expected, double bound) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      if (!(Math.abs(actual[i] - expected[i]) <= bound)) {
        assertThat(actual[i]).as("number %d", i).isCloseTo(expected[i], within(bound));
      }
    }
  }

  /** Sizes beside those of the blocks in which products are computed, one at a time. */
  static Stream<int[]> blockEdges() {
    int rows = PanelProduct.BLOCK_ROWS;
    int depth = PanelProduct.BLOCK_DEPTH;
    int columns = PanelProduct.BLOCK_COLUMNS;
    return Stream.of(
        new int[] {rows - 1, 9, 5},
        new int[] {rows, 9, 5},
        new int[] {rows + 1, 9, 5},
        new int[] {2 * rows + 3, 20, depth + 1},
        new int[] {5, 17, depth - 1},
        new int[] {5, 17, depth},
        new int[] {7, columns - 1, 5},
        new int[] {7, columns, 5},
        new int[] {9, columns + 1, 2 * depth + 3});
  }

  @ParameterizedTest
  @MethodSource("blockEdges")
  void multiply_agreesWithTheTextbook_besideSizesOfBlocks(int[] size) {
    int m = size[0];
    int n = size[1];
    int k = size[2];
    double[] a = numbers(m * k);
    double[] b = numbers(k * n);
    double[] expected = product(m, n, k, a, b);
    for (Transpose left : Transpose.values()) {
      for (Transpose right : Transpose.values()) {
        double[] c = new double[m * n];
        backend.multiply(
            left,
            right,
            m,
            n,
            k,
            left == Transpose.NO ? a : transposed(a, m, k),
            right == Transpose.NO ? b : transposed(b, k, n),
            c);
        assertSums(c, expected, k);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"300, 97", "257, 193", "3, 1030", "600, 200"})
  void weightedGram_agreesWithTheTextbook_besideSizesOfBlocks(int rows, int columns) {
    double[] a = numbers(rows * columns);
    double[] weights = random.doubles(rows).toArray();
    double[] weighted = a.clone();
    for (int i = 0; i < weighted.length; i++) {
      weighted[i] *= weights[i / columns];
    }
    double[] expected = product(columns, columns, rows, transposed(weighted, rows, columns), a);

    double[] gram = new double[columns * columns];
    backend.weightedGram(rows, columns, a, weights, gram);

    assertSums(gram, expected, rows);
    assertThat(gram).isEqualTo(transposed(gram, columns, columns));
  }

  @Test
  void cholesky_ofALargeMatrix_givesItBack() {
    int n = 300;
    double[] lower = lower(n);
    double[] matrix = product(n, n, n, lower, transposed(lower, n, n));

    double[] factor = new double[n * n];
    assertThat(backend.cholesky(n, matrix, factor)).isEqualTo(-1);

    double[] back = product(n, n, n, factor, transposed(factor, n, n));
    assertSums(back, matrix, n);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 32, 33, 50, 99})
  void cholesky_namesThePivotThatIsNotPositive(int row) {
    int n = 100;
    double[] lower = lower(n);
    double[] matrix = product(n, n, n, lower, transposed(lower, n, n));
    // The rows before are as they were, so their pivots are; this one falls below 0.
    matrix[row * n + row] -= 1.01 * lower[row * n + row] * lower[row * n + row];

    assertThat(backend.cholesky(n, matrix, new double[n * n])).isEqualTo(row);
  }

  @Test
  void triangles_ofLargeMatrices_solveAndInvert() {
    int n = 300;
    int columns = 70;
    double[] lower = lower(n);
    double[] b = numbers(n * columns);
    double[] x = new double[n * columns];
    for (Transpose transpose : Transpose.values()) {
      double[] matrix = transpose == Transpose.NO ? lower : transposed(lower, n, n);
      backend.solveLower(transpose, n, columns, lower, b, x);
      assertSums(product(n, columns, n, matrix, x), b, n);
    }
    double[] inverse = new double[n * n];
    backend.invertLower(n, lower, inverse);
    double[] identity = new double[n * n];
    for (int i = 0; i < n; i++) {
      identity[i * n + i] = 1;
    }
    assertSums(product(n, n, n, lower, inverse), identity, n);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-150, 1, 1e150, 1e300})
  void symmetricEigen_isAsPreciseInAnyUnit(double unit) {
    int n = 130;
    double[] half = numbers(n * n);
    double[] matrix = new double[n * n];
    for (int i = 0; i < n * n; i++) {
      matrix[i] = unit * (half[i] + half[i % n * n + i / n]);
    }

    double[] values = new double[n];
    double[] vectors = new double[n * n];
    backend.symmetricEigen(n, matrix, values, vectors);

    double norm = Math.max(-values[0], values[n - 1]);
    double bound = 16 * n * EPSILON;
    double[] scaled = vectors.clone();
    for (int i = 0; i < n * n; i++) {
      matrix[i] /= norm;
      scaled[i] *= values[i % n] / norm;
    }
    assertThat(values).isSorted();
    assertWithin(product(n, n, n, matrix, vectors), scaled, bound);
    double[] squares = product(n, n, n, transposed(vectors, n, n), vectors);
    for (int i = 0; i < n; i++) {
      squares[i * n + i] -= 1;
    }
    assertWithin(squares, new double[n * n], bound);
  }

  @Test
  void symmetricEigen_ofNumbersThatAlmostVanish_keepsVectorsOrthonormal() {
    int n = 20;
    double[] matrix = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        matrix[i * n + j] = Math.pow(10, -16.0 * Math.max(i, j)) * (1 + (i * j) % 3);
      }
    }

    double[] vectors = new double[n * n];
    backend.symmetricEigen(n, matrix, new double[n], vectors);

    double[] squares = product(n, n, n, transposed(vectors, n, n), vectors);
    for (int i = 0; i < n; i++) {
      squares[i * n + i] -= 1;
    }
    assertWithin(squares, new double[n * n], 16 * n * EPSILON);
  }

  /** Of such matrices most eigenvalues are rounding errors, beside larger ones that are no smaller errors. */
  @ParameterizedTest
  @CsvSource({"60,3,0.01", "60,30,0.3", "130,3,1", "130,10,0.3", "200,30,1"})
  void symmetricEigen_ofLowRank_isFound(int n, int rank, double decay) {
    double[] factor = numbers(rank * n);
    int middle = n / 2;
    for (int k = 0; k < rank; k++) {
      for (int j = 0; j < n; j++) {
        factor[k * n + j] *= Math.pow(decay, k) * Math.exp(-0.05 * Math.abs(j - middle));
      }
    }
    double[] matrix = product(n, n, rank, transposed(factor, rank, n), factor);

    double[] values = new double[n];
    double[] vectors = new double[n * n];
    backend.symmetricEigen(n, matrix, values, vectors);

    double norm = values[n - 1];
    double bound = 16 * n * EPSILON;
    double[] scaled = vectors.clone();
    for (int i = 0; i < n * n; i++) {
      matrix[i] /= norm;
      scaled[i] *= values[i % n] / norm;
    }
    assertWithin(product(n, n, n, matrix, vectors), scaled, bound);
    double[] squares = product(n, n, n, transposed(vectors, n, n), vectors);
    for (int i = 0; i < n; i++) {
      squares[i * n + i] -= 1;
    }
    assertWithin(squares, new double[n * n], bound);
  }
}

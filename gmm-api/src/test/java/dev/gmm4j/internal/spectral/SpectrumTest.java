package dev.gmm4j.internal.spectral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.exception.GmmException;
import dev.gmm4j.spi.ForwardingBackend;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.testing.NaiveBackend;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spectra in units of the features, against exact arithmetic. */
class SpectrumTest {
  private static final double EPSILON = Math.ulp(1.0);
  private static final MathContext EXACT = new MathContext(400);

  /** A backend that must not be asked for eigenvalues. */
  private static final LinearAlgebraBackend NO_EIGENVALUES =
      new ForwardingBackend(new NaiveBackend()) {
        @Override
        public void symmetricEigen(int n, double[] a, double[] values, double[] vectors) {
          throw new AssertionError("a graded matrix is not for the backend");
        }
      };

  @ParameterizedTest
  @ValueSource(ints = {5, 8, 15, 30, 100})
  void gradedMatrix_isReassembledInUnitsOfItsFeatures(int powers) {
    for (int n : new int[] {2, 3, 5, 8, 17}) {
      double[] matrix = graded(new Random(n), n, n + 3, powers);

      Spectrum spectrum = Spectrum.of(n, matrix, NO_EIGENVALUES);

      assertThat(spectrum.values()).isSorted();
      assertThat(spectrum.rounding()).isZero();
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          double unit = deviation(matrix, n, i) * deviation(matrix, n, j);
          assertThat(assembled(spectrum, n, i, j) / unit)
              .as("order %d, entry %d, %d", n, i, j)
              .isCloseTo(matrix[i * n + j] / unit, within(100 * n * EPSILON));
          assertThat(dot(spectrum.vectors(), n, i, j))
              .isCloseTo(i == j ? 1 : 0, within(20 * n * EPSILON));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 8, 15, 30})
  void gradedMatrix_hasTheDeterminantOfExactArithmetic(int powers) {
    for (int n : new int[] {2, 3, 5, 8}) {
      double[] matrix = graded(new Random(10 + n), n, 4 * n, powers);

      BigDecimal product = BigDecimal.ONE;
      for (double value : Spectrum.of(n, matrix, NO_EIGENVALUES).values()) {
        product = product.multiply(new BigDecimal(value), EXACT);
      }

      // The condition in units of the features is below 1000.
      double ratio = product.divide(determinant(matrix, n), EXACT).doubleValue();
      assertThat(ratio).as("order %d", n).isCloseTo(1, within(1000 * n * EPSILON));
    }
  }

  @Test
  void eigenvaluesOfTwoFeatures_areThoseOfTheClosedForm() {
    double[] matrix = {1e20, 0.5, 0.5, 1e-20};

    Spectrum spectrum = Spectrum.of(2, matrix, NO_EIGENVALUES);

    // To 1e-40: λ1 = a, and λ2 = det / λ1 = b - c²/a; the vectors are turned by c/a.
    assertThat(spectrum.values()[1]).isCloseTo(1e20, within(1e20 * 4 * EPSILON));
    assertThat(spectrum.values()[0]).isCloseTo(0.75e-20, within(1e-20 * 16 * EPSILON));
    assertThat(Math.abs(spectrum.vectors()[0])).isCloseTo(0.5e-20, within(1e-20 * 16 * EPSILON));
    assertThat(Math.abs(spectrum.vectors()[3])).isCloseTo(0.5e-20, within(1e-20 * 16 * EPSILON));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 8, 15, 30})
  void singularGradedMatrix_hasItsNullVectors(int powers) {
    int n = 6;
    for (int rank = 1; rank < n; rank++) {
      double[] matrix = graded(new Random(rank), n, rank, powers);

      Spectrum spectrum = Spectrum.of(n, matrix, NO_EIGENVALUES);

      for (int j = 0; j < n; j++) {
        if (j >= n - rank) {
          assertThat(spectrum.values()[j]).isPositive();
          continue;
        }
        assertThat(spectrum.values()[j]).isZero();
        double length = 0;
        for (int i = 0; i < n; i++) {
          length += Math.abs(spectrum.vectors()[i * n + j]) * deviation(matrix, n, i);
        }
        for (int i = 0; i < n; i++) {
          double product = 0;
          for (int l = 0; l < n; l++) {
            product += matrix[i * n + l] * spectrum.vectors()[l * n + j];
          }
          assertThat(product / deviation(matrix, n, i) / length)
              .as("rank %d, vector %d, row %d", rank, j, i)
              .isCloseTo(0, within(1e4 * EPSILON));
        }
      }
    }
  }

  @Test
  void constantFeatures_haveVariance0AlongThemselves() {
    double[] matrix = {1e12, 0, 1, 0, 0, 0, 1, 0, 4};

    Spectrum spectrum = Spectrum.of(3, matrix, NO_EIGENVALUES);

    assertThat(spectrum.values()[0]).isZero();
    assertThat(spectrum.vectors()[3]).isEqualTo(1);
    assertThat(spectrum.values()[1]).isCloseTo(4, within(1e-11));
  }

  @Test
  void featuresOfOneScale_areTheBackends() {
    double[] matrix = graded(new Random(1), 4, 8, 1);
    double[] values = new double[4];
    double[] vectors = new double[16];
    new NaiveBackend().symmetricEigen(4, matrix, values, vectors);

    Spectrum spectrum = Spectrum.of(4, matrix, new NaiveBackend());

    assertThat(spectrum.values()).containsExactly(values);
    assertThat(spectrum.vectors()).containsExactly(vectors);
  }

  @Test
  void numberThatIsNotFinite_isRefusedWithItsFeatures() {
    double[] matrix = {1, 0, 0, 1, Double.POSITIVE_INFINITY, 0, 0, 0, 1};

    assertThatThrownBy(() -> Spectrum.of(3, matrix, new NaiveBackend()))
        .isExactlyInstanceOf(GmmException.class)
        .hasMessageContaining("features 1 and 1 was Infinity");
  }

  @Test
  void positiveValues_ofMatricesThatAreAlmostSingular_arePositive() {
    for (double rest : new double[] {1, 1e-6, 1e-10, 1e-14}) {
      double correlation = Math.sqrt(1 - rest);

      double[] values = Spectrum.positiveValues(
          2, new double[] {1, correlation, correlation, 1}, new NaiveBackend());

      // 1 - ρ, which the matrix knows to rounding of 1.
      assertThat(values[0])
          .isPositive()
          .isCloseTo(1 - correlation, within(4 * EPSILON + 1e-8 * rest));
    }
  }

  @Test
  void positiveValues_ofAnIndefiniteMatrix_areRefused() {
    assertThatThrownBy(
            () -> Spectrum.positiveValues(2, new double[] {1, 2, 2, 1}, new NaiveBackend()))
        .isInstanceOf(GmmException.class)
        .hasMessageContaining("not positive definite");
  }

  /** Returns a Gram matrix of random rows, of rank {@code rows} at most, with deviations spread over powers of ten. */
  private static double[] graded(Random random, int n, int rows, int powers) {
    double[][] x = new double[rows][n];
    for (double[] row : x) {
      for (int j = 0; j < n; j++) {
        // Multiples of 1/1024, so that a matrix of low rank is exactly so, but for its scales.
        row[j] = random.nextInt(4096) / 1024.0 - 2;
      }
    }
    double[] matrix = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (double[] row : x) {
          matrix[i * n + j] += row[i] * row[j];
        }
        matrix[i * n + j] *= scale(i, n, powers) * scale(j, n, powers);
      }
    }
    return matrix;
  }

  /** Powers of 2 in no order, from 1 to about 10 to the powers. */
  private static double scale(int i, int n, int powers) {
    double share = i * 7 % n / (double) Math.max(1, n - 1);
    return Math.scalb(1.0, (int) Math.round(share * powers * Math.log(10) / Math.log(2)));
  }

  private static double deviation(double[] matrix, int n, int i) {
    return Math.sqrt(matrix[i * n + i]);
  }

  private static double assembled(Spectrum spectrum, int n, int i, int j) {
    double sum = 0;
    for (int l = 0; l < n; l++) {
      sum += spectrum.vectors()[i * n + l] * spectrum.values()[l] * spectrum.vectors()[j * n + l];
    }
    return sum;
  }

  private static double dot(double[] vectors, int n, int p, int q) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += vectors[i * n + p] * vectors[i * n + q];
    }
    return sum;
  }

  /** Returns the determinant by elimination with 400 digits. */
  private static BigDecimal determinant(double[] matrix, int n) {
    BigDecimal[][] a = new BigDecimal[n][n];
    for (int i = 0; i < n * n; i++) {
      a[i / n][i % n] = new BigDecimal(matrix[i]);
    }
    BigDecimal determinant = BigDecimal.ONE;
    for (int p = 0; p < n; p++) {
      determinant = determinant.multiply(a[p][p], EXACT);
      for (int i = p + 1; i < n; i++) {
        BigDecimal factor = a[i][p].divide(a[p][p], EXACT);
        for (int j = p; j < n; j++) {
          a[i][j] = a[i][j].subtract(factor.multiply(a[p][j], EXACT), EXACT);
        }
      }
    }
    return determinant;
  }
}

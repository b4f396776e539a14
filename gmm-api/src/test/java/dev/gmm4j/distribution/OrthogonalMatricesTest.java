package dev.gmm4j.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random orthogonal matrices. */
class OrthogonalMatricesTest {

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 1", "7, 7", "40, 12"})
  void columns_areOrthonormal(int rows, int columns) {
    double[][] matrix = OrthogonalMatrices.random(rows, columns, 5);

    assertThat(matrix).hasDimensions(rows, columns);
    for (int a = 0; a < columns; a++) {
      for (int b = 0; b <= a; b++) {
        double product = 0;
        for (double[] row : matrix) {
          product += row[a] * row[b];
        }
        assertThat(product).isCloseTo(a == b ? 1 : 0, within(1e-14));
      }
    }
    assertThat(OrthogonalMatrices.random(rows, columns, 5)).isDeepEqualTo(matrix);
  }

  /** Columns of rotations and reflections of the plane have uniform angles: each half of all matrices. */
  @Test
  void matricesOfThePlane_areUniform() {
    int count = 4000;
    double[] angles = new double[count];
    int reflections = 0;
    for (int i = 0; i < count; i++) {
      double[][] q = OrthogonalMatrices.random(2, 2, i);
      angles[i] = Math.atan2(q[1][0], q[0][0]) / (2 * Math.PI) + 0.5;
      reflections += q[0][0] * q[1][1] - q[0][1] * q[1][0] < 0 ? 1 : 0;
    }
    Arrays.sort(angles);
    double distance = 0;
    for (int i = 0; i < count; i++) {
      distance = Math.max(distance, Math.abs(angles[i] - (i + 0.5) / count));
    }

    // Kolmogorov and Smirnov's statistic is above 1.95/√n once in a thousand.
    assertThat(distance).isLessThan(1.95 / Math.sqrt(count));
    assertThat(reflections / (double) count).isCloseTo(0.5, within(2 / Math.sqrt(count)));
  }

  /** Moments of the trace are 0, 1, 0, 3 (Diaconis and Shahshahani 1994): those of factors without random signs are not. */
  @Test
  void traces_haveTheirMoments() {
    int count = 20_000;
    double[] moments = new double[4];
    for (int i = 0; i < count; i++) {
      double[][] q = OrthogonalMatrices.random(4, 4, i);
      double trace = q[0][0] + q[1][1] + q[2][2] + q[3][3];
      for (int m = 0; m < 4; m++) {
        moments[m] += Math.pow(trace, m + 1) / count;
      }
    }

    // Four standard errors: of the fourth power √(105 - 9), as of a standard normal number.
    double error = 4 / Math.sqrt(count);
    assertThat(moments[0]).isCloseTo(0, within(error));
    assertThat(moments[1]).isCloseTo(1, within(Math.sqrt(2) * error));
    assertThat(moments[2]).isCloseTo(0, within(Math.sqrt(15) * error));
    assertThat(moments[3]).isCloseTo(3, within(Math.sqrt(96) * error));
  }

  @Test
  void wrongSizes_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OrthogonalMatrices.random(2, 3, 1))
        .withMessage("rows must be >= 3, as many as columns, but was 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OrthogonalMatrices.random(2, 0, 1))
        .withMessage("columns must be >= 1, but was 0");
  }
}

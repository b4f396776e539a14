package dev.gmm4j.em;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.data.Samples;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleResolutionTest {
  @Test
  void of_roundedValues_findsTheirSteps() {
    double[] steps = SampleResolution.of(Samples.of(rows(200, 0.5, 0))).steps();

    assertThat(steps[0]).isCloseTo(0.5, within(1e-12));
    assertThat(steps[1]).isCloseTo(0.25, within(1e-12));
    assertThat(steps[2]).isZero();
  }

  /** In other units and from another origin, steps are those in the units. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 2.54, 1e12})
  void of_otherUnit_scalesSteps(double unit) {
    double[][] rows = rows(200, 0.5, 0);
    for (double[] row : rows) {
      Arrays.setAll(row, j -> unit * (row[j] + 1000));
    }

    double[] steps = SampleResolution.of(Samples.of(rows)).steps();

    assertThat(steps[0]).isCloseTo(0.5 * unit, within(1e-9 * unit));
    assertThat(steps[1]).isCloseTo(0.25 * unit, within(1e-9 * unit));
    assertThat(steps[2]).isZero();
  }

  @Test
  void of_manyRows_looksAtSome() {
    double[] steps = SampleResolution.of(Samples.of(rows(100_000, 0.5, 0))).steps();

    assertThat(steps[0]).isCloseTo(0.5, within(1e-12));
    assertThat(steps[2]).isZero();
  }

  /** Sums of tenths differ from tenths in the last digits. */
  @Test
  void of_valuesThatDifferByRoundingErrors_areTheSame() {
    double[][] rows = new double[60][1];
    for (int i = 0; i < rows.length; i++) {
      int tenths = i / 6;
      rows[i][0] = i % 2 == 0 ? tenths * 0.1 + 0.2 : (tenths + 2) * 0.1;
    }

    assertThat(SampleResolution.of(Samples.of(rows)).steps()[0]).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void of_missingValuesAndRowsWithoutWeight_doNotCount() {
    double[][] rows = rows(200, 0.5, 0.3);
    double[] weights = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      weights[i] = i % 4 == 0 ? 0 : 1;
      if (weights[i] == 0) {
        Arrays.fill(rows[i], i * 1e-3);
      }
    }

    double[] steps = SampleResolution.of(Samples.of(rows).withMissingValues().weighted(weights))
        .steps();

    assertThat(steps[0]).isCloseTo(0.5, within(1e-12));
    assertThat(steps[2]).isZero();
  }

  @Test
  void of_constantFeature_isNotRounded() {
    assertThat(SampleResolution.of(Samples.of(new double[][] {{7}, {7}, {7}})).steps())
        .containsExactly(0);
  }

  /** Two rounded features and one that is not. */
  private static double[][] rows(int n, double step, double missing) {
    SplittableRandom random = new SplittableRandom(5);
    double[][] rows = new double[n][3];
    for (double[] row : rows) {
      row[0] = step * Math.rint(random.nextGaussian() * 3 / step);
      row[1] = 0.25 * Math.rint(random.nextGaussian() * 3 / 0.25);
      row[2] = random.nextGaussian();
      for (int j = 0; j < 3; j++) {
        row[j] = random.nextDouble() < missing ? Double.NaN : row[j];
      }
    }
    return rows;
  }
}

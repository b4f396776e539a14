package dev.gmm4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Centres moved and statistics weighed, against sums taken anew. */
class StatisticsArithmeticTest {
  private static final int COMPONENTS = 3;
  private static final int DIMENSION = 2;
  private static final double[][] ROWS = TestData.normal(40, DIMENSION, 1);
  private static final double[][] RESPONSIBILITIES = TestData.normal(40, COMPONENTS, 2);

  @ParameterizedTest
  @EnumSource
  void recentredStatistics_areThoseTakenAboutTheNewCentres(Moments moments) {
    double[] from = TestData.flat(TestData.normal(COMPONENTS, DIMENSION, 3));
    double[] to = TestData.flat(TestData.normal(COMPONENTS, DIMENSION, 4));
    SufficientStatistics moved = sums(from, moments);
    moved.recentre(to);
    SufficientStatistics expected = sums(to, moments);

    assertThat(moved.centres()).isSameAs(to);
    assertThat(moved.weights()).isEqualTo(expected.weights());
    Expect.close("first", moved.first(), expected.first(), 1e-13);
    Expect.close("second", moved.second(), expected.second(), 1e-13);
  }

  @Test
  void recentredMatrices_areSymmetricToTheBit() {
    SufficientStatistics moved =
        sums(TestData.flat(TestData.normal(COMPONENTS, DIMENSION, 3)), Moments.FULL);
    moved.recentre(TestData.flat(TestData.normal(COMPONENTS, DIMENSION, 5)));

    for (int k = 0; k < COMPONENTS; k++) {
      assertThat(moved.second()[4 * k + 1]).isEqualTo(moved.second()[4 * k + 2]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void weighedSums_areLinear(Moments moments) {
    double[] centres = new double[COMPONENTS * DIMENSION];
    SufficientStatistics sum = sums(centres, moments);
    sum.addLogLikelihood(-3);
    sum.multiply(0.25);
    SufficientStatistics other = sums(centres.clone(), moments);
    other.addLogLikelihood(-5);
    sum.merge(other, 0.75);
    SufficientStatistics expected = sums(centres, moments);

    Expect.close("weights", sum.weights(), expected.weights(), 1e-15);
    Expect.close("first", sum.first(), expected.first(), 1e-15);
    Expect.close("second", sum.second(), expected.second(), 1e-15);
    assertThat(sum.logLikelihood()).isEqualTo(-4.5);
  }

  @Test
  void badFactorsAndCentres_areRefused() {
    SufficientStatistics sums = sums(new double[COMPONENTS * DIMENSION], Moments.FULL);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> sums.multiply(-1))
        .withMessage("factor must be finite and >= 0, but was -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sums.merge(sums, Double.NaN))
        .withMessage("factor must be finite and >= 0, but was NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sums.recentre(new double[1]))
        .withMessage("centres must be 6 numbers, but were 1");
  }

  private static SufficientStatistics sums(double[] centres, Moments moments) {
    SufficientStatistics sums = new SufficientStatistics(centres, COMPONENTS, DIMENSION, moments);
    for (int i = 0; i < ROWS.length; i++) {
      for (int k = 0; k < COMPONENTS; k++) {
        double r = Math.abs(RESPONSIBILITIES[i][k]);
        sums.weights()[k] += r;
        for (int a = 0; a < DIMENSION; a++) {
          double left = ROWS[i][a] - centres[k * DIMENSION + a];
          sums.first()[k * DIMENSION + a] += r * left;
          for (int b = 0; b < DIMENSION; b++) {
            double product = r * (left * (ROWS[i][b] - centres[k * DIMENSION + b]));
            int at = switch (moments) {
              case NONE -> -1;
              case DIAGONAL -> a == b ? k * DIMENSION + a : -1;
              case POOLED -> a * DIMENSION + b;
              case FULL -> (k * DIMENSION + a) * DIMENSION + b;
            };
            if (at >= 0) {
              sums.second()[at] += product;
            }
          }
        }
      }
    }
    return sums;
  }
}

package dev.gmm4j.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NormalTailTest {
  /** Four units in the last place: of the series, the quotient, and the two exponentials. */
  private static final double TOLERANCE = 1e-15;

  @Test
  void cdf_isExactDownToTheSmallestDoubles() {
    for (double[] row : Reference.rows("normal-tail.csv")) {
      // Below the normal range there are fewer digits.
      double allowed = Math.max(TOLERANCE * row[1], Double.MIN_VALUE);
      assertThat(Math.abs(NormalTail.cdf(row[0]) - row[1]))
          .as("cdf(%s) = %s against %s", row[0], NormalTail.cdf(row[0]), row[1])
          .isLessThanOrEqualTo(allowed);
    }
  }

  @Test
  void logCdf_isExactInBothTails() {
    for (double[] row : Reference.rows("normal-tail.csv")) {
      assertThat(Math.abs(NormalTail.logCdf(row[0]) - row[2]))
          .as("logCdf(%s) = %s against %s", row[0], NormalTail.logCdf(row[0]), row[2])
          .isLessThanOrEqualTo(TOLERANCE * Math.abs(row[2]));
    }
  }

  @Test
  void ends_areZeroAndOne() {
    assertThat(NormalTail.cdf(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(NormalTail.cdf(Double.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(NormalTail.cdf(-1e300)).isZero();
    assertThat(NormalTail.cdf(0)).isEqualTo(0.5);
    assertThat(NormalTail.cdf(-0.0)).isEqualTo(0.5);
    assertThat(NormalTail.logCdf(Double.NEGATIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(NormalTail.logCdf(Double.POSITIVE_INFINITY)).isZero();
    assertThat(NormalTail.cdf(Double.NaN)).isNaN();
  }

  @Test
  void cdf_neverFalls() {
    double last = 0;
    for (double z = -38.6; z < 9; z += 1.0 / 1024) {
      double value = NormalTail.cdf(z);
      // Neighbours differ by more than rounding.
      assertThat(value).as("cdf(%s)", z).isGreaterThanOrEqualTo(last * (1 - TOLERANCE));
      last = value;
    }
  }
}

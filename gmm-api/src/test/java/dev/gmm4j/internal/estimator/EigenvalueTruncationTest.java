package dev.gmm4j.internal.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.testing.Expect;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The truncation against a search over all floors. */
class EigenvalueTruncationTest {

  private static double cost(double[] weights, double[] values, double floor, double ratio) {
    double cost = 0;
    for (int i = 0; i < values.length; i++) {
      double truncated = Math.max(floor, Math.min(values[i], ratio * floor));
      cost += weights[i] * (Math.log(truncated) + values[i] / truncated);
    }
    return cost;
  }

  @Test
  void floor_isTheBestOfAll() {
    Random random = new Random(1);
    for (int trial = 0; trial < 300; trial++) {
      int count = 2 + random.nextInt(7);
      double ratio = trial % 10 == 0 ? 1 : 1 + Math.exp(2 * random.nextGaussian());
      double[] weights = new double[count];
      double[] values = new double[count];
      for (int i = 0; i < count; i++) {
        weights[i] = i > 1 && random.nextInt(6) == 0 ? 0 : 0.1 + random.nextDouble();
        values[i] = random.nextInt(6) == 0 ? 0 : Math.exp(2.5 * random.nextGaussian());
      }
      values[0] = Math.exp(random.nextGaussian());
      double floor = EigenvalueTruncation.floor(weights, values, ratio);
      double cost = cost(weights, values, floor, ratio);
      for (double m = 1e-6; m < 1e6; m *= 1.01) {
        // Rounding of a cost of some units.
        assertThat(cost(weights, values, m, ratio)).isGreaterThanOrEqualTo(cost - 1e-12);
      }
      for (double change : new double[] {-1e-3, -1e-5, 1e-5, 1e-3}) {
        assertThat(cost(weights, values, floor * (1 + change), ratio))
            .isGreaterThanOrEqualTo(cost - 1e-13 * Math.abs(cost) - 1e-14);
      }
    }
  }

  /** All are one: their weighted mean. */
  @Test
  void ratioOne_isTheMean() {
    double[] weights = {1, 2, 5};
    double[] values = {4, 1, 0.2};

    Expect.close("floor", EigenvalueTruncation.floor(weights, values, 1), 7.0 / 8, 1e-15);
  }

  /** By hand: with 2m as the largest, {@code ln m + 1/m + ln 2m + 9/2m} is least at m = 11/4. */
  @Test
  void twoValues_haveTheirClosedForm() {
    Expect.close(
        "floor",
        EigenvalueTruncation.floor(new double[] {1, 1}, new double[] {1, 9}, 2),
        11.0 / 4,
        1e-15);
  }

  @Test
  void nothingToTruncate_leavesTheSmallest() {
    assertThat(EigenvalueTruncation.floor(new double[] {1, 1, 0}, new double[] {2, 3, 900}, 1.5))
        .isEqualTo(2);
    assertThat(EigenvalueTruncation.floor(new double[] {1, 1}, new double[2], 3))
        .isZero();
  }
}

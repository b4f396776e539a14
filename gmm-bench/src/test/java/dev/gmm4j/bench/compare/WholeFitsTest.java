package dev.gmm4j.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The times of fits, by a clock that only fits move. */
class WholeFitsTest {
  private static final int FEW = BackendContender.SETTLING;
  private static final int ITERATIONS = FEW + 5;

  private final List<Integer> fits = new ArrayList<>();
  private long nanos = Long.MAX_VALUE;

  /** Returns what is measured of fits that take so many seconds, within a time. */
  private double[] secondsPerIteration(double within, IntToDoubleFunction seconds)
      throws Exception {
    Task task = new Task("none", 10, 1, 1, "full", 1, ITERATIONS, within, new double[1]);
    return WholeFits.secondsPerIteration(
        task,
        iterations -> {
          fits.add(iterations);
          nanos += Math.round(seconds.applyAsDouble(iterations) * 1e9);
        },
        () -> nanos);
  }

  @Test
  void slowFits_areTimedInThreePairs_theLongerOneLast() throws Exception {
    double[] seconds = secondsPerIteration(0.1, iterations -> 0.02 + 0.01 * iterations);

    assertThat(seconds).containsExactly(new double[] {0.01, 0.01, 0.01}, within(1e-12));
    assertThat(fits).containsExactly(FEW, FEW, FEW, ITERATIONS, FEW, ITERATIONS, FEW, ITERATIONS);
  }

  @Test
  void fitsSlowerThanThat_areTimedInOnePair() throws Exception {
    assertThat(secondsPerIteration(0.1, iterations -> iterations)).hasSize(1);
    assertThat(fits).containsExactly(FEW, FEW, ITERATIONS);
  }

  @Test
  void fastFits_areTimedAsLongAsTheTaskSays() throws Exception {
    // Half of it in fits of 2 ms, then in pairs of 2 and 7 ms.
    assertThat(secondsPerIteration(0.1, iterations -> 0.001 * iterations)).hasSize(6);
  }

  @Test
  void pairsOfWhichTheLongerFitWasFaster_areNoTimes() {
    assertThatIllegalStateException()
        .isThrownBy(
            () -> secondsPerIteration(0.1, iterations -> iterations == ITERATIONS ? 0.001 : 0.1))
        .withMessage("fits of " + ITERATIONS + " iterations took no longer than fits of " + FEW
            + ", 20 times");
  }
}

package dev.gmm4j.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WholeFitsTest {
  private static final int ITERATIONS = BackendContender.SETTLING + 5;
  private static final Task TASK =
      new Task("none", 10, 1, 1, "full", 1, ITERATIONS, 0.01, new double[1]);

  @Test
  void iterations_takeWhatALongerFitTakesMore() throws Exception {
    double[] seconds =
        WholeFits.secondsPerIteration(TASK, iterations -> Thread.sleep(20L * iterations));

    // Sleep may last longer, of the shorter fit too.
    assertThat(seconds).isNotEmpty();
    assertThat(Arrays.stream(seconds).min().orElseThrow()).isPositive();
  }

  @Test
  void pairsOfWhichTheLongerFitWasFaster_areNoTimes() {
    assertThatIllegalStateException()
        .isThrownBy(() -> WholeFits.secondsPerIteration(
            TASK, iterations -> Thread.sleep(iterations == ITERATIONS ? 1 : 100)))
        .withMessageStartingWith("fits of " + ITERATIONS + " iterations took no longer than fits");
  }
}

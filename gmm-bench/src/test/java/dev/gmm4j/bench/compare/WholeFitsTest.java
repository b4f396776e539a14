package dev.gmm4j.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class WholeFitsTest {
  private static final int ITERATIONS = BackendContender.SETTLING + 5;
  private static final Task TASK =
      new Task("none", 10, 1, 1, "full", 1, ITERATIONS, 0.1, new double[1]);

  @Test
  void slowFits_areTimedInThreePairs_theLongerOneLast() throws Exception {
    List<Integer> fits = new ArrayList<>();

    double[] seconds = WholeFits.secondsPerIteration(TASK, iterations -> {
      fits.add(iterations);
      Thread.sleep(10L * iterations);
    });

    assertThat(seconds).hasSizeLessThanOrEqualTo(Collections.frequency(fits, ITERATIONS));
    assertThat(Collections.frequency(fits, ITERATIONS)).isGreaterThanOrEqualTo(3);
    assertThat(fits).endsWith(BackendContender.SETTLING, ITERATIONS);
  }

  @Test
  void pairsOfWhichTheLongerFitWasFaster_areNoTimes() {
    assertThatIllegalStateException()
        .isThrownBy(() -> WholeFits.secondsPerIteration(
            TASK, iterations -> Thread.sleep(iterations == ITERATIONS ? 1 : 100)))
        .withMessageStartingWith("fits of " + ITERATIONS + " iterations took no longer than fits");
  }
}

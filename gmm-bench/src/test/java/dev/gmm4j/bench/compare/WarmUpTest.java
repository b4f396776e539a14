package dev.gmm4j.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmUpTest {
  private static final double SPAN = 2;

  private long nanos = Long.MAX_VALUE;

  /** The fit began now, and took so many seconds. */
  private boolean isOver(WarmUp warmUp, double secondsPerIteration, double seconds) {
    long began = nanos;
    nanos += (long) (seconds * 1e9);
    return warmUp.isOver(secondsPerIteration, began);
  }

  @Test
  void warmUp_isOver_whenNoFitOfASpanWasFaster() {
    WarmUp warmUp = new WarmUp(SPAN, () -> nanos);

    assertThat(isOver(warmUp, 1, 0.5)).isFalse();
    assertThat(isOver(warmUp, 0.5, 1)).isFalse();
    // Hardly faster, which does not count.
    assertThat(isOver(warmUp, 0.49, 0.5)).isFalse();
    // Faster than ever: the span begins again, with the fit.
    assertThat(isOver(warmUp, 0.4, 1.5)).isFalse();
    assertThat(isOver(warmUp, 0.39, 0.25)).isFalse();
    assertThat(isOver(warmUp, 0.39, 0.25)).isTrue();
  }

  @Test
  void warmUp_ofFitsThatBecomeFasterForEver_endsAfterTenSpans() {
    WarmUp warmUp = new WarmUp(SPAN, () -> nanos);
    for (int fit = 1; fit < 20; fit++) {
      assertThat(isOver(warmUp, 1.0 / (1L << fit), 1)).isFalse();
    }
    assertThat(isOver(warmUp, 0, 1)).isTrue();
  }

  @Test
  void warmUp_ofNoTime_isOverAtOnce() {
    assertThat(isOver(new WarmUp(0, () -> nanos), 1, 0)).isTrue();
  }
}

package dev.gmm4j.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmUpTest {
  private static final double HOUR = 3600;

  private static long hoursAgo(int hours) {
    return System.nanoTime() - (long) (hours * HOUR * 1e9);
  }

  @Test
  void warmUp_isOver_whenNoFitOfASpanWasFaster() {
    WarmUp warmUp = new WarmUp(HOUR);

    assertThat(warmUp.isOver(1, hoursAgo(0))).isFalse();
    assertThat(warmUp.isOver(0.5, hoursAgo(2))).isTrue();
    // Faster than ever, just now.
    assertThat(warmUp.isOver(0.4, hoursAgo(0))).isFalse();
    // Hardly faster, which does not count, as little as that it began before.
    assertThat(warmUp.isOver(0.39, hoursAgo(2))).isFalse();
  }

  @Test
  void warmUp_ofNoTime_isOverAtOnce() {
    assertThat(new WarmUp(0).isOver(1, hoursAgo(0))).isTrue();
  }
}

package dev.gmm4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class ThreadTeamTest {
  @Test
  void eachRun_callsTheBodyOnceOnEveryThread() {
    AtomicIntegerArray calls = new AtomicIntegerArray(3);
    try (ThreadTeam team = new ThreadTeam(3)) {
      for (int run = 0; run < 1000; run++) {
        team.run(calls::incrementAndGet);
      }
    }

    assertThat(calls.toString()).isEqualTo("[1000, 1000, 1000]");
  }

  @Test
  void closedTeam_refusesToRun() {
    ThreadTeam team = new ThreadTeam(2);
    team.run(thread -> {});
    team.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> team.run(thread -> {}))
        .withMessage("the threads have ended");
  }
}

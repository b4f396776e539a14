package dev.gmm4j.cli.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class StopRequestTest {
  private final List<String> events = new CopyOnWriteArrayList<>();

  @Test
  void signalBeforeTheFirstIteration_endsTheProcessAtOnce() {
    try (StopRequest request = StopRequest.onSignal(() -> events.add("released"))) {
      request.request();
      events.add("process ends");
    }

    assertThat(events).containsExactly("released", "process ends");
  }

  @Test
  void signalDuringTheFit_releasesWhatIsHeldAfterTheFit() throws InterruptedException {
    Thread signal;
    try (StopRequest request = StopRequest.onSignal(() -> events.add("released"))) {
      assertThat(request.isRequested()).isFalse();
      signal = new Thread(request::request);
      signal.start();
      while (!request.isRequested()) {
        Thread.onSpinWait();
      }
      events.add("checkpoint");
    }
    signal.join();

    assertThat(events).containsExactly("checkpoint", "released");
  }

  @Test
  void signalAfterTheFit_releasesWhatIsHeld() {
    try (StopRequest request = StopRequest.onSignal(() -> events.add("released"))) {
      assertThat(request.isRequested()).isFalse();
      assertThat(request.end()).isFalse();
      request.request();
    }

    assertThat(events).containsExactly("released");
  }
}

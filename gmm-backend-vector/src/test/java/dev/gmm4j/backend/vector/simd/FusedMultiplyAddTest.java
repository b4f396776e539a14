package dev.gmm4j.backend.vector.simd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("sets system properties of the backend")
class FusedMultiplyAddTest {

  @AfterEach
  void clearProperty() {
    System.clearProperty(FusedMultiplyAdd.PROPERTY);
  }

  @Test
  void property_decides() {
    System.setProperty(FusedMultiplyAdd.PROPERTY, "false");
    assertThat(FusedMultiplyAdd.isFast()).isFalse();

    System.setProperty(FusedMultiplyAdd.PROPERTY, "true");
    assertThat(FusedMultiplyAdd.isFast()).isTrue();
  }

  @Test
  void measurement_givesTheSameEachTime() {
    for (int i = 0; i < 1000; i++) {
      assertThat(FusedMultiplyAdd.measure()).isEqualTo(FusedMultiplyAdd.isFast());
    }
  }
}

package dev.gmm4j.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** These tests have no binding of SLF4J. */
@Isolated("sets a system property")
class QuietLoggingTest {
  private static final String VERBOSITY = "slf4j.internal.verbosity";
  private final List<String> seen = new ArrayList<>();

  @AfterEach
  void clear() {
    System.clearProperty(VERBOSITY);
  }

  private void record() {
    seen.add(System.getProperty(VERBOSITY));
  }

  @Test
  void verbosity_isLowered_onlyMeanwhile() {
    QuietLogging.during(this::record);
    assertThat(seen).containsExactly("ERROR");
    assertThat(System.getProperty(VERBOSITY)).isNull();
  }

  @Test
  void verbosity_isRestored_afterFailure() {
    assertThatThrownBy(() -> QuietLogging.during(() -> {
          throw new IllegalStateException("no native library");
        }))
        .hasMessage("no native library");
    assertThat(System.getProperty(VERBOSITY)).isNull();
  }

  @Test
  void verbosity_isKept_whenTheApplicationSetsIt() {
    System.setProperty(VERBOSITY, "DEBUG");
    QuietLogging.during(this::record);
    assertThat(seen).containsExactly("DEBUG");
    assertThat(System.getProperty(VERBOSITY)).isEqualTo("DEBUG");
  }
}

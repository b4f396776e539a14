package dev.gmm4j.cli.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Examples of the packaged command. */
class ExampleIT {
  @TempDir
  private Path folder;

  /** To list the examples is to load their classes, which must not look for backends. */
  @Test
  void example_usesTheBackendThatIsChosenAutomatically() {
    String backends = PackagedGmm.gmm("backends", "--json").done();
    String chosen = Arrays.stream(new String[] {"vector", "ejml"})
        .filter(id -> backends.matches("(?s).*\"chosen\"\\s*:\\s*\"" + id + "\".*"))
        .findFirst()
        .orElseThrow();

    assertThat(PackagedGmm.gmm("example", "outliers", "--output", folder).done())
        .startsWith("backend: " + chosen + "\n");
    assertThat(folder.resolve("outliers.png")).isNotEmptyFile();
  }
}

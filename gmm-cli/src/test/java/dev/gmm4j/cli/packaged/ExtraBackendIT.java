package dev.gmm4j.cli.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.testing.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A backend is added to the distribution by putting its jar in the folder lib. */
class ExtraBackendIT {
  private static final String SOURCE = """
      package extra;

      import dev.gmm4j.spi.Availability;
      import dev.gmm4j.spi.BackendOptions;
      import dev.gmm4j.spi.LinearAlgebraBackend;
      import dev.gmm4j.spi.LinearAlgebraBackendProvider;

      public final class ExtraProvider implements LinearAlgebraBackendProvider {
        public String id() { return "extra"; }
        public int priority() { return 1000; }
        public Availability availability() {
          return Availability.unavailable("there is no quantum computer", "buy one");
        }
        public LinearAlgebraBackend create(BackendOptions options) { throw new IllegalStateException(); }
      }
      """;

  @TempDir
  private Path folder;

  private Path launcher;

  @BeforeEach
  void copyDistribution() throws IOException {
    Path copy = folder.resolve("a gmm of one's own");
    launcher = PackagedGmm.copyTo(copy);
    writeJar(copy.resolve("lib"));
  }

  private void writeJar(Path lib) throws IOException {
    Path source = Files.createDirectory(folder.resolve("extra")).resolve("ExtraProvider.java");
    Files.writeString(source, SOURCE);
    try (var jars = Files.list(lib)) {
      String classPath = String.join(
          System.getProperty("path.separator"), jars.map(Path::toString).toList());
      int status = ToolProvider.getSystemJavaCompiler()
          .run(
              null,
              null,
              null,
              "-proc:none",
              "-cp",
              classPath,
              "-d",
              folder.toString(),
              source.toString());
      assertThat(status).isZero();
    }
    try (OutputStream out = Files.newOutputStream(lib.resolve("extra.jar"));
        JarOutputStream jar = new JarOutputStream(out)) {
      jar.putNextEntry(new JarEntry("extra/ExtraProvider.class"));
      jar.write(Files.readAllBytes(folder.resolve("extra").resolve("ExtraProvider.class")));
      jar.putNextEntry(
          new JarEntry("META-INF/services/dev.gmm4j.spi.LinearAlgebraBackendProvider"));
      jar.write("extra.ExtraProvider".getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void jarInLib_isListed() {
    JsonNode json =
        PackagedGmm.run(launcher, Map.of(), "", "backends", "--json").json();

    JsonNode extra = json.get("backends").get(0);
    assertThat(extra.get("id").asString()).isEqualTo("extra");
    assertThat(extra.get("available").asBoolean()).isFalse();
    assertThat(extra.get("detail").asString()).isEqualTo("there is no quantum computer");
    assertThat(json.get("backends").get(1).get("id").asString()).isEqualTo("vector");
    assertThat(json.get("chosen").asString()).isEqualTo("vector");
    assertThat(PackagedGmm.run(launcher, Map.of(), "", "backends").done())
        .contains("unavailable  there is no quantum computer; buy one\n");
  }

  @Test
  void unavailableBackend_isAFailureWhereItIsNamed() {
    Outcome outcome = PackagedGmm.run(
        launcher, Map.of(), "", "fit", "data.csv", "--components", 2, "--backend", "extra");

    assertThat(outcome.failed(ExitStatus.FAILED))
        .contains(
            "backend 'extra' is not available",
            "extra: unavailable, there is no quantum computer (buy one)");
  }
}

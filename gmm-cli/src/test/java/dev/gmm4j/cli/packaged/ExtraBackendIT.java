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

  /** Right but for one number of each product. */
  private static final String WRONG = """
      package extra;

      import dev.gmm4j.backend.ejml.EjmlBackendProvider;
      import dev.gmm4j.spi.Availability;
      import dev.gmm4j.spi.BackendOptions;
      import dev.gmm4j.spi.LinearAlgebraBackend;
      import dev.gmm4j.spi.LinearAlgebraBackendProvider;
      import dev.gmm4j.spi.Transpose;

      public final class WrongProvider implements LinearAlgebraBackendProvider, LinearAlgebraBackend {
        private LinearAlgebraBackend right;
        public String id() { return "wrong"; }
        public int priority() { return 1; }
        public Availability availability() { return Availability.available("wrong on purpose"); }
        public LinearAlgebraBackend create(BackendOptions options) {
          right = new EjmlBackendProvider().create(options);
          return this;
        }
        public void multiply(Transpose s, Transpose t, int m, int n, int k, double[] a, double[] b, double[] c) {
          right.multiply(s, t, m, n, k, a, b, c);
          c[0] += 1;
        }
        public void weightedGram(int rows, int columns, double[] a, double[] weights, double[] gram) {
          right.weightedGram(rows, columns, a, weights, gram);
        }
        public int cholesky(int n, double[] a, double[] factor) { return right.cholesky(n, a, factor); }
        public void invertLower(int n, double[] lower, double[] inverse) { right.invertLower(n, lower, inverse); }
        public void solveLower(Transpose t, int n, int columns, double[] lower, double[] b, double[] x) {
          right.solveLower(t, n, columns, lower, b, x);
        }
        public void symmetricEigen(int n, double[] a, double[] values, double[] vectors) {
          right.symmetricEigen(n, a, values, vectors);
        }
      }
      """;

  @TempDir
  private Path folder;

  private Path launcher;
  private Path lib;

  @BeforeEach
  void copyDistribution() throws IOException {
    Path copy = folder.resolve("a gmm of one's own");
    launcher = PackagedGmm.copyTo(copy);
    lib = copy.resolve("lib");
    writeJar("ExtraProvider", SOURCE);
  }

  private void writeJar(String name, String text) throws IOException {
    Path source = Files.createDirectories(folder.resolve("extra")).resolve(name + ".java");
    Files.writeString(source, text);
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
    try (OutputStream out = Files.newOutputStream(lib.resolve(name + ".jar"));
        JarOutputStream jar = new JarOutputStream(out)) {
      jar.putNextEntry(new JarEntry("extra/" + name + ".class"));
      jar.write(Files.readAllBytes(folder.resolve("extra").resolve(name + ".class")));
      jar.putNextEntry(
          new JarEntry("META-INF/services/dev.gmm4j.spi.LinearAlgebraBackendProvider"));
      jar.write(("extra." + name).getBytes(StandardCharsets.UTF_8));
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
  void wrongBackend_failsTheKitWithWhatToMendFirst() throws IOException {
    writeJar("WrongProvider", WRONG);

    Outcome outcome = PackagedGmm.run(launcher, Map.of(), "", "tck", "--backend", "wrong");

    assertThat(outcome.status()).isEqualTo(ExitStatus.FAILED);
    assertThat(outcome.out())
        .contains(
            "backend  wrong: wrong on purpose\n", "\n\nTo be mended first:\n\n", "  FAILED  ");
  }

  @Test
  void unavailableBackend_isAFailureWhereItIsNamed() {
    Outcome outcome = PackagedGmm.run(
        launcher, Map.of(), "", "fit", "data.csv", "--components", 2, "--backend", "extra");

    assertThat(outcome.failed(ExitStatus.FAILED))
        .contains(
            "backend 'extra' is not available: there is no quantum computer (buy one); backends are: vector: available");
  }
}

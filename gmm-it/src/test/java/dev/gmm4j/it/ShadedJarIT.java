package dev.gmm4j.it;

import static dev.gmm4j.it.Backend.EJML;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.it.Jvm.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** All jars in one, put together by maven-shade-plugin with and without its ServicesResourceTransformer. */
class ShadedJarIT {
  private static Outcome run(Path jar, String... arguments) throws Exception {
    return new Jvm().classPath(Fixture.application(), jar).run("application.Main", arguments);
  }

  @Test
  void mergedServiceFiles_keepAllBackends() throws Exception {
    String report = Backend.available(Backend.ALL.toArray(Backend[]::new)) + "\n"
        + VectorBackendIT.WITHOUT_THE_MODULE;

    for (Backend backend : Backend.ALL) {
      assertThat(run(Deployed.MERGED, backend.id()))
          .isEqualTo(Outcome.success("class path", report, "fitted by " + backend.id()));
    }
  }

  @Test
  void unmergedServiceFiles_loseAllBackendsButTheFirst() throws Exception {
    String first = EJML.available();

    assertThat(run(Deployed.UNMERGED))
        .isEqualTo(Outcome.success("class path", first, "fitted by ejml")
            .logged("WARNING: " + lost("commonsmath, vector")));
    assertThat(run(Deployed.UNMERGED, "commonsmath"))
        .isEqualTo(Outcome.failure(
            "class path\n" + first,
            "BackendUnavailableException: backend 'commonsmath' is not registered: "
                + lost("commonsmath, vector") + "; backends are:\n  " + first));
  }

  @Test
  void lostServiceFiles_areRecognized() throws Exception {
    Path jar = withoutServices(Deployed.MERGED, Deployed.folder("lost.jar"));

    assertThat(run(jar))
        .isEqualTo(Outcome.failure(
            "class path",
            "BackendUnavailableException: no backend was found: "
                + lost("commonsmath, ejml, vector")));
  }

  private static String lost(String ids) {
    return "the classes of the backends " + ids + " are there, but no file"
        + " META-INF/services/dev.gmm4j.spi.LinearAlgebraBackendProvider names them; such files are lost"
        + " where jars are shaded into one without merging them: use the ServicesResourceTransformer of"
        + " Maven's shade plugin, or mergeServiceFiles() of Gradle's Shadow plugin";
  }

  private static Path withoutServices(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    try (ZipFile source = new ZipFile(from.toFile());
        ZipOutputStream target = new ZipOutputStream(Files.newOutputStream(to))) {
      for (ZipEntry entry : Collections.list(source.entries())) {
        if (!entry.getName().startsWith("META-INF/services/")) {
          target.putNextEntry(new ZipEntry(entry.getName()));
          source.getInputStream(entry).transferTo(target);
        }
      }
    }
    return to;
  }
}

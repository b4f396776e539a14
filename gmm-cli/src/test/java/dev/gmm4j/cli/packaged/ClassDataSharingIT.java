package dev.gmm4j.cli.packaged;

import static dev.gmm4j.cli.testing.InProcess.data;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes that the launcher makes where it is asked to. */
class ClassDataSharingIT {
  private static final Map<String, String> CREATE = Map.of("GMM_CDS", "create");
  private static final Map<String, String> LOG = Map.of("GMM_OPTS", "-Xlog:class+load");
  private static final String SHARED = "dev.gmm4j.cli.Main source: shared objects file";
  private static final String RESULT = "\nlog-likelihood  -1130.264\n";

  @TempDir
  private Path folder;

  private Path home;
  private Path launcher;

  @BeforeEach
  void copyDistribution() throws IOException {
    // No space: JDK 17 would take the archive and share none of our classes.
    home = folder.resolve("gmm");
    launcher = PackagedGmm.copyTo(home);
  }

  /** Fits a mixture, with nothing on standard error. */
  private String fit(Map<String, String> environment) {
    return PackagedGmm.run(
            launcher, environment, "", "fit", data("faithful.csv"), "--components", 2)
        .done();
  }

  private Path archive() throws IOException {
    try (var files = Files.list(home.resolve("cds"))) {
      List<Path> archives = files.toList();
      assertThat(archives).hasSize(1);
      return archives.get(0);
    }
  }

  @Test
  void archive_isMadeAndUsed() throws IOException {
    assertThat(fit(CREATE)).startsWith("data  ").contains(RESULT);

    assertThat(archive()).isNotEmptyFile();
    assertThat(fit(LOG))
        .contains(SHARED, "VectorMixtureKernel source: shared objects file", RESULT);
  }

  @Test
  void archive_isNotMadeUnasked() {
    assertThat(fit(Map.of())).contains(RESULT);

    assertThat(home.resolve("cds")).doesNotExist();
  }

  @Test
  void archiveOfOtherJars_isIgnored() throws IOException {
    fit(CREATE);
    try (var jars = Files.list(home.resolve("lib"))) {
      for (Path jar : jars.toList()) {
        Files.setLastModifiedTime(jar, FileTime.fromMillis(0));
      }
    }

    assertThat(fit(Map.of())).startsWith("data  ").contains(RESULT);
    assertThat(fit(LOG)).doesNotContain(SHARED);
  }

  @Test
  void damagedArchive_isIgnored() throws IOException {
    fit(CREATE);
    Path archive = archive();
    byte[] bytes = Files.readAllBytes(archive);
    Arrays.fill(bytes, 0, 1000, (byte) 'x');
    Files.delete(archive);
    Files.write(archive, bytes);

    assertThat(fit(CREATE)).startsWith("data  ").contains(RESULT);
  }

  @Test
  void archiveThatCannotBeMade_isNoHindrance() throws IOException {
    Files.createFile(home.resolve("cds"));

    assertThat(fit(CREATE)).startsWith("data  ").contains(RESULT);
  }
}

package dev.gmm4j.cli.output;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All options that name an output file treat links and permissions in the same way. */
class OutputFilesTest {
  private static final String FIT_OUTPUTS = """
      --output,  model.json
      --plot,    picture.png
      --plot,    picture.svg
      --animate, way.gif
      --report,  page.html
      """;

  @TempDir
  private Path folder;

  private static Outcome fit(Object data, String option, Path file) {
    return gmm("fit", data, "--components", 2, "--max-iterations", 3, option, file);
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @ParameterizedTest
  @CsvSource(textBlock = FIT_OUTPUTS)
  void permissions_areKept(String option, String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "OLD");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    fit(data("faithful.csv"), option, file).done();

    assertThat(Files.size(file)).isGreaterThan(100);
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
  }

  @ParameterizedTest
  @CsvSource(textBlock = FIT_OUTPUTS)
  void links_areFollowed(String option, String name) throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "OLD");
    Path link = Files.createSymbolicLink(folder.resolve(name), Path.of("target"));
    fit(data("faithful.csv"), option, link).done();

    assertThat(link).isSymbolicLink();
    assertThat(Files.isSymbolicLink(target)).isFalse();
    assertThat(Files.size(target)).isGreaterThan(100);

    Files.delete(target);
    fit(data("faithful.csv"), option, link).done();
    assertThat(link).isSymbolicLink();
    assertThat(Files.size(target)).isGreaterThan(100);
  }

  @ParameterizedTest
  @CsvSource(textBlock = FIT_OUTPUTS + "--checkpoint, fit.ckpt")
  void linkIntoNoFolder_isRefusedBeforeDataIsRead(String option, String name) throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve(name), Path.of("nowhere", "x"));

    assertThat(fit("no-such-file.csv", option, link).failed(ExitStatus.USAGE))
        .contains("'" + option + "': there is no folder " + folder.resolve("nowhere"));
  }

  /** A link of the name that the temporary file of a checkpoint once had, to a file that must not be overwritten. */
  @Test
  void plantedLink_isNotWrittenThrough() throws IOException {
    Path victim = Files.writeString(folder.resolve("victim"), "SECRET");
    Path checkpoint = folder.resolve("fit.ckpt");
    Files.createSymbolicLink(folder.resolve(".fit.ckpt.tmp"), victim);
    gmm(
            "fit",
            data("faithful.csv"),
            "--components",
            2,
            "--max-iterations",
            3,
            "--checkpoint",
            checkpoint,
            "--checkpoint-every",
            1)
        .done();

    assertThat(victim).hasContent("SECRET");
    assertThat(checkpoint).doesNotExist();
  }
}

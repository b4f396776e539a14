package dev.gmm4j.cli.example;

import static dev.gmm4j.cli.testing.InProcess.gmm;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.examples.Example;
import dev.gmm4j.examples.Examples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Examples are run from the command line; what they compute is tested beside them. */
class ExampleCommandTest {
  @TempDir
  private Path folder;

  @Test
  void list_hasALineForEach() {
    assertThat(gmm("example", "--list").done().lines())
        .hasSameSizeAs(Examples.all())
        .allSatisfy(line -> assertThat(line).matches("[a-z-]+ +\\S.*").hasSizeLessThan(100));
  }

  @Test
  void example_printsNumbers_andWritesPicturesOfTheScale() throws IOException {
    Path made = folder.resolve("new").resolve("pictures");

    String text = gmm("example", "outliers", "--output", made, "--scale", 0.5).done();

    assertThat(text)
        .startsWith("backend: " + Backends.standard().automatic().id() + "\noutliers: ")
        .contains("\noutliers: 10\n")
        .contains("\npicture: outliers.png\n");
    assertThat(ImageIO.read(made.resolve("outliers.png").toFile()).getWidth()).isEqualTo(340);
  }

  @Test
  void wrongRequests_areExplained() throws IOException {
    assertThat(gmm("example", "cluster", "--output", folder).failed(ExitStatus.USAGE))
        .contains("'NAME': expected one of clusters, one-dimension, ")
        .contains("mnist, all but was 'cluster', did you mean clusters?; see gmm example");
    assertThat(gmm("example").failed(ExitStatus.USAGE))
        .startsWith("gmm example: Missing parameter: NAME, one of clusters, ")
        .contains("(or --list)");
    assertThat(gmm("example", "clusters").failed(ExitStatus.USAGE))
        .contains("Missing required option: '--output=DIR'");
    assertThat(
            gmm("example", "clusters", "--output", folder, "--scale", 9).failed(ExitStatus.USAGE))
        .contains("'--scale': scale must be in (0, 8], but was 9.0");
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(gmm("example", "clusters", "--output", file).failed(ExitStatus.USAGE))
        .contains("'--output': " + file + " is a file, not a folder");
    assertThat(
            gmm("example", "clusters", "--output", file.resolve("below")).failed(ExitStatus.USAGE))
        .contains("'--output': the folder " + file.resolve("below") + " cannot be made");
  }

  @Test
  void help_tellsDefaultsExamplesAndExitStatuses() {
    String help = gmm("example", "--help").done();

    assertThat(help)
        .contains("Usage: gmm example NAME", "Default: 2", "Examples:\n  gmm example --list");
    assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(gmm("--help").done()).contains("example ");
  }

  @Test
  void gallery_hasThePicturesOfEachExample_andNamesNoOthers() throws IOException {
    Path docs = Path.of("..", "docs");
    String gallery = Files.readString(docs.resolve("gallery.md"));
    assertThat(Examples.all().stream().map(Example::name))
        .allSatisfy(name -> assertThat(gallery).contains("./gmm example " + name + " --output "));
    assertThat(gallery.lines().filter(line -> line.startsWith("![")))
        .isNotEmpty()
        .allSatisfy(line ->
            assertThat(docs.resolve(line.replaceAll(".*\\((.*)\\).*", "$1"))).exists());
  }
}

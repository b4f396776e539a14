package dev.gmm4j.cli.fit;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static dev.gmm4j.cli.testing.InProcess.gmmWithInput;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.testing.HtmlDocument;
import dev.gmm4j.cli.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pictures of {@code gmm fit}. */
class FitPicturesTest {
  private static final Path FAITHFUL = data("faithful.csv");

  @TempDir
  private Path folder;

  private Path plot;
  private Path animation;
  private Path report;

  @BeforeEach
  void nameFiles() {
    plot = folder.resolve("plot.svg");
    animation = folder.resolve("em.gif");
    report = folder.resolve("report.html");
  }

  @Test
  void files_areNamedAfterTheTable() throws IOException {
    String table = gmm(
            "fit",
            FAITHFUL,
            "--components",
            2,
            "--plot",
            plot,
            "--animate",
            animation,
            "--report",
            report)
        .done();

    assertThat(table)
        .endsWith("\n\npicture written to " + plot + "\nanimation written to " + animation
            + "\nreport written to " + report + "\n");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(plot, animation, report);
    }
    assertThat(Files.readString(plot))
        .contains("<title>faithful.csv: 2 components, full covariance</title>", "contours");
  }

  @Test
  void json_isTheModelAndNothingElse() {
    assertThat(gmm("fit", FAITHFUL, "--components", 2, "--plot", plot, "--json")
            .json()
            .get("format")
            .asString())
        .isEqualTo("gmm4j-model");
    assertThat(plot).exists();
  }

  @Test
  void pictures_doNotChangeTheModel() {
    Object[] plain = {"fit", FAITHFUL, "--components", 3, "--init", "random", "--json"};
    Object[] drawn = {
      "fit",
      FAITHFUL,
      "--components",
      3,
      "--init",
      "random",
      "--json",
      "--animate",
      animation,
      "--scale",
      0.2
    };

    assertThat(gmm(drawn).json().get("means")).isEqualTo(gmm(plain).json().get("means"));
  }

  @Test
  void trace_hasAllRestarts() throws IOException {
    gmm(
            "fit",
            FAITHFUL,
            "--components",
            2,
            "--init",
            "random",
            "--restarts",
            4,
            "--plot",
            plot,
            "--kind",
            "trace")
        .done();

    assertThat(Files.readString(plot))
        .contains(
            "log-likelihood of 4 restarts", "<title>restart 1</title>", "<title>restart 4</title>")
        .doesNotContain("<title>restart 0</title>");
  }

  /** Standard output tells the iterations of the best restart, of which the first is the initialization itself. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void animation_hasAFrameForEachIterationOfTheBestRestart(int restarts) throws IOException {
    int iterations = gmm(
            "fit",
            FAITHFUL,
            "--components",
            2,
            "--animate",
            animation,
            "--restarts",
            restarts,
            "--scale",
            0.25,
            "--init",
            "random-from-data",
            "--json")
        .json()
        .get("fit")
        .get("iterations")
        .asInt();

    assertThat(iterations).isBetween(2, 58);
    assertThat(frames(animation)).isEqualTo(iterations + 1);
  }

  private static int frames(Path gif) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(gif.toFile())) {
      reader.setInput(in);
      assertThat(reader.read(0).getWidth()).isEqualTo(560 / 4);
      return reader.getNumImages(true);
    } finally {
      reader.dispose();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--plot x.pdf | '--plot': the file's name must end in .png or .svg, but was 'x.pdf'",
        "--animate x.png | '--animate': the file's name must end in .gif, but was 'x.png'",
        "--report x.pdf | '--report': the file's name must end in .html or .htm, but was 'x.pdf'",
        "--plot nix/x.png | '--plot': there is no folder",
        "--animate nix/x.gif | '--animate': there is no folder",
        "--report nix/x.html | '--report': there is no folder",
        "--kind contour | --kind needs --plot",
        "--report x.html --kind contour | --kind needs --plot",
        "--directions 1 | --directions needs --plot or --report",
        "--report x.html --shade regions | --shade needs --plot",
        "--axes 0,1 | --axes needs --plot or --animate or --report",
        "--report x.html --scale 2 | --scale needs --plot or --animate",
        "--plot x.png --kind contur | '--kind': expected one of auto, density",
        "--plot x.png --scale 9 | '--scale': scale must be in (0, 8], but was 9.0",
      })
  void badRequest_isRefusedBeforeDataIsRead(String options, String message) {
    String call = "fit no-such-file.csv --components 2 " + options;

    assertThat(gmm((Object[]) call.split(" ", -1)).failed(ExitStatus.USAGE)).contains(message);
  }

  /** A fit that had begun would have reported progress, in more lines than the one that tells. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "iris.csv | --plot PLOT --kind density | density shows 1 feature, but ../data/iris.csv has 5: choose with --axes among sepal_length,",
        "worked-example-1d.csv | --plot PLOT --kind directions | directions shows 2 or more features, but ../data/worked-example-1d.csv has 1: x",
        "digits.csv | --plot PLOT --kind pairs | pairs shows 2 to 8 features, but ../data/digits.csv has 65: choose with --axes among p00, p01, p02, p03, p04, p05, p06, p07, p10, p11 and 55 more",
        "worked-example-1d.csv | --plot PLOT --kind contour | contour shows 2 features, but ../data/worked-example-1d.csv has 1: x;",
        "iris.csv | --animate GIF | an animation shows 1 or 2 features, but ../data/iris.csv has 5: choose with --axes",
        "iris.csv | --animate GIF --axes 0,1,2 | '--axes': an animation shows 1 or 2 features, but 3 were chosen",
        "iris.csv | --report REPORT --axes petal | '--axes': ../data/iris.csv has no feature 'petal': it has",
        "digits.csv | --report REPORT --axes 0,1,2,3,4,5,6,7,8 | '--axes': pairs shows 2 to 8 features, but 9 were chosen",
      })
  void pictureThatCannotBeDrawn_isRefusedBeforeTheFit(String file, String options, String message)
      throws IOException {
    String call = "fit ../data/" + file + " --components 2 --progress "
        + options
            .replace("PLOT", plot.toString())
            .replace("GIF", animation.toString())
            .replace("REPORT", report.toString());

    assertThat(gmm((Object[]) call.split(" ", -1)).failed(ExitStatus.USAGE)).contains(message);
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void standardInput_canBeDrawn() throws IOException {
    gmmWithInput("a\n1\n2\n8\n9\n7\n", "fit", "-", "--components", 2, "--plot", plot)
        .done();

    assertThat(Files.readString(plot)).contains("histogram of 5 samples of a", "standard input: 2");
  }

  @ParameterizedTest
  @CsvSource({"faithful.csv, 2", "iris.csv, 3", "worked-example-1d.csv, 1", "digits.csv, 2"})
  void report_isOfAnyNumberOfFeatures(String file, int components) throws IOException {
    Outcome outcome = gmm(
        "fit",
        data(file),
        "--components",
        components,
        "--covariance",
        "diagonal",
        "--report",
        report);
    assertThat(outcome.status()).isZero();

    List<String> headings = new HtmlDocument(report).texts("//h2");
    assertThat(headings).startsWith("Data and model", "Components", "Means");
  }
}

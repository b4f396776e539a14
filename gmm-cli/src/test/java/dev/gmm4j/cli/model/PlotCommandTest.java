package dev.gmm4j.cli.model;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static dev.gmm4j.cli.testing.InProcess.gmmWithInput;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.testing.NpyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlotCommandTest {
  private static final Path IRIS = data("iris.csv");

  @TempDir
  private Path folder;

  private Path model;
  private Path picture;

  /** Two components of four features; the third tells them apart best, then the second. */
  @BeforeEach
  void writeModel() throws IOException {
    picture = folder.resolve("picture.svg");
    model = folder.resolve("model.json");
    Files.writeString(
        model,
        "{\"format\":\"gmm4j-model\",\"version\":1,\"components\":2,\"dimension\":4,\"covarianceType\":\"spherical\","
            + "\"weights\":[0.4,0.6],\"means\":[[5,3.5,1.5,0.2],[6,2.9,5,1.7]],\"covariances\":[0.1,0.3],"
            + "\"featureNames\":[\"sepal_length\",\"sepal_width\",\"petal_length\",\"petal_width\"]}");
  }

  private String drawn(Object... options) throws IOException {
    draw(options);
    return Files.readString(picture);
  }

  private void draw(Object... options) {
    Object[] all = new Object[5 + options.length];
    System.arraycopy(new Object[] {"plot", model, IRIS, "--output", picture}, 0, all, 0, 5);
    System.arraycopy(options, 0, all, 5, options.length);
    assertThat(gmm(all).done()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "scatter, ellipses of component 1, density contours",
    "contour, density contours, sure",
    "certainty, 75 % sure, density contours",
    "clusters, ; scatter of 150 samples, 75 % sure",
  })
  void kind_ofTwoFeatures_isDrawn(String kind, String shown, String missing) throws IOException {
    assertThat(drawn("--kind", kind, "--axes", "petal_width,0"))
        .contains("petal_width across and sepal_length up", shown)
        .contains("<title>iris.csv: 2 components, spherical covariance</title>")
        .doesNotContain(missing);
  }

  @Test
  void density_isDrawnOfOneFeature() throws IOException {
    assertThat(drawn("--kind", "density", "--axes", 2, "--title", "Petals & more"))
        .contains("<title>Petals &amp; more</title>", "histogram of 150 samples of petal_length")
        .contains("density of component 1");
  }

  @Test
  void pairs_areDrawnInTheOrderOfAxes() throws IOException {
    assertThat(drawn("--kind", "pairs", "--axes", "3,2,1"))
        .contains("scatter, petal_width across and sepal_width up")
        .doesNotContain("sepal_length");
  }

  @Test
  void auto_suitsTheNumberOfFeatures() throws IOException {
    assertThat(drawn()).contains("scatter, sepal_length across and petal_width up");
    assertThat(drawn("--axes", "0,1")).contains("density contours");
    assertThat(drawn("--axes", "1")).contains("histogram of 150 samples of sepal_width");
  }

  @Test
  void auto_ofManyFeatures_showsThoseThatTellComponentsApart() throws IOException {
    Path fitted = folder.resolve("digits.json");
    gmm(
            "fit",
            data("digits.csv"),
            "--label-column",
            "digit",
            "--components",
            2,
            "--covariance",
            "VII",
            "--output",
            fitted)
        .done();

    gmm("plot", fitted, data("digits.csv"), "--output", picture).done();

    String svg = Files.readString(picture);
    assertThat(svg).contains("digits.csv: 2 components, spherical covariance, 5 of 64 features");
    assertThat(svg.split("<title>histogram of ", -1)).hasSize(6);
  }

  @Test
  void trace_isThatOfTheModelFile() throws IOException {
    Path fitted = folder.resolve("fitted.json");
    gmm("fit", data("faithful.csv"), "--components", 2, "--output", fitted).done();

    gmm("plot", fitted, data("faithful.csv"), "--kind", "trace", "--output", picture)
        .done();

    assertThat(Files.readString(picture))
        .contains("faithful.csv: log-likelihood by iteration", "log-likelihood of 1 restarts over")
        .contains("restart 1: \u22121130.264");
    assertThat(gmm("plot", model, IRIS, "--kind", "trace", "--output", picture)
            .failed(ExitStatus.DATA))
        .contains(model + " does not tell how the model was fitted, so there is no trace");
  }

  @Test
  void png_hasTwoPixelsAUnit_unlessAskedOtherwise() throws IOException {
    picture = folder.resolve("picture.PNG");

    draw("--axes", "0,1");
    assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(2 * 680);

    draw("--axes", "0,1", "--scale", "0.5");
    assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(680 / 2);
  }

  @Test
  void weightZero_isNotDrawn() throws IOException {
    Files.writeString(
        model,
        "{\"format\":\"gmm4j-model\",\"version\":1,\"components\":1,\"dimension\":2,\"covarianceType\":\"spherical\","
            + "\"weights\":[1],\"means\":[[0,0]],\"covariances\":[1]}");
    String rows = "a,b,w\n0,1,1\n1,0,2\n-1,0,0\n0,-1,1\n";
    gmmWithInput(rows, "plot", model, "-", "--weights-column", "w", "--output", picture)
        .done();

    String svg = Files.readString(picture);
    String points = svg.substring(svg.indexOf("<title>samples of component 0</title>"));
    assertThat(points.substring(0, points.indexOf("</g>")).split("<circle", -1)).hasSize(1 + 3);
    assertThat(svg).contains("<title>standard input: 1 component, spherical covariance</title>");
  }

  @Test
  void colorBy_showsKnownClasses_andIsNoFeature() throws IOException {
    assertThat(drawn("--kind", "scatter", "--axes", "2,3", "--color-by", "species"))
        .contains("<title>samples of species 0</title>", "<title>samples of species 2</title>")
        .doesNotContain("samples of component");
    assertThat(drawn("--kind", "clusters", "--axes", "2,3", "--color-by", 4))
        .contains("known: species 1", "<title>samples of component 1</title>");
    assertThat(drawn("--kind", "density", "--axes", "2", "--color-by", "species"))
        .contains("<title>histogram of species 1</title>");
    assertThat(drawn("--color-by", "species")).contains("<title>samples of species 1</title>");
  }

  @Test
  void colorBy_takesTextFromStandardInput() throws IOException {
    String rows = "a,kind,b\n0,cat,1\n1,\"big dog\",0\n5,cat,5\n6,,6\n";
    Path two = folder.resolve("two.json");
    gmmWithInput(rows, "fit", "-", "-k", 1, "--color-by", "kind", "--plot", picture, "-o", two)
        .done();
    assertThat(Files.readString(two)).contains("\"a\"", "\"b\"").doesNotContain("kind");
    assertThat(Files.readString(picture)).contains("<title>samples of big dog</title>");

    gmmWithInput(rows, "plot", two, "-", "--color-by", "kind", "--output", picture)
        .done();
    assertThat(Files.readString(picture))
        .contains("<title>samples of cat</title>", "<title>samples of kind empty</title>");
  }

  @Test
  void colorBy_ofManyValues_isRefused() {
    StringBuilder rows =
        new StringBuilder("sepal_length,sepal_width,petal_length,petal_width,id\n");
    for (int i = 0; i < 35; i++) {
      rows.append("5.1,3.5,1.4,0.2,plant").append(i).append('\n');
    }
    assertThat(gmmWithInput(rows.toString(), "plot", model, "-", "--color-by", "id", "-o", picture)
            .failed(ExitStatus.USAGE))
        .contains(
            "'--color-by': classes must be <= 32 to be told apart, but id has 35 different values");
    assertThat(
            gmm("plot", model, IRIS, "--color-by", "genus", "-o", picture).failed(ExitStatus.DATA))
        .contains("has no column 'genus'");
    assertThat(gmm("plot", model, IRIS, "--kind", "trace", "--color-by", "4", "-o", picture)
            .failed(ExitStatus.USAGE))
        .contains("'--color-by': trace shows no rows");
    assertThat(gmm("fit", IRIS, "-k", 2, "--color-by", "species").failed(ExitStatus.USAGE))
        .contains("--color-by needs --plot or --report");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--kind directions --axes 0,1 | '--axes': directions shows all features; choose with --columns",
        "--kind pairs --directions 0.5 | '--directions': pairs shows features as they are",
        "--kind contour --axes 0,1 --directions 1 | '--directions': contour shows features as they are",
        "--directions 1.5 | '--directions': lambda must be in [0, 1], but was 1.5",
        "--directions NaN | '--directions': lambda must be in [0, 1], but was NaN",
        "--directions crim | '--directions': expected a number in [0, 1] or crimcoords but was 'crim'",
        "--kind density --axes 0 --shade regions | '--shade': density has no ground to shade",
        "--shade dark | '--shade': expected one of none, regions, uncertainty but was 'dark'",
        "--kind density | density shows 1 feature, but ../data/iris.csv has 4: choose with --axes",
        "--kind contur | '--kind': expected one of auto, density, scatter, contour, clusters, certainty, directions, pairs, trace, means, loadings but was 'contur'",
        "--kind density --axes 0,1 | '--axes': density shows 1 feature, but 2 were chosen",
        "--kind pairs --axes 0 | '--axes': pairs shows 2 to 8 features, but 1 was chosen",
        "--kind contour --axes 0,4 | '--axes': ../data/iris.csv has no feature '4': it has sepal_length",
        "--axes 1,sepal_width | '--axes': the feature sepal_width is chosen twice",
        "--scale 0 | '--scale': scale must be in (0, 8], but was 0.0",
        "--scale NaN | '--scale': scale must be in (0, 8], but was NaN",
      })
  void badRequest_isToldAndNothingIsWritten(String options, String message) throws IOException {
    Files.writeString(picture, "as before");
    String call = "plot " + model + " ../data/iris.csv --output " + picture + " " + options;

    assertThat(gmm((Object[]) call.split(" ", -1)).failed(ExitStatus.USAGE))
        .startsWith("gmm plot: ")
        .contains(message);
    assertThat(picture).hasContent("as before");
  }

  @Test
  void output_isCheckedBeforeAnythingIsRead() {
    assertThat(gmm("plot", "nix.json", "nix.csv", "--output", "x.pdf").failed(ExitStatus.USAGE))
        .contains("'--output': the file's name must end in .png or .svg, but was 'x.pdf'");
    Path missing = folder.resolve("missing").resolve("x.png");
    assertThat(gmm("plot", "nix.json", "nix.csv", "--output", missing).failed(ExitStatus.USAGE))
        .contains("'--output': there is no folder " + missing.getParent());
    assertThat(gmm("plot", model, IRIS).failed(ExitStatus.USAGE))
        .contains("Missing required option: '--output=FILE.png|svg'");
  }

  @Test
  void otherFeatures_areRefused() {
    assertThat(
            gmm("plot", model, data("faithful.csv"), "--output", picture).failed(ExitStatus.DATA))
        .contains("faithful.csv has 2 feature columns, but the model " + model + " has 4 features");
    assertThat(picture).doesNotExist();
  }

  @Test
  void invalidNumber_isNamedByRowAndColumn() throws IOException {
    double[][] rows = new double[70_000][4];
    rows[69_000][3] = Double.POSITIVE_INFINITY;
    Path file = NpyFiles.write(folder.resolve("rows.npy"), rows);

    assertThat(
            gmm("plot", model, file, "--axes", "0,1", "--output", picture).failed(ExitStatus.DATA))
        .contains("rows.npy", "row 69000", "column 3", "Infinity");
  }
}

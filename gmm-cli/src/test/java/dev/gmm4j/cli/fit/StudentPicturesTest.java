package dev.gmm4j.cli.fit;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.testing.HtmlDocument;
import dev.gmm4j.cli.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures and pages of mixtures of t distributions. */
class StudentPicturesTest {
  private static final Path FAITHFUL = data("faithful.csv");
  private static final Path IRIS = data("iris.csv");
  private static final String ELLIPSES = "ellipses of 39 % and of 86 % of component ";

  @TempDir
  private Path folder;

  private Path model() {
    Path file = folder.resolve("model.json");
    gmm("fit", FAITHFUL, "--components", 2, "--tails", 4, "--output", file).done();
    return file;
  }

  private Path irisModel() {
    Path file = folder.resolve("iris.json");
    gmm(
            "fit",
            IRIS,
            "--columns",
            "0-3",
            "--components",
            2,
            "--covariance",
            "tied",
            "--tails",
            4,
            "--output",
            file)
        .done();
    return file;
  }

  private Path picture() {
    return folder.resolve("picture.svg");
  }

  private String drawn(Path model, Path rows, Object... options) throws IOException {
    Object[] all = new Object[5 + options.length];
    System.arraycopy(new Object[] {"plot", model, rows, "--output", picture()}, 0, all, 0, 5);
    System.arraycopy(options, 0, all, 5, options.length);
    assertThat(gmm(all).done()).isEmpty();
    return Files.readString(picture());
  }

  @Test
  void plot_ofAFit_isThatOfItsModel() throws IOException {
    Path file = folder.resolve("model.json");
    String table = gmm(
            "fit", FAITHFUL, "--components", 2, "--tails", 4, "--output", file, "--plot", picture())
        .done();

    assertThat(table).contains("picture written to " + picture());
    String svg = Files.readString(picture());
    assertThat(svg)
        .contains("<title>faithful.csv: 2 t distributions, scales VVV</title>")
        .contains(ELLIPSES + 1, "density contours")
        .doesNotContain("trimmed");
    assertThat(drawn(file, FAITHFUL)).isEqualTo(svg);
  }

  @Test
  void crossBelow_marksRowsOfLittleScaleWeight() throws IOException {
    Path model = model();
    long little = gmm("predict", model, FAITHFUL, "--scale-weights")
        .done()
        .lines()
        .skip(1)
        .filter(line -> Double.parseDouble(line.substring(line.indexOf(',') + 1)) < 0.4)
        .count();

    String svg = drawn(model, FAITHFUL, "--cross-below", 0.4);

    int from = svg.indexOf("<title>scale weight below 0.4");
    String crosses = svg.substring(from, svg.indexOf("</g>", from));
    assertThat(little).isPositive();
    assertThat(crosses.split("<path", -1)).hasSize(Math.toIntExact(little) + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "pairs, '0,1,2', scatter; ellipses of 39 % and of 86 % of component 1",
    "clusters, '2,3', samples of component 1; density contours",
    "density, '2', density of component 1; density of the mixture",
    "certainty, '2,3', 75 % sure; 39 % of a component",
  })
  void kinds_areDrawn(String kind, String axes, String shown) throws IOException {
    assertThat(drawn(irisModel(), IRIS, "--kind", kind, "--axes", axes))
        .contains(shown.split("; "));
  }

  @Test
  void knownClasses_andTraces_areDrawn() throws IOException {
    Path model = irisModel();
    assertThat(drawn(model, IRIS, "--axes", "2,3", "--color-by", "species"))
        .contains("samples of species 2", ELLIPSES + 0);
    assertThat(drawn(model, IRIS, "--kind", "trace"))
        .contains("iris.csv: log-likelihood by iteration");
  }

  @Test
  void whatIsNotDrawn_isRefusedByName() throws IOException {
    Path model = irisModel();
    for (List<String> options : List.of(
        List.of("--kind", "directions"),
        List.of("--kind", "contour"),
        List.of("--directions", "1"))) {
      Outcome outcome =
          gmm("plot", model, IRIS, "--output", picture(), options.get(0), options.get(1));
      assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
      assertThat(outcome.err()).contains(options.get(0), "directions need a Gaussian mixture");
    }
    Path holes = folder.resolve("holes.csv");
    Files.writeString(holes, "eruptions,waiting\n1.8,54\n,60\n4,80\n");
    assertThat(gmm("plot", model(), holes, "--output", picture()).status()).isZero();
    assertThat(Files.readString(picture())).contains("1 row lacks a value: not shown");
    assertThat(gmm("plot", model(), holes, "--output", picture(), "--missing", "drop", "--force")
            .status())
        .isZero();
    assertThat(Files.readString(picture())).contains("scatter of 2 samples");
  }

  @Test
  void crossBelow_needsTailsPointsAndAPositiveNumber() {
    Path gaussian = folder.resolve("gaussian.json");
    gmm("fit", FAITHFUL, "--components", 2, "--output", gaussian).done();
    assertThat(gmm("plot", gaussian, FAITHFUL, "-o", picture(), "--cross-below", 0.4)
            .failed(ExitStatus.USAGE))
        .contains("--cross-below needs a model of t distributions");
    Path model = model();
    assertThat(gmm(
                "plot",
                model,
                FAITHFUL,
                "-o",
                picture(),
                "--cross-below",
                0.4,
                "--kind",
                "density",
                "--axes",
                0)
            .failed(ExitStatus.USAGE))
        .contains("--cross-below needs a picture of two features or more");
    assertThat(gmm("plot", model, FAITHFUL, "-o", picture(), "--cross-below", 0)
            .failed(ExitStatus.USAGE))
        .contains("scale weight must be > 0, but was 0.0");
  }

  @Test
  void selection_stillHasNoPicture() {
    assertThat(gmm("select", FAITHFUL, "--components", "1-2", "--tails", 4, "--plot", picture())
            .failed(ExitStatus.USAGE))
        .contains("--plot cannot go with --tails: comparisons are drawn of Gaussian mixtures");
  }

  @Test
  void report_hasSummaryPicturesAndComponents() throws IOException {
    Path file = folder.resolve("report.html");
    gmm(
            "fit",
            IRIS,
            "--columns",
            "0-3",
            "--components",
            2,
            "--covariance",
            "tied",
            "--tails",
            4,
            "--restarts",
            2,
            "--report",
            file)
        .done();

    HtmlDocument page = new HtmlDocument(file);
    assertThat(page.texts("//title")).contains("Mixture of t distributions of iris.csv");
    assertThat(page.texts("//table[@class='properties']//tr[th='model']/td"))
        .containsExactly("2 t distributions, scales EEE, degrees of freedom fixed");
    assertThat(page.texts("//h2[.='Components']/following::table[1]//th"))
        .contains("component", "weight", "effective count", "degrees of freedom");
    assertThat(page.texts("//h2[.='Components']/following::table[1]/tbody/tr/td[3]"))
        .containsExactly("4", "4");
    assertThat(page.texts("//h2"))
        .containsSubsequence(
            "Data and model",
            "Components",
            "Locations",
            "Scales",
            "Scale matrices",
            "Expectation-maximization");
    assertThat(page.texts("//figcaption")).hasSize(3).first().asString().contains("39 and 86 %");
    assertThat(Files.readString(file)).contains(ELLIPSES + 1, "\u03bd/(\u03bd - 2)");
  }
}

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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures and the page of factor analysers of images. */
class FactorPicturesTest {
  private static final Path DIGITS = data("digits.csv");

  @TempDir
  private static Path folder;

  private static Path model;
  private static Path report;

  @BeforeAll
  static void fit() {
    model = folder.resolve("model.json");
    report = folder.resolve("report.html");
    gmm(
            "fit",
            DIGITS,
            "--columns",
            "0-63",
            "-k",
            3,
            "--covariance",
            "UUC",
            "--factors",
            2,
            "--max-iterations",
            20,
            "--output",
            model,
            "--report",
            report)
        .done();
  }

  @ParameterizedTest
  @CsvSource({
    "means, '3 images of 8 x 8 pixels: 0: 0.'",
    "loadings, '6 images of 8 x 8 pixels: 0, factor 1, 0, factor 2, 1, factor 1'",
    "clusters, 'component 2'",
    "pairs, '3 components, UUC covariance, 2 factors, 5 of 64 features'",
    "trace, 'log-likelihood by iteration'",
  })
  void plot_drawsKind(String kind, String text) throws IOException {
    Path file = folder.resolve(kind + ".svg");
    boolean isPairs = kind.equals("pairs");
    Object[] arguments = {
      "plot", model, DIGITS, "--columns", "0-63", "--kind", isPairs ? "auto" : kind, "-o", file
    };
    gmm(arguments).done();

    assertThat(Files.readString(file)).contains(text);
  }

  @Test
  void images_mayBeOfAGivenShape() throws IOException {
    Path file = folder.resolve("wide.svg");
    gmm(
            "plot",
            model,
            DIGITS,
            "--columns",
            "0-63",
            "--kind",
            "means",
            "--image-size",
            "16x4",
            "-o",
            file)
        .done();

    assertThat(Files.readString(file)).contains("3 images of 16 x 4 pixels");
  }

  @Test
  void loadings_needFactors() {
    Path full = folder.resolve("full.json");
    gmm("convert", model, "--to", "gmm4j", "--output", full).done();

    Outcome outcome = gmm(
        "plot",
        full,
        DIGITS,
        "--columns",
        "0-63",
        "--kind",
        "loadings",
        "-o",
        folder.resolve("n.svg"));

    assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(outcome.err())
        .contains("loadings needs a model of factors, as gmm fit --covariance UUC writes");
  }

  @Test
  void report_hasFactorsAndImages() throws IOException {
    HtmlDocument page = new HtmlDocument(report);

    assertThat(page.texts("//h1")).containsExactly("Factor analysers of digits.csv");
    assertThat(page.texts("//figure//desc"))
        .anyMatch(text -> text.startsWith("3 images of 8 x 8 pixels"))
        .anyMatch(text -> text.startsWith("6 images of 8 x 8 pixels"));
    String factors = "//h2[text()='Factors']/following-sibling::div[1]//";
    assertThat(page.texts(factors + "thead//th"))
        .containsExactly("component", "weight", "factors", "explained", "factor 1", "factor 2");
    assertThat(page.texts(factors + "tbody//td")).hasSize(15).contains("2");
    assertThat(page.texts(factors + "tbody/tr[1]/td[3]").get(0)).matches("\\d\\d\\.\\d %");
    assertThat(page.texts("//summary"))
        .contains("of component 0", "of component 2", "The model file, with all digits");
  }
}

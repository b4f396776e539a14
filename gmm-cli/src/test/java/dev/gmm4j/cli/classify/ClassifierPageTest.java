package dev.gmm4j.cli.classify;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.testing.HtmlDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of {@code gmm classify fit --report} and {@code gmm classify validate --report}. */
class ClassifierPageTest {
  @TempDir
  private Path folder;

  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("report.html");
  }

  private HtmlDocument page(Object... arguments) throws IOException {
    List<Object> all = new ArrayList<>(List.of("classify"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--report", file));
    assertThat(gmm(all.toArray()).done()).endsWith("\nreport written to " + file + "\n");
    return new HtmlDocument(file);
  }

  /** Numbers as in mclust 6.1.3, see ClassifyCommandTest. */
  @Test
  void fit_hasSettingsScoresAndPictures() throws IOException {
    HtmlDocument page = page("fit", data("iris.csv"), "--label", "species");

    assertThat(page.texts("//title")).contains("Classifier of iris.csv");
    String property = "//table[@class='properties']//tr[th='%s']/td";
    assertThat(page.texts(property.formatted("log-likelihood"))).containsExactly("-187.7097");
    assertThat(page.texts(property.formatted("training errors"))).containsExactly("3 of 150 rows");
    assertThat(page.texts(property.formatted("column of classes"))).containsExactly("species");
    assertThat(page.texts("//h2[.='Classes']/following::table[1]/tbody/tr[2]/*"))
        .containsExactly("1", "50", "0.3333", "1", "VEV");
    assertThat(page.texts("//h2[.='True and decided classes']/following::table[1]/tbody/tr[2]/*"))
        .containsExactly("1", "0", "47", "3", "0.9400");
    assertThat(page.texts("//h2[.='Candidates']/following::table[1]/tbody/tr[1]/*"))
        .containsExactly("VEV", "565.8236", "3", "38");
    assertThat(page.texts("//figure/svg/desc"))
        .hasSize(2)
        .anySatisfy(text -> assertThat(text)
            .contains("direction 1 (")
            .contains("species 2")
            .contains("decided for another class"))
        .anySatisfy(text -> assertThat(text).startsWith("calibration of the probabilities of 150"));
    assertThat(
            page.texts("//summary[.='What the axes are made of']/following::table[1]/tbody/tr/th"))
        .containsExactly("sepal_length", "sepal_width", "petal_length", "petal_width");
    assertThat(page.texts("//details/pre").get(0)).contains("\"gmm4j-classifier\"");
  }

  @Test
  void validate_hasTheTableOfParts() throws IOException {
    HtmlDocument page =
        page("validate", data("iris.csv"), "--label", "species", "--models", "EEE", "--folds", 5);

    assertThat(page.texts("//title")).contains("Cross-validation of iris.csv");
    assertThat(
            page.texts("//table[@class='properties']//tr[th='error rate']/td").get(0))
        .contains("standard error");
    List<String> rows = page.texts("//h2[.='Parts']/following::table[1]/tbody/tr/td[1]");
    List<String> errors = page.texts("//h2[.='Parts']/following::table[1]/tbody/tr/td[2]");
    assertThat(rows).hasSize(5).containsOnly("30");
    assertThat(page.texts("//table[@class='properties']//tr[th='errors']/td"))
        .containsExactly(errors.stream().mapToInt(Integer::parseInt).sum() + " of 150 rows");
    assertThat(page.texts("//figcaption").get(0)).contains("rows that were left out");
  }

  @Test
  void page_needsNothingElse_andShowsNamesAsText() throws IOException {
    Path rows = Files.writeString(
        folder.resolve("a&b.csv"),
        "<script>alert(1)</script>,y,kind\n1,2,<b>\n2,1,<b>\n1,1,<b>\n8,9,\"\"\"&\"\n9,7,\"\"\"&\"\n7,8,\"\"\"&\"\n3,3,\n");

    HtmlDocument page = page("fit", rows, "--label", "kind", "--models", "EII");

    assertThat(page.texts("//script")).isEmpty();
    assertThat(page.texts("//h2[.='Classes']/following::table[1]/tbody/tr/th"))
        .containsExactly("\"&", "<b>");
    assertThat(page.texts("//h2[.='Classes']/following::p[1]").get(0))
        .startsWith("1 row of unknown class");
    String html = Files.readString(file);
    assertThat(html).contains("default-src 'none'").doesNotContain("<script", "<link", "@import");
    assertThat(Pattern.compile("https?://[^\"<]*").matcher(html).results().map(r -> r.group()))
        .containsOnly("http://www.w3.org/2000/svg");
  }

  @Test
  void oneFeature_hasADensity_andOneClassIsRefused() throws IOException {
    Path line =
        Files.writeString(folder.resolve("line.csv"), "x,kind\n0,b\n1,b\n2,b\n7,a\n8,a\n10,a\n");
    assertThat(page("fit", line, "--label", "kind").texts("//figure/svg/desc").get(0))
        .contains("histogram of");
    Path one = Files.writeString(folder.resolve("one.csv"), "x,y,kind\n0,1,a\n1,3,a\n2,2,a\n");
    assertThat(gmm("classify", "fit", one, "--label", "kind", "--report", folder.resolve("x.html"))
            .failed(ExitStatus.DATA))
        .contains("column kind must have at least 2 classes, but all 3 labelled rows are of \"a\"");
    assertThat(folder.resolve("x.html")).doesNotExist();
  }

  @Test
  void json_staysAlone_andBadFilesAreRefused() throws IOException {
    assertThat(gmm(
                "classify",
                "fit",
                data("iris.csv"),
                "--label",
                "species",
                "--models",
                "EEE",
                "--json",
                "--report",
                file)
            .done())
        .startsWith("{")
        .doesNotContain("report written");
    assertThat(file).exists();
    assertThat(gmm("classify", "validate", "no.csv", "--label", "x", "--report", "x.pdf")
            .failed(ExitStatus.USAGE))
        .contains("'--report': the file's name must end in .html or .htm, but was 'x.pdf'");
  }
}

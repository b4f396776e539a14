package dev.gmm4j.cli.fit;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.testing.HtmlDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The page of {@code gmm fit --report}. */
class FitPageTest {
  @TempDir
  private Path folder;

  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("report.html");
  }

  private HtmlDocument page(Object... fit) throws IOException {
    Object[] all = new Object[fit.length + 3];
    all[0] = "fit";
    System.arraycopy(fit, 0, all, 1, fit.length);
    all[fit.length + 1] = "--report";
    all[fit.length + 2] = file;
    assertThat(gmm(all).status()).isZero();
    return new HtmlDocument(file);
  }

  // Parameters as in scikit-learn and mclust.
  @Test
  void parameters_areThoseOfTheModel() throws IOException {
    HtmlDocument page = page(data("faithful.csv"), "--components", 2);

    assertThat(page.texts("//title")).contains("Gaussian mixture of faithful.csv");
    assertThat(page.texts("//table[@class='properties']//tr[th='log-likelihood']/td"))
        .containsExactly("-1130.264");
    assertThat(page.texts("//h2[.='Components']/following::table[1]/tbody/tr[1]/td[1]")
            .get(0))
        .startsWith("0.644");
    assertThat(page.texts("//h2[.='Means']/following::table[1]//th"))
        .containsExactly("feature", "component 0", "component 1", "eruptions", "waiting");
    assertThat(page.texts("//h2[.='Means']/following::table[1]//td"))
        .hasSize(4)
        .first()
        .asString()
        .startsWith("4.289");
    List<String> deviations =
        page.texts("//h2[.='Standard deviations']/following::table[1]/tbody/tr[2]/td[1]");
    List<String> variances =
        page.texts("//h2[.='Covariances']/following::table[1]/tbody/tr[2]/td[2]");
    assertThat(Math.pow(Double.parseDouble(deviations.get(0)), 2))
        .isCloseTo(
            Double.parseDouble(variances.get(0)),
            org.assertj.core.data.Percentage.withPercentage(0.01));
  }

  /** What the search tried is on the page, and what it kept is what the table of the fit says. */
  @Test
  void moves_areListed() throws IOException {
    HtmlDocument page = page(data("worked-example-2d.csv"), "--components", 3);

    String summary =
        page.texts("//table[@class='properties']//tr[th='search']/td").get(0);
    String moves = "//p[starts-with(., 'Moves of the search')]/following::table[1]";
    assertThat(page.texts(moves + "/thead//th"))
        .containsExactly("merged", "split", "before", "after", "end");
    List<String> ends = page.texts(moves + "/tbody/tr/td[4]");
    assertThat(ends).contains("kept", "not kept").containsOnly("kept", "not kept");
    assertThat(summary).startsWith(ends.stream().filter("kept"::equals).count() + " move");
  }

  @Test
  void modelFile_isOnThePageWithAllDigits() throws IOException {
    Path model = folder.resolve("model.json");
    HtmlDocument page = page(data("faithful.csv"), "--components", 2, "--output", model);

    String json = page.texts("//details/pre").get(0);
    assertThat(JsonMapper.shared().readTree(json))
        .isEqualTo(JsonMapper.shared().readTree(Files.readString(model)));
  }

  @Test
  void tables_areRatherLongThanWide() throws IOException {
    HtmlDocument page = page(data("worked-example-1d.csv"), "--components", 3);

    assertThat(page.texts("//h2[.='Means']/following::table[1]//th"))
        .containsExactly("feature", "x", "component 0", "component 1", "component 2");
  }

  @Test
  void pictures_areInline() throws IOException {
    HtmlDocument page =
        page(data("iris.csv"), "--columns", "0,1,2,3", "--components", 3, "--restarts", 3);

    assertThat(page.texts("//figure/svg/desc"))
        .hasSize(4)
        .anySatisfy(text -> assertThat(text).contains("histogram of sepal_length"))
        .anySatisfy(text -> assertThat(text).contains("direction 1 (").contains("direction 2 ("))
        .anySatisfy(text -> assertThat(text).contains("petal_length across and petal_width up"))
        .anySatisfy(text -> assertThat(text).contains("log-likelihood of 3 restarts"));
    assertThat(page.texts("//table//tr[td='converged']/th")).containsExactly("1", "2", "3");
  }

  @Test
  void page_needsNothingElse() throws IOException {
    page(data("iris.csv"), "--components", 2);

    String html = Files.readString(file);
    assertThat(html).contains("default-src 'none'").doesNotContain("<script", "<link", "@import");
    assertThat(Pattern.compile("https?://[^\"<]*").matcher(html).results().map(r -> r.group()))
        .containsOnly("http://www.w3.org/2000/svg");
    assertThat(
            Pattern.compile("(?:href|src)=\"(.{5})").matcher(html).results().map(r -> r.group(1)))
        .allMatch("data:"::equals);
  }

  @Test
  void manyPoints_arePixels() throws IOException {
    Path model = folder.resolve("model.json");
    Path rows = folder.resolve("rows.csv");
    gmm("fit", data("iris.csv"), "--columns", "0,1,2,3", "--components", 2, "--output", model)
        .done();
    gmm("sample", model, "--count", 8000, "--output", rows).done();

    HtmlDocument page = page(rows, "--components", 2);

    assertThat(page.texts("//figure/img/@alt").get(0)).contains("histogram of sepal_length");
    assertThat(file).satisfies(path -> assertThat(Files.size(path)).isLessThan(6_000_000));
  }

  @Test
  void namesInTheData_areTextAndNothingElse() throws IOException {
    Path rows = Files.writeString(
        folder.resolve("a&b.csv"),
        "<script>alert(1)</script>,\"\"\"&\"\n1,2\n2,1\n8,9\n9,7\n7,8\n");

    HtmlDocument page = page(rows, "--components", 1, "--title", "<i>it's</i>");

    assertThat(page.texts("//script")).isEmpty();
    assertThat(page.texts("//h1")).containsExactly("<i>it's</i>");
    assertThat(page.texts("//h2[.='Means']/following::table[1]/tbody/tr/th"))
        .containsExactly("<script>alert(1)</script>", "\"&");
    assertThat(page.texts("//main/pre").get(0)).endsWith("'<i>it'\\''s</i>' --report " + file);
  }

  @Test
  void notes_areShown() throws IOException {
    HtmlDocument page = page(data("faithful.csv"), "--components", 2, "--max-iterations", 1);

    assertThat(page.texts("//ul[@class='notes']/li").get(0))
        .startsWith("warning: not converged after 1 iteration");
  }

  @Test
  void covariances_thatAreTooMany_areLeftToTheModelFile() throws IOException {
    HtmlDocument page =
        page(data("digits.csv"), "--components", 6, "--max-iterations", 1, "--axes", "p03,p36");

    assertThat(page.texts("//h2[.='Covariances']/following::p[1]").get(0))
        .startsWith("25350 numbers are too many for a page");
    assertThat(page.texts("//figure//desc").get(0)).contains("p03 across and p36 up");
  }
}

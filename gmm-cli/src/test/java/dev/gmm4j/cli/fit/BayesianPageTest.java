package dev.gmm4j.cli.fit;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.testing.HtmlDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The page and the picture of {@code gmm fit --bayesian}. */
class BayesianPageTest {
  @TempDir
  private Path folder;

  private HtmlDocument page(Object... fit) throws IOException {
    Path file = folder.resolve("report.html");
    Object[] all = new Object[fit.length + 3];
    all[0] = "fit";
    System.arraycopy(fit, 0, all, 1, fit.length);
    all[fit.length + 1] = "--report";
    all[fit.length + 2] = file;
    assertThat(gmm(all).done()).contains("report written to " + file);
    return new HtmlDocument(file);
  }

  @Test
  void page_tellsThePosterior() throws IOException {
    Path model = folder.resolve("posterior.json");
    HtmlDocument page = page(
        data("faithful.csv"), "-k", 5, "--bayesian", "dirichlet", "--restarts", 2, "-o", model);

    assertThat(page.texts("//title")).contains("Bayesian mixture of faithful.csv");
    assertThat(page.texts("//table[@class='properties']//th"))
        .contains("prior", "ELBO", "occupied");
    List<String> components = page.texts("//h2[.='Components']/following::table[1]/tbody/tr/th");
    assertThat(components).hasSizeBetween(2, 4);
    assertThat(page.texts("//ul[@class='notes']/li").get(0)).contains("without rows");
    // Each interval holds the mean that stands in the table of means.
    List<String> interval =
        page.texts("//h2[.='Credible intervals of 95 %']/following::table[1]/tbody/tr[1]/td");
    double mean = Double.parseDouble(
        page.texts("//h2[.='Means']/following::table[1]/tbody/tr[1]/td[1]").get(0));
    assertThat(mean)
        .isBetween(Double.parseDouble(interval.get(1)), Double.parseDouble(interval.get(2)));
    assertThat(page.texts("//figure/svg/desc"))
        .hasSize(2)
        .anySatisfy(text -> assertThat(text).contains("draws from the posterior"))
        .anySatisfy(text -> assertThat(text).contains("ELBO of "));
    assertThat(JsonMapper.shared().readTree(page.texts("//details/pre").get(0)))
        .isEqualTo(JsonMapper.shared().readTree(Files.readString(model)));
    assertThat(page.texts("//details/summary"))
        .anySatisfy(text -> assertThat(text).startsWith("of component"));
  }

  @Test
  void page_ofManyFeatures_hasDirections() throws IOException {
    HtmlDocument page =
        page(data("iris.csv"), "--columns", "0,1,2,3", "-k", 4, "--bayesian", "dirichlet-process");

    assertThat(page.texts("//figure/svg/desc"))
        .hasSize(4)
        .anySatisfy(text ->
            assertThat(text).contains("direction 1 (").contains("draws from the posterior"));
  }

  @Test
  void plot_isThatOfTheModelFile() throws IOException {
    Path model = folder.resolve("posterior.json");
    Path plot = folder.resolve("fit.svg");
    Path later = folder.resolve("later.svg");
    Object[] fit = {
      "fit", data("faithful.csv"), "-k", 3, "--bayesian", "dirichlet", "-o", model, "--plot", plot
    };
    assertThat(gmm(fit).done()).contains("picture written to " + plot);
    gmm("plot", model, data("faithful.csv"), "-o", later).done();

    assertThat(Files.readString(plot)).isEqualTo(Files.readString(later));
    gmm(
            "fit",
            data("faithful.csv"),
            "-k",
            3,
            "--bayesian",
            "dirichlet",
            "--plot",
            plot,
            "--kind",
            "trace",
            "--json")
        .done();
    assertThat(Files.readString(plot)).contains("faithful.csv: ELBO by iteration");
  }
}

package dev.gmm4j.cli.fit;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.testing.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class BayesianFitTest {
  private static final Path FAITHFUL = data("faithful.csv");

  @TempDir
  private Path folder;

  @Test
  void json_hasBoundAndPosterior() {
    JsonNode model = gmm(
            "fit",
            FAITHFUL,
            "--components",
            2,
            "--bayesian",
            "dirichlet",
            "--tolerance",
            "1e-12",
            "--json")
        .json();

    JsonNode fit = model.get("fit");
    // An independent implementation ends there from classes of the waiting time, too.
    assertThat(fit.get("elbo").asDouble()).isCloseTo(-1178.97924312, within(1e-7));
    assertThat(fit.get("elboTrace").size()).isEqualTo(fit.get("iterations").asInt() + 1);
    assertThat(fit.get("occupiedComponents").asInt()).isEqualTo(2);
    assertThat(fit.get("bic").isNull()).isTrue();
    assertThat(model.get("posterior").get("weightPrior").asString()).isEqualTo("dirichlet");
    assertThat(model.get("weights").get(0).asDouble()).isCloseTo(0.6422239086, within(1e-6));
  }

  @Test
  void table_leavesOutComponentsWithoutRows() {
    String table = gmm("fit", FAITHFUL, "--components", 8, "--bayesian", "dirichlet-process")
        .done();

    assertThat(table.lines())
        .contains(
            "data            " + FAITHFUL + ", 272 rows, 2 features",
            "model           at most 8 components, full covariance",
            "prior           dirichlet-process, concentration 0.125");
    assertThat(table)
        .containsPattern("\nELBO +-1\\d{3}\\.\\d{3}\n")
        .containsPattern(
            "\noccupied +\\d components?; with any row \\d\\.\\d\\d \\+- \\d\\.\\d\\d\n")
        .containsPattern("\nnote: \\d components? without rows (is|are) left out of the table\n");
  }

  @Test
  void oneComponentTooFew_isNoted() {
    String table =
        gmm("fit", FAITHFUL, "--components", 2, "--bayesian", "dirichlet").done();

    assertThat(table)
        .contains("note: all components are occupied, so that more might be; try more with"
            + " --components, or a smaller --concentration");
  }

  @Test
  void writtenModel_serves_otherCommands() {
    Path file = folder.resolve("model.json");
    gmm("fit", FAITHFUL, "--components", 3, "--bayesian", "dirichlet", "--output", file)
        .done();

    assertThat(gmm("predict", file, FAITHFUL).done().lines().count()).isEqualTo(273);
    assertThat(gmm("score", file, FAITHFUL).done()).contains("log-likelihood");
    JsonNode again = gmm("convert", file, "--to", "gmm4j").json();
    assertThat(again.get("posterior").isObject()).isTrue();
  }

  @Test
  void priorOptions_setThePriorOfComponents() {
    JsonNode prior = gmm(
            "fit",
            FAITHFUL,
            "--components",
            2,
            "--bayesian",
            "dirichlet-process",
            "--stick-order",
            "as-given",
            "--concentration",
            "2",
            "--prior-shrinkage",
            "0.5",
            "--prior-mean",
            "3,70",
            "--prior-dof",
            "5",
            "--prior-scale",
            "1,100",
            "--json")
        .json()
        .get("posterior");

    assertThat(prior.get("concentration").asDouble()).isEqualTo(2);
    assertThat(prior.get("prior").get("meanPrecision").asDouble()).isEqualTo(0.5);
    assertThat(prior.get("prior").get("mean").get(1).asDouble()).isEqualTo(70);
    assertThat(prior.get("prior").get("degreesOfFreedom").asDouble()).isEqualTo(5);
    assertThat(prior.get("prior").get("scale").get(1).get(1).asDouble()).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--concentration 1 | --concentration needs --bayesian",
        "--stick-order by-size | --stick-order needs --bayesian",
        "--bayesian dirichlet --stick-order by-size | --stick-order needs --bayesian dirichlet-process",
        "--bayesian dirichlet --concentration 0 | concentration must be finite and > 0, but was 0.0",
        "--bayesian dp | expected one of dirichlet, dirichlet-process but was 'dp'",
        "--bayesian dirichlet --noise 0.1 | --noise cannot go with --bayesian: noise has no prior",
        "--bayesian dirichlet --prior | --prior cannot go with --bayesian: it has a prior anyway",
        "--bayesian dirichlet --regularization 1 | --regularization cannot go with --bayesian",
        "--bayesian dirichlet --animate x.gif | --animate cannot go with --bayesian: its iterations are not recorded",
        "--bayesian dirichlet --checkpoint x | --checkpoint cannot go with --bayesian",
        "--bayesian dirichlet --method stepwise | --method cannot go with --bayesian",
        "--bayesian dirichlet --covariance VEV | full, tied, diagonal or spherical covariances, but had model VEV",
        "--bayesian dirichlet --prior-dof 1 | degreesOfFreedom must be finite and > 1.0, but was 1.0"
      })
  void whatCannotBe_isRefusedByName(String options, String message) {
    List<Object> arguments = new ArrayList<>(List.of("fit", FAITHFUL, "--components", 2));
    arguments.addAll(List.of(options.split(" ")));
    Outcome outcome = gmm(arguments.toArray());

    assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(outcome.err()).contains(message);
  }
}

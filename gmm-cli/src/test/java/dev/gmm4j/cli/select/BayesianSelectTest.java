package dev.gmm4j.cli.select;

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

class BayesianSelectTest {
  private static final Path IRIS = data("iris.csv");

  @TempDir
  private Path folder;

  /** The bounds of an independent implementation. */
  @Test
  void json_comparesBounds() {
    JsonNode result = gmm(
            "select",
            IRIS,
            "--columns",
            "0-3",
            "--components",
            "1-3",
            "--models",
            "full",
            "--bayesian",
            "dirichlet",
            "--concentration",
            "1",
            "--json")
        .json();

    assertThat(result.get("criterion").asString()).isEqualTo("elbo");
    assertThat(result.get("covariance").asString()).isEqualTo("full");
    assertThat(result.get("components").asInt()).isEqualTo(2);
    assertThat(result.get("candidates").size()).isEqualTo(3);
    JsonNode two = result.get("candidates").get(1);
    assertThat(two.get("comparableElbo").asDouble()).isCloseTo(-324.522, within(6e-4));
    assertThat(two.get("elbo").asDouble()).isCloseTo(-324.522 - Math.log(2), within(6e-4));
  }

  @Test
  void table_hasABoundForEachCandidate_andTheBestIsWritten() {
    Path file = folder.resolve("best.json");
    String table = gmm(
            "select",
            data("faithful.csv"),
            "--components",
            "1,2",
            "--bayesian",
            "dirichlet",
            "--output",
            file)
        .done();

    assertThat(table)
        .contains("ELBO + ln K!, higher is better\ncomponents         1         2\n")
        .containsPattern("\n +tied +-\\d+\\.\\d\\d +-1174\\.\\d\\d\n")
        .contains("chosen   tied, 2 components, 2 occupied\n");
    assertThat(gmm("score", file, data("faithful.csv")).done()).contains("log-likelihood");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--bayesian dirichlet --models VEV | full, tied, diagonal or spherical covariances, not VEV",
        "--bayesian dirichlet --plot x.png | --plot cannot go with --bayesian",
        "--bayesian dirichlet --criterion bic | --criterion cannot go with --bayesian",
        "--concentration 1 | --concentration needs --bayesian",
        "--bayesian dirichlet --components 3-2 | in ascending order, but was '3-2'",
        "--bayesian dirichlet --components 0,1 | components must be >= 1, but was 0"
      })
  void whatCannotBe_isRefusedByName(String options, String message) {
    List<Object> arguments = new ArrayList<>(List.of("select", data("faithful.csv")));
    arguments.addAll(List.of(options.split(" ")));
    Outcome outcome = gmm(arguments.toArray());

    assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(outcome.err()).contains(message);
  }
}

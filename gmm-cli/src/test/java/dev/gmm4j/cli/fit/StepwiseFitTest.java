package dev.gmm4j.cli.fit;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.cli.testing.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class StepwiseFitTest {
  private static final Path FAITHFUL = data("faithful.csv");

  @TempDir
  private Path folder;

  @Test
  void stepwise_comesNearEm() {
    String table = gmm(
            "fit",
            FAITHFUL,
            "--components",
            2,
            "--method",
            "stepwise",
            "--batch-size",
            34,
            "--passes",
            20)
        .done();

    assertThat(table)
        .containsPattern(
            "\nstepwise EM +160 steps in 20 passes, mean log-likelihood of the last rows -4.\\d{4}\n")
        .containsPattern("\niterations +none of EM\n")
        .containsPattern("\nlog-likelihood +-1130.\\d{3}\n")
        .contains("--method stepwise-em goes on with EM")
        .doesNotContain("warning");
  }

  @Test
  void stepwiseEm_endsWhereEmDoes() {
    JsonNode fit = gmm(
            "fit",
            FAITHFUL,
            "--components",
            2,
            "--method",
            "stepwise-em",
            "--batch-size",
            50,
            "--tolerance",
            1e-10,
            "--json")
        .json()
        .get("fit");

    // As in Fraley and Raftery's mclust.
    assertThat(fit.get("logLikelihood").asDouble()).isCloseTo(-1130.264, within(1e-3));
    assertThat(fit.get("converged").asBoolean()).isTrue();
    assertThat(fit.get("seconds").get("initialize").asDouble()).isPositive();
  }

  @Test
  void modelOfStepwise_canInitializeEm() {
    Path file = folder.resolve("first.json");
    gmm("fit", FAITHFUL, "--components", 2, "--method", "stepwise", "--output", file)
        .done();
    JsonNode finished =
        gmm("fit", FAITHFUL, "--components", 2, "--init", file, "--json").json();
    JsonNode atOnce = gmm("fit", FAITHFUL, "--components", 2, "--method", "stepwise-em", "--json")
        .json();

    assertThat(finished.get("means")).isEqualTo(atOnce.get("means"));
    assertThat(finished.get("covariances")).isEqualTo(atOnce.get("covariances"));
  }

  @Test
  void progress_hasALineForEachStep() {
    Outcome outcome = gmm(
        "fit",
        FAITHFUL,
        "--components",
        2,
        "--method",
        "stepwise",
        "--batch-size",
        136,
        "--progress",
        "--json");

    assertThat(outcome.status()).isZero();
    assertThat(outcome.err().lines().filter(line -> line.startsWith("step ")))
        .hasSize(2)
        .allMatch(line -> line.matches("step \\d  rows 272  mean log-likelihood -4\\.\\d{4}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "em|--batch-size|10|gmm fit: --batch-size needs --method stepwise or --method stepwise-em",
        "em|--passes|2|gmm fit: --passes needs --method stepwise or --method stepwise-em",
        "stepwise|--batch-size|0|batch-size': batchSize must be >= 1, but was 0",
        "stepwise|--passes|0|passes': passes must be >= 1, but was 0",
        "stepwise|--forgetting|0.5|forgetting': exponent must be in (0.5, 1], but was 0.5",
        "stepwise|--restarts|2|--restarts needs --method em: stepwise EM has one initialization",
        "nonesuch|--passes|1|Invalid value for option '--method'",
      })
  void wrongUsage_isToldInALine(String method, String option, String value, String message) {
    Outcome outcome = gmm("fit", FAITHFUL, "--components", 2, "--method", method, option, value);

    assertThat(outcome.failed(2)).contains(message);
  }
}

package dev.gmm4j.cli.model;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static dev.gmm4j.cli.testing.InProcess.gmmWithInput;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.cli.run.ExitStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ScoreCommandTest {
  private static final Path FAITHFUL = data("faithful.csv");

  @TempDir
  private Path folder;

  private Path model;
  private JsonNode fit;

  @BeforeEach
  void fitModel() {
    model = folder.resolve("model.json");
    fit = gmm("fit", FAITHFUL, "--components", 2, "--json", "--output", model)
        .json()
        .get("fit");
  }

  @Test
  void json_isWhatTheFitReached() {
    JsonNode score = gmm("score", model, FAITHFUL, "--json").json();

    assertThat(score.get("samples").asInt()).isEqualTo(272);
    assertThat(score.get("totalWeight").asDouble()).isCloseTo(272, within(1e-9));
    assertThat(score.get("freeParameters").asInt()).isEqualTo(11);
    for (String name : new String[] {"logLikelihood", "bic", "aic"}) {
      assertThat(score.get(name).asDouble()).isCloseTo(fit.get(name).asDouble(), within(1e-6));
    }
    assertThat(score.get("meanLogLikelihood").asDouble()).isCloseTo(-1130.264 / 272, within(1e-5));
  }

  @Test
  void table_isReadable() {
    assertThat(gmm("score", model, FAITHFUL).done())
        .isEqualTo(String.join(
            "\n",
            "data                 " + FAITHFUL,
            "rows                 272",
            "log-likelihood       -1130.264",
            "mean log-likelihood  -4.155382",
            "BIC                  2322.192",
            "AIC                  2282.528",
            ""));
  }

  @Test
  void weightsColumn_countsRows() {
    JsonNode weighted = gmmWithInput(
            "n,waiting,eruptions\n2,80,4\n1,50,2\n",
            "score",
            model,
            "-",
            "--weights-column",
            "n",
            "--json")
        .json();
    JsonNode repeated = gmmWithInput(
            "eruptions,waiting\n4,80\n4,80\n2,50\n", "score", model, "-", "--json")
        .json();

    assertThat(weighted.get("totalWeight").asDouble()).isCloseTo(3, within(1e-12));
    assertThat(weighted.get("logLikelihood").asDouble())
        .isCloseTo(repeated.get("logLikelihood").asDouble(), within(1e-12));
  }

  @Test
  void rowFarFromEverything_hasAFiniteLogLikelihood() {
    JsonNode score = gmmWithInput("eruptions,waiting\n1e150,50\n", "score", model, "-", "--json")
        .json();
    assertThat(score.get("logLikelihood").asDouble()).isFinite().isLessThan(-1e290);
  }

  @Test
  void numberThatCannotBeSquared_isNamedByLineAndColumn() {
    assertThat(gmmWithInput("eruptions,waiting\n4,80\n1e200,50\n", "fit", "-", "--components", 1)
            .failed(ExitStatus.DATA))
        .isEqualTo(
            "gmm fit: standard input, line 3, column 1 (eruptions): a number must be at most 1.0E145 in"
                + " magnitude, but was 1.0E200, scale the data");
  }

  /** JSON has no infinity. */
  @Test
  void rowBeyondAllDensities_makesTheScoreInfinite() {
    String rows = "waiting,eruptions,n\n80,4,1\n1e200,2,1\n";
    JsonNode score = gmmWithInput(rows, "score", model, "-", "--json").json();

    assertThat(score.get("samples").asInt()).isEqualTo(2);
    for (String name : new String[] {"logLikelihood", "meanLogLikelihood", "bic", "aic"}) {
      assertThat(score.get(name).isNull()).as(name).isTrue();
    }
    assertThat(gmmWithInput(rows, "score", model, "-").done())
        .contains("log-likelihood       -Infinity", "BIC                  Infinity");
    String unweighted = rows.replace("1e200,2,1", "1e200,2,0");
    assertThat(gmmWithInput(unweighted, "score", model, "-", "--weights-column", "n")
            .done())
        .doesNotContain("Infinity");
  }
}

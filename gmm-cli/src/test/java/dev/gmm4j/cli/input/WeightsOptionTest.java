package dev.gmm4j.cli.input;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static dev.gmm4j.cli.testing.InProcess.gmmWithInput;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Weights that are frequencies, and the same weights divided by their sum, which are not. */
class WeightsOptionTest {
  private static final int ROWS = 272;
  private static final String NOTE = "note: the weights of 272 rows sum to 1; weights are"
      + " frequencies, and BIC takes their sum for the number of samples;"
      + " --normalize-weights scales them to the rows\n";

  @TempDir
  private static Path folder;

  /** Weights of 1. */
  private static Path frequencies;

  /** Weights that sum to 1. */
  private static Path shares;

  private static Path model;

  @BeforeAll
  static void writeData() throws IOException {
    frequencies = weighted("frequencies.csv", 1);
    shares = weighted("shares.csv", 1.0 / ROWS);
    model = folder.resolve("model.json");
    gmm("fit", data("faithful.csv"), "--components", 2, "--output", model).done();
  }

  private static Path weighted(String name, double weight) throws IOException {
    List<String> lines = Files.readAllLines(data("faithful.csv"));
    StringBuilder text = new StringBuilder(lines.get(0)).append(",w\n");
    for (String line : lines.subList(1, lines.size())) {
      text.append(line).append(',').append(weight).append('\n');
    }
    return Files.writeString(folder.resolve(name), text);
  }

  private static Outcome select(Path file, Object... more) {
    return run("select", file, more, "--components", "1-3", "--models", "EEE,VVV", "--json");
  }

  private static Outcome run(String command, Path file, Object[] more, Object... arguments) {
    Object[] all = new Object[4 + more.length + arguments.length];
    all[0] = command;
    all[1] = file;
    all[2] = "--weights-column";
    all[3] = "w";
    System.arraycopy(more, 0, all, 4, more.length);
    System.arraycopy(arguments, 0, all, 4 + more.length, arguments.length);
    return gmm(all);
  }

  private static String chosen(JsonNode selection) {
    return selection.get("covariance").asString() + " "
        + selection.get("components").asInt();
  }

  @Test
  void select_choosesTheSameOfNormalizedWeights() {
    JsonNode expected = select(frequencies).json();
    JsonNode normalized = select(shares, "--normalize-weights").json();

    assertThat(chosen(expected)).isEqualTo("EEE 3");
    assertThat(chosen(normalized)).isEqualTo("EEE 3");
    assertThat(normalized.get("totalWeight").asDouble()).isEqualTo(ROWS);
    assertThat(normalized.get("candidates").get(0).get("bic").asDouble())
        .isEqualTo(expected.get("candidates").get(0).get("bic").asDouble());
  }

  @Test
  void select_refusesWeightsThatSumTo1() {
    assertThat(select(shares).failed(ExitStatus.DATA))
        .startsWith("gmm select: " + shares + ": criterion bic takes the total weight for the"
            + " number of samples, which must be > 1, but the weights of 272 rows sum to ")
        .endsWith("; weights are frequencies, 2 being the row twice; --normalize-weights scales"
            + " them to the number of rows");
  }

  /** By AIC the smallest is chosen, which is what a total weight of 1 means; the note tells why. */
  @Test
  void select_byAnotherCriterion_hasNoBic() {
    Outcome outcome = run(
        "select",
        shares,
        new Object[] {"--criterion", "aic"},
        "--components",
        "1-2",
        "--models",
        "EEE",
        "--progress");

    assertThat(outcome.status()).isZero();
    assertThat(outcome.err()).endsWith(NOTE).containsOnlyOnce("note: ").contains("  BIC -\n");
    assertThat(outcome.out()).doesNotContain("NaN").containsPattern("\n +EEE +1 .* - +\\S+ +-\n");
  }

  @Test
  void fit_ofWeightsThatSumTo1_hasNoBic() throws IOException {
    Path output = folder.resolve("shares.json");
    Outcome outcome = run("fit", shares, new Object[] {"--output", output}, "--components", "2");

    assertThat(outcome.status()).isZero();
    assertThat(outcome.err()).isEqualTo(NOTE);
    assertThat(outcome.out()).containsPattern("\nBIC +-\nAIC +\\d").doesNotContain("NaN");
    assertThat(Files.readString(output)).contains("\"bic\": null,");
    Outcome score = gmm("score", output, shares, "--weights-column", "w", "--normalize-weights");
    assertThat(score.done()).containsPattern("\nBIC +23\\d\\d\\.");
  }

  @Test
  void fit_ofNormalizedWeights_isThatOfFrequencies() {
    Object[] arguments = {"--components", "2", "--json"};
    JsonNode expected = run("fit", frequencies, arguments).json();
    JsonNode normalized = run("fit", shares, arguments, "--normalize-weights").json();

    assertThat(Outcome.withoutTimes(normalized)).isEqualTo(Outcome.withoutTimes(expected));
  }

  /** Once a command, on standard error, with and without --json. */
  @ParameterizedTest
  @ValueSource(strings = {"score", "merge", "bootstrap"})
  void note_isGivenOnce(String command) {
    for (String json : List.of("", " --json")) {
      String more = (command.equals("bootstrap") ? " --replicates 9" : "") + json;
      String arguments = " --weights-column w" + more;
      Outcome outcome = evaluate(command, shares, arguments);

      assertThat(outcome.status()).isZero();
      assertThat(outcome.err()).isEqualTo(NOTE);
      assertThat(outcome.out()).doesNotContain("note: ");
      assertThat(evaluate(command, shares, arguments + " --normalize-weights").done())
          .isEqualTo(evaluate(command, frequencies, arguments)
              .done()
              .replace(frequencies.toString(), shares.toString()));
    }
  }

  private static Outcome evaluate(String command, Path file, String arguments) {
    String line = command + "," + model + "," + file + arguments.replace(' ', ',');
    return gmm((Object[]) line.split(",", -1));
  }

  @Test
  void test_refusesWeightsThatSumTo1_andTakesThemNormalized() {
    Object[] arguments = {"--components", "1-2", "--replicates", "19", "--covariance", "EII"};

    assertThat(run("test", shares, arguments).failed(ExitStatus.DATA))
        .startsWith("gmm test: " + shares + ": a likelihood-ratio test takes the total")
        .endsWith("; --normalize-weights scales them to the number of rows");
    assertThat(run("test", shares, arguments, "--json", "--normalize-weights")
            .json()
            .get("totalWeight")
            .asDouble())
        .isEqualTo(ROWS);
  }

  /** Twice the number of rows is near enough; rows of weight 0 are no rows. */
  @Test
  void note_beginsBeyondAFactorOf2() {
    String rows = "x,w\n0,2\n1,2\n4,0\n5,2\n7,2\n9,WEIGHT\n";

    assertThat(fit(rows.replace("WEIGHT", "2")).err()).isEmpty();
    assertThat(fit(rows.replace("WEIGHT", "2.5")).err())
        .startsWith("note: the weights of 5 rows sum to 10.5; weights are frequencies");
    assertThat(fit(rows.replace(",2", ",0.5").replace("WEIGHT", "0.5")).err()).isEmpty();
    assertThat(fit(rows.replace(",2", ",0.5").replace("WEIGHT", "0.25")).err())
        .startsWith("note: the weights of 5 rows sum to 2.25; weights are frequencies");
  }

  private static Outcome fit(String rows) {
    Outcome outcome = gmmWithInput(rows, "fit", "-", "--components", 1, "--weights-column", "w");
    assertThat(outcome.status()).isZero();
    return outcome;
  }

  @Test
  void plot_takesBoth() {
    Path picture = folder.resolve("shares.svg");
    String arguments = " --weights-column w --normalize-weights --output " + picture;

    evaluate("plot", shares, arguments).done();
    assertThat(picture).isNotEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fit data.csv --components 2",
        "select data.csv",
        "test data.csv",
        "bootstrap model.json data.csv",
        "merge model.json data.csv",
        "score model.json data.csv",
        "plot model.json data.csv --output x.png",
      })
  void normalizeWeights_needsAColumn(String line) {
    String[] arguments = (line + " --normalize-weights").split(" ", -1);

    assertThat(gmm((Object[]) arguments).failed(ExitStatus.USAGE))
        .isEqualTo("gmm " + arguments[0] + ": --normalize-weights needs --weights-column; see gmm "
            + arguments[0] + " --help");
  }

  @Test
  void invalidWeight_isLocated() {
    String[] arguments = {
      "fit", "-", "--components", "1", "--weights-column", "w", "--normalize-weights"
    };

    assertThat(gmmWithInput("x,w\n1,1\n2,1e200\n", (Object[]) arguments).failed(ExitStatus.DATA))
        .isEqualTo("gmm fit: standard input, line 3, column 2 (w): a weight must be at most"
            + " 1.0E145, but was 1.0E200, scale the weights");
  }

  /** A thousandth of rounding: weights that sum to 1 are often written with few digits. */
  @Test
  void roundedShares_areNoNumberOfSamples() {
    assertThat(fit("x,w\n0,0.3334\n1,0.3333\n5,0.3334\n").out()).containsPattern("\nBIC +-\n");
    JsonNode json = gmmWithInput(
            "x,w\n0,1\n1,0.5\n5,0.5\n",
            "fit",
            "-",
            "--components",
            "1",
            "--weights-column",
            "w",
            "--json")
        .json();
    assertThat(json.get("fit").get("bic").asDouble())
        .isCloseTo(
            -2 * json.get("fit").get("logLikelihood").asDouble() + 2 * Math.log(2), within(1e-12));
  }
}

package dev.gmm4j.cli.select;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static dev.gmm4j.cli.testing.InProcess.gmmWithInput;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.testing.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SelectCommandTest {
  private static final Path FAITHFUL = data("faithful.csv");

  @TempDir
  private Path folder;

  /** The choice of mclust, whose BIC is -2314.316 in its sign. */
  @Test
  void faithful_isThreeEllipsesOfOneShape() {
    String table = gmm("select", FAITHFUL).done();

    assertThat(table.lines())
        .contains(
            "data             " + FAITHFUL + ", 272 rows, 2 features",
            "initializations  hierarchical, short-em",
            "backend          vector",
            "fitted           126 of 126 candidates",
            "chosen           EEE, 3 components",
            "BIC, lower is better");
    assertThat(table)
        .containsPattern("\ncomponents +1 +2 +3 +4 +5 +6 +7 +8 +9\n")
        .containsPattern("\n +VVV +2607\\.62 +2322\\.19 ")
        .containsPattern("\nmodel +components +parameters +log-likelihood +BIC +AIC +ICL\n"
            + " +EEE +3 +11 +-1126\\.3\\d+ +2314\\.[23]\\d+ ");
  }

  @Test
  void trimming_isOfTheSameShareForAllCandidates() {
    Object[] trims = {
      "select", FAITHFUL, "--components", "2", "--trim", 0.05, "--max-eigenvalue-ratio", 50
    };
    assertThat(gmm(trims).done())
        .contains("\ntrimmed          0.05 of the rows by each candidate, mixture form\n")
        .contains("\ninitializations  concentration\n")
        .contains("fitted           7 of 7 candidates")
        .contains(" --trim 0.05 ");
    JsonNode json = gmm(
            "select",
            FAITHFUL,
            "--components",
            "2",
            "--trim",
            0.05,
            "--trim-form",
            "hard",
            "--models",
            "full",
            "--json")
        .json();
    assertThat(json.get("trimming").get("share").asDouble()).isEqualTo(0.05);
    assertThat(json.get("trimming").get("form").asString()).isEqualTo("hard");
    assertThat(json.get("trimming").get("keptWeight").asDouble()).isEqualTo(258);
    assertThat(json.get("candidates").get(0).get("icl").isNull()).isTrue();
    assertThat(
            gmm("select", FAITHFUL, "--trim", 0.05, "--criterion", "cv").failed(ExitStatus.USAGE))
        .contains("criterion cv cannot go with trimming");
    assertThat(
            gmm("select", FAITHFUL, "--trim", 0.05, "--tails", "common").failed(ExitStatus.USAGE))
        .contains("--trim cannot go with --tails");
    assertThat(gmm("select", FAITHFUL, "--max-eigenvalue-ratio", 9, "--models", "VEV")
            .failed(ExitStatus.USAGE))
        .contains("--max-eigenvalue-ratio");
    assertThat(gmm("select", FAITHFUL, "--trim", 0.7).failed(ExitStatus.USAGE))
        .contains("share to trim must be in (0, 0.5), but was 0.7");
  }

  @Test
  void json_hasAllCandidatesTheirRestartsAndFailures() {
    String rows = "a,b\n0,0\n0,1\n1,0\n5,5\n5,6\n";
    JsonNode json = gmmWithInput(
            rows, "select", "-", "--components", "1-3", "--models", "EII,full", "--json")
        .json();

    assertThat(json.get("rows").asInt()).isEqualTo(5);
    assertThat(json.get("criterion").asString()).isEqualTo("bic");
    assertThat(json.get("candidates")).hasSize(6);
    JsonNode one = json.get("candidates").get(0);
    assertThat(one.get("covariance").asString()).isEqualTo("EII");
    assertThat(one.get("components").asInt()).isEqualTo(1);
    assertThat(one.get("cv").isNull()).isTrue();
    double logLikelihood = one.get("logLikelihood").asDouble();
    assertThat(one.get("bic").asDouble())
        .isCloseTo(-2 * logLikelihood + 3 * Math.log(5), within(1e-9));
    assertThat(one.get("starts").get(0).get("start").asString()).isEqualTo("hierarchical");
    JsonNode trace = one.get("starts").get(0).get("trace");
    assertThat(trace.get(trace.size() - 1).asDouble()).isEqualTo(logLikelihood);
    JsonNode failed = json.get("candidates").get(5);
    assertThat(failed.get("covariance").asString()).isEqualTo("VVV");
    assertThat(failed.get("failure").asString()).startsWith("component ");
    assertThat(failed.get("starts")).hasSize(2);
    assertThat(failed.get("starts").get(1).get("failure").asString()).startsWith("component ");
  }

  @Test
  void output_isTheChosenModel() throws Exception {
    Path model = folder.resolve("model.json");
    String[] arguments = {
      "select",
      FAITHFUL.toString(),
      "--components",
      "2,3",
      "--models",
      "tied,diagonal",
      "--init",
      "hierarchical",
      "--output",
      model.toString()
    };
    String table = gmm((Object[]) arguments).done();

    assertThat(table).endsWith("\nmodel written to " + model + "\n");
    assertThat(Files.readString(model)).contains("\"covarianceType\": \"tied\"");
    assertThat(gmm("score", model, FAITHFUL).done()).contains("-1126.3");
  }

  @Test
  void plot_showsTheCriterionOfAllModels() throws Exception {
    Path picture = folder.resolve("criterion.svg");
    String table = gmm(
            "select", FAITHFUL, "--components", "1-3", "--models", "EII,EEE,VVV", "--plot", picture)
        .done();

    assertThat(table).endsWith("\npicture written to " + picture + "\n");
    assertThat(Files.readString(picture))
        .contains("faithful.csv: BIC, lower is better", "best: EEE, 3", ">EII", ">VVV");
  }

  @Test
  void progress_isALineForEachCandidate() {
    Outcome outcome =
        gmm("select", FAITHFUL, "--components", "1-2", "--models", "EII,VII", "--progress");

    assertThat(outcome.status()).isZero();
    assertThat(outcome.err().lines())
        .hasSize(4)
        .contains("EII 1  log-likelihood -2003.952  BIC 4024.721");
  }

  @Test
  void failedCandidates_areNoted() {
    String rows = "a,b\n0,0\n0,1\n1,0\n5,5\n5,6\n";
    String table = gmmWithInput(rows, "select", "-", "--criterion", "aicc").done();

    assertThat(table)
        .contains("AICc, lower is better\n")
        .containsPattern("\nnote: \\w{3} with \\d components failed: ")
        .containsPattern("\nnote: \\d+ more failed; --json has the reasons\n");
  }

  @Test
  void nothingFitted_isAFailure() {
    assertThat(gmmWithInput("1,2\n3,4\n", "select", "-", "--components", "3-4")
            .failed(ExitStatus.FAILED))
        .startsWith("gmm select: none of 12 candidates has a value of bic; the first (EII, 3) has")
        .endsWith("components = 3, but were 2");
    assertThat(gmmWithInput("1,2\n3,nan\n", "select", "-").failed(ExitStatus.DATA))
        .contains("line 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--components 0-3 | '--components': components must be >= 1, but was 0",
        "--components 3-2 | '--components': components must end at >= 3, but did at 2",
        "--components 3- | '--components': expected a range such as 1-9 or numbers such as 2,4,8 but was '3-'",
        "--models full,VIV | expected one of full, tied",
        "--criterion dic | expected one of bic, aic, aicc, icl, icl-soft, cv but was 'dic'",
        "--init labels | expected one of hierarchical, short-em, quantiles, k-means++, k-means, random",
        "--restarts 0 | '--restarts': restarts must be >= 1, but was 0",
        "--folds 1 | '--folds': folds must be >= 2, but was 1",
        "--time-budget 0 | '--time-budget': seconds must be > 0 and <= 1e9, but was 0.0",
        "--time-budget NaN | '--time-budget': seconds must be > 0 and <= 1e9, but was NaN",
        "--plot criterion.pdf | '--plot': the file's name must end in .png or .svg",
        "--regularization -1 | '--regularization': regularization must be finite and >= 0",
      })
  void wrongArguments_areRefused(String arguments, String message) {
    String[] all = ("select data.csv " + arguments).split(" ", -1);

    assertThat(gmm((Object[]) all).failed(ExitStatus.USAGE))
        .startsWith("gmm select: ")
        .contains(message);
  }

  @Test
  void formerNameOfInit_isUnderstoodButNotShown() {
    Object[] select = {"select", FAITHFUL, "--components", "1-2", "--models", "full"};

    String former =
        gmm(with(select, "--starts", "random")).json().get("candidates").toString();
    assertThat(former)
        .isEqualTo(
            gmm(with(select, "--init", "random")).json().get("candidates").toString());
    assertThat(gmm("select", FAITHFUL, "--starts", "random", "--init", "random")
            .failed(ExitStatus.USAGE))
        .contains("--starts is the former name of --init: give one of them");
    assertThat(gmm("select", "--help").done()).contains("--init").doesNotContain("--starts");
  }

  private static Object[] with(Object[] select, String option, String value) {
    return Stream.concat(Stream.of(select), Stream.of(option, value, "--json")).toArray();
  }
}

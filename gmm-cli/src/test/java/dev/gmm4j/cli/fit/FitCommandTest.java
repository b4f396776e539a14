package dev.gmm4j.cli.fit;

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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class FitCommandTest {
  private static final Path FAITHFUL = data("faithful.csv");

  @TempDir
  private Path folder;

  @Test
  void table_showsFitAndComponents() {
    String table = gmm("fit", FAITHFUL, "--components", 2).done();

    assertThat(table.lines())
        .contains(
            "data            " + FAITHFUL + ", 272 rows, 2 features",
            "model           2 components, full covariance, 11 free parameters",
            "initialization  k-means",
            "backend         vector",
            "log-likelihood  -1130.264",
            "BIC             2322.192",
            "AIC             2282.528",
            "component  weight  count  condition  eruptions  waiting");
    assertThat(table)
        .containsPattern("\niterations +\\d+, converged\n")
        .containsPattern("\n +0  0.644\\d  175.\\d ");
  }

  // Log-likelihood as in Fraley and Raftery's mclust, weights as in scikit-learn.
  @Test
  void json_isTheModelAndNothingElse() {
    JsonNode model = gmm("fit", FAITHFUL, "--components", 2, "--json").json();

    assertThat(model.propertyNames())
        .containsExactly(
            "format",
            "version",
            "components",
            "dimension",
            "covarianceType",
            "weights",
            "means",
            "covariances",
            "featureNames",
            "fit");
    assertThat(model.get("weights").get(0).asDouble()).isCloseTo(0.644, within(1e-3));
    assertThat(model.get("weights").get(1).asDouble()).isCloseTo(0.356, within(1e-3));
    assertThat(model.get("featureNames").toString()).isEqualTo("[\"eruptions\",\"waiting\"]");
    JsonNode fit = model.get("fit");
    assertThat(fit.get("logLikelihood").asDouble()).isCloseTo(-1130.264, within(1e-3));
    assertThat(fit.get("converged").asBoolean()).isTrue();
    assertThat(fit.get("logLikelihoodTrace").size())
        .isEqualTo(fit.get("iterations").asInt() + 1);
    assertThat(fit.get("backend").asString()).isEqualTo("vector");
    assertThat(fit.get("tolerance").asDouble()).isEqualTo(1e-6);
    assertThat(fit.get("regularization").asDouble()).isEqualTo(1e-6);
    assertThat(fit.get("seconds").get("read").asDouble()).isPositive();
  }

  @Test
  void output_isTheModelThatJsonPrints() throws IOException {
    Path file = folder.resolve("model.json");

    String printed =
        gmm("fit", FAITHFUL, "--components", 2, "--json", "--output", file).done();

    assertThat(file).hasContent(printed);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void output_isNamedInTable() {
    Path file = folder.resolve("model.json");

    assertThat(gmm("fit", FAITHFUL, "--components", 2, "--output", file).done())
        .endsWith("\nmodel written to " + file + "\n");
  }

  @Test
  void toleranceZero_doesAllIterations() {
    Object[] arguments = {
      "fit", FAITHFUL, "--components", 2, "--tolerance", 0, "--max-iterations", 7
    };
    JsonNode fit = gmm(and(arguments, "--json")).json().get("fit");

    assertThat(fit.get("iterations").asInt()).isEqualTo(7);
    assertThat(fit.get("logLikelihoodTrace").size()).isEqualTo(8);
    assertThat(fit.get("converged").asBoolean()).isFalse();
    assertThat(gmm(arguments).done()).contains("7, not converged").doesNotContain("warning");
  }

  @Test
  void table_warnsWhereNotConverged() {
    assertThat(gmm("fit", FAITHFUL, "--components", 2, "--max-iterations", 1).done())
        .contains("\nwarning: not converged after 1 iteration; try more with --max-iterations");
  }

  @Test
  void convergenceMean_hasToleranceOfScikitLearn() {
    JsonNode fit = gmm("fit", FAITHFUL, "--components", 2, "--convergence", "mean", "--json")
        .json()
        .get("fit");

    assertThat(fit.get("tolerance").asDouble()).isEqualTo(1e-3);
    JsonNode trace = fit.get("logLikelihoodTrace");
    int last = trace.size() - 1;
    assertThat(trace.get(last).asDouble() - trace.get(last - 1).asDouble()).isLessThan(1e-3 * 272);
    assertThat(trace.get(last - 1).asDouble() - trace.get(last - 2).asDouble())
        .isGreaterThan(1e-3 * 272);
  }

  @ParameterizedTest
  @CsvSource({
    "full, full",
    "tied, tied",
    "diagonal, diagonal",
    "spherical, spherical",
    "VVV, full",
    "eee, tied",
    "VVI, diagonal",
    "vii, spherical"
  })
  void covariance_isTheStructureFitted(String label, String expected) {
    JsonNode model =
        gmm("fit", FAITHFUL, "--components", 2, "--covariance", label, "--json").json();

    assertThat(model.get("covarianceType").asString()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "EII, spherical, 6",
    "tied-diagonal, diagonal, 7",
    "VEI, diagonal, 8",
    "VEE, full, 9",
    "vve, full, 10",
    "VEV, full, 10"
  })
  void covariance_isOneOfFourteenModels(String label, String type, int parameters) {
    JsonNode model =
        gmm("fit", FAITHFUL, "--components", 2, "--covariance", label, "--json").json();

    assertThat(model.get("covarianceType").asString()).isEqualTo(type);
    String expected = label.equals("tied-diagonal") ? "EEI" : label.toUpperCase(Locale.ROOT);
    assertThat(model.get("covarianceModel").asString()).isEqualTo(expected);
    assertThat(model.get("fit").get("freeParameters").asInt()).isEqualTo(parameters);
  }

  @Test
  void proportions_canBeEqual() {
    JsonNode model = gmm("fit", FAITHFUL, "--components", 2, "--proportions", "equal", "--json")
        .json();

    assertThat(model.get("mixingProportions").asString()).isEqualTo("equal");
    assertThat(model.get("weights").get(0).asDouble()).isEqualTo(0.5);
    assertThat(model.get("fit").get("freeParameters").asInt()).isEqualTo(10);
    assertThat(
            gmm("fit", FAITHFUL, "--components", 2, "--proportions", "equal", "--covariance", "VEV")
                .done())
        .contains("2 components, VEV covariance, equal proportions, 9 free parameters");
  }

  @ParameterizedTest
  @CsvSource({"k-means++", "k-means", "random", "random-from-data"})
  void init_isTheInitialization(String initialization) {
    assertThat(gmm("fit", FAITHFUL, "--components", 2, "--init", initialization, "--restarts", 2)
            .done())
        .contains("initialization  " + initialization + ", best was ")
        .contains(" of 2\n");
  }

  @Test
  void initFile_isUsedAsGiven() throws IOException {
    Path initial = folder.resolve("initial.json");
    Files.writeString(
        initial,
        "{\"weights\": [0.25, 0.75], \"means\": [[2, 55], [4, 80]],"
            + " \"covariances\": [[[1, 0.5], [0.5, 40]], [[1, 0], [0, 30]]]}");

    JsonNode model = gmm(
            "fit", FAITHFUL, "--components", 2, "--init", initial, "--max-iterations", 0, "--json")
        .json();

    assertThat(model.get("weights").toString()).isEqualTo("[0.25,0.75]");
    assertThat(model.get("means").toString()).isEqualTo("[[2.0,55.0],[4.0,80.0]]");
    assertThat(model.get("fit").get("logLikelihoodTrace").size()).isEqualTo(1);
  }

  @Test
  void seed_decidesTheResult() {
    assertThat(trace(7)).isEqualTo(trace(7)).isNotEqualTo(trace(8));
  }

  private static String trace(int seed) {
    return gmm("fit", FAITHFUL, "--components", 3, "--init", "random", "--seed", seed, "--json")
        .json()
        .get("fit")
        .get("logLikelihoodTrace")
        .toString();
  }

  @Test
  void weightsColumn_countsRows() {
    String rows = "x,n\n1,2\n2,1\n3,1\n7,2\n8,1\n9,1\n";
    String repeated = "x\n1\n1\n2\n3\n7\n7\n8\n9\n";
    Object[] arguments = {"fit", "-", "--components", 2, "--json"};

    JsonNode weighted =
        gmmWithInput(rows, and(arguments, "--weights-column", "n")).json();
    JsonNode counted = gmmWithInput(repeated, arguments).json();

    assertThat(weighted.get("featureNames").toString()).isEqualTo("[\"x\"]");
    assertThat(weighted.get("fit").get("samples").asInt()).isEqualTo(6);
    assertThat(weighted.get("fit").get("totalWeight").asDouble()).isEqualTo(8);
    assertThat(weighted.get("fit").get("logLikelihood").asDouble())
        .isCloseTo(counted.get("fit").get("logLikelihood").asDouble(), within(1e-9));
    assertThat(gmmWithInput(rows, "fit", "-", "--components", 2, "--weights-column", "n")
            .done())
        .contains("standard input, 6 rows of total weight 8, 1 feature\n");
  }

  @Test
  void columns_areChosenByNameOrIndex() {
    Path iris = data("iris.csv");
    String names = "petal_width,sepal_length";

    JsonNode byName =
        gmm("fit", iris, "--components", 3, "--columns", names, "--json").json();
    JsonNode byIndex =
        gmm("fit", iris, "--components", 3, "--columns", "3,0", "--json").json();

    assertThat(byName.get("featureNames").toString())
        .isEqualTo("[\"petal_width\",\"sepal_length\"]");
    assertThat(byName.get("means")).isEqualTo(byIndex.get("means"));
  }

  @Test
  void headerNo_readsTheFirstLineAsNumbers() {
    String rows = "1\n2\n3\n4\n";

    assertThat(
            gmmWithInput(rows, "fit", "-", "--components", 1, "--header", "no").done())
        .contains(" 4 rows");
    assertThat(
            gmmWithInput(rows, "fit", "-", "--components", 1, "--header", "yes").done())
        .contains(" 3 rows");
  }

  @Test
  void table_abbreviatesManyFeatures() {
    Object[] digits = {"fit", data("digits.csv"), "--components", 1, "--covariance", "diagonal"};
    String table = gmm(and(digits, "--label-column", "digit")).done();

    assertThat(table).contains("p06  (57 more)\n").doesNotContain("p07").contains("  ...\n");
  }

  @Test
  void table_notesWhatWasDoneAboutComponents() {
    String rows = "1,1\n1,1\n1,1\n9,8\n8,9\n7,7\n";
    Object[] arguments = {"fit", "-", "--components", 2, "--regularization", 0};

    assertThat(gmmWithInput(rows, arguments).done())
        .containsPattern("\nnote: component \\d was regularized (at initialization|in .*): .+\n");
    assertThat(gmmWithInput(rows, and(arguments, "--degeneracy", "fail")).failed(ExitStatus.FAILED))
        .startsWith("gmm fit: component ")
        .contains(" degenerated ");
  }

  @Test
  void table_notesTooFewRows() {
    Path wine = data("wine.csv");
    String remedy =
        "; try fewer components, a simpler model such as --covariance diagonal, or --prior\n";

    assertThat(gmm("fit", wine, "--columns", "0-13", "--components", 3).done())
        .contains("\nnote: 359 free parameters are more than the 178 rows" + remedy);
    assertThat(gmm("fit", wine, "--columns", "0-13", "--components", 12, "--restarts", 1)
            .done())
        .containsPattern(
            "\nnote: too few rows to believe the model: component \\d+ has \\d+\\.\\d samples,"
                + " but its own parameters need 34\\.0; \\d+ components have too few;"
                + " its 1439 free parameters need 309 samples, but there are 178;"
                + " component \\d+ has a standard deviation of \\S+ in feature \\d+, the others given,"
                + " less than rounding to steps of \\S+ makes; \\d+ components are too narrow"
                + java.util.regex.Pattern.quote(remedy));
    for (List<String> enough : List.of(List.of("--covariance", "diagonal"), List.of("--prior"))) {
      Object[] fit = {"fit", wine, "--columns", "0-13", "--components", 3};
      assertThat(gmm(and(fit, enough.toArray())).done()).doesNotContain(remedy);
    }
  }

  @Test
  void progress_isALineForEachIteration() {
    Outcome outcome = gmm(
        "fit", FAITHFUL, "--components", 2, "--progress", "--restarts", 2, "--max-iterations", 2);

    assertThat(outcome.status()).isZero();
    List<String> lines = outcome.err().lines().toList();
    assertThat(lines).hasSize(6);
    assertThat(lines.get(0)).matches("restart 1/2  iteration 0  log-likelihood -\\d+\\.\\d{3}");
    assertThat(lines.get(5))
        .matches("restart 2/2  iteration 2  log-likelihood -\\d+\\.\\d{3}  change \\S+");
  }

  private static Object[] and(Object[] arguments, Object... more) {
    return Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray();
  }

  @Test
  void fastestBackend_saysWhatItTookAndGivesTheSameBits() {
    Path faithful = data("faithful.csv");

    assertThat(gmm("fit", faithful, "--components", 2, "--backend", "fastest").done())
        .contains(
            "\nbackend         vector, of highest priority, for so short a fit is not worth measuring\n");
    JsonNode found = gmm("fit", faithful, "--components", 2, "--backend", "fastest", "--json")
        .json();
    JsonNode named =
        gmm("fit", faithful, "--components", 2, "--backend", "vector", "--json").json();
    assertThat(found.get("fit").get("backend").asString()).isEqualTo("vector");
    assertThat(found.get("means")).isEqualTo(named.get("means"));
    assertThat(found.get("covariances")).isEqualTo(named.get("covariances"));
  }

  @Test
  void progressEvery_isAnInterval() {
    Outcome outcome = gmm(
        "fit",
        FAITHFUL,
        "--components",
        3,
        "--progress-every",
        20,
        "--tolerance",
        0,
        "--max-iterations",
        45);

    assertThat(outcome.status()).isZero();
    assertThat(outcome.err().lines().map(line -> line.split("  ", -1)[0]))
        .containsExactly("iteration 0", "iteration 20", "iteration 40", "iteration 45");
    assertThat(
            gmm("fit", FAITHFUL, "--components", 2, "--progress-every", 0).failed(ExitStatus.USAGE))
        .contains("'--progress-every': must be >= 1, but was 0");
  }
}

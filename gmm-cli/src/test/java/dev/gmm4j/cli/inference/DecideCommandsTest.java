package dev.gmm4j.cli.inference;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static dev.gmm4j.cli.testing.InProcess.gmmWithInput;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.testing.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The commands that help to decide how many: {@code test}, {@code bootstrap} and {@code merge}. */
class DecideCommandsTest {
  private static final Path FAITHFUL = data("faithful.csv");

  @TempDir
  private static Path folder;

  private static Path model;

  @BeforeAll
  static void fit() {
    model = folder.resolve("model.json");
    gmm("fit", FAITHFUL, "--components", 4, "--output", model).done();
  }

  /** 2(1289.797 - 1130.264) is that of mclust's BIC -2607.6225 and -2322.1920, less 6 ln 272. */
  @Test
  void test_tellsLikelihoodRatios() {
    Outcome outcome = gmm(
        "test",
        FAITHFUL,
        "--components",
        "1-2",
        "--replicates",
        9,
        "--significance",
        0.2,
        "--progress");

    assertThat(outcome.status()).isZero();
    assertThat(outcome.out().lines())
        .contains(
            "data        " + FAITHFUL + ", 272 rows, 2 features",
            "model       full covariance",
            "replicates  9",
            "chosen      2 components, the most that were tried",
            "components  against  log-likelihood  likelihood ratio  p-value  rejected");
    assertThat(outcome.out())
        .containsPattern("\n +1 +2 +-1289\\.797 +319\\.06\\d +0\\.1000 +yes\n");
    assertThat(outcome.err()).startsWith("1 against 2  likelihood ratio 319.06");
  }

  @Test
  void test_asJson_hasTheReplicates() {
    String rows = "a,b\n0,0\n0,1\n1,0\n5,5\n5,6\n6,5\n0.5,0.4\n5.5,5.4\n";
    String[] arguments = {
      "test", "-", "--covariance", "EII", "--replicates", "19", "--components", "1-3", "--json"
    };
    JsonNode json = gmmWithInput(rows, (Object[]) arguments).json();

    assertThat(json.get("components").asInt()).isEqualTo(2);
    assertThat(json.get("conclusive").asBoolean()).isTrue();
    assertThat(json.get("covariance").asString()).isEqualTo("EII");
    JsonNode first = json.get("tests").get(0);
    assertThat(first.get("pValue").asDouble()).isEqualTo(0.05);
    assertThat(first.get("replicates")).hasSize(19);
    assertThat(first.get("statistic").asDouble())
        .isEqualTo(2
            * (first.get("alternativeLogLikelihood").asDouble()
                - first.get("logLikelihood").asDouble()));
  }

  @Test
  void test_drawsTheRatios() throws Exception {
    Path picture = folder.resolve("ratios.svg");
    String rows = "a,b\n0,0\n0,1\n1,0\n5,5\n5,6\n6,5\n0.5,0.4\n5.5,5.4\n";
    String table = gmmWithInput(
            rows, "test", "-", "--covariance", "EII", "--replicates", 19, "--plot", picture)
        .done();

    assertThat(table).endsWith("\npicture written to " + picture + "\n");
    assertThat(Files.readString(picture))
        .contains("<title>standard input: likelihood ratio of K against K + 1 components</title>")
        .contains("likelihood ratio of 1 against 2 components, observed ");
    assertThat(gmm("test", "nix.csv", "--plot", "x.pdf").failed(ExitStatus.USAGE))
        .contains("'--plot': the file's name must end in .png or .svg");
  }

  @Test
  void bootstrap_drawsDistributions() throws Exception {
    Path picture = folder.resolve("errors.svg");
    String table =
        gmm("bootstrap", model, FAITHFUL, "--replicates", 20, "--plot", picture).done();

    assertThat(table).endsWith("\npicture written to " + picture + "\n");
    assertThat(Files.readString(picture))
        .contains("<title>faithful.csv: parameters of 4 components</title>")
        .contains("mean of waiting: ", "<title>variance of eruptions of component 3</title>");
    assertThat(gmm("bootstrap", model, FAITHFUL, "--plot", "no/such.png").failed(ExitStatus.USAGE))
        .contains("'--plot': there is no folder");
  }

  @Test
  void test_endsWhereNothingCanBeFitted() {
    String table = gmmWithInput("a,b\n0,0\n0,1\n1,0\n5,5\n5,6\n", "test", "-", "--replicates", 19)
        .done();

    assertThat(table)
        .contains("chosen      1 component, the most that were tried\n")
        .contains("\nnote: no further, for component ");
  }

  @Test
  void bootstrap_tellsErrorsOfAllParameters() {
    String table = gmm("bootstrap", model, FAITHFUL, "--replicates", 20).done();

    assertThat(table.lines())
        .contains(
            "model       4 components, full covariance",
            "method      weighted bootstrap",
            "replicates  20",
            "confidence  95 %");
    assertThat(table)
        .containsPattern(
            "\ncomponent  parameter +estimate +std\\. error +from +to\n +0  weight +0\\.")
        .containsPattern("\n +3  variance waiting +");
  }

  @Test
  void bootstrap_asJson_hasCovariances_asTheModelDoes() throws Exception {
    String[] arguments = {
      "bootstrap",
      model.toString(),
      FAITHFUL.toString(),
      "--replicates",
      "20",
      "--method",
      "nonparametric",
      "--confidence",
      "0.8",
      "--seed",
      "3",
      "--json"
    };
    Outcome outcome = gmm((Object[]) arguments);
    JsonNode json = outcome.json();

    assertThat(json.get("method").asString()).isEqualTo("nonparametric");
    assertThat(json.get("confidence").asDouble()).isEqualTo(0.8);
    assertThat(json.get("parameters")).hasSize(4 * (1 + 2 + 3));
    JsonNode covariance = json.get("parameters").get(4);
    assertThat(covariance.get("parameter").asString()).isEqualTo("covariance");
    assertThat(covariance.get("feature").asString()).isEqualTo("waiting");
    assertThat(covariance.get("with").asString()).isEqualTo("eruptions");
    assertThat(covariance.get("lower").asDouble())
        .isLessThan(covariance.get("upper").asDouble());
    assertThat(Files.readString(model)).contains(covariance.get("estimate").asString());
    assertThat(gmm((Object[]) arguments).out()).isEqualTo(outcome.out());
  }

  @Test
  void merge_tellsClustersOfEachNumber_andWritesLabelsAndPicture() throws Exception {
    Path labels = folder.resolve("labels.csv");
    Path picture = folder.resolve("entropy.svg");
    String[] arguments = {
      "merge",
      model.toString(),
      FAITHFUL.toString(),
      "--clusters",
      "2",
      "--labels",
      labels.toString(),
      "--plot",
      picture.toString()
    };
    String table = gmm((Object[]) arguments).done();

    assertThat(table)
        .containsPattern("\nelbow  at [23] clusters\n")
        .containsPattern(
            "\nclusters +entropy +drop +components of each\n +4 +\\d+\\.\\d+ +0 1 2 3\n")
        .containsPattern("\n +1 +0\\.000 +\\d+\\.\\d+ +0\\+1\\+2\\+3\n")
        .endsWith("\nlabels written to " + labels + "\npicture written to " + picture + "\n");
    assertThat(Files.readString(picture))
        .contains(
            "entropy against the number of clusters",
            "tree of 4 components",
            ": 2 clusters",
            "<title>samples of cluster 1: component");
    List<String> lines = Files.readAllLines(labels);
    assertThat(lines).hasSize(273).startsWith("label,p0,p1");
    for (String line : lines.subList(1, 273)) {
      String[] cells = line.split(",", -1);
      double first = Double.parseDouble(cells[1]);
      assertThat(first + Double.parseDouble(cells[2])).isCloseTo(1, within(1e-9));
      assertThat(cells[0]).isEqualTo(first >= 0.5 ? "0" : "1");
    }
  }

  @Test
  void merge_asJson_hasTheTree() {
    JsonNode json = gmm("merge", model, FAITHFUL, "--json").json();

    assertThat(json.get("merges")).hasSize(3);
    assertThat(json.get("clusterings")).hasSize(4);
    JsonNode all = json.get("clusterings").get(0);
    assertThat(all.get("clusterOfComponent").toString()).isEqualTo("[0,1,2,3]");
    double drop = json.get("merges").get(0).get("entropyDrop").asDouble();
    double next = json.get("clusterings").get(1).get("entropy").asDouble();
    assertThat(all.get("entropy").asDouble() - next).isCloseTo(drop, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "test --components 3 | '--components': expected a range such as 1-9 but was '3'",
        "test --components 3-3 | '--components': components must end at >= 4, but did at 3",
        "test --replicates 0 | '--replicates': replicates must be >= 1, but was 0",
        "test --replicates 18 | '--replicates': replicates must be >= 19 for a significance of 0.05, but was 18",
        "test --significance 1.5 | '--significance': significance must be in (0, 1), but was 1.5",
        "bootstrap --replicates 1 | '--replicates': replicates must be >= 2, but was 1",
        "bootstrap --confidence 95 | '--confidence': confidence must be in (0, 1), but was 95.0",
        "bootstrap --method jackknife | expected one of weighted, nonparametric, parametric but was",
        "merge --clusters 0 | '--clusters': clusters must be >= 1, but was 0",
        "merge --clusters 5 | '--clusters': clusters must be <= 4, the model's components, but was 5",
        "merge --plot e.pdf | '--plot': the file's name must end in .png or .svg",
        "merge --labels no/such.csv | '--labels': there is no folder",
      })
  void wrongArguments_areRefused(String arguments, String message) {
    String[] words = arguments.split(" ", -1);
    String files = words[0].equals("test") ? "" + FAITHFUL : model + "\n" + FAITHFUL;
    String[] all = (words[0] + "\n" + files + "\n" + words[1] + "\n" + words[2]).split("\n", -1);

    assertThat(gmm((Object[]) all).failed(ExitStatus.USAGE))
        .startsWith("gmm " + words[0] + ": ")
        .contains(message);
  }

  @Test
  void badData_isLocated() {
    assertThat(gmmWithInput("1,2\n3,inf\n", "merge", model, "-").failed(ExitStatus.DATA))
        .contains("line 2");
    assertThat(gmmWithInput("1,2\n3,nan\n", "bootstrap", model, "-").failed(ExitStatus.DATA))
        .contains("line 2");
    assertThat(gmmWithInput("1,2\n3,nan\n", "test", "-").failed(ExitStatus.DATA))
        .contains("line 2");
  }
}

package dev.gmm4j.cli.classify;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static dev.gmm4j.cli.testing.InProcess.gmmWithInput;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifyCommandTest {
  private static final String TWO = "x,kind\n0,b\n1,b\n2,b\n7,a\n8,a\n10,a\n";

  @TempDir
  private Path folder;

  private Path classifier;

  @BeforeEach
  void name() {
    classifier = folder.resolve("classifier.json");
  }

  /** mclust 6.1.3: VEV, log-likelihood -187.709744, 38 parameters, BIC 565.8236 in this sign, 3 errors, Brier score 0.01265. */
  @Test
  void fit_printsWhatMclustDoes() {
    String table = gmm("classify", "fit", data("iris.csv"), "--label", "species", "-o", classifier)
        .done();

    assertThat(table)
        .startsWith("../data/iris.csv: 150 rows, 4 features, 3 classes\n")
        .contains(
            "model       bic  errors  parameters\nVEV    565.8236       3          38\n",
            "class   prior  components  covariance\n0      0.3333           1  VEV\n",
            "log-likelihood        -187.7097\n",
            "joint log-likelihood  -194.04",
            "training errors       3 of 150 rows\n",
            "Brier score           0.01265\n")
        .endsWith("""
            true \\ decided   0   1   2
            0               50   0   0
            1                0  47   3
            2                0   0  50
            """);
  }

  @Test
  void json_isTheFile() {
    String json = gmm(
            "classify",
            "fit",
            data("iris.csv"),
            "--label",
            "species",
            "--models",
            "EEE",
            "-o",
            classifier,
            "--json")
        .done();

    assertThat(classifier).content().isEqualTo(json);
    assertThat(json)
        .contains(
            "\"format\": \"gmm4j-classifier\"",
            "\"type\": \"edda\"",
            "\"classes\": [\"0\", \"1\", \"2\"]",
            "\"covarianceModel\": \"EEE\"",
            "\"logLikelihood\": -256.6461842",
            "\"jointLogLikelihood\": -263.203",
            "\"freeParameters\": 24",
            "\"bic\": 633.5476",
            "\"trainingErrors\": 3");
  }

  @Test
  void predict_findsFeaturesByName_andWritesProbabilities() {
    gmmWithInput(
            TWO, "classify", "fit", "-", "--label", "kind", "--models", "EII", "-o", classifier)
        .done();
    Outcome outcome =
        gmmWithInput("y,x\n5,0\n5,9\n5,\n5,5\n", "classify", "predict", classifier, "-");
    assertThat(outcome.err())
        .contains(
            "1 of 4 rows has a missing value; its results are those of what is observed, and 1 without any value have no label");
    List<String> lines = outcome.out().lines().toList();

    assertThat(lines.get(0)).isEqualTo("row,label,p_a,p_b");
    assertThat(lines.get(1)).startsWith("0,b,");
    assertThat(lines.get(2)).startsWith("1,a,");
    assertThat(lines.get(3)).isEqualTo("2,,0.5,0.5");
    double sum = Double.parseDouble(lines.get(4).split(",", -1)[2])
        + Double.parseDouble(lines.get(4).split(",", -1)[3]);
    assertThat(sum).isBetween(1 - 1e-12, 1 + 1e-12);
    assertThat(lines).hasSize(5);
  }

  @Test
  void predict_rejectsAndWeighsCosts() {
    gmmWithInput(
            TWO, "classify", "fit", "-", "--label", "kind", "--models", "EII", "-o", classifier)
        .done();
    String between = "x\n4.8\n40\n";

    assertThat(labels(between)).containsExactly("a", "a");
    assertThat(labels(between, "--min-probability", "0.99")).containsExactly("", "a");
    assertThat(labels("x\n8\n40\n", "--outliers", "0.001")).containsExactly("a", "");
    assertThat(labels(between, "--costs", "b/a=50")).containsExactly("b", "a");
    assertThat(gmmWithInput(between, "classify", "predict", classifier, "-", "--costs", "c/a=5")
            .failed(ExitStatus.USAGE))
        .contains("'--costs': class must be among [a, b], but was \"c\"");
    assertThat(gmmWithInput(between, "classify", "predict", classifier, "-", "--outliers", "2")
            .failed(ExitStatus.USAGE))
        .contains("rate must be in [1.0E-4, 1), but was 2.0");
  }

  private List<String> labels(String rows, Object... options) {
    Object[] arguments = new Object[options.length + 4];
    arguments[0] = "classify";
    arguments[1] = "predict";
    arguments[2] = classifier;
    arguments[3] = "-";
    System.arraycopy(options, 0, arguments, 4, options.length);
    return gmmWithInput(rows, arguments)
        .done()
        .lines()
        .skip(1)
        .map(line -> line.split(",", -1)[1])
        .toList();
  }

  /** A row between the classes, and far from both, is of none. */
  @Test
  void noise_takesWhatIsOfNoClass() {
    String table = gmmWithInput(
            "x,kind\n0,b\n1,b\n2,b\n107,a\n108,a\n110,a\n",
            "classify",
            "fit",
            "-",
            "--label",
            "kind",
            "--models",
            "EII",
            "--noise",
            "0.1",
            "-o",
            classifier)
        .done();
    String csv =
        gmmWithInput("x\n1\n50\n", "classify", "predict", classifier, "-").done();

    assertThat(table).contains("noise  0.1000");
    assertThat(classifier)
        .content()
        .contains("\"noise\": {\n", "\"weight\": 0.1", "\"lower\": [0.0]", "\"upper\": [110.0]");
    assertThat(csv.lines().toList().get(0)).isEqualTo("row,label,p_a,p_b,noise");
    assertThat(csv.lines().toList().get(1)).startsWith("0,b,0.0,0.99");
    assertThat(csv.lines().toList().get(2)).isEqualTo("1,,0.0,0.0,1.0");
    Outcome outcome =
        gmm("classify", "fit", data("iris.csv"), "--label", "species", "--noise", "1.5");
    assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(outcome.err()).contains("--noise").contains("must be in (0, 1), but was 1.5");
  }

  @Test
  void validate_isTheSameForAnyThreads() {
    Object[] arguments = {
      "classify",
      "validate",
      data("iris.csv"),
      "--label",
      "species",
      "--models",
      "EEE,VVV",
      "--folds",
      "5",
      "--json"
    };
    String json = gmm(arguments).done();

    assertThat(json).contains("\"rows\": 150", "\"folds\": 5", "\"errors\": ", "\"logLoss\": ");
    Object[] one = Arrays.copyOf(arguments, arguments.length + 2);
    one[arguments.length] = "--threads";
    one[arguments.length + 1] = "1";
    assertThat(gmm(one).done()).isEqualTo(json);
    assertThat(
            gmm("classify", "validate", data("iris.csv"), "--label", "species", "--models", "EEE")
                .done())
        .contains("rows left out, 10 parts", "error rate", "true \\ decided");
  }

  @Test
  void emptyLabels_areUnknown() {
    String table = gmmWithInput(
            "x,kind\n0,b\n1,b\n2,b\n7,a\n8,a\n10,a\n9,\n1.5,\n",
            "classify",
            "fit",
            "-",
            "--label",
            "kind",
            "--models",
            "EII")
        .done();

    assertThat(table)
        .startsWith("standard input: 8 rows (2 of unknown class), 1 features, 2 classes\n")
        .contains("training errors       0 of 6 rows");
  }

  /** A quantity is refused where its values hardly repeat, and noted where they do. */
  @Test
  void quantityForAClass_isToldWithItsCount() {
    String rows = IntStream.range(0, 60)
        .mapToObj(i -> i % 7 + "," + (i + 0.5))
        .collect(Collectors.joining("\n", "x,y\n", "\n"));
    assertThat(gmmWithInput(rows, "classify", "fit", "-", "--label", "y").failed(ExitStatus.DATA))
        .contains(
            "column y must have classes of several rows each, but has 60 different cells in 60 labelled rows; if it is"
                + " a quantity, gmm fit with it as a column and gmm regress --targets y predict it");
    assertThat(gmmWithInput(rows.replace(".5", "a"), "classify", "fit", "-", "--label", "y")
            .failed(ExitStatus.DATA))
        .contains("60 different cells in 60 labelled rows; --label names the column of classes");
    String repeated = IntStream.range(0, 300)
        .mapToObj(i -> i * i % 29 + "," + i % 60)
        .collect(Collectors.joining("\n", "x,y\n", "\n"));
    Outcome outcome =
        gmmWithInput(repeated, "classify", "fit", "-", "--label", "y", "--models", "EII");
    assertThat(outcome.status()).isEqualTo(ExitStatus.DONE);
    assertThat(outcome.err())
        .contains(
            "note: column y has 60 different numbers, each of which is a class; a quantity is predicted by gmm regress"
                + " --targets y");
  }

  /** Weights that sum to 1 are shares, not numbers of rows, which BIC needs. */
  @Test
  void weightsThatSumToOne_areRefusedForAChoiceByBic() {
    String rows = "x,kind,w\n0,b,0.2\n1,b,0.1\n2,b,0.1\n7,a,0.2\n8,a,0.2\n10,a,0.2\n";

    assertThat(
            gmmWithInput(rows, "classify", "fit", "-", "--label", "kind", "--weights-column", "w")
                .failed(ExitStatus.DATA))
        .contains(
            "criterion bic takes the total weight for the number of samples, which must be > 1")
        .contains("--normalize-weights");
    assertThat(gmmWithInput(
                rows,
                "classify",
                "fit",
                "-",
                "--label",
                "kind",
                "--weights-column",
                "w",
                "--models",
                "VII",
                "--json")
            .out())
        .contains("\"bic\": null")
        .doesNotContain("NaN");
  }

  @Test
  void whatCannotBe_isRefused() throws IOException {
    assertThat(gmm("classify").failed(ExitStatus.USAGE))
        .contains("Missing command: fit, predict or validate");
    assertThat(gmm("classify", "fit", data("iris.csv")).failed(ExitStatus.USAGE))
        .contains("Missing required option: '--label=COLUMN'");
    assertThat(
            gmm("classify", "fit", data("iris.csv"), "--label", "specie").failed(ExitStatus.DATA))
        .contains("did you mean 'species'?");
    assertThat(gmmWithInput("x,k\n1,a\n2,a\n", "classify", "fit", "-", "--label", "k")
            .failed(ExitStatus.DATA))
        .contains(
            "column k must have at least 2 classes, but all 2 labelled rows are of \"a\"; gmm fit fits");
    assertThat(gmmWithInput(TWO, "classify", "fit", "-", "--label", "kind", "--priors", "a=1")
            .failed(ExitStatus.USAGE))
        .contains("'--priors': priors must have that of class \"b\", but have not");
    assertThat(gmmWithInput(TWO, "classify", "fit", "-", "--label", "kind", "--priors", "a")
            .failed(ExitStatus.USAGE))
        .contains("expected a class and its probability such as yes=0.1 but was 'a'");
    assertThat(gmmWithInput(TWO, "classify", "fit", "-", "--label", "kind", "-k", "two")
            .failed(ExitStatus.USAGE))
        .contains("expected a number such as 2 or a range such as 1-5 but was 'two'");
    Path model = folder.resolve("model.json");
    gmm("fit", data("faithful.csv"), "-k", 2, "-o", model).done();
    assertThat(gmm("classify", "predict", model, data("faithful.csv")).failed(ExitStatus.DATA))
        .contains("format must be gmm4j-classifier, but is 'gmm4j-model'");
    Path broken = Files.writeString(folder.resolve("broken.json"), "{\"format\":");
    assertThat(gmm("classify", "predict", broken, data("faithful.csv")).failed(ExitStatus.DATA))
        .contains("broken.json");
    assertThat(gmmWithInput(
                "x,k\n1,a\n1,a\n2,b\n3,b\n",
                "classify",
                "fit",
                "-",
                "--label",
                "k",
                "--models",
                "VVV")
            .failed(ExitStatus.FAILED))
        .contains("none of 1 classifiers has a value of bic");
  }
}

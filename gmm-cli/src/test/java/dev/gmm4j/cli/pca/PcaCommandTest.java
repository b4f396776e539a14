package dev.gmm4j.cli.pca;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static dev.gmm4j.cli.testing.InProcess.gmmWithInput;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.testing.NpyFiles;
import dev.gmm4j.cli.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PcaCommandTest {
  /** Variances 8 along (0.6, 0.8) and 2 along (0.8, -0.6), about (1, 2). */
  private static final String ROWS =
      "a,b,name\n3.4,5.2,n1\n-1.4,-1.2,n2\n2.6,0.8,n3\n-0.6,3.2,n4\n";

  @TempDir
  private Path folder;

  private Path pca;

  @BeforeEach
  void name() {
    pca = folder.resolve("pca.json");
  }

  private String fit(Object... options) {
    Object[] arguments = {"pca", "fit", "-", "--columns", "a,b", "-o", pca};
    Object[] all = Arrays.copyOf(arguments, arguments.length + options.length);
    System.arraycopy(options, 0, all, arguments.length, options.length);
    return gmmWithInput(ROWS, all).done();
  }

  private static double[][] numbers(String csv) {
    return csv.lines()
        .skip(1)
        .map(line ->
            Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }

  private static void assertClose(double[][] actual, double[][] expected) {
    assertThat(actual).hasDimensions(expected.length, expected[0].length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).containsExactly(expected[i], within(1e-12));
    }
  }

  @Test
  void fit_printsTheVarianceExplained() {
    assertThat(fit()).isEqualTo("""
            standard input: 4 rows, 2 of 2 principal components, 100.00 % of the variance
                 std. dev.  variance  share %   sum %
            PC1    2.82843         8    80.00   80.00
            PC2    1.41421         2    20.00  100.00
            """);
    assertThat(fit("--variance", "0.79")).contains("1 of 2 principal components, 80.00 %");
    assertThat(fit("-k", "1")).contains("1 of 2 principal components");
    assertThat(fit("--json"))
        .contains("\"format\": \"gmm4j-pca\"", "\"featureNames\": [\"a\", \"b\"]");
    assertThat(pca).content().isEqualTo(fit("--json"));
  }

  @Test
  void apply_writesCoordinatesByTheNamesOfFeatures() {
    fit();
    String other = "b,x,a\n5.2,0,3.4\n-1.2,0,-1.4\n0.8,0,2.6\n3.2,0,-0.6\n";
    String csv = gmmWithInput(other, "pca", "apply", pca, "-").done();

    assertThat(csv).startsWith("PC1,PC2\n");
    assertClose(numbers(csv), new double[][] {{4, 0}, {-4, 0}, {0, 2}, {0, -2}});
    fit("--whiten");
    double unit = Math.sqrt(2);
    assertClose(
        numbers(gmmWithInput(other, "pca", "apply", pca, "-").done()),
        new double[][] {{unit, 0}, {-unit, 0}, {0, unit}, {0, -unit}});
  }

  @Test
  void apply_keepsColumnsAndRowNumbers() {
    fit("-k", "1");
    List<String> lines = gmmWithInput(
            ROWS, "pca", "apply", pca, "-", "--keep", "name", "--row-numbers")
        .done()
        .lines()
        .toList();

    assertThat(lines.get(0)).isEqualTo("line,name,PC1");
    assertThat(lines.get(4)).startsWith("5,n4,");
  }

  @Test
  void inverse_givesTheFeaturesAgain() throws IOException {
    for (List<String> options : List.of(List.<String>of(), List.of("--whiten"))) {
      fit(options.toArray());
      Path reduced = folder.resolve("reduced.csv");
      Path rows = Files.writeString(folder.resolve("rows.csv"), ROWS);
      gmm("pca", "apply", pca, rows, "-o", reduced).done();
      String csv = gmm("pca", "inverse", pca, reduced).done();

      assertThat(csv).startsWith("a,b\n");
      assertClose(numbers(csv), new double[][] {{3.4, 5.2}, {-1.4, -1.2}, {2.6, 0.8}, {-0.6, 3.2}});
    }
    // Without names, and with one of two components: the closest point on its line.
    fit("-k", "1");
    assertClose(
        numbers(gmmWithInput("4\n-4\n", "pca", "inverse", pca, "-").done()),
        new double[][] {{3.4, 5.2}, {-1.4, -1.2}});
  }

  @Test
  void inverse_findsCoordinatesByTheirNames() {
    fit();
    assertClose(
        numbers(gmmWithInput("id,PC2,PC1\n9,0,4\n", "pca", "inverse", pca, "-").done()),
        new double[][] {{3.4, 5.2}});
  }

  /** Of scikit-learn 1.2.1: PCA(0.9) of the 64 pixels keeps 21 components. */
  @Test
  void digits_areReduced() {
    String pixels =
        "0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,"
            + "36,37,38,39,40,41,42,43,44,45,46,47,48,49,50,51,52,53,54,55,56,57,58,59,60,61,62,63";
    assertThat(gmm(
                "pca",
                "fit",
                data("digits.csv"),
                "--columns",
                pixels,
                "--variance",
                "0.9",
                "-o",
                pca)
            .done())
        .contains("1797 rows, 21 of 64 principal components, 90.3");
    String csv = gmm("pca", "apply", pca, data("digits.csv"), "--keep", "digit").done();
    assertThat(csv).startsWith("digit,PC1,").contains(",PC21\n0,");
    assertThat(csv.lines()).hasSize(1798);
  }

  @Test
  void wrongArguments_areRefused() throws IOException {
    assertThat(gmmWithInput(ROWS, "pca", "fit", "-", "--columns", "a,b", "-k", "3")
            .failed(ExitStatus.USAGE))
        .contains("'-k': components must be <= the number of features = 2, but were 3");
    assertThat(gmm("pca", "fit", "-", "--variance", "1.5").failed(ExitStatus.USAGE))
        .startsWith("gmm pca fit: ")
        .contains("'--variance': varianceShare must be in (0, 1], but was 1.5");
    assertThat(gmm("pca", "fit", "-", "-k", "1", "--variance", "0.5").failed(ExitStatus.USAGE))
        .contains("--components and --variance exclude each other");
    assertThat(gmm("pca").failed(ExitStatus.USAGE))
        .isEqualTo("gmm pca: Missing command: fit, apply or inverse; see gmm pca --help");
    fit();
    assertThat(gmmWithInput("1,2,3\n", "pca", "apply", pca, "-").failed(ExitStatus.DATA))
        .contains("standard input has 3 columns of numbers, but " + pca + " has 2 features;");
    assertThat(gmmWithInput("1\n", "pca", "inverse", pca, "-").failed(ExitStatus.DATA))
        .contains("standard input has 1 column of numbers, but");
    assertThat(gmmWithInput("1,1\n1,1\n", "pca", "fit", "-").failed(ExitStatus.DATA))
        .contains("samples must not all be equal");
  }

  @Test
  void missingValues_haveEmptyResults() throws IOException {
    fit();
    Path npy =
        NpyFiles.write(folder.resolve("rows.npy"), new double[][] {{3.4, 5.2}, {1, Double.NaN}});
    Outcome outcome = gmm("pca", "apply", pca, npy, "--row-numbers");

    assertThat(outcome.status()).isZero();
    assertThat(outcome.err()).contains("1 of 2 rows has a missing value and an empty result");
    assertThat(outcome.out()).startsWith("row,PC1,PC2\n0,").endsWith("\n1,,\n");
  }

  @Test
  void otherFiles_areNamed() throws IOException {
    Path model = folder.resolve("model.json");
    gmm("fit", data("faithful.csv"), "--components", 2, "-o", model).done();
    fit();

    assertThat(gmm("pca", "apply", model, data("faithful.csv")).failed(ExitStatus.DATA))
        .contains(model + ": format must be gmm4j-pca, but is 'gmm4j-model'");
    assertThat(gmm("predict", pca, data("faithful.csv")).failed(ExitStatus.DATA))
        .contains(pca + ": format must be gmm4j-model, but is 'gmm4j-pca'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fit", "apply", "inverse"})
  void help_tellsExamplesAndExitStatuses(String command) {
    String help = gmm("pca", command, "--help").done();

    assertThat(help)
        .contains(
            "Usage: gmm pca " + command,
            "Examples:\n  gmm pca " + command,
            "Exit status:\n  0  done\n");
    assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(gmm("pca", "--help").done())
        .contains("  " + command + " ", "Examples:\n  gmm pca fit");
  }
}

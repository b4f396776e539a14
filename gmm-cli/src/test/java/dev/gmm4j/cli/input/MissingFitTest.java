package dev.gmm4j.cli.input;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static dev.gmm4j.cli.testing.InProcess.gmmWithInput;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.testing.NpyFiles;
import dev.gmm4j.cli.testing.Outcome;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Regularization;
import dev.gmm4j.io.DataFiles;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.MissingCounts;
import dev.gmm4j.io.ModelFile;
import dev.gmm4j.io.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Missing values in fits, and in what is done with a model. */
class MissingFitTest {
  private static final Path IRIS = data("iris-missing.csv");
  private static final String COUNTS =
      "\"missing\": {\n    \"cells\": 90,\n    \"allCells\": 600,\n    \"rows\": 90,\n    \"unobservedRows\": 0\n  }";

  @TempDir
  private Path folder;

  private static Samples iris() {
    try (Dataset dataset = DataFiles.open(
        IRIS,
        ReadOptions.builder()
            .missing(ReadOptions.Missing.KEEP)
            .columns(List.of("0-3"))
            .build())) {
      return Samples.of(dataset.samples().block(0, 150).values(), 4).withMissingValues();
    }
  }

  @Test
  void fit_isThatOfTheLibrary_andTellsWhatWasMissing() {
    Path model = folder.resolve("model.json");
    Outcome fitted = gmm(
        "fit",
        IRIS,
        "--columns",
        "0-3",
        "-k",
        2,
        "--missing",
        "fit",
        "--backend",
        "ejml",
        "-o",
        model);
    assertThat(fitted.done())
        .containsPattern("\nmissing +90 of 600 cells in 90 rows\n")
        .contains("150 rows, 4 features");

    GaussianMixtureFit expected = GaussianMixtureEstimator.builder()
        .components(2)
        .backend("ejml")
        .regularization(Regularization.relative(1e-6))
        .build()
        .fit(iris());
    ModelFile file = ModelFile.read(model);
    assertThat(file.model()).isEqualTo(expected.model());
    assertThat(Objects.requireNonNull(file.fit()).logLikelihood())
        .isEqualTo(expected.logLikelihood());
    assertThat(file.fit().missing()).isEqualTo(new MissingCounts(90, 600, 90, 0));
  }

  @Test
  void slowFit_isNotedWhereValuesAreMissing() {
    String note = "note: the fit is slow where values are missing: 90 values are missing";
    Object[] fit = {"fit", IRIS, "--columns", "0-3", "-k", 2, "--missing", "fit"};
    Object[] cut = Arrays.copyOf(fit, fit.length + 2);
    cut[fit.length] = "--max-iterations";
    cut[fit.length + 1] = 2;

    assertThat(gmm(cut).out()).contains(note);
    assertThat(gmm(fit).out()).doesNotContain(note);
    assertThat(gmm(
                "fit",
                IRIS,
                "--columns",
                "0-3",
                "-k",
                2,
                "--missing",
                "drop",
                "--max-iterations",
                2)
            .out())
        .doesNotContain(note);
  }

  @Test
  void dataWithoutHoles_givesTheSameModelAsWithoutTheOption() {
    JsonNode plain = gmm("fit", data("faithful.csv"), "-k", 2, "--json").json();
    JsonNode fitted =
        gmm("fit", data("faithful.csv"), "-k", 2, "--missing", "fit", "--json").json();
    assertThat(Outcome.withoutTimes(fitted)).isEqualTo(Outcome.withoutTimes(plain));
  }

  @Test
  void npyAndCsv_giveTheSameModel() throws IOException {
    Samples iris = iris();
    double[][] rows = new double[150][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(iris.block(0, 150).values(), 4 * i, 4 * i + 4);
    }
    Path npy = NpyFiles.write(folder.resolve("iris.npy"), rows);
    JsonNode mapped = gmm("fit", npy, "-k", 2, "--missing", "fit", "--json").json();
    JsonNode text = gmm("fit", IRIS, "--columns", "0-3", "-k", 2, "--missing", "fit", "--json")
        .json();
    assertThat(mapped.get("fit").get("logLikelihood").doubleValue())
        .isCloseTo(text.get("fit").get("logLikelihood").doubleValue(), within(1e-6));
    assertThat(mapped.get("fit").get("missing")).isEqualTo(text.get("fit").get("missing"));
  }

  @Test
  void select_test_bootstrap_fitWhatIsObserved() {
    Path model = folder.resolve("model.json");
    String selected = gmm(
            "select",
            IRIS,
            "--columns",
            "0-3",
            "--components",
            "1-2",
            "--models",
            "EEE",
            "--missing",
            "fit",
            "-o",
            model)
        .done();
    assertThat(selected)
        .containsPattern("\nmissing +90 of 600 cells in 90 rows\n")
        .contains(" --missing fit ");
    assertThat(gmm(
                "select",
                IRIS,
                "--columns",
                "0-3",
                "--components",
                "1-2",
                "--models",
                "EEE",
                "--missing",
                "fit",
                "--json")
            .done())
        .contains(COUNTS);
    Outcome tested = gmm(
        "test",
        IRIS,
        "--columns",
        "0-3",
        "--components",
        "1-2",
        "--replicates",
        19,
        "--covariance",
        "EEE",
        "--missing",
        "fit",
        "--json");
    assertThat(tested.done()).contains(COUNTS);
    assertThat(gmm("bootstrap", model, IRIS, "--replicates", 5).failed(ExitStatus.DATA))
        .endsWith("--missing fit uses what is observed of them");
    assertThat(
            gmm("bootstrap", model, IRIS, "--replicates", 5, "--missing", "fit").done())
        .containsPattern("\nmissing +90 of 600 cells in 90 rows\n");
  }

  @Test
  void statedTexts_areHoles() {
    String csv = "x,y\n1,2\n-999,3\n4,?\n5,7\n6,6\n7,9\n2,2\n";
    JsonNode fit = gmmWithInput(
            csv, "fit", "-", "-k", 1, "--missing", "fit", "--missing-values", "?,-999", "--json")
        .json();
    assertThat(fit.get("fit").get("missing").get("cells").intValue()).isEqualTo(2);
    assertThat(gmmWithInput(csv, "fit", "-", "-k", 1, "--missing", "fit", "--missing-values", "-9")
            .failed(ExitStatus.DATA))
        .contains("line 4, column 2 (y): '?' is not a number");
  }

  @Test
  void rowsWithoutAnyValue_doNotCount() {
    String rows = "1,2\n3,5\n4,4\n6,9\n7,7\n2,NA\n";
    String with = "x,y\n" + rows + ",\nNA,?\n";
    Outcome fitted = gmmWithInput(with, "fit", "-", "-k", 1, "--missing", "fit");
    assertThat(fitted.done())
        .containsPattern(
            "missing +5 of 16 cells in 3 rows, 2 of them without any value, which do not count\n");
    JsonNode few = gmmWithInput("x,y\n" + rows, "fit", "-", "-k", 1, "--missing", "fit", "--json")
        .json();
    JsonNode all =
        gmmWithInput(with, "fit", "-", "-k", 1, "--missing", "fit", "--json").json();
    assertThat(all.get("fit").get("bic").doubleValue())
        .isCloseTo(few.get("fit").get("bic").doubleValue(), within(1e-9));
  }

  @Test
  void columnWithoutAnyValue_isRefusedByName() {
    assertThat(gmmWithInput("x,y,z\n1,,2\n3,,4\n5,NA,7\n", "fit", "-", "-k", 1, "--missing", "fit")
            .failed(ExitStatus.DATA))
        .isEqualTo(
            "gmm fit: standard input: each column must have a value in some row of positive weight, but column y has none;"
                + " --exclude y leaves the column out");
  }

  @Test
  void missingWeight_isRefusedByName() {
    assertThat(gmmWithInput(
                "x,y,w\n1,2,1\n3,,2\n5,6,\n",
                "fit",
                "-",
                "-k",
                1,
                "--missing",
                "fit",
                "--weights-column",
                "w")
            .failed(ExitStatus.DATA))
        .isEqualTo(
            "gmm fit: standard input, line 4, column 3 (w): the weight is missing, which no option makes up for;"
                + " --missing drop leaves such rows out");
  }

  @Test
  void missingWeightOfNpy_isRefusedByPlace() throws IOException {
    Path npy = NpyFiles.write(folder.resolve("w.npy"), new double[][] {
      {1, 1}, {2, 1}, {4, Double.NaN}, {7, 1}
    });
    assertThat(gmm("fit", npy, "-k", 1, "--missing", "fit", "--weights-column", 1)
            .failed(ExitStatus.DATA))
        .contains("row 2, column 1")
        .endsWith("a weight must be finite and >= 0, but was NaN");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pca fit - | pca fit, which needs whole rows: --missing drop leaves the others out, and gmm impute fills them in",
        "bench - -k 1 | bench, which needs whole rows: --missing drop leaves the others out, and gmm impute fills them in"
      })
  void commandsOfWholeRows_refuseToFitTheRest(String arguments, String reason) {
    Object[] call = (arguments + " --missing fit").split(" ", -1);
    assertThat(gmmWithInput("1,2\n3,\n", call).failed(ExitStatus.USAGE))
        .contains("--missing fit cannot go with " + reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pca fit -", "bench - -k 1"})
  void commandsOfWholeRows_doNotNameTheOption(String arguments) {
    Object[] call = arguments.split(" ", -1);
    assertThat(gmmWithInput("x,y\n1,2\n3,\n2,2\n", call).failed(ExitStatus.DATA))
        .endsWith(
            "standard input, line 3, column 2 (y): the cell is empty; 1 of 3 rows has missing values:"
                + " --missing drop leaves such rows out");
  }

  private Path faithful() {
    Path model = folder.resolve("faithful.json");
    gmm("fit", data("faithful.csv"), "-k", 2, "--backend", "ejml", "-o", model).done();
    return model;
  }

  @Test
  void predict_worksWithWhatIsObserved() {
    Path file = faithful();
    GaussianMixture model =
        ModelFile.read(file).model().using(Backends.standard().get("ejml"), 1);
    String csv = "waiting,eruptions\n80,4\n,2\n55,NA\n,\n";
    Outcome predicted =
        gmmWithInput(csv, "predict", file, "-", "--proba", "--log-density", "--backend", "ejml");
    Samples samples = Samples.of(
            new double[][] {{4, 80}, {2, Double.NaN}, {Double.NaN, 55}, {Double.NaN, Double.NaN}})
        .withMissingValues();
    StringBuilder expected = new StringBuilder("label,p0,p1,log_density\n");
    int[] labels = model.predict(samples);
    double[][] probabilities = model.responsibilities(samples);
    double[] densities = model.logDensities(samples);
    for (int i = 0; i < 4; i++) {
      expected
          .append(i == 3 ? "" : labels[i])
          .append(',')
          .append(probabilities[i][0])
          .append(',');
      expected.append(probabilities[i][1]).append(',').append(densities[i]).append('\n');
    }
    assertThat(predicted.out()).isEqualTo(expected.toString());
    assertThat(probabilities[3]).containsExactly(model.weights(), within(1e-15));
    assertThat(densities[3]).isZero();
    assertThat(predicted.err())
        .isEqualTo(
            "note: standard input: 3 of 4 rows have missing values; their results are those of what is observed,"
                + " and 1 without any value have no label\n");
    assertThat(gmmWithInput("eruptions,waiting\n,\n", "predict", file, "-").out())
        .isEqualTo("label\n\"\"\n");
  }

  /** Far from the model's own values of the feature that is observed, whatever the densities of others are. */
  @Test
  void outliers_areThoseOfWhatIsObserved() {
    Path file = faithful();
    String csv = "eruptions,waiting\n2,\n9,\n,70\n,140\n,\n9,140\n4.3,80\n";
    String[] lines = gmmWithInput(csv, "predict", file, "-", "--outliers", "0.01", "--row-numbers")
        .out()
        .lines()
        .toArray(String[]::new);
    assertThat(lines)
        .containsExactly(
            "line,label,outlier", "2,1,0", "3,0,1", "4,0,0", "5,0,1", "6,,0", "7,0,1", "8,0,0");
    assertThat(gmmWithInput(csv, "predict", file, "-", "--outliers", "0.01", "--outliers-only")
            .out())
        .isEqualTo("line,label,outlier\n3,0,1\n5,0,1\n7,0,1\n");
  }

  @Test
  void outliers_ofAModelWithNoise_areThoseOfWhatIsObserved() throws IOException {
    Path model = Files.writeString(
        folder.resolve("noise.json"),
        "{\"format\":\"gmm4j-model\",\"version\":1,\"components\":1,\"dimension\":2,\"covarianceType\":\"full\","
            + "\"weights\":[0.95],\"means\":[[0,0]],\"covariances\":[[[1,0.2],[0.2,1]]],"
            + "\"noise\":{\"weight\":0.05,\"lower\":[-20,-20],\"upper\":[20,20]}}");
    // The last is in the box of the noise, the one before outside of it.
    String csv = "0,\n,0.5\n1,1\n,30\n15,\n";
    assertThat(gmmWithInput(csv, "predict", model, "-", "--outliers", "0.1").out())
        .startsWith("label,outlier\n0,0\n0,0\n0,0\n")
        .endsWith("-1,1\n");
  }

  @Test
  void score_merge_readHoles() {
    Path file = faithful();
    String csv = "eruptions,waiting\n2,\n4,80\n,70\n2,55\n";
    JsonNode score =
        gmmWithInput(csv, "score", file, "-", "--json", "--backend", "ejml").json();
    Samples samples = Samples.of(
            new double[][] {{2, Double.NaN}, {4, 80}, {Double.NaN, 70}, {2, 55}})
        .withMissingValues();
    assertThat(score.get("logLikelihood").doubleValue())
        .isEqualTo(ModelFile.read(file).model().score(samples).logLikelihood());
    assertThat(score.get("missing").get("cells").intValue()).isEqualTo(2);
    assertThat(
            gmmWithInput(csv, "score", file, "-", "--missing", "drop", "--json").out())
        .contains("\"samples\": 2,")
        .doesNotContain("missing");
    assertThat(gmmWithInput(csv, "merge", file, "-").done())
        .containsPattern("missing +2 of 8 cells in 2 rows\n");
  }

  @Test
  void regress_usesTheInputsThatAreObserved() {
    Path model = folder.resolve("iris.json");
    gmm("fit", data("iris.csv"), "--columns", "0-3", "-k", 2, "-o", model).done();
    String[] lines = gmmWithInput(
            "sepal_length,sepal_width,petal_length\n6,3,\n6,3,4.5\n",
            "regress",
            model,
            "-",
            "--targets",
            "petal_width")
        .out()
        .lines()
        .toArray(String[]::new);
    // The same as the regression on two inputs.
    String[] ofTwo = gmmWithInput(
            "sepal_length,sepal_width\n6,3\n",
            "regress",
            model,
            "-",
            "--targets",
            "petal_width,petal_length")
        .done()
        .lines()
        .toArray(String[]::new);
    String[] observed = lines[1].split(",", -1);
    String[] expected = ofTwo[1].split(",", -1);
    for (int j = 0; j < 2; j++) {
      assertThat(Double.parseDouble(observed[j]))
          .isCloseTo(Double.parseDouble(expected[j]), within(1e-9));
    }
    assertThat(lines[2])
        .isEqualTo(gmmWithInput(
                "sepal_length,sepal_width,petal_length\n6,3,4.5\n",
                "regress",
                model,
                "-",
                "--targets",
                "petal_width")
            .done()
            .lines()
            .toList()
            .get(1));
  }

  @Test
  void picturesOfFits_showHoles() {
    Path plot = folder.resolve("iris.svg");
    Path report = folder.resolve("iris.html");
    Outcome drawn = gmm(
        "fit",
        IRIS,
        "--columns",
        "0-3",
        "-k",
        2,
        "--missing",
        "fit",
        "--plot",
        plot,
        "--report",
        report);
    assertThat(drawn.done()).contains("picture written");
    assertThat(plot).content().contains("imputed: mean given what is observed");
    assertThat(report).content().contains("90 of 600 cells in 90 rows");
  }

  @Test
  void plot_marksWhatIsImputed() {
    Path model = faithful();
    Path plot = folder.resolve("plot.svg");
    String csv = "eruptions,waiting\n2,\n4,80\n,70\n2,55\n4.4,\n,\n";
    for (String kind : new String[] {"contour", "scatter", "certainty", "clusters", "pairs"}) {
      gmmWithInput(csv, "plot", model, "-", "--kind", kind, "-o", plot, "--force")
          .done();
      assertThat(plot).content().as(kind).contains("imputed: mean given what is observed");
    }
    gmmWithInput(csv, "plot", model, "-", "--kind", "density", "--axes", "waiting", "-o", plot)
        .done();
    assertThat(plot).content().contains("2 rows lack a value: not shown");
  }
}

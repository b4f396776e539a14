package dev.gmm4j.cli.fit;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.testing.Outcome;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.data.Samples;
import dev.gmm4j.factor.FactorMixture;
import dev.gmm4j.factor.FactorModel;
import dev.gmm4j.factor.SubspaceModel;
import dev.gmm4j.io.FactorModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Mixtures of factor analysers from fit to prediction. */
class FactorFitTest {
  private static final Path WINE = data("wine.csv");

  @TempDir
  private Path folder;

  private static Outcome fit(Object... options) {
    return gmm(Stream.concat(
            Stream.of("fit", WINE, "--columns", "0-12", "--components", 3), Arrays.stream(options))
        .toArray());
  }

  private Path model() {
    Path file = folder.resolve("model.json");
    fit("--covariance", "UCU", "--factors", 2, "--output", file).done();
    return file;
  }

  /** Iris from its species: the optimum of R's HDclassif, see SubspaceModelTest. */
  @Test
  void json_hasTheOptimumOfAnotherImplementation() throws IOException {
    Path start = folder.resolve("species.csv");
    Files.writeString(start, """
        sepal_length,sepal_width,petal_length,petal_width
        5.006,3.428,1.462,0.246
        5.936,2.770,4.260,1.326
        6.588,2.974,5.552,2.026
        """);

    JsonNode model = gmm(
            "fit",
            data("iris.csv"),
            "--columns",
            "0-3",
            "--components",
            3,
            "--covariance",
            "hddc-akjbkqkdk",
            "--init",
            start,
            "--tolerance",
            "1e-10",
            "--json")
        .json();

    assertThat(model.get("fit").get("logLikelihood").asDouble())
        .isCloseTo(-218.847643336, within(1e-5));
    // HDclassif has 32 parameters and a BIC of 598.0356: it counts the numbers of factors, too.
    assertThat(model.get("fit").get("freeParameters").asInt()).isEqualTo(29);
    assertThat(model.get("fit").get("bic").asDouble())
        .isCloseTo(598.0356 - 3 * Math.log(150), within(1e-3));
    assertThat(model.get("covarianceModel").asString()).isEqualTo("hddc-akjbkqkdk");
    assertThat(model.get("factors").size()).isEqualTo(3);
    assertThat(model.get("loadings").get(2).get(3).size()).isEqualTo(1);
    assertThat(model.get("noiseVariances").get(2).size()).isEqualTo(4);
    assertThat(model.get("fit").get("noiseFloor").asDouble()).isEqualTo(1e-3);
    assertThat(model.get("fit").get("scree").asDouble()).isEqualTo(0.2);
  }

  @Test
  void table_hasFactorsAndNotes() {
    assertThat(fit("--covariance", "uuc", "--factors", 2, "--restarts", 2, "--threads", 1)
            .done())
        .contains("3 components, UUC covariance, 2 factors, 119 free parameters")
        .containsPattern("component +weight +count +factors +explained +alcohol")
        .contains("best was ")
        .contains(
            "note: UUC has one noise variance for all features, whose variances differ by a factor of");
    assertThat(fit("--covariance", "UCU", "--factors", 2).done()).doesNotContain("standardize");
  }

  @Test
  void seedsAndThreads_giveTheSameModel() {
    Object[] options = {"--covariance", "UUU", "--factors", 1, "--init", "random", "--seed", 4};
    JsonNode one = fit(Stream.concat(Arrays.stream(options), Stream.of("--threads", 1, "--json"))
            .toArray())
        .json();
    JsonNode three = fit(Stream.concat(Arrays.stream(options), Stream.of("--threads", 3, "--json"))
            .toArray())
        .json();

    assertThat(three.get("loadings")).isEqualTo(one.get("loadings"));
    assertThat(three.get("fit").get("logLikelihoodTrace"))
        .isEqualTo(one.get("fit").get("logLikelihoodTrace"));
  }

  @Test
  void model_isUsedByOtherCommands() {
    Path file = model();

    String table = fit("--covariance", "UCU", "--factors", 2).done();
    String bic =
        table.lines().filter(line -> line.startsWith("BIC")).findFirst().orElseThrow();
    String score = gmm("score", file, WINE).done();
    assertThat(score.lines().filter(line -> line.startsWith("BIC")).findFirst().orElseThrow())
        .endsWith(bic.substring(3).strip());
    List<String> lines = gmm("predict", file, WINE, "--proba", "--outliers", "0.01")
        .done()
        .lines()
        .toList();
    assertThat(lines).hasSize(179).first().isEqualTo("label,p0,p1,p2,outlier");
    assertThat(gmm("sample", file, "--count", 5, "--labels").done().lines()).hasSize(6);
    assertThat(gmm("merge", file, WINE).done()).contains("0+1+2");
    assertThat(fit("--init", file, "--covariance", "UCU", "--factors", 2, "--json")
            .json()
            .get("fit")
            .get("converged")
            .asBoolean())
        .isTrue();
  }

  @Test
  void convert_writesFullCovariances() {
    Path file = model();
    Path full = folder.resolve("full.json");
    gmm("convert", file, "--to", "gmm4j", "--output", full).done();

    JsonNode ofFactors = gmm("score", file, WINE, "--json").json();
    JsonNode ofFull = gmm("score", full, WINE, "--json").json();
    // By matrices and by factors: the same to rounding.
    double logLikelihood = ofFactors.get("logLikelihood").asDouble();
    assertThat(ofFull.get("logLikelihood").asDouble())
        .isCloseTo(logLikelihood, within(1e-10 * Math.abs(logLikelihood)));
    assertThat(gmm("predict", full, WINE).done())
        .isEqualTo(gmm("predict", file, WINE).done());
    assertThat(ofFull.get("freeParameters").asInt()).isEqualTo(3 * (13 + 91) + 2);
    assertThat(ofFactors.get("freeParameters").asInt()).isEqualTo(129);
    assertThat(gmm("convert", file, "--to", "mclust").done()).contains("\"VVV\"");
  }

  /** 3600 features: full covariances would have 38 880 000 numbers, more than commands make. */
  @Test
  void manyFeatures_needNoMatrices() throws IOException {
    int dimension = 3600;
    double[][] means = new double[3][dimension];
    double[][][] loadings = new double[3][dimension][1];
    double[][] noise = new double[3][dimension];
    for (int k = 0; k < 3; k++) {
      Arrays.fill(means[k], 5.0 * k);
      Arrays.fill(noise[k], 1);
      for (double[] row : loadings[k]) {
        row[0] = 0.1;
      }
    }
    FactorMixture mixture = FactorMixture.of(
        FactorModel.UUC,
        new int[] {1, 1, 1},
        MixingProportions.FREE,
        new double[] {0.5, 0.25, 0.25},
        means,
        loadings,
        noise);
    Path file = folder.resolve("many.json");
    FactorModelFile.of(mixture).write(file);
    Path rows = folder.resolve("rows.csv");

    gmm("sample", file, "--count", 6, "--seed", 3, "--labels", "--output", rows).done();

    String columns = "0-" + (dimension - 1);
    List<String> drawn = Files.readAllLines(rows).stream()
        .skip(1)
        .map(line -> line.substring(line.lastIndexOf(',') + 1))
        .toList();
    assertThat(gmm("predict", file, rows, "--columns", columns, "--threads", 2)
            .done()
            .lines())
        .containsExactlyElementsOf(
            Stream.concat(Stream.of("label"), drawn.stream()).toList());
    assertThat(gmm("predict", file, rows, "--columns", columns, "--proba", "--log-density")
            .done()
            .lines()
            .findFirst())
        .hasValue("label,p0,p1,p2,log_density");
    double[] logDensities = mixture.logDensities(Samples.of(mixture.sample(6, 3).rows()));
    assertThat(gmm("score", file, rows, "--columns", columns, "--json")
            .json()
            .get("logLikelihood")
            .asDouble())
        .isCloseTo(Arrays.stream(logDensities).sum(), within(1e-6));
    assertThat(gmm("predict", file, rows, "--columns", columns, "--outliers", "0.01")
            .err())
        .contains("full covariances of 3 components and 3600 features have 38880000 numbers");
  }

  @Test
  void progressSearchAndAcceleration_areThoseOfOtherFits() {
    Outcome plain = fit(
        "--covariance",
        "UUC",
        "--factors",
        2,
        "--search",
        "none",
        "--acceleration",
        "none",
        "--progress-every",
        5);

    assertThat(plain.status()).isEqualTo(ExitStatus.DONE);
    assertThat(plain.err()).containsPattern("iteration 0 {2}log-likelihood -?[0-9.]+\n");
    assertThat(plain.err()).containsPattern("iteration 5 {2}log-likelihood -?[0-9.]+ {2}change ");
    assertThat(fit("--covariance", "UUC", "--factors", 2, "--search", "moves").status())
        .isEqualTo(ExitStatus.DONE);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      UUC | --bayesian dirichlet | --bayesian cannot go with --covariance UUC
      UUC | --tails common | --tails cannot go with --covariance UUC: t distributions have no factors
      UUC | --noise 0.1 | --noise cannot go with --covariance UUC
      UUC | --prior | --prior cannot go with --covariance UUC: loadings have no conjugate prior
      UUC | --trim 0.1 | --trim cannot go with --covariance UUC
      UUC | --regularization 1 | --regularization cannot go with --covariance UUC: noise variances have
      UUC | --method stepwise-em | --method cannot go with --covariance UUC
      UUC | --scree 0.1 | --scree cannot go with --covariance UUC
      hddc-abqkdk | --scree 0.1 | --scree cannot go with --factors: the number of factors is given
      UUC | --noise-floor 2 | '--noise-floor': noiseFloor must be > 0 and < 1, but was 2.0
      diagonal | --seed 1 | --factors needs --covariance of a model of factors
      UUC | --plot f.png --kind loadings | --kind loadings needs --image-size: the 13 features make no
      UUC | --plot f.png --kind means --image-size 3x4 | width times height must be 13
      UUC | --plot f.png --kind means --image-size 3 | expected width and height such as 28x28
      UUX | --seed 1 | expected one of full, tied
      UUCC | --seed 1 | model of factors must be one of ccc, ccu
      """)
  void options_thatDoNotGoTogether_areRefused(String model, String options, String message) {
    Outcome outcome = fit(Stream.concat(
            Stream.of("--covariance", model, "--factors", 2), Arrays.stream(options.split(" ")))
        .toArray());

    assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(outcome.err()).contains(message);
  }

  /** Each message names the option, the value and the bound. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      UUC | 13 | factors must be <= 12 for model uuc and 13 features
      UCU | 9 | factors must be <= 8 for model ucu and 13 features, which determine no more, but was 9
      hddc-abqd | 13 | factors must be <= 12 for model hddc-abqd and 13 features
      UUC | 0 | factors must be >= 1, but was 0
      UUC | 1-3 | expected one number, but was '1-3'
      UUC | x | expected a range such as 1-9
      """)
  void numberOfFactors_isChecked(String model, String factors, String message) {
    Outcome outcome = fit("--covariance", model, "--factors", factors);

    assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(outcome.err()).contains("Invalid value for option '--factors': " + message);
  }

  @Test
  void numberOfFactors_isNeeded_whereItIsNotFound() {
    assertThat(fit("--covariance", "CCU").err()).contains("--covariance CCU needs --factors");
    assertThat(fit("--covariance", "hddc-akjbkqkdk", "--search", "none").status())
        .isEqualTo(ExitStatus.DONE);
  }

  @Test
  void fewerRowsThanFactors_areRefused() throws IOException {
    Path few = folder.resolve("few.csv");
    Files.write(few, Files.readAllLines(WINE).subList(0, 5));

    Outcome outcome =
        gmm("fit", few, "--columns", "0-12", "-k", 1, "--covariance", "UUC", "--factors", 4);

    assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(outcome.err())
        .contains("'--factors': factors must be < 4, the number of rows, but was 4");
  }

  /** A feature without variance, and free parameters that are more than the rows: finite numbers, and notes. */
  @ParameterizedTest
  @ValueSource(strings = {"UUC", "UUU", "UCUU", "UUCU", "CCU", "hddc-abqkdk"})
  void constantFeature_isNoted(String model) throws IOException {
    Path rows = folder.resolve("constant.csv");
    StringBuilder csv = new StringBuilder("a,b,c,d\n");
    for (int i = 0; i < 12; i++) {
      csv.append(i * i % 7 / 2.0).append(',').append(i * 5 % 11 / 2.0).append(",5,");
      csv.append(i % 3 / 4.0).append('\n');
    }
    Files.writeString(rows, csv);
    Path file = folder.resolve("constant.json");

    String table = gmm(
            "fit", rows, "-k", 2, "--covariance", model, "--factors", 1, "--output", file)
        .done();

    assertThat(table)
        .contains("note: c has one value in all rows, and no variance to explain; --exclude")
        .doesNotContain("NaN");
    assertThat(gmm("score", file, rows).done()).doesNotContain("NaN");
  }

  @Test
  void missingValuesAndWeights_areUsed() throws IOException {
    assertThat(gmm(
                "fit",
                data("iris-missing.csv"),
                "--columns",
                "0-3",
                "-k",
                2,
                "--covariance",
                "UUC",
                "--factors",
                1,
                "--missing",
                "fit")
            .done())
        .contains("missing");
    Path weighted = folder.resolve("weighted.csv");
    List<String> lines = Files.readAllLines(data("iris.csv"));
    Files.write(
        weighted,
        lines.stream()
            .map(line -> line + (line.startsWith("sepal") ? ",w" : ",2"))
            .toList());
    assertThat(gmm(
                "fit",
                weighted,
                "--columns",
                "0-3",
                "--weights-column",
                "w",
                "-k",
                2,
                "--covariance",
                "UUC",
                "--factors",
                1)
            .done())
        .contains("150 rows of total weight 300");
  }

  /** Which models there are, as codes of the two literatures. */
  @ParameterizedTest
  @EnumSource(FactorModel.class)
  void allCodes_areUnderstood(FactorModel model) {
    JsonNode json = fit(
            "--covariance",
            model.name(),
            "--factors",
            1,
            "--max-iterations",
            2,
            "--search",
            "none",
            "--json")
        .json();

    assertThat(json.get("covarianceModel").asString()).isEqualTo(model.label());
  }

  @ParameterizedTest
  @EnumSource(SubspaceModel.class)
  void allCodesOfSubspaces_areUnderstood(SubspaceModel model) {
    JsonNode json = fit(
            "--covariance",
            model.label(),
            "--factors",
            1,
            "--max-iterations",
            2,
            "--search",
            "none",
            "--json")
        .json();

    assertThat(json.get("covarianceModel").asString()).isEqualTo(model.label());
  }

  @Test
  void select_comparesModelsAndNumbers() {
    Object[] select = {
      "select",
      WINE,
      "--columns",
      "0-12",
      "--components",
      "2-3",
      "--covariance",
      "UUC,UCU",
      "--factors",
      "1..2"
    };
    String table = gmm(select).done();

    assertThat(table)
        .contains("chosen   UCU, 2 factors, 3 components, BIC ")
        .contains("why      the lowest BIC of 8 candidates; the lead is very strong evidence")
        .containsPattern("next +UCU, 1 factor, 3 components \\(\\+")
        .containsPattern("UUC, 1 factor +\\d");
    Path file = folder.resolve("best.json");
    JsonNode json = gmm(Stream.concat(Arrays.stream(select), Stream.of("--json", "--output", file))
            .toArray())
        .json();
    assertThat(json.get("covariance").asString()).isEqualTo("UCU");
    assertThat(json.get("factors").asInt()).isEqualTo(2);
    assertThat(json.get("candidates").size()).isEqualTo(8);
    assertThat(json.get("next").get(0).get("difference").asDouble()).isPositive();
    assertThat(gmm("score", file, WINE, "--json").json().get("bic").asDouble())
        .isCloseTo(json.get("candidates").get(7).get("bic").asDouble(), within(1e-6));
  }

  /** Models that find numbers of factors, and those that have none, beside those whose numbers are given. */
  @Test
  void select_comparesModelsWithAndWithoutFactors() throws IOException {
    Object[] iris = {"select", data("iris.csv"), "--columns", "0-3", "--components", "2-3"};
    Path subspaces = folder.resolve("subspaces.json");
    JsonNode found = gmm(Stream.concat(
                Arrays.stream(iris),
                Stream.of(
                    "--models",
                    "hddc-akjbkqkdk",
                    "--scree",
                    "0.3",
                    "--output",
                    subspaces,
                    "--json"))
            .toArray())
        .json();
    assertThat(Files.readString(subspaces)).containsPattern("\"scree\"\\s*:\\s*0\\.3\\b");
    assertThat(found.get("candidates").size()).isEqualTo(2);
    assertThat(found.get("factors").asInt()).isPositive();

    Path file = folder.resolve("mixed.json");
    Object[] mixed = {"--covariance", "full,VEV,UUC", "--factors", "1", "--output", file};
    Object[] call = Stream.concat(Arrays.stream(iris), Arrays.stream(mixed)).toArray();
    assertThat(gmm(call).done())
        .containsPattern("chosen +VEV, 2 components, BIC 561.7")
        .containsPattern("UUC, 1 factor +[0-9]+\\.[0-9]+ +[0-9]+\\.[0-9]+\n");
    JsonNode json =
        gmm(Stream.concat(Arrays.stream(call), Stream.of("--json")).toArray()).json();
    assertThat(json.get("covariance").asString()).isEqualTo("VEV");
    assertThat(json.has("factors")).isFalse();
    assertThat(json.get("candidates").size()).isEqualTo(6);
    assertThat(json.get("candidates").get(4).get("factors").asInt()).isEqualTo(1);
    assertThat(gmm("score", file, data("iris.csv"), "--columns", "0-3").done())
        .containsPattern("BIC +561.7");
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
      --models UUC,VVV --factors 1 --criterion icl; --criterion cannot go with --models UUC
      --models hddc-akjbkqkdk,UUC;        --models UUC needs --factors
      --models hddc-akjbkqkdk --scree 2;  '--scree': scree must be > 0 and <= 1, but was 2.0
      --models UUC;                       --models UUC needs --factors
      --models UUC --factors 13;          '--factors': factors must be <= 12 for model uuc, but was 13
      --models UUC --factors 3-1;         '--factors': factors must be from 1 on, in ascending order, but was '3-1'
      --models UUC --factors 1 --criterion icl; --criterion cannot go with --models UUC: candidates are compared by BIC
      --models full --factors 1;          --factors needs --models of a model of factors
      """)
  void select_refusesByName(String options, String message) {
    Outcome outcome = gmm(Stream.concat(
            Stream.of("select", WINE, "--columns", "0-12", "--components", "1"),
            Arrays.stream(options.split(" ")))
        .toArray());

    assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(outcome.err()).contains(message);
  }
}

package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.MixingProportions;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Models of others. Files named scikit-learn-* were written by it: scikit-learn.py beside them says how. Those named
 * mclust-* hold an M-step of mclust 6.0.0 on the iris data from their species, in the layout of jsonlite.
 */
class ModelFormatTest {
  private static final List<String> SCIKIT_LEARN_TYPES =
      List.of("full", "tied", "diag", "spherical");

  @TempDir
  private Path folder;

  private static Path fixture(String name) throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(ModelFormatTest.class.getResource(name), name).toURI());
  }

  private static ModelFile read(Path file) {
    return ModelFormat.detect(file).read(file, Backends.standard().automatic());
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("model.json"), text);
  }

  private static NumberArray numbers(Path file, String wanted) {
    NumberArray[] found = new NumberArray[1];
    JsonFile.read(
        JsonInput.of(file),
        List.of(
            "covariance_type",
            "weights_",
            "means_",
            "covariances_",
            "precisions_cholesky_",
            "n_features_in_",
            "feature_names_in_"),
        (json, property) -> {
          if (property.equals(wanted)) {
            found[0] = json.numbers(property, 3);
          } else {
            json.skip();
          }
        });
    return found[0];
  }

  @ParameterizedTest
  @CsvSource({"full, FULL", "tied, TIED", "diag, DIAGONAL", "spherical, SPHERICAL"})
  void scikitLearnModel_hasItsLogDensities(String name, CovarianceType type) throws Exception {
    Path file = fixture("scikit-learn-" + name + ".json");
    GaussianMixture model = read(file).model();

    assertThat(ModelFormat.detect(file)).isEqualTo(ModelFormat.SCIKIT_LEARN);
    assertThat(model.covarianceType()).isEqualTo(type);
    List<String> lines = Files.readAllLines(fixture("scikit-learn-scores.csv"));
    assertThat(lines).hasSize(19);
    for (String line : lines.subList(1, lines.size())) {
      double[] row =
          Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
      double expected = row[2 + SCIKIT_LEARN_TYPES.indexOf(name)];
      assertThat(model.logDensity(new double[] {row[0], row[1]}))
          .isCloseTo(expected, within(1e-11 * Math.abs(expected)));
    }
  }

  /** What scikit-learn computes densities from is what it computed itself. */
  @ParameterizedTest
  @CsvSource({"full", "tied", "diag", "spherical"})
  void exportToScikitLearn_hasItsOwnFactors(String name) throws Exception {
    Path original = fixture("scikit-learn-" + name + ".json");
    Path exported = folder.resolve("exported.json");
    ModelFormat.SCIKIT_LEARN.write(read(original), exported);

    for (String array : List.of("weights_", "means_", "covariances_")) {
      assertThat(numbers(exported, array).shape())
          .isEqualTo(numbers(original, array).shape());
      assertThat(numbers(exported, array).values())
          .isEqualTo(numbers(original, array).values());
    }
    NumberArray factors = numbers(exported, "precisions_cholesky_");
    NumberArray expected = numbers(original, "precisions_cholesky_");
    assertThat(factors.shape()).isEqualTo(expected.shape());
    for (int i = 0; i < expected.values().length; i++) {
      double value = expected.values()[i];
      assertThat(factors.values()[i]).isCloseTo(value, within(1e-12 * Math.abs(value)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void scikitLearnFile_givesTheModelBack(CovarianceType type) throws IOException {
    GaussianMixture model = Models.of(type);
    ModelFile back = read(write(
        ModelFormat.SCIKIT_LEARN.toJson(new ModelFile(model, List.of("a", "b"), Models.FIT))));

    same(back.model(), model);
    assertThat(back.featureNames()).containsExactly("a", "b");
    assertThat(back.fit()).isNull();
  }

  private static void same(GaussianMixture actual, GaussianMixture expected) {
    assertThat(actual.covarianceModel()).isEqualTo(expected.covarianceModel());
    assertThat(actual.weights()).isEqualTo(expected.weights());
    assertThat(actual.means()).isDeepEqualTo(expected.means());
    assertThat(actual.covariances().toArray()).isEqualTo(expected.covariances().toArray());
  }

  /** The log-likelihood that mclust itself states for these parameters. */
  @ParameterizedTest
  @CsvSource({
    "VII, -392.498414498489, 17",
    "EEI, -364.517364338082, 18",
    "EEE, -256.646184254885, 24",
    "VEV, -187.709744405004, 38"
  })
  void mclustModel_hasItsLogLikelihood(CovarianceModel name, double logLikelihood, long df)
      throws Exception {
    Path file = fixture("mclust-" + name + ".json");
    ModelFile model = read(file);
    ReadOptions columns =
        ReadOptions.builder().columns(List.of("0", "1", "2", "3")).build();

    assertThat(ModelFormat.detect(file)).isEqualTo(ModelFormat.MCLUST);
    assertThat(model.model().covarianceModel()).isEqualTo(name);
    assertThat(model.model().freeParameters()).isEqualTo(df);
    assertThat(model.featureNames()).hasSize(4).startsWith("sepal_length");
    try (Dataset iris = DataFiles.open(Path.of("..", "data", "iris.csv"), columns)) {
      assertThat(model.model().logLikelihood(iris.samples()))
          .isCloseTo(logLikelihood, within(1e-9));
    }
  }

  @ParameterizedTest
  @EnumSource
  void mclustFile_givesTheModelBack(CovarianceType type) throws IOException {
    GaussianMixture model = Models.of(type);
    String json = ModelFormat.MCLUST.toJson(new ModelFile(model, List.of("a", "b"), null));
    ModelFile back = read(write(json));

    same(back.model(), model);
    assertThat(back.featureNames()).containsExactly("a", "b");
  }

  /** A component is the last index of each array, as in R. */
  @Test
  void mclustFile_hasComponentsLast() {
    GaussianMixture model = GaussianMixture.of(
            new double[] {0.25, 0.75},
            new double[][] {{1, 2}, {3, 4}},
            Covariances.full(new double[][][] {{{5, 1}, {1, 6}}, {{7, 2}, {2, 8}}}))
        .chosenAmong(CovarianceModel.EVE, MixingProportions.FREE);

    assertThat(
            ModelFormat.MCLUST.toJson(new ModelFile(model, List.of(), null)).replaceAll("\\s", ""))
        .isEqualTo(
            "{'modelName':'EVE','d':2,'G':2,'parameters':{'pro':[0.25,0.75],".replace('\'', '"')
                + "\"mean\":[[1.0,3.0],[2.0,4.0]],"
                + "\"variance\":{\"modelName\":\"EVE\",\"d\":2,\"G\":2,"
                + "\"sigma\":[[[5.0,7.0],[1.0,2.0]],[[1.0,2.0],[6.0,8.0]]]}}}");
  }

  @ParameterizedTest
  @CsvSource({"EII, E, 1", "VII, V, 2"})
  void oneFeature_isOneVarianceOrOneEach(CovarianceModel model, String name, int variances)
      throws IOException {
    double[] sigmasq = variances == 1 ? new double[] {2, 2} : new double[] {2, 3};
    GaussianMixture line = GaussianMixture.of(
            new double[] {0.25, 0.75}, new double[][] {{1}, {3}}, Covariances.spherical(sigmasq, 1))
        .chosenAmong(model, MixingProportions.FREE);
    String json = ModelFormat.MCLUST.toJson(new ModelFile(line, List.of(), null));

    assertThat(json)
        .contains("\"modelName\": \"" + name + "\"", "\"mean\": [1.0, 3.0]")
        .contains(variances == 1 ? "\"sigmasq\": [2.0]" : "\"sigmasq\": [2.0, 3.0]");
    same(read(write(json)).model(), line);
  }

  @Test
  void mclustFileOfOneComponent_mayHaveScalars() throws IOException {
    ModelFile model = read(write("{\"modelName\": \"X\", \"d\": 1, \"G\": 1, \"variableNames\": [],"
        + " \"parameters\": {\"pro\": 1, \"mean\": 5, \"variance\": {\"sigmasq\": 4}}}"));
    ModelFile plane = read(write("{\"modelName\": [\"XXX\"], \"parameters\": {\"mean\": [[1], [2]],"
        + " \"variance\": {\"sigma\": [[[2], [1]], [[1], [3]]]}}}"));

    assertThat(model.model().mean(0)).containsExactly(5);
    assertThat(model.model().covariances().get(0, 0, 0)).isEqualTo(4);
    assertThat(plane.model().weights()).containsExactly(1);
    assertThat(plane.model().covariances().matrix(0))
        .isDeepEqualTo(new double[][] {{2, 1}, {1, 3}});
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"full\" | \"diag\" | : covariances_ must have shape [2, 1], but have [2, 1, 1]",
        "\"full\" | \"tied\" | : covariances_ must have shape [1, 1], but have [2, 1, 1]",
        "\"full\" | \"spherical\" | : covariances_ must have shape [2], but have [2, 1, 1]",
        "\"full\" | \"diagonal\" | : covariance_type must be one of full, tied, diag, spherical, but is 'diagonal'",
        "[[0], [1]] | [[0], [1], [2]] | : means_ must have shape [2, 1], but have [3, 1]",
        "[[0], [1]] | [0, 1] | : means_ must have shape [2, 2], but have [2]",
        "[0.5, 0.5] | [0.5, 0.4] | : weights must sum to 1, but summed to 0.9",
        "[[[1]], [[2]]] | [[[1]], [[-2]]] | : covariance of component 1 must be positive definite, but pivot 0 of its Cholesky factorization was not positive",
        "\"covariance_type\": \"full\", | ~~ | ~ has no property 'covariance_type'~",
        "\"full\" | \"full\", \"feature_names_in_\": [\"a\", \"b\"] | : feature_names_in_ must be 1 texts, as means_ has columns, but has 2",
        "\"full\" | \"full\", \"mean_precisions\": [1] | , line 1, column 29: unknown property 'mean_precisions'",
      })
  void wrongScikitLearnFile_isRefused(String part, String replacement, String message)
      throws IOException {
    refuse(
        "{\"covariance_type\": \"full\", \"weights_\": [0.5, 0.5], \"means_\": [[0], [1]],"
            + " \"covariances_\": [[[1]], [[2]]]}",
        part,
        replacement,
        message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[0.5, 0.5] | [0.4, 0.4, 0.2] | : pro has a number more than mean has columns: a noise component cannot be imported",
        "[0.5, 0.5] | [1] | : pro must be 2 numbers, as mean has columns, but has 1",
        "VVI | VIV | : modelName must be one of mclust's, such as VVV, but is 'VIV'",
        "VVI | VII | : sigma of component 0 is not as modelName VII says: entry [0][0] is 1.0, not 1.5",
        "VVI | EEE | : sigma of component 1 is not as modelName EEE says: entry [0][0] is 3.0, not 1.0",
        "[[0, 0], [2, 4]] | [[0, 1], [2, 4]] | : sigma of component 1 is not as modelName VVI says: entry [1][0] is 1.0, not 0.0",
        "[[0, 0], [2, 4]] | [[0, 0], [2, -4]] | : covariance of component 1 must be positive definite, but pivot 1 of its Cholesky factorization was not positive",
        "[[1, 2], [3, 4]] | [[1, 2]] | : sigma must have shape [1, 1, 2], but has [2, 2, 2]",
        "\"sigma\" | \"sigmas\" | , line 1, column 103: unknown property 'sigmas'",
        "\"sigma\": [[[1, 3], [0, 0]], [[0, 0], [2, 4]]] | ~~ | : variance has neither 'sigma' nor 'sigmasq'",
        "\"mean\": [[1, 2], [3, 4]], | ~~ | : parameters has no property 'mean'",
        "\"d\": 2 | \"d\": 2, \"variableNames\": [\"a\"] | : variableNames must be 2 texts, as mean has rows, but has 1",
      })
  void wrongMclustFile_isRefused(String part, String replacement, String message)
      throws IOException {
    refuse(
        "{\"modelName\": \"VVI\", \"d\": 2, \"parameters\": {\"pro\": [0.5, 0.5], \"mean\": [[1, 2], [3, 4]],"
            + " \"variance\": {\"sigma\": [[[1, 3], [0, 0]], [[0, 0], [2, 4]]]}}}",
        part,
        replacement,
        message);
  }

  private void refuse(String json, String part, String replacement, String message)
      throws IOException {
    assertThat(json).contains(part);
    Path file = write(json.replace(part, replacement));
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(file))
        .withMessage(file + message);
  }

  @Test
  void otherFiles_areRefused() throws IOException {
    Path file = write("{\"weights\": [1]}");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> ModelFormat.detect(file))
        .withMessage(file + " is no model file: it has neither 'format' as of gmm4j nor 'weights_'"
            + " as of scikit-learn nor 'modelName' as of mclust");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> ModelFormat.detect(folder.resolve("none.json")))
        .withMessageEndingWith("no such file or folder");
  }

  @Test
  void ownFormat_losesNothing() throws IOException {
    ModelFile model = new ModelFile(Models.of(CovarianceType.TIED), List.of("a", "b"), Models.FIT);
    Path file = write(ModelFormat.GMM4J.toJson(model));

    assertThat(ModelFormat.detect(file)).isEqualTo(ModelFormat.GMM4J);
    assertThat(read(file).fit()).isEqualTo(Models.FIT);
  }

  @Test
  void labels_areParsed() {
    for (ModelFormat format : ModelFormat.values()) {
      assertThat(ModelFormat.parse(format.label())).isEqualTo(format);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelFormat.parse("sklearn"))
        .withMessage("model format must be one of gmm4j, scikit-learn, mclust, but was sklearn");
  }
}

package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitialParametersTest {
  private static final List<String> FEATURES = List.of("a", "b");
  private static final Samples SAMPLES = Samples.of(
      new double[][] {{0, 0}, {1, 0.5}, {0.2, 1}, {5, 5}, {6, 4}, {5, 6.5}, {4, 4}, {-1, 0.3}});

  @TempDir
  private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Initialization read(Path file, CovarianceType fallback, List<String> features) {
    return InitialParameters.read(file, fallback, Backends.standard().automatic())
        .initialization(2, features);
  }

  private static GaussianMixture start(Initialization initialization) {
    return GaussianMixtureEstimator.builder()
        .components(2)
        .initialization(initialization)
        .maxIterations(0)
        .build()
        .fit(SAMPLES)
        .model();
  }

  private GaussianMixture start(String json, CovarianceType fallback) throws IOException {
    return start(read(file("initial.json", json), fallback, FEATURES));
  }

  @Test
  void everyPart_isUsedAsGiven() throws IOException {
    String means = "\"means\": [[0, 0], [5, 5]]";
    String weights = "\"weights\": [0.25, 0.75]";
    double[][] expected = {{0, 0}, {5, 5}};

    GaussianMixture ofMeans = start("{" + means + "}", CovarianceType.FULL);
    assertThat(ofMeans.means()).isEqualTo(expected);
    assertThat(ofMeans).isEqualTo(start(Initialization.means(expected)));
    assertThat(start("{" + weights + "}", CovarianceType.FULL))
        .isEqualTo(start(Initialization.kMeans().withWeights(0.25, 0.75)));
    assertThat(start("{" + weights + "," + means + "}", CovarianceType.FULL))
        .isEqualTo(start(Initialization.means(expected).withWeights(0.25, 0.75)));
    assertThat(start("{" + means + ", \"covariances\": [2, 3]}", CovarianceType.FULL))
        .isEqualTo(start(Initialization.means(expected)
            .withCovariances(Covariances.spherical(new double[] {2, 3}, 2))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[[2, 0.5], [0.5, 1]], [[4, 0], [0, 8]]] | SPHERICAL | FULL      | 0.25",
        "[4, 8]                                   | FULL      | SPHERICAL | 0.125",
        "[[2, 0.5], [0.5, 8]]                     | TIED      | TIED      | 0.12698412698412698",
        "[[2, 4], [4, 8]]                         | DIAGONAL  | DIAGONAL  | 0.125",
      })
  void precisions_ofAnyShapeAreInverted(
      String precisions, CovarianceType fallback, CovarianceType type, double last)
      throws IOException {
    String json = "{\"precisions\": " + precisions + "}";
    Covariances covariances = start(json, fallback).covariances();

    assertThat(covariances.type()).isEqualTo(type);
    // By hand: 1/8, 1/8 of 4 and 8, and 2 / (2*8 - 0.25) for the tied matrix.
    double expected = type == CovarianceType.FULL ? 0.125 : last;
    assertThat(covariances.get(1, 1, 1)).isCloseTo(expected, within(1e-15));
  }

  @Test
  void wholeModel_isTheModel() throws IOException {
    GaussianMixture model = Models.of(CovarianceType.FULL);
    Path file = folder.resolve("model.json");
    new ModelFile(model, FEATURES, Models.FIT).write(file);

    assertThat(read(file, CovarianceType.FULL, FEATURES).label()).isEqualTo("parameters");
    String withoutSuffix = Files.readString(file);
    assertThat(read(file("model", "\n " + withoutSuffix), CovarianceType.FULL, FEATURES)
            .label())
        .isEqualTo("parameters");
  }

  @Test
  void tableOfMeans_followsTheNamesOfTheData() throws IOException {
    double[][] expected = {{0, 0.5}, {5, 4.25}};
    double[][] swapped = {{0.5, 0}, {4.25, 5}};

    assertThat(start(read(file("m.csv", "a,b\n0,0.5\n5,4.25\n"), CovarianceType.FULL, FEATURES))
            .means())
        .isEqualTo(expected);
    assertThat(
            start(read(file("m.csv", "b,c,a\n0.5,9,0\n4.25,9,5\n"), CovarianceType.FULL, FEATURES))
                .means())
        .isEqualTo(expected);
    assertThat(start(read(file("m.csv", "0.5;0\n4.25;5\n"), CovarianceType.FULL, FEATURES))
            .means())
        .isEqualTo(swapped);
    assertThat(start(read(
                file("m.csv", "b,a\n0.5,0\n4.25,5\n"), CovarianceType.FULL, List.of("x3", "x7")))
            .means())
        .isEqualTo(swapped);
    Path file = file("m.csv", "a,c\n1,2\n3,4\n");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(file, CovarianceType.FULL, FEATURES))
        .withMessage(file + " has no column 'b': it has 'a', 'c'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"format\": \"x\"} | ~ has no property 'weights', 'means', 'covariances', 'precisions': initial parameters have at least one of them~",
        "{\"covariances\": [1, 1], \"precisions\": [1, 1]} | ~ has both covariances and precisions: give one of them~",
        "{\"means\": [[0, 0]], \"noise\": {}} | ~ has noise, which needs weights, means and covariances beside it~",
        "{\"means\": [1, 2]} | : means must have shape [K, d], but have [2]",
        "{\"weights\": [0.5, 0.4]} | : weights must sum to 1, but summed to 0.9",
        "{\"weights\": [1, 0]} | : weights[1] must be > 0, but was 0.0",
        "{\"weights\": [1], \"means\": [[1, 1], [2, 2]]} | : components of weights must be 2, as of means, but were 1",
        "{\"precisions\": [1, -2]} | : precisions must be > 0, but one is -2.0",
        "{\"precisions\": [[[1, 2], [2, 1]]]} | : precisions must have shape [2, 2, 2], but have [1, 2, 2]",
        "{\"means\": [[0, 0]], \"precisions\": [[[1, 2], [2, 1]]]} | : precisions[0] must be positive definite",
        "{\"means\": [[0, 0]], \"covariances\": [[[1, 2], [2, 1]]]} | : covariances[0] must be positive definite",
        "{\"means\": [[0, 0]], \"covarianceType\": \"full\", \"covariances\": [1]} | : covariances must have shape [1, 2, 2], but have [1]",
        "{\"weights\": [1], \"unknown\": 1} | , line 1, column 18: unknown property 'unknown'",
      })
  void invalidParts_areRefused(String json, String message) throws IOException {
    Path file = file("initial.json", json);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(file, CovarianceType.FULL, FEATURES))
        .withMessageStartingWith(file + message);
  }

  @Test
  void otherFiles_areRefused() throws IOException {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(folder, CovarianceType.FULL, FEATURES))
        .withMessage(folder + " is a folder, not a file");
    Path text = file("means.txt", "a,b\n1,x\n");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(text, CovarianceType.FULL, FEATURES))
        .withMessageStartingWith(text + ", line 2, column 2");
    Path missing = folder.resolve("missing.csv");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(missing, CovarianceType.FULL, FEATURES))
        .withMessageContaining("missing.csv");
  }
}

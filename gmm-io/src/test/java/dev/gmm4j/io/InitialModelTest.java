package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InitialModelTest {
  private static final String TWO_BY_TWO = "[[2, 0.5], [0.5, 1]]";

  @TempDir
  private Path folder;

  private Path file(String json) throws IOException {
    return Files.writeString(folder.resolve("initial.json"), json);
  }

  private GaussianMixture read(String covariances, String more, CovarianceType fallback)
      throws IOException {
    String json = "{\"weights\": [0.5, 0.5], \"means\": [[0, 0], [1, 1]], \"covariances\": "
        + covariances + more + "}";
    return InitialModel.read(file(json), fallback);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[[1, 0], [0, 1]], [[1, 0], [0, 1]]] | SPHERICAL | FULL",
        "[1, 2] | FULL | SPHERICAL",
        "[[2, 0.5], [0.5, 1]] | TIED | TIED",
        "[[2, 0.5], [0.5, 1]] | DIAGONAL | DIAGONAL",
        "[[2, 0.5], [0.5, 1]] | FULL | DIAGONAL",
        "[[2, 0.5], [0.5, 1]] | SPHERICAL | DIAGONAL",
      })
  void structure_followsFromTheShape(
      String covariances, CovarianceType fallback, CovarianceType type) throws IOException {
    assertThat(read(covariances, "", fallback).covarianceType()).isEqualTo(type);
  }

  @Test
  void squareMatrixOfOtherSizeThanComponents_isTied() throws IOException {
    String json = "{\"weights\": [1], \"means\": [[0, 0]], \"covariances\": " + TWO_BY_TWO + "}";
    assertThat(InitialModel.read(file(json), CovarianceType.FULL).covarianceType())
        .isEqualTo(CovarianceType.TIED);
  }

  @Test
  void statedStructure_overrulesTheFallback() throws IOException {
    String more = ", \"covarianceType\": \"tied\"";
    assertThat(read(TWO_BY_TWO, more, CovarianceType.DIAGONAL).covarianceType())
        .isEqualTo(CovarianceType.TIED);
  }

  @ParameterizedTest
  @EnumSource
  void modelFile_isAStart(CovarianceType type) throws IOException {
    GaussianMixture model = Models.of(type);
    Path file = folder.resolve("model.json");
    new ModelFile(model, List.of("a", "b"), Models.FIT).write(file);
    GaussianMixture initial = InitialModel.read(file, CovarianceType.FULL);
    assertThat(initial.covarianceType()).isEqualTo(type);
    assertThat(initial.means()).isEqualTo(model.means());
    assertThat(initial.covariances().toArray()).isEqualTo(model.covariances().toArray());
  }

  @Test
  void otherPropertiesOfModels_areSkipped() throws IOException {
    String more = ", \"format\": {\"a\": [1]}, \"version\": 9, \"fit\": null, \"featureNames\": []";
    assertThat(read("[1, 2]", more, CovarianceType.FULL).components()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[1, 2] | , \"precisions\": [1] | , line 1, column 75: unknown property 'precisions'",
        "[1, 2] | , \"covarianceType\": \"full\" | : covariances must have shape [2, 2, 2], but have [2]",
        "[[1, 2, 3], [1, 2, 3]] | ~~ | : covariances must have shape [2, 2], but have [2, 3]",
        "[1, -2] | ~~ | : covariance of component 1 must be positive definite",
      })
  void invalidInitialModel_isRefused(String covariances, String more, String message) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(covariances, more, CovarianceType.FULL))
        .withMessageStartingWith(folder.resolve("initial.json") + message);
  }

  @Test
  void missingParameters_areNamed() throws IOException {
    Path file = file("{\"weights\": [1], \"components\": 1}");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> InitialModel.read(file, CovarianceType.FULL))
        .withMessage(file + " has no property 'means', 'covariances'");
  }
}

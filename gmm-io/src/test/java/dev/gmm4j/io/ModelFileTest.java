package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.em.Regularization;
import dev.gmm4j.em.SearchMove;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelFileTest {
  private static final String DOCUMENTED = """
      {
        "format": "gmm4j-model",
        "version": 1,
        "components": 2,
        "dimension": 2,
        "covarianceType": "full",
        "weights": [0.25, 0.75],
        "means": [
          [1.0, 2.0],
          [3.0, 4.0]
        ],
        "covariances": [
          [
            [2.0, 0.5],
            [0.5, 1.0]
          ],
          [
            [1.0, 0.0],
            [0.0, 0.001]
          ]
        ],
        "featureNames": ["a", "b \\"quoted\\"\\n"],
        "fit": {
          "samples": 10,
          "totalWeight": 10.0,
          "logLikelihood": -12.5,
          "logLikelihoodTrace": [-20.0, -12.5],
          "iterations": 1,
          "converged": false,
          "freeParameters": 11,
          "bic": 50.0,
          "aic": 47.0,
          "backend": "ejml",
          "seed": 42,
          "tolerance": 0.0,
          "regularization": 1.0E-6,
          "seconds": {
            "read": 0.5,
            "initialize": 0.25,
            "em": 2.0
          }
        }
      }
      """;

  @TempDir
  private Path folder;

  private ModelFile read(String json) throws IOException {
    return ModelFile.read(Files.writeString(folder.resolve("model.json"), json));
  }

  @Test
  void json_isTheDocumentedObject() {
    GaussianMixture model = GaussianMixture.of(
        new double[] {0.25, 0.75},
        new double[][] {{1, 2}, {3, 4}},
        Covariances.full(new double[][][] {{{2, 0.5}, {0.5, 1}}, {{1, 0}, {0, 1e-3}}}));
    FitRecord fit = new FitRecord(
        10,
        10,
        -12.5,
        List.of(-20.0, -12.5),
        1,
        false,
        11,
        50,
        47,
        "ejml",
        42,
        "relative",
        0,
        Regularization.absolute(1e-6),
        new FitRecord.Seconds(0.5, 0.25, 2),
        null,
        null);
    assertThat(new ModelFile(model, List.of("a", "b \"quoted\"\n"), fit).toJson())
        .isEqualTo(DOCUMENTED);
  }

  @Test
  void missingValuesOfTheFit_areReadBack() throws IOException {
    FitRecord fit = Models.FIT.withMissing(new MissingCounts(5, 20, 4, 1));
    ModelFile written = new ModelFile(Models.of(CovarianceType.FULL), List.of(), fit);
    ModelFile read = read(written.toJson());
    assertThat(read.fit()).isEqualTo(fit);
    assertThat(Models.FIT.missing()).isNull();
    String wrong = written.toJson().replace("\"cells\": 5", "\"cells\": 3");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(wrong))
        .withMessageContaining("missing: ")
        .withMessageContaining("unobservedRows <= rows <= cells");
  }

  @Test
  void movesOfTheSearch_areReadBack() throws IOException {
    List<SearchMove> moves = List.of(
        new SearchMove(0, 2, 1, -3.5, -1.0 / 3, true),
        new SearchMove(1, 1, 2, -1.0 / 3, Double.NaN, false));
    FitRecord fit = Models.withMoves(moves);
    ModelFile written = new ModelFile(Models.of(CovarianceType.FULL), List.of(), fit);

    FitRecord read = read(written.toJson()).fit();

    assertThat(read).isEqualTo(fit);
    assertThat(read.moves()).isEqualTo(moves);
    assertThat(new ModelFile(Models.of(CovarianceType.FULL), List.of(), Models.FIT).toJson())
        .doesNotContain("moves");
    String wrong = written.toJson().replace("\"merged\": 1", "\"merged\": -1");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(wrong))
        .withMessageContaining("merged");
  }

  @ParameterizedTest
  @EnumSource
  void everyStructure_isReadBackExactly(CovarianceType type) throws IOException {
    GaussianMixture model = Models.of(type);
    ModelFile written = new ModelFile(model, List.of("x", "\u0130\u4e2d\uD83D\uDE00"), Models.FIT);
    Path file = folder.resolve("model.json");
    written.write(file);
    ModelFile read = ModelFile.read(file);
    assertThat(read.model().covarianceType()).isEqualTo(type);
    assertThat(read.model().weights()).isEqualTo(model.weights());
    assertThat(read.model().means()).isEqualTo(model.means());
    assertThat(read.model().covariances().toArray())
        .isEqualTo(model.covariances().toArray());
    assertThat(read.featureNames()).isEqualTo(written.featureNames());
    assertThat(read.fit()).isEqualTo(Models.FIT);
    assertThat(read.toJson()).isEqualTo(written.toJson()).isEqualTo(Files.readString(file));
  }

  @Test
  void covariances_haveTheStructuresOwnShape() {
    assertThat(new ModelFile(Models.of(CovarianceType.TIED), List.of(), null).toJson())
        .contains(
            "\"covarianceType\": \"tied\"",
            "\"covariances\": [\n    [1.0, -0.3],\n    [-0.3, 2.718281828459045]\n  ]");
    assertThat(new ModelFile(Models.of(CovarianceType.SPHERICAL), List.of(), null).toJson())
        .contains(
            "\"covarianceType\": \"spherical\"",
            "\"covariances\": [0.1, 0.6666666666666666, 5.0]\n}");
  }

  @ParameterizedTest
  @EnumSource
  void familyOfTheModel_isReadBack(CovarianceModel covariance) throws IOException {
    GaussianMixture mixture = Models.of(covariance.type());
    for (MixingProportions proportions : MixingProportions.values()) {
      GaussianMixture model = mixture.chosenAmong(covariance, proportions);
      String json = new ModelFile(model, List.of(), null).toJson();
      GaussianMixture read = read(json).model();

      assertThat(read.covarianceModel()).isEqualTo(covariance);
      assertThat(read.proportions()).isEqualTo(proportions);
      assertThat(read.freeParameters()).isEqualTo(model.freeParameters());
      // Files of what older versions know have no property that they do not know.
      assertThat(json.contains("covarianceModel"))
          .isEqualTo(covariance.type().model() != covariance);
      assertThat(json.contains("mixingProportions"))
          .isEqualTo(proportions == MixingProportions.EQUAL);
    }
  }

  @Test
  void optionalProperties_mayBeMissing() throws IOException {
    ModelFile bare = new ModelFile(Models.of(CovarianceType.FULL), List.of(), null);
    assertThat(bare.toJson()).doesNotContain("featureNames", "fit");
    ModelFile read = read(bare.toJson());
    assertThat(read.featureNames()).isEmpty();
    assertThat(read.fit()).isNull();
  }

  @Test
  void order_isFree() throws IOException {
    ModelFile read = read("""
            {"covariances": [1, 2], "means": [[0], [1]], "weights": [0.5, 0.5], "covarianceType": "spherical",
             "dimension": 1, "components": 2, "version": 1, "format": "gmm4j-model"}
            """);
    assertThat(read.model().covariances().toArray()).containsExactly(1, 2);
  }

  /** A total weight of 1 or less is no number of samples. */
  @Test
  void bic_mayBeNull() throws IOException {
    String json = new ModelFile(Models.of(CovarianceType.FULL), List.of(), Models.FIT)
        .toJson()
        .replaceFirst("\"bic\": [^,]*,", "\"bic\": null,");
    ModelFile read = read(json);

    assertThat(Objects.requireNonNull(read.fit()).bic()).isNaN();
    assertThat(read.toJson()).isEqualTo(json);
  }

  @Test
  void featureNames_mustFitTheModel() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelFile(Models.of(CovarianceType.FULL), List.of("x"), null))
        .withMessage("featureNames must be 2 texts, but were 1");
  }

  @Test
  void fitRecord_mustBeFinite() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FitRecord.Seconds(0, Double.NaN, 0))
        .withMessage("seconds.initialize must be finite, but was NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FitRecord(
            1,
            1,
            1,
            List.of(),
            1,
            true,
            1,
            1,
            1,
            "ejml",
            1,
            "aitken",
            1,
            Regularization.NONE,
            new FitRecord.Seconds(0, 0, 0),
            null,
            null))
        .withMessage("logLikelihoodTrace must have at least 1 entry, but had 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FitRecord(
            1,
            1,
            1,
            List.of(1.0),
            1,
            true,
            1,
            Double.POSITIVE_INFINITY,
            1,
            "ejml",
            1,
            "aitken",
            1,
            Regularization.NONE,
            new FitRecord.Seconds(0, 0, 0),
            null,
            null))
        .withMessage("bic must be finite, but was Infinity");
  }
}

package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.factor.FactorMixture;
import dev.gmm4j.factor.FactorModel;
import dev.gmm4j.factor.SubspaceModel;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactorModelFileTest {
  private static final LinearAlgebraBackend BACKEND = Backends.standard().automatic();

  @TempDir
  private Path folder;

  /** Two components of four features, of one and two factors. */
  static FactorMixture mixture() {
    return FactorMixture.of(
        SubspaceModel.AKJBKQKDK,
        new int[] {1, 2},
        MixingProportions.EQUAL,
        new double[] {0.5, 0.5},
        new double[][] {{1, 2, 3, 1.0 / 3}, {-1, 0, 1, 2}},
        new double[][][] {
          {{1, 0}, {0.5, 0}, {1.0 / 7, 0}, {-1, 0}}, {{1, 0.25}, {2, -0.5}, {0, 1}, {1, 1}}
        },
        new double[][] {{0.1, 0.1, 0.1, 0.1}, {0.3, 0.3, 0.3, 0.3}},
        BACKEND);
  }

  private static String json() {
    return FactorModelFile.of(mixture()).toJson();
  }

  @Test
  void written_isReadToTheSameBits() {
    FactorMixture model = mixture();
    Path file = folder.resolve("model.json");

    new FactorModelFile(model, List.of("a", "b", "c", "d"), null, Map.of("k", "v"), List.of())
        .write(file);
    FactorModelFile read = FactorModelFile.read(file, BACKEND);

    assertThat(read.model().model()).isEqualTo(SubspaceModel.AKJBKQKDK);
    assertThat(read.model().proportions()).isEqualTo(MixingProportions.EQUAL);
    assertThat(read.model().freeParameters()).isEqualTo(model.freeParameters());
    for (int k = 0; k < 2; k++) {
      assertThat(read.model().factors(k)).isEqualTo(k + 1);
      assertThat(read.model().loadings(k)).isDeepEqualTo(model.loadings(k));
      assertThat(read.model().noiseVariances(k)).isEqualTo(model.noiseVariances(k));
      assertThat(read.model().mean(k)).isEqualTo(model.mean(k));
    }
    assertThat(read.featureNames()).containsExactly("a", "b", "c", "d");
    assertThat(read.metadata()).containsEntry("k", "v");
    assertThat(FactorModelFile.isFactors(file)).isTrue();
    assertThat(ModelDocument.read(file, BACKEND)).isInstanceOf(FactorModelFile.class);
  }

  @Test
  void settingsOfAFit_areKept() {
    FitRecord fit = Models.FIT.withFactors(new FitRecord.FactorSettings(0.01, 0.25));
    String json = new FactorModelFile(mixture(), List.of(), fit, Map.of(), List.of()).toJson();

    assertThat(FactorModelFile.fromJson(json, BACKEND).fit()).isEqualTo(fit);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> FactorModelFile.fromJson(
            json.replace("\"noiseFloor\": 0.01", "\"noiseFloor\": 1.5"), BACKEND))
        .withMessageContaining("noiseFloor must be > 0 and < 1, but was 1.5");
  }

  /** What reads Gaussian mixtures has the covariances {@code ΛΛᵀ + Ψ}. */
  @Test
  void readerOfGaussianMixtures_hasFullCovariances() {
    GaussianMixture read = ModelFile.fromJson(json(), BACKEND).model();

    assertThat(read.covarianceType()).isEqualTo(CovarianceType.FULL);
    assertThat(read.proportions()).isEqualTo(MixingProportions.EQUAL);
    assertThat(read.covariances().get(1, 0, 0)).isEqualTo(0.3 + 1 + 0.0625);
    assertThat(read.covariances().get(1, 0, 1)).isEqualTo(2 - 0.125);
  }

  @Test
  void readersOfOtherKinds_refuseByName() {
    String student =
        StudentModelFile.of(StudentModelFileTest.mixture(CovarianceType.FULL)).toJson();

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> StudentModelFile.fromJson(json(), BACKEND))
        .withMessageContaining("the model is a mixture of factor analysers, as loadings tells");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> FactorModelFile.fromJson(student, BACKEND))
        .withMessageContaining("no loadings, but a mixture of factor analysers is needed");
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', textBlock = """
      "factors": [1, 2];   "factors": [1, 4]; factors[1] must be a whole number in [0, 3], below the 4 features, but is 4.0
      "factors": [1, 2];   "factors": [1, 1.5]; factors[1] must be a whole number in [0, 3]
      "factors": [1, 2];   "factors": [1]; factors must have shape [2], but have [1]
      "factors": [1, 2];   "factors": [1, 3]; loadings must have shape [2, 4, 3], but have [2, 4, 2]
      "factors": [1, 2];   "factors": [2, 1]; loadings[1][0][1] must be 0, beyond 1 factors, but was
      [0.3, 0.3, 0.3, 0.3]; [0.3, 0.3, 0, 0.3]; noiseVariances[1][2] must be > 0, but was 0.0
      [0.3, 0.3, 0.3, 0.3]; [0.3, 0.3, -1, 0.3]; noiseVariances[1][2] must be > 0, but was -1.0
      hddc-akjbkqkdk;      hddc-x; model of factors must be one of ccc
      "weights": [0.5, 0.5]; "weights": [0.5, 0.7]; weights must sum to 1
      """)
  void numbers_areChecked(String part, String other, String message) {
    String changed = json().replace(part, other);

    assertThat(changed).isNotEqualTo(json());
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> FactorModelFile.fromJson(changed, BACKEND))
        .withMessageContaining(message);
  }

  @Test
  void propertiesOfOtherKinds_cannotGoWithLoadings() {
    String changed =
        json().replace("\"factors\":", "\"covarianceType\": \"full\",\n  \"factors\":");

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> FactorModelFile.fromJson(changed, BACKEND))
        .withMessageEndingWith("covarianceType cannot go with loadings");
  }

  @Test
  void covariancesThatTakeTooMuchMemory_areRefusedByName() {
    int d = 6000;
    double[] noise = new double[d];
    Arrays.fill(noise, 1);
    FactorModelFile file = FactorModelFile.of(FactorMixture.of(
        FactorModel.UUC,
        new int[] {1},
        MixingProportions.FREE,
        new double[] {1},
        new double[1][d],
        new double[1][d][1],
        new double[][] {noise},
        BACKEND));

    assertThatIllegalArgumentException()
        .isThrownBy(file::toModelFile)
        .withMessage("full covariances of 1 components and 6000 features have 36000000 numbers,"
            + " which must be <= 33554432");
  }
}

package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.em.DegreesOfFreedom;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.student.StudentMixture;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StudentModelFileTest {
  private static final LinearAlgebraBackend BACKEND = Backends.standard().automatic();

  @TempDir
  private Path folder;

  static StudentMixture mixture(CovarianceType type) {
    double[] values = new double[type.size(2, 2)];
    double[] full = {2, 0.3, 0.3, 1, 0.7, -0.1, -0.1, 1.0 / 3};
    for (int i = 0; i < values.length; i++) {
      values[i] = type.isAxisAligned() ? 0.1 + i : full[i];
    }
    GaussianMixture gaussian = GaussianMixture.of(
        new double[] {0.3, 0.7},
        new double[][] {{1, 2}, {3, 1.0 / 7}},
        Covariances.of(type, 2, 2, values),
        BACKEND);
    return StudentMixture.of(gaussian, new double[] {3.1, 200});
  }

  @ParameterizedTest
  @EnumSource(CovarianceType.class)
  void written_isReadToTheSameBits(CovarianceType type) {
    StudentMixture model = mixture(type).chosenAmong(DegreesOfFreedom.Kind.COMMON);
    Path file = folder.resolve("model.json");

    new StudentModelFile(model, List.of("a", "b"), null, Map.of("k", "v"), List.of()).write(file);
    StudentModelFile read = StudentModelFile.read(file, BACKEND);

    assertThat(read.model()).isEqualTo(model);
    assertThat(read.featureNames()).containsExactly("a", "b");
    assertThat(read.metadata()).containsEntry("k", "v");
    assertThat(StudentModelFile.isStudent(file)).isTrue();
  }

  @Test
  void readersOfTheOtherKind_refuseByName() {
    StudentMixture model = mixture(CovarianceType.FULL);
    String student = StudentModelFile.of(model).toJson();
    String gaussian = ModelFile.of(model.withGaussianComponents()).toJson();

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> ModelFile.fromJson(student, BACKEND))
        .withMessageEndingWith(
            "the model is a mixture of t distributions, as degreesOfFreedom tells,"
                + " but a Gaussian mixture is needed");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> StudentModelFile.fromJson(gaussian, BACKEND))
        .withMessageEndingWith(
            "the model is a Gaussian mixture, without degreesOfFreedom, but a mixture"
                + " of t distributions is needed");
  }

  @Test
  void degreesOfFreedom_areChecked() {
    String json = StudentModelFile.of(mixture(CovarianceType.FULL)).toJson();

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> StudentModelFile.fromJson(json.replace("3.1", "-1"), BACKEND))
        .withMessageContaining("degrees of freedom must be in [0.1, 1000.0], but were -1.0");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> StudentModelFile.fromJson(json.replace("\"free\"", "\"light\""), BACKEND))
        .withMessageContaining("tails: must be free, common or fixed, but is light");
  }

  @Test
  void initialModel_takesLocationsAndScales() {
    Path file = folder.resolve("model.json");
    StudentMixture model = mixture(CovarianceType.FULL);
    StudentModelFile.of(model).write(file);

    assertThat(InitialModel.read(file, CovarianceType.FULL, BACKEND).means())
        .isDeepEqualTo(model.locations());
  }
}

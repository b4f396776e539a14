package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Regularization;
import dev.gmm4j.em.Trimming;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The {@code trimming} object of model files. */
class TrimmingRecordTest {
  @TempDir
  private Path folder;

  private static ModelFile trimmed() {
    double[][] rows = new double[40][1];
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] = i < 38 ? i % 7 : 1000 + i;
    }
    GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
        .components(1)
        .trimming(Trimming.hard(0.05))
        .build()
        .fit(Samples.of(rows));
    FitRecord.Settings settings =
        new FitRecord.Settings(0, "aitken", 1e-6, Regularization.relative(1e-6), null);
    return new ModelFile(
        fit.model(), List.of("x"), FitRecord.of(fit, settings, FitRecord.Seconds.of(fit, 0)));
  }

  @Test
  void trimming_isWritten_andRead() throws Exception {
    ModelFile model = trimmed();
    assertThat(model.fit().trimming().rows()).containsExactly(38, 39);
    assertThat(model.toJson())
        .contains("\"trimming\"", "\"share\": 0.05", "\"form\": \"hard\"", "\"trimmedSamples\": 2");
    Path file = folder.resolve("model.json");
    model.write(file);

    assertThat(ModelFile.read(file).fit()).isEqualTo(model.fit());
    assertThat(model.fit().withMissing(null)).isEqualTo(model.fit());
  }

  @Test
  void trimming_thatIsNone_isRefused() throws Exception {
    String json = trimmed().toJson();
    for (List<String> change : List.of(
        List.of("\"share\": 0.05", "\"share\": 0.5", "share to trim must be in (0, 0.5)"),
        List.of("\"form\": \"hard\"", "\"form\": \"soft\"", "must be one of mixture, hard"),
        List.of("\"trimmedSamples\": 2", "\"trimmedSamples\": 3", "trimmedRows must be"))) {
      assertThat(json).contains(change.get(0));
      Path file = folder.resolve("model.json");
      Files.writeString(file, json.replace(change.get(0), change.get(1)));
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(() -> ModelFile.read(file))
          .withMessageContaining(change.get(2));
    }
  }

  @Test
  void manyRows_areNotListed() {
    TrimmingRecord many = new TrimmingRecord(Trimming.mixture(0.1), 1_000_000, 9e6, -3, null);
    assertThat(many.toJson().toString()).doesNotContain("trimmedRows");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrimmingRecord(Trimming.mixture(0.1), 1, 0, -3, List.of(2)))
        .withMessageContaining("keptWeight");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrimmingRecord(Trimming.mixture(0.1), 1, 2, Double.NaN, List.of(2)))
        .withMessageContaining("threshold");
  }
}

package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.em.Ascent;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of version 1, as commit 7eabd60 wrote them: they must stay readable, and are written in the same bytes. */
class Version1FilesTest {
  @TempDir
  private Path folder;

  private static Path file(String name) throws URISyntaxException {
    return Path.of(Objects.requireNonNull(Version1FilesTest.class.getResource("version1-" + name))
        .toURI());
  }

  private void expectSameBytes(ModelFile model, Path original) throws IOException {
    Path copy = folder.resolve("copy.json");
    model.write(copy);
    assertThat(copy).hasSameBinaryContentAs(original);
  }

  @ParameterizedTest
  @EnumSource
  void model_isReadAndWrittenTheSame(CovarianceType type) throws Exception {
    Path original = file(type.label() + ".json");
    ModelFile read = ModelFile.read(original);

    GaussianMixture expected = Models.of(type);
    assertThat(read.model().weights()).isEqualTo(expected.weights());
    assertThat(read.model().means()).isDeepEqualTo(expected.means());
    assertThat(read.model().covariances().toArray())
        .isEqualTo(expected.covariances().toArray());
    assertThat(read.featureNames()).isEqualTo(List.of("a \"quoted\" name", "ä€𝄞"));
    assertThat(read.fit()).isEqualTo(Models.VERSION_1_FIT);
    expectSameBytes(read, original);
  }

  @Test
  void noisePriorAndBound_areReadAndWrittenTheSame() throws Exception {
    Path original = file("noise-prior.json");
    ModelFile read = ModelFile.read(original);

    assertThat(read.model().weights()).containsExactly(0.1, 0.2, 0.4);
    assertThat(Objects.requireNonNull(read.model().noise()).weight()).isEqualTo(0.3);
    FitRecord fit = Objects.requireNonNull(read.fit());
    assertThat(Objects.requireNonNull(fit.prior()).mean()).containsExactly(1.0 / 3, 2);
    assertThat(fit.maxEigenvalueRatio()).isEqualTo(12.5);
    expectSameBytes(read, original);
  }

  @ParameterizedTest
  @EnumSource
  void checkpoint_isReadAndWrittenTheSame(CovarianceType type) throws Exception {
    Path original = file(type.label() + ".ckpt");
    Path copy = folder.resolve("copy.ckpt");
    CheckpointFileTest.expectSame(
        CheckpointFile.read(original), CheckpointFileTest.checkpoint(type, Ascent.BEGUN));
    CheckpointFile.write(copy, CheckpointFile.read(original));

    assertThat(Files.readAllBytes(copy)).isEqualTo(Files.readAllBytes(original));
  }
}

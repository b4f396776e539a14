package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.noise.NoiseRegion;
import dev.gmm4j.noise.UniformNoise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Model files with noise, a prior and a bound on eigenvalues. */
class RobustModelFileTest {
  private static final NoiseRegion TURNED = NoiseRegion.of(
      new double[] {-1.0 / 3, 2}, new double[] {0.1, 7}, new double[][] {{0.6, 0.8}, {-0.8, 0.6}});

  @TempDir
  private Path folder;

  private static GaussianMixture noisy(NoiseRegion region) {
    return GaussianMixture.of(
        new double[] {0.1, 0.2, 0.4},
        new double[][] {{0, 1}, {2, 3}, {4, 5}},
        Covariances.spherical(new double[] {1, 2, 1.0 / 3}, 2),
        new UniformNoise(0.3, region),
        Backends.standard().automatic());
  }

  private GaussianMixture readBack(GaussianMixture model) {
    Path file = folder.resolve("model.json");
    new ModelFile(model, List.of(), null).write(file);
    return ModelFile.read(file).model();
  }

  @Test
  void noise_isReadBackExactly() {
    for (NoiseRegion region :
        List.of(TURNED, NoiseRegion.of(new double[] {0, 0}, new double[] {3, 1e-3}))) {
      GaussianMixture model = noisy(region);
      GaussianMixture read = readBack(model);

      assertThat(read.weights()).isEqualTo(model.weights());
      assertThat(read.noise().weight()).isEqualTo(0.3);
      assertThat(read.noise().region().lower()).isEqualTo(region.lower());
      assertThat(read.noise().region().upper()).isEqualTo(region.upper());
      assertThat(read.noise().region().axes()).isDeepEqualTo(region.axes());
      assertThat(read.logDensity(new double[] {1, 2}))
          .isEqualTo(model.logDensity(new double[] {1, 2}));
    }
  }

  @Test
  void noise_isReadWithInitialParameters() {
    Path file = folder.resolve("model.json");
    new ModelFile(noisy(TURNED), List.of(), null).write(file);

    assertThat(InitialModel.read(file, CovarianceType.SPHERICAL).noise().weight())
        .isEqualTo(0.3);
  }

  @Test
  void priorAndBound_areReadBackExactly() {
    ConjugatePrior prior = ConjugatePrior.defaults()
        .withShrinkage(0.25)
        .withMean(1.0 / 3, 2)
        .withDegreesOfFreedom(4.5)
        .withScale(new double[][] {{2, 0.1}, {0.1, 1}});
    FitRecord fit = Models.fit(prior, 12.5);
    Path file = folder.resolve("model.json");
    ModelFile written = new ModelFile(Models.of(CovarianceType.FULL), List.of(), fit);
    written.write(file);
    ModelFile read = ModelFile.read(file);

    assertThat(read.fit().maxEigenvalueRatio()).isEqualTo(12.5);
    assertThat(read.fit().prior().shrinkage()).isEqualTo(0.25);
    assertThat(read.fit().prior().mean()).containsExactly(1.0 / 3, 2);
    assertThat(read.fit().prior().degreesOfFreedom()).isEqualTo(4.5);
    assertThat(read.fit().prior().scale()).isDeepEqualTo(new double[][] {{2, 0.1}, {0.1, 1}});
    assertThat(read.toJson()).isEqualTo(written.toJson());
  }

  @Test
  void filesWithoutThem_areAsBefore() {
    String json = new ModelFile(Models.of(CovarianceType.FULL), List.of(), Models.FIT).toJson();

    assertThat(json).doesNotContain("noise", "prior", "maxEigenvalueRatio");
  }

  @Test
  void invalidNoise_isRefused() throws IOException {
    String json = new ModelFile(noisy(TURNED), List.of(), null).toJson();

    assertThat(refusal(json.replaceFirst("\"weight\": 0.3", "\"weight\": 1.5")))
        .endsWith("noise: weight of the noise must be in [0, 1), but was 1.5");
    assertThat(refusal(json.replaceFirst("\"weight\": 0.3", "\"weight\": 0.1")))
        .contains("weights must sum to 1, but summed to 0.8");
    assertThat(refusal(json.replaceFirst("\"upper\": \\[0.1, 7.0\\]", "\"upper\": [0.1]")))
        .contains("lower and upper must be as many numbers, at least 1, but were 2 and 1");
    assertThat(refusal(json.replaceFirst("0.6, 0.8", "0.6, 0.9")))
        .contains("axes must be orthonormal");
    assertThat(refusal(json.replaceFirst(" *\"lower\".*\n", "")))
        .endsWith("noise has no property 'lower'");
  }

  private String refusal(String json) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.json"), json);
    StringBuilder message = new StringBuilder();
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> ModelFile.read(file))
        .satisfies(e -> message.append(e.getMessage()));
    return message.toString();
  }
}

package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.bayesian.BayesianCheckpoint;
import dev.gmm4j.bayesian.BayesianMixtureEstimator;
import dev.gmm4j.bayesian.BayesianMixtureFit;
import dev.gmm4j.bayesian.WeightPrior;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Blobs;
import dev.gmm4j.data.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checkpoints of Bayesian fits in files. */
class BayesianCheckpointTest {
  static final Samples SAMPLES = Samples.of(Blobs.random(300, 2, 3, 1, 5).rows());

  @TempDir
  private Path folder;

  static BayesianMixtureEstimator estimator(CovarianceType type) {
    return BayesianMixtureEstimator.builder(GaussianMixtureEstimator.builder()
            .components(6)
            .covarianceType(type)
            .initialization(Initialization.kMeansPlusPlus())
            .restarts(2)
            .backend("ejml")
            .build())
        .weightPrior(
            type == CovarianceType.TIED ? WeightPrior.dirichlet() : WeightPrior.dirichletProcess())
        .build();
  }

  /** The last checkpoint that a writer leaves: of the second restart, with the best of the first. */
  @ParameterizedTest
  @EnumSource(CovarianceType.class)
  void file_isGoneOnFrom_toTheSameBits(CovarianceType type) {
    Path file = folder.resolve("fit.ckpt");
    BayesianMixtureFit whole = estimator(type).fit(SAMPLES);
    estimator(type).toBuilder()
        .listener(CheckpointWriter.everyIterations(3, file))
        .build()
        .fit(SAMPLES);
    BayesianCheckpoint checkpoint = CheckpointFile.readBayesian(file);
    BayesianMixtureFit resumed = estimator(type).resume(SAMPLES, checkpoint);

    assertThat(checkpoint.finished()).hasSize(1);
    assertThat(resumed.posterior()).isEqualTo(whole.posterior());
    assertThat(resumed.restarts()).isEqualTo(whole.restarts());
  }

  @Test
  void damagedAndForeignFiles_areRefusedByName() throws IOException {
    Path file = folder.resolve("fit.ckpt");
    estimator(CovarianceType.FULL).toBuilder()
        .listener(CheckpointWriter.everyIterations(5, file))
        .build()
        .fit(SAMPLES);
    byte[] good = Files.readAllBytes(file);
    for (int i = 12; i < good.length; i += 37) {
      byte[] bad = good.clone();
      bad[i] ^= 0x10;
      Files.write(file, bad);
      refuse(file, "fit.ckpt is damaged or cut short");
    }
    Files.write(file, Arrays.copyOf(good, good.length - 5));
    refuse(file, "fit.ckpt is damaged or cut short");
    Files.writeString(file, "a,b\n1,2\n");
    refuse(file, "fit.ckpt is no checkpoint: it does not begin with GMM4JBCK");
    GaussianMixtureEstimator.builder()
        .components(3)
        .backend("ejml")
        .listener(CheckpointWriter.everyIterations(1, file))
        .build()
        .fit(SAMPLES);
    refuse(file, "fit.ckpt is a checkpoint of EM, and not of a Bayesian fit");
    Files.write(file, good);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> CheckpointFile.read(file))
        .withMessageContaining("fit.ckpt is a checkpoint of a Bayesian fit, and not of EM");
  }

  private static void refuse(Path file, String message) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> CheckpointFile.readBayesian(file))
        .withMessageContaining(message);
  }
}

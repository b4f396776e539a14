package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import dev.gmm4j.GaussianMixture;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.exception.MemoryLimitException;
import dev.gmm4j.noise.NoiseRegion;
import dev.gmm4j.noise.UniformNoise;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Covariances of few numbers are many matrices of many: the memory that a file takes is in proportion to its size. */
class FileMemoryTest {
  /** Text, its numbers, and what is derived of them. */
  private static final int BYTES_FOR_A_BYTE = 100;

  private static final int SIZE = 400;

  @TempDir
  private Path folder;

  @Test
  void mclustsVariances_areNotMadeMatrices() throws IOException {
    Path file = Files.writeString(folder.resolve("vii.json"), mclust("VII"));

    assertMemoryFits(file, () -> {
      ModelFile model = ModelFormat.MCLUST.read(file, Backends.standard().automatic());
      assertThat(model.model().covariances().get(SIZE - 1, 2, 2)).isEqualTo(SIZE);
      assertThat(model.model().covariances().get(SIZE - 1, 2, 3)).isZero();
    });
  }

  @Test
  void mclustsMatrices_areNotMadeOfVariances() throws IOException {
    Path file = Files.writeString(folder.resolve("vvv.json"), mclust("VVV"));

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> ModelFormat.MCLUST.read(file, Backends.standard().automatic()))
        .withMessage(file + ": variance has no 'sigma', which modelName VVV needs");
  }

  /** As many components as features, with variances 1, 2, 3 and so on. */
  private static String mclust(String model) {
    String mean = IntStream.range(0, SIZE)
        .mapToObj(j -> numbers(k -> k == j ? 10.0 : 0.0))
        .collect(Collectors.joining(", ", "[", "]"));
    return "{\"modelName\": \"" + model + "\", \"parameters\": {\"pro\": "
        + numbers(k -> 1.0 / SIZE) + ", \"mean\": " + mean + ", \"variance\": {\"sigmasq\": "
        + numbers(k -> k + 1.0) + "}}}";
  }

  private static String numbers(IntToDoubleFunction number) {
    return IntStream.range(0, SIZE)
        .mapToObj(k -> Double.toString(number.applyAsDouble(k)))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** Kernels take no factor that some components share and one does not: it is repeated, or refused where that takes too much. */
  @Test
  void tiedCovariancesBesideNoise_areRefusedBeforeTheyAreCopied() {
    double bytes = Runtime.getRuntime().maxMemory();
    int size = (int) Math.cbrt(bytes / Double.BYTES);
    double[][] identity = new double[size][size];
    double[] weights = new double[size];
    double[] upper = new double[size];
    for (int k = 0; k < size; k++) {
      identity[k][k] = 1;
      weights[k] = 0.9 / size;
      upper[k] = 2;
    }
    UniformNoise noise = new UniformNoise(0.1, NoiseRegion.of(new double[size], upper));
    Covariances tied = Covariances.tied(identity, size);

    assertThatExceptionOfType(MemoryLimitException.class)
        .isThrownBy(() -> GaussianMixture.of(
            weights, identity, tied, noise, Backends.standard().automatic()))
        .withMessageStartingWith(
            "tied covariances of " + size + " components beside noise need at least ")
        .withMessageEndingWith("; leave out the noise, or use diagonal covariances");
  }

  private static void assertMemoryFits(Path file, Runnable use) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    use.run();
    long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;

    assertThat(bytes).isLessThan(BYTES_FOR_A_BYTE * Files.size(file));
    // What a matrix for each component would take.
    assertThat(bytes).isLessThan((long) Double.BYTES * SIZE * SIZE * SIZE);
  }
}

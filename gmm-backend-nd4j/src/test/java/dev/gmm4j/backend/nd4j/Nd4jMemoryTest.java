package dev.gmm4j.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.spi.BackendOptions;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import dev.gmm4j.spi.Transpose;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Memory off the heap is freed when it is closed, not some day when the garbage collector runs. */
@Isolated("looks at the memory of the process")
class Nd4jMemoryTest {
  /** Room for the heap, which may still grow. */
  private static final long ROOM = 300L << 20;

  private final LinearAlgebraBackend backend =
      new Nd4jBackendProvider().create(BackendOptions.defaults());

  /** Returns by how much the memory of the process grows while a task is repeated. */
  private static long growth(Runnable task) {
    for (int i = 0; i < 100; i++) {
      task.run();
    }
    long before = Pointer.physicalBytes();
    for (int i = 0; i < 1000; i++) {
      task.run();
    }
    return Pointer.physicalBytes() - before;
  }

  @Test
  void products_areFreedAtOnce() {
    // 1.5 MB each, and no garbage on the heap that would start the collector.
    int n = 256;
    double[] a = new double[n * n];
    double[] c = new double[n * n];
    assertThat(growth(() -> backend.multiply(Transpose.NO, Transpose.YES, n, n, n, a, a, c)))
        .isLessThan(ROOM);
  }

  @Test
  void closingKernel_freesItsMemory() {
    NativeProducts products = new NativeProducts();
    try (MixtureKernel kernel = new Nd4jKernel(backend, products, 3, 2)) {
      kernel.accumulate(
          kernel.load(new RowBlock(new double[12], 0, 4, 3, null)),
          new double[] {1, 0, 0.5, 0.5, 0, 1, 1, 0},
          new SufficientStatistics(new double[6], 2, 3, Moments.FULL));
      assertThat(products.length()).isPositive();
    }
    assertThat(products.length()).isZero();
  }

  @Test
  void memoryOfTheProcess_staysBounded_overThousandFits() {
    Samples samples = Samples.of(new Random(20261121).doubles(520 * 32).toArray(), 32);
    GaussianMixtureEstimator estimator = GaussianMixtureEstimator.builder()
        .components(8)
        .maxIterations(1)
        .threads(1)
        .backend(backend)
        .build();
    assertThat(growth(() -> estimator.fit(samples))).isLessThan(ROOM);
  }
}

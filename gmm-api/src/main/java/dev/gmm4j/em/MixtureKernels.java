package dev.gmm4j.em;

import dev.gmm4j.internal.kernel.ComposedMixtureKernel;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;

/** Makes the kernels that engines work with. */
public final class MixtureKernels {
  private MixtureKernels() {}

  /**
   * Returns a new kernel of a backend: its own, or where it has none {@linkplain #composed one composed} of its
   * operations. It is used by one thread at a time and closed by the caller.
   *
   * @param dimension number of features {@code d} of all blocks, at least 1
   * @param maxComponents the largest number of components {@code K} that the kernel will be used with, noise counted as
   *     one
   */
  public static MixtureKernel of(LinearAlgebraBackend backend, int dimension, int maxComponents) {
    return backend
        .newMixtureKernel(dimension, maxComponents)
        .orElseGet(() -> composed(backend, dimension, maxComponents));
  }

  /**
   * Returns a new kernel composed of a backend's matrix products, Gram matrices and factors, whether or not the backend
   * has a kernel of its own.
   *
   * @param dimension number of features {@code d} of all blocks, at least 1
   * @param maxComponents the largest number of components {@code K} that the kernel will be used with, noise counted as
   *     one
   */
  public static MixtureKernel composed(
      LinearAlgebraBackend backend, int dimension, int maxComponents) {
    return new ComposedMixtureKernel(backend, dimension, maxComponents);
  }
}

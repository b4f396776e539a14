package dev.gmm4j.em;

import dev.gmm4j.internal.kernel.ComposedLowRankKernel;
import dev.gmm4j.internal.kernel.ComposedMixtureKernel;
import dev.gmm4j.internal.kernel.ComposedStudentKernel;
import dev.gmm4j.internal.kernel.EvaluationKernel;
import dev.gmm4j.internal.kernel.EvaluationRange;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.LowRankKernel;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.StudentKernel;

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

  /**
   * Returns a new kernel of a backend for t distributions: its own, or where it has none one composed of its operations. It is
   * used by one thread at a time and closed by the caller.
   *
   * @param dimension number of features {@code d} of all blocks, at least 1
   * @param maxComponents the largest number of components {@code K} that the kernel will be used with
   */
  public static StudentKernel ofStudent(
      LinearAlgebraBackend backend, int dimension, int maxComponents) {
    return backend
        .newStudentKernel(dimension, maxComponents)
        .orElseGet(() -> new ComposedStudentKernel(backend, dimension, maxComponents));
  }

  /**
   * Returns a new kernel of a backend for mixtures of factor analysers: its own, or where it has none one composed of its
   * operations. It is used by one thread at a time and closed by the caller.
   *
   * @param dimension number of features {@code d} of all blocks, at least 1
   * @param factors number of factors {@code q} of all components, at least 1
   * @param maxComponents the largest number of components {@code K} that the kernel will be used with
   */
  public static LowRankKernel ofLowRank(
      LinearAlgebraBackend backend, int dimension, int factors, int maxComponents) {
    return backend
        .newLowRankKernel(dimension, factors, maxComponents)
        .orElseGet(() -> new ComposedLowRankKernel(backend, dimension, factors, maxComponents));
  }

  /**
   * Returns a new kernel of a backend that evaluates a mixture at samples of any size, as a prediction needs it, where
   * {@link #of} has the kernels of a fit.
   *
   * <p>It hands blocks of samples within 1e5 standard deviations of the components to the backend's kernel. Others, and
   * all samples of a mixture that has a component 1e5 of its standard deviations from the mixture's mean, it evaluates
   * itself, on any backend alike. A log-density is negative infinity only where it is below {@code -Double.MAX_VALUE};
   * labels and responsibilities are right as far as doubles reach.
   *
   * @param parameters the only ones that {@link MixtureKernel#use} may be called with
   */
  public static MixtureKernel evaluating(
      LinearAlgebraBackend backend, MixtureParameters parameters) {
    KernelParameters evaluated = parameters.kernelParameters();
    return new EvaluationKernel(
        of(backend, evaluated.dimension(), evaluated.components()),
        evaluated,
        EvaluationRange.of(evaluated, parameters.covariances()));
  }
}

package dev.gmm4j.tck;

import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.spi.ForwardingBackend;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.LowRankKernel;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.StudentKernel;
import java.util.Optional;

/**
 * A correct backend, to override one operation of.
 *
 * <p>Its kernel is that of the correct backend: a broken operation does not break the kernel.
 */
class DelegatingBackend extends ForwardingBackend {
  final LinearAlgebraBackend correct;

  DelegatingBackend(LinearAlgebraBackend correct) {
    super(correct);
    this.correct = correct;
  }

  /** Returns a kernel whose operations are the correct ones. */
  MixtureKernel correctKernel(int dimension, int maxComponents) {
    return MixtureKernels.of(correct, dimension, maxComponents);
  }

  @Override
  public Optional<MixtureKernel> newMixtureKernel(int dimension, int maxComponents) {
    return Optional.of(correctKernel(dimension, maxComponents));
  }

  @Override
  public Optional<StudentKernel> newStudentKernel(int dimension, int maxComponents) {
    return Optional.of(MixtureKernels.ofStudent(correct, dimension, maxComponents));
  }

  @Override
  public Optional<LowRankKernel> newLowRankKernel(int dimension, int factors, int maxComponents) {
    return Optional.of(MixtureKernels.ofLowRank(correct, dimension, factors, maxComponents));
  }
}

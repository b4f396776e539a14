package dev.gmm4j.spark;

import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.StudentParameters;
import dev.gmm4j.internal.engine.StudentEngineKernel;
import dev.gmm4j.internal.incomplete.IncompleteKernel;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What an executor needs to make kernels for passes of a fit over its partitions. */
final class ExecutorKernel implements Serializable {
  private static final long serialVersionUID = 1;

  private final boolean mayMiss;
  private final int maxComponents;
  private final @Nullable String backend;

  /**
   * Creates what makes kernels.
   *
   * @param mayMiss whether NaN is a value that is missing
   * @param backend the id of the backend, or null for the executor's best
   */
  ExecutorKernel(boolean mayMiss, int maxComponents, @Nullable String backend) {
    this.mayMiss = mayMiss;
    this.maxComponents = maxComponents;
    this.backend = backend;
  }

  /** Returns a kernel that has been told the parameters; closed by the caller. */
  MixtureKernel open(ParametersMessage message) {
    MixtureParameters parameters = message.parameters();
    LinearAlgebraBackend chosen = ExecutorBackend.get(backend);
    int d = parameters.dimension();
    if (parameters instanceof StudentParameters) {
      StudentEngineKernel kernel = StudentEngineKernel.of(chosen, d, maxComponents);
      kernel.use(parameters);
      return kernel;
    }
    if (mayMiss) {
      IncompleteKernel kernel = IncompleteKernel.fitting(chosen, d, maxComponents, 1);
      kernel.use(parameters);
      return kernel;
    }
    MixtureKernel kernel = MixtureKernels.of(chosen, d, maxComponents);
    kernel.use(parameters.kernelParameters());
    return kernel;
  }
}

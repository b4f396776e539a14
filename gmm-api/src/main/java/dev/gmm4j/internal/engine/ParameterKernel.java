package dev.gmm4j.internal.engine;

import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.spi.MixtureKernel;

/** A kernel that needs to know more of the parameters than kernels of backends do. */
public interface ParameterKernel extends MixtureKernel {

  /** Sets the parameters that all other methods work with, until the next call. */
  void use(MixtureParameters parameters);
}

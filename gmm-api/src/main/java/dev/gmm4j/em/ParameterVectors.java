package dev.gmm4j.em;

import org.jspecify.annotations.Nullable;

/**
 * Parameters as vectors, which accelerators extrapolate. Lengths of vectors should depend on no feature's unit.
 */
public interface ParameterVectors {

  /** Returns parameters as a vector, a new array. */
  double[] vector(MixtureParameters parameters);

  /**
   * Returns the parameters of a vector, those nearest to it that there are, or null where there are none.
   *
   * @param like parameters of as many components
   */
  @Nullable
  MixtureParameters parameters(double[] vector, MixtureParameters like);
}

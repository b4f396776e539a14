package dev.gmm4j.covariance;

import java.io.Serializable;

/**
 * Which mixtures a model was chosen among; free parameters are counted by it.
 *
 * @param covariance what the components' covariances have in common
 * @param proportions whether the mixing weights are equal by choice
 */
public record ModelFamily(CovarianceModel covariance, MixingProportions proportions)
    implements Serializable {

  /** Returns the family of all mixtures whose covariances have a type. */
  public static ModelFamily of(CovarianceType type) {
    return new ModelFamily(type.model(), MixingProportions.FREE);
  }

  /** Returns the number of free parameters of weights, means and covariances. */
  public long freeParameters(int components, int dimension) {
    return covariance.freeParameters(components, dimension)
        + (long) components * dimension
        + proportions.freeParameters(components);
  }
}

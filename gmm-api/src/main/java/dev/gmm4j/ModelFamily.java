package dev.gmm4j;

/**
 * Which mixtures a model was chosen among; free parameters are counted by it.
 *
 * @param covariance what the components' covariances have in common
 * @param proportions whether the mixing weights are equal by choice
 */
record ModelFamily(CovarianceModel covariance, MixingProportions proportions) {

  /** Returns the family of all mixtures whose covariances have a structure. */
  static ModelFamily of(CovarianceType structure) {
    return new ModelFamily(structure.model(), MixingProportions.FREE);
  }

  long freeParameters(int components, int dimension) {
    return covariance.freeParameters(components, dimension)
        + (long) components * dimension
        + proportions.freeParameters(components);
  }
}

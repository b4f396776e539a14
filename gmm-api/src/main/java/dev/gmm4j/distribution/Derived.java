package dev.gmm4j.distribution;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.MixingProportions;

/** Mixtures made from others by linear operations. */
final class Derived {
  private Derived() {}

  /** Returns a mixture of new parameters, with the narrowest model that its covariances are sure to belong to. */
  static GaussianMixture from(
      GaussianMixture origin,
      double[] weights,
      double[][] means,
      Covariances covariances,
      MixingProportions proportions) {
    return origin
        .requireNoNoise()
        .withParameters(weights, means, covariances)
        .chosenAmong(narrowest(origin.covarianceModel(), covariances.type()), proportions);
  }

  /**
   * Returns what covariances still have in common after a linear operation that is the same for all components:
   * equal and proportional matrices stay equal and proportional, whatever else they shared may be lost.
   */
  private static CovarianceModel narrowest(CovarianceModel before, CovarianceType type) {
    boolean proportional = before.name().endsWith("II")
        || before.name().endsWith("EI")
        || before.name().endsWith("EE");
    if (!proportional) {
      return type.model();
    }
    boolean shared = before.isShared();
    return switch (type) {
      case SPHERICAL -> shared ? CovarianceModel.EII : CovarianceModel.VII;
      case DIAGONAL -> shared ? CovarianceModel.EEI : CovarianceModel.VEI;
      case TIED -> CovarianceModel.EEE;
      case FULL -> shared ? CovarianceModel.VVV : CovarianceModel.VEE;
    };
  }
}

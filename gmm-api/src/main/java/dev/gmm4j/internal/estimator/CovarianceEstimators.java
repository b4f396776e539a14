package dev.gmm4j.internal.estimator;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.spi.LinearAlgebraBackend;

/** The estimator of each model. */
public final class CovarianceEstimators {
  private CovarianceEstimators() {}

  /** Returns the estimator of a model; some compute eigenvalues and factors by the backend. */
  public static CovarianceEstimator of(CovarianceModel model, LinearAlgebraBackend backend) {
    return switch (model) {
      case EII -> new TiedSphericalEstimator();
      case EEI -> new TiedDiagonalEstimator();
      case VEI -> new VeiEstimator();
      case EVI -> new EviEstimator();
      case VEE -> new VeeEstimator(backend);
      case EVE -> new EveEstimator(backend);
      case VVE -> new VveEstimator(backend);
      case EEV -> new EevEstimator(backend);
      case VEV -> new VevEstimator(backend);
      case EVV -> new EvvEstimator(backend);
      case VII, VVI, EEE, VVV -> of(model.type());
    };
  }

  /** Returns the estimator of all covariances of a type. */
  public static CovarianceEstimator of(CovarianceType type) {
    return switch (type) {
      case FULL -> new FullEstimator();
      case TIED -> new TiedEstimator();
      case DIAGONAL -> new DiagonalEstimator();
      case SPHERICAL -> new SphericalEstimator();
    };
  }
}

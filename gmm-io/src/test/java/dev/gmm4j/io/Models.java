package dev.gmm4j.io;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.em.Regularization;
import dev.gmm4j.em.SearchMove;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Models for tests: 3 components, 2 features, numbers that decimal text does not hold exactly. */
final class Models {
  static final double[] WEIGHTS = {1.0 / 3, 0.1, 1 - 1.0 / 3 - 0.1};
  static final double[][] MEANS = {{0.1 + 0.2, -1e300}, {Math.PI, 4.9e-324}, {-0.0, 1.0 / 7}};
  static final double[][][] FULL = {
    {{2.0 / 3, 0.1}, {0.1, 1}}, {{1e-7 / 3, 0}, {0, 3e5 / 7}}, {{1, -0.3}, {-0.3, Math.E}}
  };
  static final FitRecord FIT = new FitRecord(
      272,
      272.5,
      -1130.2639601,
      List.of(-1300.1, -1131.0 / 3, -1130.2639601),
      2,
      true,
      11,
      2322.1917,
      2282.5279,
      "ejml",
      -9007199254740993L,
      "aitken",
      1e-6,
      Regularization.relative(1e-6),
      new FitRecord.Seconds(0.1 / 3, 1e-5, 12),
      null,
      null);

  /** The same of a version that knew one criterion and one regularization. */
  static final FitRecord VERSION_1_FIT = fit("relative", Regularization.NONE, null, null);

  private Models() {}

  /** The record of a fit with a prior and a bound on eigenvalues. */
  static FitRecord fit(ConjugatePrior prior, double maxEigenvalueRatio) {
    return fit(FIT.convergence(), FIT.regularization(), prior, maxEigenvalueRatio);
  }

  /** The record of a fit whose search tried some moves. */
  static FitRecord withMoves(List<SearchMove> moves) {
    return new FitRecord(
        FIT.samples(),
        FIT.totalWeight(),
        FIT.logLikelihood(),
        FIT.logLikelihoodTrace(),
        FIT.iterations(),
        FIT.converged(),
        FIT.freeParameters(),
        FIT.bic(),
        FIT.aic(),
        FIT.backend(),
        FIT.seed(),
        FIT.convergence(),
        FIT.tolerance(),
        FIT.regularization(),
        FIT.seconds(),
        null,
        null,
        null,
        null,
        null,
        moves,
        null);
  }

  private static FitRecord fit(
      String convergence,
      Regularization regularization,
      @Nullable ConjugatePrior prior,
      @Nullable Double maxEigenvalueRatio) {
    return new FitRecord(
        FIT.samples(),
        FIT.totalWeight(),
        FIT.logLikelihood(),
        FIT.logLikelihoodTrace(),
        FIT.iterations(),
        FIT.converged(),
        FIT.freeParameters(),
        FIT.bic(),
        FIT.aic(),
        FIT.backend(),
        FIT.seed(),
        convergence,
        FIT.tolerance(),
        regularization,
        FIT.seconds(),
        prior,
        maxEigenvalueRatio);
  }

  static GaussianMixture of(CovarianceType type) {
    Covariances covariances = switch (type) {
      case FULL -> Covariances.full(FULL);
      case TIED -> Covariances.tied(FULL[2], 3);
      case DIAGONAL -> Covariances.diagonal(new double[][] {{1, 2.0 / 3}, {0.1, 1e-9 / 7}, {3, 4}});
      case SPHERICAL -> Covariances.spherical(new double[] {0.1, 2.0 / 3, 5}, 2);
    };
    return GaussianMixture.of(WEIGHTS, MEANS, covariances);
  }
}

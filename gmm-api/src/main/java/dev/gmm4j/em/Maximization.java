package dev.gmm4j.em;

import dev.gmm4j.CovarianceType;
import dev.gmm4j.Covariances;
import dev.gmm4j.internal.Arguments;

/**
 * The maximization of EM: statistics in, parameters out, nothing else.
 *
 * <p>Mixing weights are {@code n_k / Σn}, means {@code Σ w r x / n_k}, covariances the maximum-likelihood ones of the
 * structure plus the regularization on the diagonal. A component without weight keeps its centre as mean and has no
 * variance but the regularization.
 */
public final class Maximization {
  private final CovarianceEstimator estimator;
  private final double regularization;

  /**
   * Creates a maximization.
   *
   * @param regularization added to every entry of the diagonal (spherical: after averaging)
   * @throws IllegalArgumentException if {@code regularization} is negative or not finite
   */
  public Maximization(CovarianceType type, double regularization) {
    this.estimator = estimator(type);
    this.regularization = Arguments.notNegative("regularization", regularization);
  }

  private static CovarianceEstimator estimator(CovarianceType type) {
    return switch (type) {
      case FULL -> new FullEstimator();
      case TIED -> new TiedEstimator();
      case DIAGONAL -> new DiagonalEstimator();
      case SPHERICAL -> new SphericalEstimator();
    };
  }

  /** Tells which second moments the statistics must hold. */
  public Moments moments() {
    return estimator.moments();
  }

  /** Returns what is added to the diagonal. */
  public double regularization() {
    return regularization;
  }

  /**
   * Returns the parameters that maximize the expected log-likelihood.
   *
   * @throws IllegalArgumentException if the statistics hold other moments or no weight at all
   */
  public ParameterEstimate maximize(SufficientStatistics statistics) {
    ParameterEstimate estimate = maximizeUnregularized(statistics);
    Covariances covariances = estimate.covariances().plusRidge(regularization);
    return new ParameterEstimate(estimate.weights(), estimate.means(), covariances);
  }

  /** Returns the parameters without anything added to the diagonal. */
  public ParameterEstimate maximizeUnregularized(SufficientStatistics statistics) {
    Arguments.check(
        statistics.moments() == moments(),
        "statistics must hold %s moments, but held %s",
        moments(),
        statistics.moments());
    double total = statistics.totalWeight();
    Arguments.check(total > 0, "statistics must have a total weight > 0, but had %s", total);
    double[] weights = statistics.weights().clone();
    for (int k = 0; k < weights.length; k++) {
      weights[k] /= total;
    }
    Covariances covariances = estimator.estimate(statistics, statistics.shifts());
    return new ParameterEstimate(weights, statistics.means(), covariances);
  }
}

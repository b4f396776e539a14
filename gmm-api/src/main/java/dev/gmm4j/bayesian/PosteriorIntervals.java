package dev.gmm4j.bayesian;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.distribution.Interval;
import dev.gmm4j.internal.util.Quantiles;

/**
 * Credible intervals of a mixture's parameters under a posterior: from the quantile of {@code (1 - p)/2} to that of {@code (1
 * + p)/2}. They hold for the mode that the fit found, in which components keep their names. Immutable.
 */
public final class PosteriorIntervals {
  private final MixturePosterior posterior;
  private final double probability;

  PosteriorIntervals(MixturePosterior posterior, double probability) {
    PosteriorChecks.probability(probability);
    this.posterior = posterior;
    this.probability = probability;
  }

  /** Returns the probability {@code p} of each interval. */
  public double probability() {
    return probability;
  }

  /** Returns the interval of a component's weight. */
  public Interval weight(int component) {
    return posterior.weights().weightInterval(component, probability);
  }

  /** Returns the interval of a component's mean of one feature: of Student's t distribution. */
  public Interval mean(int component, int feature) {
    double freedom = freedom(component);
    double inverseScale = posterior.covariances().get(component, feature, feature)
        * posterior.degreesOfFreedom(component);
    double inverse = posterior.covarianceType() == CovarianceType.SPHERICAL
        ? inverseScale * posterior.dimension()
        : inverseScale;
    double half = Quantiles.student(freedom, (1 + probability) / 2)
        * Math.sqrt(inverse / (posterior.meanPrecision(component) * freedom));
    double mean = posterior.mean(component)[feature];
    return new Interval(mean - half, mean + half);
  }

  /** Returns the interval of a component's variance of one feature: of an inverse gamma distribution. */
  public Interval variance(int component, int feature) {
    double freedom = freedom(component);
    int d = posterior.dimension();
    double inverseScale = posterior.covariances().get(component, feature, feature)
        * posterior.degreesOfFreedom(component)
        * (posterior.covarianceType() == CovarianceType.SPHERICAL ? d : 1);
    return new Interval(
        inverseScale / 2 / Quantiles.gamma(freedom / 2, (1 + probability) / 2),
        inverseScale / 2 / Quantiles.gamma(freedom / 2, (1 - probability) / 2));
  }

  /** Returns the degrees of freedom that one variance has. */
  private double freedom(int component) {
    double nu = posterior.degreesOfFreedom(component);
    int d = posterior.dimension();
    return switch (posterior.covarianceType()) {
      case FULL, TIED -> nu + 1 - d;
      case DIAGONAL -> nu;
      case SPHERICAL -> d * nu;
    };
  }
}

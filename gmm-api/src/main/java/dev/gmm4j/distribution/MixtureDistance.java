package dev.gmm4j.distribution;

import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixture;

/** Symmetric distances between mixtures that have a closed form; {@link MonteCarlo} has those that have none. */
public final class MixtureDistance {
  private MixtureDistance() {}

  /**
   * Returns the integrated squared difference {@code ∫ (p - q)²} divided by {@code ∫ p² + ∫ q²}: from 0 for equal
   * mixtures to 1 for mixtures that have nothing in common. It does not depend on the scale of the features.
   *
   * <p>Differences below 1e-15 are rounding.
   *
   * @throws IllegalArgumentException if the mixtures differ in dimension, or have noise
   */
  public static double relativeSquaredDifference(GaussianMixture p, GaussianMixture q) {
    notNull("p", p);
    notNull("q", q);
    double logBoth = GaussianOverlaps.logProduct(p, q);
    double logP = GaussianOverlaps.logProduct(p, p);
    double logQ = GaussianOverlaps.logProduct(q, q);
    double halfDifference = 0.5 * (logP - logQ);
    // 1 - 2 ∫pq / (∫p² + ∫q²), where the sum is 2 √(∫p² ∫q²) cosh of half the difference of
    // logarithms.
    double shared = StrictMath.exp(logBoth - 0.5 * (logP + logQ)) / StrictMath.cosh(halfDifference);
    return Math.min(1, Math.max(0, 1 - shared));
  }

  /**
   * Returns the Cauchy-Schwarz divergence {@code -log(∫pq / √(∫p² ∫q²))}: 0 for equal mixtures, without an upper bound
   * (Principe 2010; in closed form for mixtures by Kampa, Hasanbelliu and Principe 2011); infinity where it is beyond
   * {@code Double.MAX_VALUE}.
   *
   * <p>Values below 1e-15 are rounding.
   *
   * @throws IllegalArgumentException if the mixtures differ in dimension, or have noise
   */
  public static double cauchySchwarz(GaussianMixture p, GaussianMixture q) {
    notNull("p", p);
    notNull("q", q);
    double logBoth = GaussianOverlaps.logProduct(p, q);
    double logP = GaussianOverlaps.logProduct(p, p);
    double logQ = GaussianOverlaps.logProduct(q, q);
    return Math.max(0, 0.5 * (logP + logQ) - logBoth);
  }
}

package dev.gmm4j;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.internal.util.PositiveDefinite;
import dev.gmm4j.noise.UniformNoise;
import org.jspecify.annotations.Nullable;

/**
 * A caller's weights and means, checked.
 *
 * @param weights {@code K} numbers that with the noise's sum to 1 within 1e-8
 * @param means {@code K*d} numbers
 */
record GivenParameters(double[] weights, double[] means) {
  /** Sums that differ from 1 by up to this are rounding, and weights stay as they are. */
  private static final double ROUNDING = 1e-8;

  /** Sums that differ by up to this are of single precision, and weights are divided by them. */
  private static final double SINGLE_PRECISION = 1e-6;

  static GivenParameters of(
      double[] weights, double[][] means, Covariances covariances, @Nullable UniformNoise noise) {
    notNull("weights", weights);
    notNull("means", means);
    notNull("covariances", covariances);
    int d = covariances.dimension();
    check(
        noise == null || noise.region().dimension() == d,
        "the noise's region must have %d features",
        d);
    return new GivenParameters(
        weights(weights, covariances.components(), noise == null ? 0 : noise.weight()),
        means(means, covariances.components(), d));
  }

  /** Returns a copy of initial weights, checked: each > 0, for a component of none would never have samples. */
  static double[] initialWeights(double[] weights) {
    notNull("weights", weights);
    check(weights.length > 0, "weights must be at least 1 number, but were 0");
    for (int k = 0; k < weights.length; k++) {
      check(weights[k] > 0, "weights[%d] must be > 0, but was %s", k, weights[k]);
    }
    return weights(weights, weights.length, 0);
  }

  /** Returns initial means as {@code K*d} numbers, checked. */
  static double[] initialMeans(double[][] means) {
    notNull("means", means);
    check(means.length > 0, "means must have at least 1 row, but had 0");
    int d = notNull("means[0]", means[0]).length;
    check(d > 0, "means[0] must have at least 1 number, but had 0");
    return means(means, means.length, d);
  }

  /** Returns initial covariances, checked: each positive definite. */
  static Covariances initialCovariances(Covariances covariances) {
    notNull("covariances", covariances);
    boolean isTied = covariances.type() == CovarianceType.TIED;
    for (int k = 0; k < (isTied ? 1 : covariances.components()); k++) {
      String name = isTied ? "covariances" : "covariances[" + k + "]";
      if (covariances.type().isAxisAligned()) {
        for (double variance : covariances.variances(k)) {
          check(
              variance > 0 && variance < Double.POSITIVE_INFINITY,
              "%s must be positive definite, but has variance %s",
              name,
              variance);
        }
      } else {
        check(PositiveDefinite.test(covariances.matrix(k)), "%s must be positive definite", name);
      }
    }
    return covariances;
  }

  private static double[] weights(double[] weights, int components, double noise) {
    check(
        weights.length == components,
        "weights must be %d numbers, but were %d",
        components,
        weights.length);
    double sum = 0;
    for (int k = 0; k < components; k++) {
      check(
          weights[k] >= 0 && weights[k] <= 1 + SINGLE_PRECISION,
          "weights[%d] must be in [0, 1], but was %s",
          k,
          weights[k]);
      sum += weights[k];
    }
    double total = noise + sum;
    check(
        Math.abs(total - 1) <= SINGLE_PRECISION, "weights must sum to 1, but summed to %s", total);
    double[] checked = weights.clone();
    for (int k = 0; k < components && Math.abs(total - 1) > ROUNDING; k++) {
      checked[k] *= (1 - noise) / sum;
    }
    return checked;
  }

  private static double[] means(double[][] means, int components, int d) {
    check(
        means.length == components,
        "means must have %d rows, but had %d",
        components,
        means.length);
    double[] flat = new double[components * d];
    for (int k = 0; k < components; k++) {
      double[] mean = notNull("means[" + k + "]", means[k]);
      check(mean.length == d, "means[%d] must have %d numbers, but had %d", k, d, mean.length);
      for (int j = 0; j < d; j++) {
        check(Double.isFinite(mean[j]), "means[%d][%d] must be finite, but was %s", k, j, mean[j]);
        flat[k * d + j] = mean[j];
      }
    }
    return flat;
  }
}

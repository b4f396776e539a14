package dev.gmm4j.em;

/**
 * The location and spread of all samples together, which tell what a small variance is.
 *
 * @param count number of samples of positive weight
 * @param totalWeight sum of the samples' weights
 * @param means weighted mean of each feature
 * @param variances weighted variance of each feature (divisor: total weight)
 */
public record SampleScale(long count, double totalWeight, double[] means, double[] variances) {
  private static final double EPSILON = Math.ulp(1.0);

  /**
   * Returns a variance for each feature that is surely positive: its own, or where the feature is constant the largest
   * of the others, or 1 where all are.
   */
  public double[] positiveVariances() {
    double largest = 0;
    for (int j = 0; j < variances.length; j++) {
      largest = Math.max(largest, spread(j));
    }
    double[] positive = new double[variances.length];
    for (int j = 0; j < positive.length; j++) {
      double spread = spread(j);
      positive[j] = spread > 0 ? spread : largest > 0 ? largest : 1;
    }
    return positive;
  }

  /** Returns the mean variance over features, or 1 where all features are constant. */
  public double meanVariance() {
    double sum = 0;
    for (int j = 0; j < variances.length; j++) {
      sum += spread(j);
    }
    return sum > 0 ? sum / variances.length : 1;
  }

  /** Returns the variance of a feature, or 0 where it is no more than rounding error. */
  private double spread(int feature) {
    return variances[feature] > roundingVariance(feature) ? variances[feature] : 0;
  }

  /**
   * Returns the variance of a feature that rounding alone can produce: 16 units in the last place of its magnitude,
   * squared.
   */
  public double roundingVariance(int feature) {
    double magnitude = Math.abs(means[feature]) + Math.sqrt(variances[feature]);
    double rounding = 16 * EPSILON * magnitude;
    return rounding * rounding;
  }
}

package dev.gmm4j.preprocessing;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

/** Checks of principal components that come from elsewhere, such as a file. */
final class PrincipalAxes {
  /** Vectors that someone wrote with seven digits are accepted; a matrix that is none of axes is far from it. */
  private static final double ORTHOGONALITY = 1e-6;

  /** Variances are summed in another order, and eigenvalues add up to the trace but for rounding. */
  private static final double ROUNDING = 1e-9;

  private PrincipalAxes() {}

  static void require(double[] mean, double[][] axes, double[] variances, double totalVariance) {
    int d = mean.length;
    check(d > 0, "mean must have at least 1 number, but had 0");
    finite("mean", mean);
    check(
        axes.length > 0 && axes.length <= d,
        "axes must have 1 to %d rows, as mean has numbers, but had %d",
        d,
        axes.length);
    check(
        variances.length == axes.length,
        "variances must have %d numbers, as axes have rows, but had %d",
        axes.length,
        variances.length);
    for (int k = 0; k < axes.length; k++) {
      notNull("axes[" + k + "]", axes[k]);
      check(axes[k].length == d, "axes[%d] must have %d numbers, but had %d", k, d, axes[k].length);
      finite("axes[" + k + "]", axes[k]);
    }
    finite("variances", variances);
    double sum = 0;
    for (int k = 0; k < variances.length; k++) {
      double largest = k == 0 ? Double.MAX_VALUE : variances[k - 1];
      check(
          variances[k] >= 0 && variances[k] <= largest,
          "variances[%d] must be in [0, %s], in descending order, but was %s",
          k,
          largest,
          variances[k]);
      sum += variances[k];
    }
    check(
        Double.isFinite(totalVariance)
            && totalVariance > 0
            && totalVariance >= (1 - ROUNDING) * sum,
        "totalVariance must be finite, > 0 and >= the sum of variances = %s, but was %s",
        sum,
        totalVariance);
    requireOrthogonal(axes);
  }

  private static void requireOrthogonal(double[][] axes) {
    for (int k = 0; k < axes.length; k++) {
      for (int l = 0; l <= k; l++) {
        double product = 0;
        for (int j = 0; j < axes[k].length; j++) {
          product += axes[k][j] * axes[l][j];
        }
        double wanted = k == l ? 1 : 0;
        check(
            Math.abs(product - wanted) <= ORTHOGONALITY,
            "axes must be orthogonal unit vectors: the product of axes[%d] and axes[%d] must be %s, but was %s",
            k,
            l,
            wanted,
            product);
      }
    }
  }

  private static void finite(String name, double[] numbers) {
    for (int j = 0; j < numbers.length; j++) {
      check(Double.isFinite(numbers[j]), "%s[%d] must be finite, but was %s", name, j, numbers[j]);
    }
  }
}

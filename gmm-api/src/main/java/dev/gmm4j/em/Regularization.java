package dev.gmm4j.em;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.internal.util.Arguments;
import dev.gmm4j.internal.util.DecimalText;
import java.io.Serializable;
import java.util.Arrays;

/**
 * What each maximization adds to the variances, so that components do not shrink to points.
 *
 * @param isRelative whether {@code amount} is a part of each feature's variance over all samples, or a number in the
 *     units of the samples squared
 * @param amount how much is added, at least 0
 */
public record Regularization(boolean isRelative, double amount) implements Serializable {
  /** Adds nothing. */
  public static final Regularization NONE = new Regularization(false, 0);

  /**
   * Creates a regularization.
   *
   * @throws IllegalArgumentException if {@code amount} is negative or not finite
   */
  public Regularization {
    Arguments.notNegative(isRelative ? "relativeRegularization" : "regularization", amount);
  }

  /**
   * Returns a regularization that adds to each variance a part of the feature's variance over all samples, and so does not
   * depend on units: that of a spherical covariance grows by the part of the mean of those variances. A constant feature
   * counts as one of the largest variance.
   *
   * @param part at least 0
   * @throws IllegalArgumentException if {@code part} is negative or not finite
   */
  public static Regularization relative(double part) {
    return new Regularization(true, part);
  }

  /**
   * Returns a regularization that adds the same number to all variances.
   *
   * @param amount in the units of the samples squared, at least 0
   * @throws IllegalArgumentException if {@code amount} is negative or not finite
   */
  public static Regularization absolute(double amount) {
    return new Regularization(false, amount);
  }

  /**
   * Returns what is added to the variance of each feature, {@code d} numbers; the same for all where covariances are
   * spherical.
   *
   * @param scale of the samples
   * @param type of the covariances
   */
  public double[] ridge(SampleScale scale, CovarianceType type) {
    double[] ridge = new double[scale.means().length];
    Arrays.fill(ridge, amount);
    if (isRelative) {
      double[] variances = scale.positiveVariances();
      for (int j = 0; j < ridge.length; j++) {
        ridge[j] *= variances[j];
      }
      if (type == CovarianceType.SPHERICAL) {
        Arrays.fill(ridge, Arrays.stream(ridge).sum() / ridge.length);
      }
    }
    return ridge;
  }

  /** Returns its name in files, {@code relative} or {@code absolute}. */
  public String kind() {
    return isRelative ? "relative" : "absolute";
  }

  @Override
  public String toString() {
    return kind() + ' ' + DecimalText.of(amount);
  }
}

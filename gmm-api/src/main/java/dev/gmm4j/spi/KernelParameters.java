package dev.gmm4j.spi;

import dev.gmm4j.internal.util.Arguments;

/**
 * The parameters that a kernel evaluates: {@code K} components of {@code d} features, each with a logarithmic weight, a
 * mean, and the factor of its inverse covariance. Immutable; the arrays that accessors return are shared and not to be
 * modified.
 *
 * <p>The log-density of sample {@code x} under component {@code k}, weighted, is {@code c_k - ½‖W_k(x - μ_k)‖²} with the
 * {@linkplain #logCoefficient coefficient} {@code c_k}. Weights need not sum to 1: the density of a mixture is one case
 * among others.
 *
 * <p>The last component may be {@linkplain PrecisionFactors#isUniform uniform}, as noise is: its factor is 0, so that its
 * log-density is its coefficient everywhere, and its mean has no meaning.
 */
public final class KernelParameters {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final double[] logWeights;
  private final double[] means;
  private final PrecisionFactors factors;
  private final double[] centre;
  private final double[] variances;

  /**
   * Creates parameters; arrays are kept, not copied.
   *
   * @param logWeights {@code K} numbers; negative infinity for a component without weight
   * @param means {@code K*d} numbers, row-major
   * @param factors those of {@code K} components
   * @param centre {@code d} numbers, see {@link #centre}
   * @param variances {@code d} numbers, see {@link #variances}
   * @throws IllegalArgumentException if sizes differ
   */
  public KernelParameters(
      double[] logWeights,
      double[] means,
      PrecisionFactors factors,
      double[] centre,
      double[] variances) {
    int size = logWeights.length * centre.length;
    Arguments.check(
        means.length == size, "means must be %d numbers, but were %d", size, means.length);
    Arguments.check(
        variances.length == centre.length,
        "variances must be %d numbers, but were %d",
        centre.length,
        variances.length);
    this.logWeights = logWeights;
    this.means = means;
    this.factors = factors;
    this.centre = centre;
    this.variances = variances;
  }

  /** Returns the number of components {@code K}, a uniform one included. */
  public int components() {
    return logWeights.length;
  }

  /** Returns the number of components that are not uniform. */
  public int gaussianComponents() {
    int last = logWeights.length - 1;
    return factors.isUniform(last) ? last : last + 1;
  }

  /** Returns the number of features {@code d}. */
  public int dimension() {
    return centre.length;
  }

  /** Returns the {@code K} logarithms of the weights; negative infinity for a component without weight. */
  public double[] logWeights() {
    return logWeights;
  }

  /** Returns the logarithm of the sum of all weights; 0, up to rounding, for the density of a mixture. */
  public double logTotalWeight() {
    return logSum(logWeights);
  }

  /** Returns the logarithm of the sum of numbers whose logarithms are given. */
  static double logSum(double[] logarithms) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double logarithm : logarithms) {
      largest = Math.max(largest, logarithm);
    }
    double sum = 0;
    for (double logarithm : logarithms) {
      sum += Math.exp(logarithm - largest);
    }
    return largest + Math.log(sum);
  }

  /** Returns the means: {@code K*d} numbers, row-major. */
  public double[] means() {
    return means;
  }

  /** Returns the factors of the inverse covariances. */
  public PrecisionFactors factors() {
    return factors;
  }

  /**
   * Returns a point amid the components, {@code d} numbers: the mean of the mixture. A kernel may subtract it from
   * samples and means before it multiplies, so that an offset common to all of them costs no precision.
   */
  public double[] centre() {
    return centre;
  }

  /**
   * Returns the components' variances of each feature, weighted and summed: {@code d} numbers, which tell a kernel how
   * far samples lie from their component's mean. They serve guesses that save time; wrong ones change a result by rounding
   * at most.
   */
  public double[] variances() {
    return variances;
  }

  /**
   * Returns the weighted log-density of a component at its mean, {@code log π_k - d/2 log 2π + log det W_k}; negative
   * infinity for a component without weight.
   */
  public double logCoefficient(int component) {
    return factors.isUniform(component)
        ? logWeights[component] + factors.logDeterminant(component)
        : logWeights[component]
            - 0.5 * dimension() * LOG_TWO_PI
            + factors.logDeterminant(component);
  }
}

package dev.gmm4j.spi;

import dev.gmm4j.internal.util.Arguments;
import dev.gmm4j.internal.util.SpecialFunctions;

/**
 * The parameters of a mixture of t distributions that a kernel evaluates: weights, locations and factors as of Gaussian
 * components, and degrees of freedom. Immutable; arrays are shared and not to be modified.
 *
 * <p>The weighted log-density of sample {@code x} under component {@code k} is {@code c_k - ½(ν_k + d) ln(1 + δ/ν_k)} with
 * {@code δ = ‖W_k(x - μ_k)‖²} and the {@linkplain #logCoefficient coefficient} {@code c_k}.
 */
public final class StudentKernelParameters {
  private final KernelParameters gaussian;
  private final double[] degreesOfFreedom;

  /**
   * Creates parameters; arrays are kept, not copied.
   *
   * @param gaussian weights, locations and the factors of the inverse scale matrices
   * @param degreesOfFreedom {@code K} positive numbers
   * @throws IllegalArgumentException if sizes differ, a component is uniform or degrees of freedom are not positive
   */
  public StudentKernelParameters(KernelParameters gaussian, double[] degreesOfFreedom) {
    Arguments.check(
        degreesOfFreedom.length == gaussian.components(),
        "degreesOfFreedom must be %d numbers, but were %d",
        gaussian.components(),
        degreesOfFreedom.length);
    Arguments.check(
        gaussian.gaussianComponents() == gaussian.components(),
        "components must not be uniform, but component %d was",
        gaussian.components() - 1);
    for (double nu : degreesOfFreedom) {
      Arguments.check(
          nu > 0 && nu < Double.POSITIVE_INFINITY,
          "degreesOfFreedom must be finite and > 0, but was %s",
          nu);
    }
    this.gaussian = gaussian;
    this.degreesOfFreedom = degreesOfFreedom;
  }

  /** Returns weights, locations and factors; its coefficients are those of Gaussian densities. */
  public KernelParameters gaussian() {
    return gaussian;
  }

  /** Returns the number of components {@code K}. */
  public int components() {
    return degreesOfFreedom.length;
  }

  /** Returns the number of features {@code d}. */
  public int dimension() {
    return gaussian.dimension();
  }

  /** Returns the degrees of freedom of a component. */
  public double degreesOfFreedom(int component) {
    return degreesOfFreedom[component];
  }

  /** Returns the weighted log-density of a component at its location; negative infinity for a component without weight. */
  public double logCoefficient(int component) {
    double nu = degreesOfFreedom[component];
    int d = dimension();
    return gaussian.logWeights()[component]
        + gaussian.factors().logDeterminant(component)
        + SpecialFunctions.logGamma((nu + d) / 2)
        - SpecialFunctions.logGamma(nu / 2)
        - 0.5 * d * StrictMath.log(nu * Math.PI);
  }
}

package dev.gmm4j.backend.vector.mixture;

import dev.gmm4j.spi.StudentKernelParameters;
import java.util.Arrays;

/**
 * The squared distance beyond which a component's responsibility for a sample is negligible, by a lower bound of the sample's
 * density: that under the component which its row was sorted to.
 *
 * <p>A component is out of reach where {@code c_k - e_k ln(1 + δ/ν_k)}, with {@code e_k = ½(ν_k + d)}, is less by what is
 * negligible than the largest log-density {@code m} known so far: beyond {@code δ = ν_k (exp((c_k - m + negligible)/e_k) - 1)}.
 * That is far, because the densities of t distributions fall like a power of the distance. Such a responsibility would be left
 * out in the end, so giving it up early changes no result.
 */
final class StudentReach {
  private final double[] nu;
  private final double[] exponents;
  private final double[] coefficients;
  private final double[] limits;

  /** For each panel of a block and each component, the largest squared distance that is within reach. */
  private final double[] squares;

  private int components;

  StudentReach(int maxComponents, int panels) {
    this.nu = new double[maxComponents];
    this.exponents = new double[maxComponents];
    this.coefficients = new double[maxComponents];
    this.limits = new double[maxComponents];
    this.squares = new double[panels * maxComponents];
  }

  void use(StudentKernelParameters parameters) {
    components = parameters.components();
    for (int k = 0; k < components; k++) {
      nu[k] = parameters.degreesOfFreedom(k);
      exponents[k] = 0.5 * (nu[k] + parameters.dimension());
      coefficients[k] = parameters.logCoefficient(k);
    }
  }

  /**
   * Returns for each component half of the squared distance at which it is out of reach of a typical sample of an equal one,
   * less the typical one's own: what is negligible of a Gaussian component whose reach is as long.
   *
   * @param negligible for each component, less than {@code exp(-negligible)} of the largest density is no part in a sample
   */
  double[] typical(double[] negligible) {
    for (int k = 0; k < components; k++) {
      limits[k] = exponents[k] * (Math.exp(negligible[k] / exponents[k]) - 1);
    }
    return limits;
  }

  /** Begins with some panels: everything is within reach. */
  void begin(int firstPanel, int endPanel) {
    Arrays.fill(squares, firstPanel * components, endPanel * components, Double.POSITIVE_INFINITY);
  }

  /**
   * Sets what is within reach of a panel's samples.
   *
   * @param least no sample's log-density under its likeliest component is less
   * @param negligible for each component, less than {@code exp(-negligible)} of the largest density is no part in a sample
   */
  void set(int panel, double least, double[] negligible) {
    for (int k = 0; k < components; k++) {
      // With a margin for rounding, so that bits do not depend on what is given up.
      double difference = coefficients[k] - least + negligible[k] + VectorMixtureKernel.TIE_MARGIN;
      squares[panel * components + k] = nu[k] * (Math.exp(difference / exponents[k]) - 1);
    }
  }

  /** Returns for each panel of the block and each component the largest squared distance within reach. */
  double[] squares() {
    return squares;
  }
}

package dev.gmm4j.em;

import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.internal.util.Arguments;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.PrecisionFactors;
import dev.gmm4j.spi.StudentKernelParameters;

/**
 * The parameters of a mixture of t distributions: means are locations, covariances scale matrices, and each component has
 * degrees of freedom. Immutable; the arrays that accessors return are shared and not to be modified.
 */
public final class StudentParameters extends MixtureParameters {
  private final double[] degreesOfFreedom;
  private final StudentKernelParameters evaluated;

  private StudentParameters(MixtureParameters parameters, double[] degreesOfFreedom) {
    super(
        parameters.gaussianKernelParameters().logWeights(),
        parameters.weights(),
        parameters.means(),
        parameters.covariances(),
        parameters.factors());
    this.degreesOfFreedom = degreesOfFreedom;
    this.evaluated = new StudentKernelParameters(gaussianKernelParameters(), degreesOfFreedom);
  }

  /**
   * Returns parameters of t distributions.
   *
   * @param parameters weights, locations and scale matrices, as of Gaussian components without noise
   * @param degreesOfFreedom {@code K} positive numbers; kept, not copied
   * @throws IllegalArgumentException if sizes differ, there is noise, or degrees of freedom are not positive
   */
  public static StudentParameters of(MixtureParameters parameters, double[] degreesOfFreedom) {
    Arguments.check(
        parameters.noise() == null, "a mixture of t distributions must have no noise component");
    return new StudentParameters(
        parameters instanceof StudentParameters student ? student.gaussian() : parameters,
        degreesOfFreedom);
  }

  /**
   * Returns parameters whose scale matrices are factorized by a backend.
   *
   * @param weights {@code K} mixing weights that sum to 1; kept, not copied
   * @param locations {@code K*d} numbers, row-major; kept, not copied
   * @param degreesOfFreedom {@code K} positive numbers; kept, not copied
   * @throws dev.gmm4j.exception.NotPositiveDefiniteException if a scale matrix is not positive definite to working precision
   */
  public static StudentParameters of(
      double[] weights,
      double[] locations,
      Covariances scales,
      double[] degreesOfFreedom,
      LinearAlgebraBackend backend) {
    return new StudentParameters(
        MixtureParameters.of(weights, locations, scales, backend), degreesOfFreedom);
  }

  /** Returns the parameters of Gaussian components with these weights, locations and scale matrices. */
  public MixtureParameters gaussian() {
    PrecisionFactors factors = factors();
    return MixtureParameters.of(weights(), means(), covariances(), factors);
  }

  /** As for Gaussian components, with these degrees of freedom: some features of t distributions are t distributions. */
  @Override
  public MixtureParameters withSameWeights(
      double[] newMeans, Covariances newCovariances, PrecisionFactors newFactors) {
    return new StudentParameters(
        super.withSameWeights(newMeans, newCovariances, newFactors), degreesOfFreedom);
  }

  /** Returns the {@code K} degrees of freedom. */
  public double[] degreesOfFreedom() {
    return degreesOfFreedom;
  }

  /** Returns what a kernel for t distributions evaluates. */
  public StudentKernelParameters studentKernelParameters() {
    return evaluated;
  }

  /**
   * Refuses to be evaluated as a Gaussian mixture.
   *
   * @throws IllegalStateException always
   */
  @Override
  public KernelParameters kernelParameters() {
    throw new IllegalStateException(
        "t distributions must be evaluated by a kernel that knows tails");
  }
}

package dev.gmm4j.em;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of mixtures of t distributions as vectors: those of Gaussian components, and behind them the reciprocals of
 * the degrees of freedom, of which a Gaussian's is 0 and a step of EM as long for light tails as for heavy ones.
 */
final class StudentSpace extends ParameterSpace {
  private final DegreesOfFreedom degreesOfFreedom;

  StudentSpace(StudentUpdate update, SampleScale scale) {
    super(update.maximization(), update.guard(), scale);
    this.degreesOfFreedom = update.degreesOfFreedom();
  }

  @Override
  public double[] vector(MixtureParameters parameters) {
    double[] vector = super.vector(parameters);
    double[] nu = ((StudentParameters) parameters).degreesOfFreedom();
    double[] extended = Arrays.copyOf(vector, vector.length + nu.length);
    for (int k = 0; k < nu.length; k++) {
      extended[vector.length + k] = 1 / nu[k];
    }
    return extended;
  }

  @Override
  public @Nullable MixtureParameters parameters(double[] vector, MixtureParameters like) {
    int components = like.components();
    int length = vector.length - components;
    MixtureParameters gaussian =
        super.parameters(Arrays.copyOf(vector, length), ((StudentParameters) like).gaussian());
    if (gaussian == null) {
      return null;
    }
    double[] nu = new double[components];
    for (int k = 0; k < components; k++) {
      nu[k] = degreesOfFreedom.within(vector[length + k]);
    }
    return StudentParameters.of(gaussian, nu);
  }
}

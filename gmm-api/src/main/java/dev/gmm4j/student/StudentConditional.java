package dev.gmm4j.student;

import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.distribution.MixtureRegression;

/**
 * Conditional distributions of t mixtures. Locations and the shapes of the scale matrices are those of Gaussian components; the
 * scales grow with the inputs' distance from the component, by {@code (ν + δ) / (ν + g)} of {@code g} inputs (Ding 2016).
 */
final class StudentConditional {
  private StudentConditional() {}

  static StudentMixture of(StudentMixture mixture, int[] inputs, double[] x) {
    GaussianMixture gaussian = mixture.withGaussianComponents();
    MixtureRegression regression = MixtureRegression.of(gaussian, notNull("inputs", inputs));
    GaussianMixture targets = regression.conditional(notNull("x", x));
    StudentMixture known = mixture.marginal(inputs);
    double[] squares = known.squaredMahalanobis(x);
    double[] nu = mixture.degreesOfFreedom();
    int components = mixture.components();
    int g = x.length;
    double[] factors = new double[components];
    for (int k = 0; k < components; k++) {
      factors[k] = (nu[k] + squares[k]) / (nu[k] + g);
      nu[k] += g;
    }
    Covariances scales = scaled(targets.covariances(), factors);
    GaussianMixture parts =
        GaussianMixture.of(known.responsibilities(x), targets.means(), scales, mixture.backend());
    return StudentMixture.of(parts.chosenAmong(scales.type().model(), MixingProportions.FREE), nu)
        .chosenAmong(mixture.degreesOfFreedomKind());
  }

  private static Covariances scaled(Covariances covariances, double[] factors) {
    int components = covariances.components();
    int d = covariances.dimension();
    boolean tied = covariances.type() == CovarianceType.TIED;
    CovarianceType type = tied ? CovarianceType.FULL : covariances.type();
    double[] once = covariances.toArray();
    double[] values = new double[type.size(components, d)];
    int each = values.length / components;
    for (int i = 0; i < values.length; i++) {
      values[i] = factors[i / each] * once[i % once.length];
    }
    return Covariances.of(type, components, d, values);
  }
}

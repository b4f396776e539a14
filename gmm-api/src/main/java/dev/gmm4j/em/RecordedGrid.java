package dev.gmm4j.em;

import dev.gmm4j.internal.util.PositiveDefinite;
import dev.gmm4j.spi.PrecisionFactors;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether components lie on the grid that rounding makes of values.
 *
 * <p>Rounding to steps of h adds a variance of h²/12 to a feature (Sheppard 1898), whatever the other features are. A component
 * in which a feature varies by less, the other features given, does not describe what was recorded, but that equal or collinear
 * values were written down: its likelihood would grow without bound but for the regularization. The variance of a feature, the
 * others given, is the reciprocal of its entry on the diagonal of the inverse covariance.
 *
 * <p>Features that depend on each other in all samples together, such as a sum beside its parts, are not judged.
 */
final class RecordedGrid {
  /**
   * Half the variance of rounding: a component of {@code 2d + 6} samples, the fewest it may have, sees about half of a variance
   * that is conditional on {@code d - 1} features.
   */
  private static final double PART = 0.5;

  private final MixtureParameters parameters;
  private final SampleResolution resolution;
  private boolean @Nullable [] isDependent;

  RecordedGrid(MixtureParameters parameters, SampleResolution resolution) {
    this.parameters = parameters;
    this.resolution = resolution;
  }

  /** Returns a feature in which a component is narrower than rounding makes it, or -1. */
  int feature(int component) {
    int d = parameters.dimension();
    for (int j = 0; j < d; j++) {
      double rounding = resolution.variance(j);
      if (rounding > 0 && conditionalVariance(component, j) < PART * rounding && !isDependent(j)) {
        return j;
      }
    }
    return -1;
  }

  /** Says what is wrong with a component. */
  String reason(int component, int feature) {
    return String.format(
        Locale.ROOT,
        "component %d has a standard deviation of %.3g in feature %d, the others given, less than rounding to"
            + " steps of %.3g makes",
        component,
        Math.sqrt(conditionalVariance(component, feature)),
        feature,
        resolution.steps()[feature]);
  }

  /** Returns the variance of a feature in a component, the other features given. */
  private double conditionalVariance(int component, int feature) {
    PrecisionFactors factors = parameters.factors();
    int d = parameters.dimension();
    double[] values = factors.values();
    if (factors.shape() == PrecisionFactors.Shape.AXIS_ALIGNED) {
      double inverse = values[component * d + feature];
      return 1 / (inverse * inverse);
    }
    int offset =
        factors.shape() == PrecisionFactors.Shape.SHARED_TRIANGULAR ? 0 : component * d * d;
    double sum = 0;
    for (int i = feature; i < d; i++) {
      double value = values[offset + i * d + feature];
      sum += value * value;
    }
    return 1 / sum;
  }

  private boolean isDependent(int feature) {
    if (isDependent == null) {
      isDependent = dependent();
    }
    return isDependent[feature];
  }

  /** Finds the features that vary by no more than rounding in the whole mixture, the others given. */
  private boolean[] dependent() {
    int d = parameters.dimension();
    double[][] covariance = covariance();
    double[] scales = new double[d];
    for (int j = 0; j < d; j++) {
      scales[j] = covariance[j][j] > 0 ? Math.sqrt(covariance[j][j]) : 1;
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        covariance[i][j] /= scales[i] * scales[j];
      }
    }
    double[][] inverse = PositiveDefinite.inverse(covariance);
    boolean[] dependent = new boolean[d];
    for (int j = 0; j < d; j++) {
      dependent[j] = inverse == null
          || scales[j] * scales[j] / inverse[j][j] < 2 * PART * resolution.variance(j);
    }
    return dependent;
  }

  /** Returns the covariance of the whole mixture; noise does not count. */
  private double[][] covariance() {
    int d = parameters.dimension();
    double[] weights = parameters.weights();
    double[] means = parameters.means();
    double total = 0;
    double[] centre = new double[d];
    for (int k = 0; k < weights.length; k++) {
      total += weights[k];
      for (int j = 0; j < d; j++) {
        centre[j] += weights[k] * means[k * d + j];
      }
    }
    double[][] covariance = new double[d][d];
    for (int k = 0; k < weights.length; k++) {
      double share = weights[k] / total;
      for (int i = 0; i < d; i++) {
        double first = means[k * d + i] - centre[i] / total;
        for (int j = 0; j < d; j++) {
          double second = means[k * d + j] - centre[j] / total;
          covariance[i][j] += share * (parameters.covariances().get(k, i, j) + first * second);
        }
      }
    }
    return covariance;
  }
}

package dev.gmm4j.adaptation;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;

/**
 * Describes a set of samples, such as the local features of an image, by one vector, of the same length for sets of any size: the
 * gradient of the mean log-density under a mixture with respect to its parameters, in units of its standard deviation (Perronnin,
 * Sánchez and Mensink 2010). A linear classifier of such vectors compares sets. Immutable.
 *
 * <p>With {@code γ_k} the posterior probability of component {@code k} and means over the samples, by their weights, a vector has,
 * one behind the other,
 * <ul>
 *   <li>for each weight {@code (mean γ_k - w_k) / √w_k}, {@code K} numbers,
 *   <li>for each mean {@code mean γ_k (x_j - μ_kj)/σ_kj / √w_k}, {@code K*d} numbers, row-major,
 *   <li>for each deviation {@code mean γ_k ((x_j - μ_kj)²/σ_kj² - 1) / √(2 w_k)}, {@code K*d} numbers, row-major.
 * </ul>
 *
 * <p>All are 0 in expectation for samples of the mixture itself. Components of weight 0 have zeros. Missing values count by what is
 * expected of them.
 */
public final class FisherVector {
  private static final double IMPROVED_POWER = 0.5;

  private final GaussianMixture model;
  private final double power;
  private final boolean unitLength;

  private FisherVector(GaussianMixture model, double power, boolean unitLength) {
    this.model = model;
    this.power = power;
    this.unitLength = unitLength;
  }

  /**
   * Returns the description by a mixture, as the gradient is.
   *
   * @param model of diagonal or spherical covariances: the units of a gradient by full ones have no closed form
   * @throws IllegalArgumentException if the covariances are of another type, or the model has noise
   */
  public static FisherVector of(GaussianMixture model) {
    CovarianceType type = notNull("model", model).requireNoNoise().covarianceType();
    check(
        type == CovarianceType.DIAGONAL || type == CovarianceType.SPHERICAL,
        "covariances of the model must be diagonal or spherical, but were %s",
        type.label());
    return new FisherVector(model, 1, false);
  }

  /** Returns the article's improvement: square roots of numbers, with their signs, of a vector of length 1. */
  public FisherVector improved() {
    return new FisherVector(model, IMPROVED_POWER, true);
  }

  /**
   * Returns the same with each number replaced by {@code sign(z) |z|^power}.
   *
   * @param newPower above 0 and at most 1, which changes nothing
   * @throws IllegalArgumentException if it is out of range
   */
  public FisherVector withPower(double newPower) {
    check(newPower > 0 && newPower <= 1, "power must be > 0 and <= 1, but was %s", newPower);
    return new FisherVector(model, newPower, unitLength);
  }

  /** Returns the same with or without the vector divided by its Euclidean length at last; zeros stay zeros. */
  public FisherVector withUnitLength(boolean newUnitLength) {
    return new FisherVector(model, power, newUnitLength);
  }

  /** Returns the length of a vector, {@code K (2d + 1)}. */
  public int length() {
    return Math.multiplyExact(model.components(), 2 * model.dimension() + 1);
  }

  /**
   * Returns the vector of a set of samples.
   *
   * @throws IllegalArgumentException if the samples have other features than the model
   * @throws InvalidSamplesException if a sample or weight is not finite, a weight is negative, or no sample counts: all weights are 0,
   *     or nothing is observed of any
   */
  public double[] of(Samples samples) {
    double[] vector = gradient(notNull("samples", samples));
    double squares = 0;
    for (int i = 0; i < vector.length; i++) {
      if (power != 1) {
        vector[i] = Math.copySign(Math.pow(Math.abs(vector[i]), power), vector[i]);
      }
      squares += vector[i] * vector[i];
    }
    if (unitLength && squares > 0) {
      double length = Math.sqrt(squares);
      for (int i = 0; i < vector.length; i++) {
        vector[i] /= length;
      }
    }
    return vector;
  }

  private double[] gradient(Samples samples) {
    int components = model.components();
    int d = model.dimension();
    SufficientStatistics statistics =
        PosteriorPass.of(model, samples, model.parameters().means(), Moments.DIAGONAL);
    double total = statistics.totalWeight();
    if (!(total > 0)) {
      throw new InvalidSamplesException("samples must have one that counts, but had none");
    }
    double[] vector = new double[length()];
    for (int k = 0; k < components; k++) {
      double weight = model.weight(k);
      if (weight == 0) {
        continue;
      }
      double count = statistics.weights()[k];
      double root = Math.sqrt(weight);
      vector[k] = (count / total - weight) / root;
      for (int j = 0; j < d; j++) {
        int at = k * d + j;
        double variance = model.covariances().get(k, j, j);
        vector[components + at] = statistics.first()[at] / total / Math.sqrt(variance) / root;
        vector[components * (d + 1) + at] =
            (statistics.second()[at] / variance - count) / total / (Math.sqrt(2) * root);
      }
    }
    return vector;
  }
}

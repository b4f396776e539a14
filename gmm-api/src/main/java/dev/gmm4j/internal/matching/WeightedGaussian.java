package dev.gmm4j.internal.matching;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.exception.NotPositiveDefiniteException;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.Arrays;
import java.util.List;

/**
 * A component of a mixture by itself, or the Gaussian of the weight, the mean and the covariance of several.
 *
 * @param weight its share of the mixture
 * @param mean {@code d} numbers
 * @param type full, diagonal or spherical
 * @param covariance in the shape of its type: {@code d*d} numbers, {@code d}, or one
 */
public record WeightedGaussian(
    double weight, double[] mean, CovarianceType type, double[] covariance) {

  /** Returns a component of a mixture; a tied covariance becomes a full one. */
  public static WeightedGaussian of(MixtureParameters parameters, int component) {
    Covariances covariances = parameters.covariances();
    int d = parameters.dimension();
    double[] mean = Arrays.copyOfRange(parameters.means(), component * d, (component + 1) * d);
    double weight = parameters.weights()[component];
    return switch (covariances.type()) {
      case FULL, TIED -> {
        double[] matrix = new double[d * d];
        for (int i = 0; i < d * d; i++) {
          matrix[i] = covariances.get(component, i / d, i % d);
        }
        yield new WeightedGaussian(weight, mean, CovarianceType.FULL, matrix);
      }
      case DIAGONAL ->
        new WeightedGaussian(
            weight, mean, CovarianceType.DIAGONAL, covariances.variances(component));
      case SPHERICAL ->
        new WeightedGaussian(
            weight, mean, CovarianceType.SPHERICAL, new double[] {covariances.get(component, 0, 0)
            });
    };
  }

  /**
   * Returns the parameters of a mixture of components of one type.
   *
   * @throws NotPositiveDefiniteException if a covariance is not positive definite to working precision
   */
  public static MixtureParameters mixture(
      List<WeightedGaussian> components, LinearAlgebraBackend backend) {
    WeightedGaussian first = components.get(0);
    int d = first.mean.length;
    int size = first.covariance.length;
    double[] weights = new double[components.size()];
    double[] means = new double[weights.length * d];
    double[] covariances = new double[weights.length * size];
    for (int k = 0; k < weights.length; k++) {
      WeightedGaussian component = components.get(k);
      weights[k] = component.weight;
      System.arraycopy(component.mean, 0, means, k * d, d);
      System.arraycopy(component.covariance, 0, covariances, k * size, size);
    }
    return MixtureParameters.of(
        weights, means, Covariances.of(first.type, weights.length, d, covariances), backend);
  }

  /** Returns this Gaussian with another weight. */
  public WeightedGaussian weighing(double newWeight) {
    return new WeightedGaussian(newWeight, mean, type, covariance);
  }

  /** Returns the Gaussian of the weight, the mean and the covariance of this one and another of its type together. */
  public WeightedGaussian with(WeightedGaussian other) {
    double sum = weight + other.weight;
    double share = sum > 0 ? weight / sum : 0.5;
    double otherShare = sum > 0 ? other.weight / sum : 0.5;
    int d = mean.length;
    double[] merged = new double[d];
    double[] covariances = new double[covariance.length];
    for (int i = 0; i < d; i++) {
      double difference = other.mean[i] - mean[i];
      merged[i] = mean[i] + otherShare * difference;
      switch (type) {
        case SPHERICAL -> covariances[0] += share * otherShare * difference * difference / d;
        case DIAGONAL ->
          covariances[i] = share * covariance[i]
              + otherShare * other.covariance[i]
              + share * otherShare * (difference * difference);
        default -> {
          for (int j = 0; j <= i; j++) {
            double between = difference * (other.mean[j] - mean[j]);
            double value = share * covariance[i * d + j]
                + otherShare * other.covariance[i * d + j]
                + share * otherShare * between;
            covariances[i * d + j] = value;
            covariances[j * d + i] = value;
          }
        }
      }
    }
    if (type == CovarianceType.SPHERICAL) {
      covariances[0] += share * covariance[0] + otherShare * other.covariance[0];
    }
    return new WeightedGaussian(sum, merged, type, covariances);
  }

  /**
   * Returns the logarithm of the covariance's determinant.
   *
   * @param component for the message of the failure
   * @throws NotPositiveDefiniteException if there is none
   */
  public double logDeterminant(LinearAlgebraBackend backend, int component) {
    int d = mean.length;
    if (type == CovarianceType.SPHERICAL) {
      return d * StrictMath.log(covariance[0]);
    }
    double sum = 0;
    if (type == CovarianceType.DIAGONAL) {
      for (double variance : covariance) {
        sum += StrictMath.log(variance);
      }
      return sum;
    }
    double[] factor = new double[d * d];
    int failed = backend.cholesky(d, covariance, factor);
    if (failed >= 0) {
      throw new NotPositiveDefiniteException(component, failed);
    }
    for (int j = 0; j < d; j++) {
      sum += StrictMath.log(factor[j * d + j]);
    }
    return 2 * sum;
  }

  /**
   * Returns a bound on how much the Kullback-Leibler divergence of a mixture from what it was grows when two components
   * become one: {@code ½ ((w_i + w_j) log|Σ_ij| - w_i log|Σ_i| - w_j log|Σ_j|)} (Runnalls 2007), at least 0; infinite
   * where the two are so far apart that the covariance of both is singular in double precision.
   *
   * @param logDeterminant of this Gaussian
   * @param otherLogDeterminant of the other
   */
  public double costOfMerging(
      WeightedGaussian other,
      double logDeterminant,
      double otherLogDeterminant,
      LinearAlgebraBackend backend) {
    double both;
    try {
      both = with(other).logDeterminant(backend, 0);
    } catch (NotPositiveDefiniteException e) {
      return Double.POSITIVE_INFINITY;
    }
    double cost =
        0.5 * (weight * (both - logDeterminant) + other.weight * (both - otherLogDeterminant));
    return Math.max(cost, 0);
  }
}

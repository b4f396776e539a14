package dev.gmm4j.distribution;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;
import static java.util.Objects.checkIndex;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.data.Samples;
import dev.gmm4j.internal.data.SampleChecks;
import dev.gmm4j.internal.util.Quantiles;
import dev.gmm4j.internal.util.SpecialFunctions;

/**
 * The smallest region that holds a given probability of one component: the ellipsoid of all points whose squared
 * Mahalanobis distance is at most a quantile of the chi-squared distribution of {@code d} degrees of freedom. Immutable and
 * safe to use from several threads.
 *
 * <p>It is the component's alone, whatever its weight and wherever the others are; the region of a whole mixture is a
 * {@link HighestDensityRegion}.
 */
public final class ComponentRegion {
  private final GaussianMixture model;
  private final int component;
  private final double mass;
  private final double squaredRadius;

  private ComponentRegion(GaussianMixture model, int component, double mass) {
    this.model = model;
    this.component = component;
    this.mass = mass;
    this.squaredRadius = 2 * Quantiles.gamma(0.5 * model.dimension(), mass);
  }

  /**
   * Returns the region of a component.
   *
   * @param component index from 0
   * @param mass the probability that a sample of the component lies inside, in (0, 1)
   * @throws IllegalArgumentException if the mass is out of range
   * @throws IndexOutOfBoundsException if there is no such component
   */
  public static ComponentRegion of(GaussianMixture model, int component, double mass) {
    checkIndex(component, notNull("model", model).components());
    check(mass > 0 && mass < 1, "mass must be in (0, 1), but was %s", mass);
    return new ComponentRegion(model, component, mass);
  }

  /**
   * Returns for each component how likely it is to make a sample at least as far from its mean as this one, in
   * Mahalanobis distance: {@code K} numbers, 1 at the mean and small far away. Small ones keep their relative precision.
   *
   * @param sample {@code d} finite numbers
   * @throws dev.gmm4j.exception.InvalidSamplesException if one is not finite
   */
  public static double[] tailProbabilities(GaussianMixture model, double[] sample) {
    return tails(notNull("model", model).squaredMahalanobis(sample), model.dimension());
  }

  /**
   * Returns the tail probabilities of each sample under each component, shape {@code n*K}.
   *
   * @param samples without missing values
   */
  public static double[][] tailProbabilities(GaussianMixture model, Samples samples) {
    SampleChecks.requireComplete(samples, "tail probabilities");
    double[][] distances = notNull("model", model).squaredMahalanobis(samples);
    for (int i = 0; i < distances.length; i++) {
      distances[i] = tails(distances[i], model.dimension());
    }
    return distances;
  }

  private static double[] tails(double[] squaredDistances, int d) {
    double[] tails = new double[squaredDistances.length];
    for (int k = 0; k < tails.length; k++) {
      tails[k] = SpecialFunctions.gammaSurvival(0.5 * d, 0.5 * squaredDistances[k]);
    }
    return tails;
  }

  /** Returns the component's index. */
  public int component() {
    return component;
  }

  /** Returns the probability that a sample of the component lies inside. */
  public double mass() {
    return mass;
  }

  /** Returns the largest Mahalanobis distance from the mean inside: for one feature, so many standard deviations. */
  public double radius() {
    return Math.sqrt(squaredRadius);
  }

  /** Tells whether a sample lies in the region. */
  public boolean contains(double[] sample) {
    return model.squaredMahalanobis(sample)[component] <= squaredRadius;
  }

  /**
   * Tells of each sample whether it lies in the region.
   *
   * @param samples without missing values
   */
  public boolean[] contains(Samples samples) {
    SampleChecks.requireComplete(samples, "a region of a component");
    double[][] distances = model.squaredMahalanobis(samples);
    boolean[] contained = new boolean[distances.length];
    for (int i = 0; i < contained.length; i++) {
      contained[i] = distances[i][component] <= squaredRadius;
    }
    return contained;
  }

  /**
   * Returns the region's centre, semi-axes and their directions.
   *
   * @throws dev.gmm4j.exception.MemoryLimitException if a matrix of so many features is larger than the heap may be
   */
  public Ellipsoid ellipsoid() {
    CovarianceDecomposition parts =
        CovarianceDecomposition.of(model.covariances().select(component), model.backend());
    int d = model.dimension();
    double[] semiAxes = new double[d];
    double[][] directions = new double[d][d];
    for (int j = 0; j < d; j++) {
      // The square root of the product could overflow where its factors do not.
      semiAxes[j] = radius() * Math.sqrt(parts.volumes()[0]) * Math.sqrt(parts.shapes()[0][j]);
      for (int i = 0; i < d; i++) {
        directions[j][i] = parts.orientations()[0][i][j];
      }
    }
    return new Ellipsoid(model.mean(component), semiAxes, directions);
  }
}

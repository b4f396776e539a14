package dev.gmm4j.distribution;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.exception.NotPositiveDefiniteException;
import dev.gmm4j.internal.util.MemoryLimit;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * The distribution of {@code f(x)} for a map {@code f} that need not be linear, where {@code x} has that of a mixture: of each
 * component mean and covariance are those of {@code f} at {@code 2d + 1} points with weights (Julier and Uhlmann 2004).
 *
 * <p>The points are the mean and, on both sides of it, the columns of {@code √(d + κ) L} with {@code Σ_k = LLᵀ}; the mean
 * weighs {@code κ/(d + κ)}, each other point {@code 1/2(d + κ)}. The result is exact for affine maps, for which
 * {@link AffineTransform} also keeps the covariance structure. Means are exact for polynomials of the third degree.
 * Otherwise it is as good as the map is nearly linear over a component: more and narrower components approximate better.
 * Immutable.
 */
public final class UnscentedTransform {
  private final UnaryOperator<double[]> map;
  private final double kappa;

  private UnscentedTransform(UnaryOperator<double[]> map, double kappa) {
    this.map = map;
    this.kappa = kappa;
  }

  /**
   * Returns the transform of a map with {@code κ = max(0, 3 - d)}, which for one to three features matches the fourth
   * moments of a Gaussian along the columns of {@code L}.
   *
   * @param map from {@code d} numbers, which it may keep or change, to {@code m} finite numbers, always as many
   */
  public static UnscentedTransform of(UnaryOperator<double[]> map) {
    return new UnscentedTransform(notNull("map", map), Double.NaN);
  }

  /**
   * Returns the transform of a map with another spread of the points.
   *
   * @param map from {@code d} numbers, which it may keep or change, to {@code m} finite numbers, always as many
   * @param kappa at least 0, so that covariances are positive semidefinite; the larger, the farther out are the points
   * @throws IllegalArgumentException if {@code kappa} is negative or not finite
   */
  public static UnscentedTransform of(UnaryOperator<double[]> map, double kappa) {
    check(
        kappa >= 0 && kappa < Double.POSITIVE_INFINITY,
        "kappa must be finite and >= 0, but was %s",
        kappa);
    return new UnscentedTransform(notNull("map", map), kappa);
  }

  /**
   * Returns a mixture of the same weights for the distribution of {@code f(x)}, of full covariances.
   *
   * @throws IllegalArgumentException if the mixture has noise, or an image is not finite or has another length than the first
   * @throws dev.gmm4j.exception.NotPositiveDefiniteException if the images of the points of a component lie in a plane
   * @throws dev.gmm4j.exception.MemoryLimitException if matrices of so many features are larger than the heap may be
   */
  public GaussianMixture apply(GaussianMixture model) {
    int components = notNull("model", model).requireNoNoise().components();
    double[][] means = new double[components][];
    double[][][] matrices = new double[components][][];
    for (int k = 0; k < components; k++) {
      double[][] images = images(model, k);
      if (k > 0) {
        requireLength(images[0], means[0].length);
      }
      means[k] = mean(images, model.dimension());
      matrices[k] = covariance(images, means[k], model.dimension());
    }
    Covariances covariances = means[0].length == 1
        ? Covariances.spherical(
            Arrays.stream(matrices).mapToDouble(matrix -> matrix[0][0]).toArray(), 1)
        : Covariances.full(matrices);
    return model.withParameters(model.weights(), means, covariances);
  }

  private double kappa(int d) {
    return Double.isNaN(kappa) ? Math.max(0, 3 - d) : kappa;
  }

  /** Returns the images of the mean and of the points on both sides of it, pair by pair. */
  private double[][] images(GaussianMixture model, int component) {
    int d = model.dimension();
    double[] mean = model.mean(component);
    double[] factor = factor(model, component);
    double stretch = Math.sqrt(d + kappa(d));
    double[][] images = new double[2 * d + 1][];
    images[0] = image(mean.clone());
    for (int j = 0; j < d; j++) {
      for (int side = 0; side < 2; side++) {
        double[] point = mean.clone();
        for (int i = j; i < d; i++) {
          point[i] += (side == 0 ? stretch : -stretch) * factor[i * d + j];
        }
        images[1 + 2 * j + side] = image(point);
        requireLength(images[1 + 2 * j + side], images[0].length);
      }
    }
    return images;
  }

  private static double[] factor(GaussianMixture model, int component) {
    int d = model.dimension();
    int size = MemoryLimit.square(
        "covariances of " + d + " features", d, "transform the marginal of fewer features");
    double[] matrix = new double[size];
    for (int i = 0; i < size; i++) {
      matrix[i] = model.covariances().get(component, i / d, i % d);
    }
    double[] factor = new double[size];
    int failed = model.backend().cholesky(d, matrix, factor);
    if (failed >= 0) {
      throw new NotPositiveDefiniteException(component, failed);
    }
    return factor;
  }

  private double[] image(double[] point) {
    double[] image = notNull("the map's result", map.apply(point));
    check(image.length > 0, "the map's result must have at least 1 number, but had 0");
    for (int j = 0; j < image.length; j++) {
      check(
          Double.isFinite(image[j]),
          "the map's result[%d] must be finite, but was %s",
          j,
          image[j]);
    }
    return image.clone();
  }

  private static void requireLength(double[] image, int length) {
    check(
        image.length == length,
        "the map's results must all have %d numbers, but one had %d",
        length,
        image.length);
  }

  private double weight(int point, int d) {
    return (point == 0 ? kappa(d) : 0.5) / (d + kappa(d));
  }

  /** Adds what the other images are more than the first, so that a constant has itself for a mean. */
  private double[] mean(double[][] images, int d) {
    double[] mean = images[0].clone();
    for (int p = 1; p < images.length; p++) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += weight(p, d) * (images[p][i] - images[0][i]);
      }
    }
    return mean;
  }

  private double[][] covariance(double[][] images, double[] mean, int d) {
    int m = mean.length;
    double[][] covariance = new double[m][m];
    for (int p = 0; p < images.length; p++) {
      for (int i = 0; i < m; i++) {
        for (int j = 0; j <= i; j++) {
          covariance[i][j] += weight(p, d) * (images[p][i] - mean[i]) * (images[p][j] - mean[j]);
        }
      }
    }
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < i; j++) {
        covariance[j][i] = covariance[i][j];
      }
    }
    return covariance;
  }
}

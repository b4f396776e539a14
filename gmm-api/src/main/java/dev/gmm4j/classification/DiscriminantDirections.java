package dev.gmm4j.classification;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.distribution.AffineTransform;
import dev.gmm4j.distribution.MixtureMoments;
import dev.gmm4j.internal.spectral.Spectrum;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;
import java.util.ArrayList;
import java.util.List;

/**
 * Directions in the space of features in which the components of a mixture, or the classes of a classifier, differ most: few
 * coordinates along them show what many features hold. Immutable.
 *
 * <p>Directions come with descending eigenvalues; those of value 0 are left out. In each, the entry of largest magnitude is
 * positive.
 */
public final class DiscriminantDirections {
  /** Eigenvalues smaller than this, relative to the largest, are rounding errors of 0. */
  private static final double ROUNDING = 1e-8;

  private final double[] eigenvalues;
  private final double[][] directions;

  private DiscriminantDirections(double[] eigenvalues, double[][] directions) {
    this.eigenvalues = eigenvalues;
    this.directions = directions;
  }

  /**
   * Returns the directions of a mixture by which its components are told apart best (Scrucca 2010, 2014: MclustDR): the vectors
   * {@code v} of length 1 that solve {@code 2 (λ M₁ Σ⁻¹ M₁ + (1 - λ) M₂) v = l Σ v}, where {@code M₁ = Σ_k π_k (μ_k - μ)(μ_k - μ)ᵀ}
   * tells how means differ, and {@code M₂ = Σ_k π_k (Σ_k - S) Σ⁻¹ (Σ_k - S)} how covariances differ from their mean {@code S}.
   *
   * @param mixture without noise; that {@linkplain MixtureClassifier#mixtureOverClasses over classes} for a classifier
   * @param total the covariance {@code Σ} of all samples, {@code d*d}, such as {@link
   *     dev.gmm4j.distribution.MixtureMoments#covariance that of the mixture}
   * @param lambda λ in [0, 1]: 1 looks at means only, 0 at covariances only
   * @throws IllegalArgumentException if λ is out of range, there is noise, or the covariance has another order or is not positive
   *     definite
   */
  public static DiscriminantDirections of(
      GaussianMixture mixture, double[][] total, double lambda) {
    notNull("mixture", mixture).requireNoNoise();
    notNull("total", total);
    check(lambda >= 0 && lambda <= 1, "lambda must be in [0, 1], but was %s", lambda);
    int d = mixture.dimension();
    check(total.length == d, "total must be %d rows, but was %d", d, total.length);
    double[] mean = MixtureMoments.of(mixture).mean();
    double[] between = new double[d * d];
    double[] within = new double[d * d];
    for (int k = 0; k < mixture.components(); k++) {
      double[][] covariance = mixture.covariances().matrix(k);
      addOuter(between, mixture.weight(k), mixture.mean(k), mean);
      addMatrix(within, mixture.weight(k), covariance);
    }
    LinearAlgebraBackend backend = mixture.backend();
    double[] whitening = inverseFactor(d, flat(total), backend);
    // In coordinates where the total covariance is the identity, a product with its inverse is a
    // square.
    double[] whiteBetween = whitened(d, whitening, between, backend);
    double[] matrix = new double[d * d];
    addSquare(matrix, d, 2 * lambda, whiteBetween, backend);
    for (int k = 0; lambda < 1 && k < mixture.components(); k++) {
      double[] difference = flat(mixture.covariances().matrix(k));
      for (int i = 0; i < difference.length; i++) {
        difference[i] -= within[i];
      }
      addSquare(
          matrix,
          d,
          2 * (1 - lambda) * mixture.weight(k),
          whitened(d, whitening, difference, backend),
          backend);
    }
    return solve(d, matrix, whitening, Scale.UNIT_LENGTH, backend);
  }

  /**
   * Returns the directions of a mixture as above, with the mixture's own covariance.
   *
   * @throws IllegalArgumentException if λ is out of range, or there is noise
   */
  public static DiscriminantDirections of(GaussianMixture mixture, double lambda) {
    return of(mixture, MixtureMoments.of(mixture).covariance(), lambda);
  }

  /**
   * Returns the crimcoords of a classifier, the discriminant coordinates of Fisher and Rao (Gnanadesikan 1977): directions in which
   * the classes' means vary most, relative to the mean covariance {@code W} within classes. Their scale is that of {@code vᵀ W v =
   * 1}: within classes, coordinates have a mean variance of 1 and no covariance. There are at most C - 1 of them.
   */
  public static DiscriminantDirections crimcoords(MixtureClassifier classifier) {
    notNull("classifier", classifier);
    int d = classifier.dimension();
    double[] priors = classifier.priors();
    double[] mean = MixtureMoments.of(classifier.mixtureOverClasses()).mean();
    double[] between = new double[d * d];
    double[] within = new double[d * d];
    for (int c = 0; c < priors.length; c++) {
      MixtureMoments moments = MixtureMoments.of(classifier.mixture(c));
      addOuter(between, priors[c], moments.mean(), mean);
      addMatrix(within, priors[c], moments.covariance());
    }
    LinearAlgebraBackend backend = classifier.mixtureOverClasses().backend();
    double[] whitening = inverseFactor(d, within, backend);
    return solve(
        d, whitened(d, whitening, between, backend), whitening, Scale.UNIT_VARIANCE, backend);
  }

  /** How long directions are. */
  private enum Scale {
    UNIT_LENGTH,
    UNIT_VARIANCE
  }

  private static double[] flat(double[][] matrix) {
    int d = matrix.length;
    double[] flat = new double[d * d];
    for (int i = 0; i < d; i++) {
      check(
          matrix[i].length == d,
          "total[%d] must be %d numbers, but was %d",
          i,
          d,
          matrix[i].length);
      System.arraycopy(matrix[i], 0, flat, i * d, d);
    }
    return flat;
  }

  private static void addOuter(double[] sum, double weight, double[] point, double[] centre) {
    int d = point.length;
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        sum[i * d + j] += weight * (point[i] - centre[i]) * (point[j] - centre[j]);
      }
    }
  }

  private static void addMatrix(double[] sum, double weight, double[][] matrix) {
    int d = matrix.length;
    for (int i = 0; i < d * d; i++) {
      sum[i] += weight * matrix[i / d][i % d];
    }
  }

  /** Returns {@code L⁻¹} of {@code A = L Lᵀ}. */
  private static double[] inverseFactor(int d, double[] matrix, LinearAlgebraBackend backend) {
    double[] factor = new double[d * d];
    int failed = backend.cholesky(d, matrix, factor);
    check(
        failed < 0,
        "total must be positive definite, but pivot %d of its factorization was not positive",
        failed);
    double[] inverse = new double[d * d];
    backend.invertLower(d, factor, inverse);
    return inverse;
  }

  /** Returns {@code L⁻¹ A L⁻ᵀ}. */
  private static double[] whitened(
      int d, double[] whitening, double[] matrix, LinearAlgebraBackend backend) {
    double[] left = new double[d * d];
    double[] both = new double[d * d];
    backend.multiply(Transpose.NO, Transpose.NO, d, d, d, whitening, matrix, left);
    backend.multiply(Transpose.NO, Transpose.YES, d, d, d, left, whitening, both);
    return both;
  }

  /** Adds a multiple of the square of a symmetric matrix. */
  private static void addSquare(
      double[] sum, int d, double factor, double[] matrix, LinearAlgebraBackend backend) {
    double[] square = new double[d * d];
    backend.multiply(Transpose.NO, Transpose.YES, d, d, d, matrix, matrix, square);
    for (int i = 0; i < square.length; i++) {
      sum[i] += factor * square[i];
    }
  }

  private static DiscriminantDirections solve(
      int d, double[] matrix, double[] whitening, Scale scale, LinearAlgebraBackend backend) {
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        double mean = 0.5 * (matrix[i * d + j] + matrix[j * d + i]);
        matrix[i * d + j] = mean;
        matrix[j * d + i] = mean;
      }
    }
    Spectrum spectrum = Spectrum.of(d, matrix, backend);
    double largest = spectrum.values()[d - 1];
    List<double[]> directions = new ArrayList<>();
    for (int j = d - 1; j >= 0 && spectrum.values()[j] > ROUNDING * largest; j--) {
      double[] direction = new double[d];
      for (int i = 0; i < d; i++) {
        for (int l = 0; l < d; l++) {
          direction[i] += whitening[l * d + i] * spectrum.vectors()[l * d + j];
        }
      }
      directions.add(oriented(direction, scale));
    }
    double[] eigenvalues = new double[directions.size()];
    for (int m = 0; m < eigenvalues.length; m++) {
      eigenvalues[m] = spectrum.values()[d - 1 - m];
    }
    return new DiscriminantDirections(eigenvalues, directions.toArray(double[][]::new));
  }

  private static double[] oriented(double[] direction, Scale scale) {
    double length = 0;
    double largest = 0;
    for (double entry : direction) {
      length = Math.hypot(length, entry);
      largest = Math.abs(entry) > Math.abs(largest) ? entry : largest;
    }
    double factor = (scale == Scale.UNIT_LENGTH ? 1 / length : 1) * Math.signum(largest);
    for (int i = 0; i < direction.length; i++) {
      direction[i] *= factor;
    }
    return direction;
  }

  /** Returns the number of directions. */
  public int count() {
    return eigenvalues.length;
  }

  /** Returns a copy of the eigenvalues, descending. */
  public double[] eigenvalues() {
    return eigenvalues.clone();
  }

  /** Returns a copy of a direction, {@code d} numbers. */
  public double[] direction(int index) {
    return directions[index].clone();
  }

  /**
   * Returns the map from features to coordinates along the first directions, which maps samples and mixtures.
   *
   * @param count how many directions, at least 1
   * @throws IllegalArgumentException if there are fewer
   */
  public AffineTransform transform(int count) {
    check(
        count >= 1 && count <= directions.length,
        "count must be in [1, %d], but was %d",
        directions.length,
        count);
    double[][] rows = new double[count][];
    for (int m = 0; m < count; m++) {
      rows[m] = directions[m].clone();
    }
    return AffineTransform.of(rows, new double[count]);
  }
}

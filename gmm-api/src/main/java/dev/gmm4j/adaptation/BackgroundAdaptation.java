package dev.gmm4j.adaptation;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.internal.util.MemoryLimit;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * The adaptation of a background model, fitted to many samples, to few new ones, such as those of one speaker (Reynolds, Quatieri
 * and Dunn 2000): each component moves as far as the new samples have evidence of it, and stays where they have none. Immutable.
 *
 * <pre>{@code
 * GaussianMixture speaker = BackgroundAdaptation.means(16).adapt(background, Samples.of(rows));
 * }</pre>
 *
 * <p>With {@code n_k} the sum of the posterior probabilities of component {@code k} over the new samples, {@code E_k} their
 * expectation under those, {@code T} their total weight and {@code r} the relevance factor, {@code α_k = n_k / (n_k + r)} and
 * <ul>
 *   <li>weights {@code α_k n_k / T + (1 - α_k) w_k}, divided by their sum,
 *   <li>means {@code m_k = α_k E_k[x] + (1 - α_k) μ_k},
 *   <li>covariances {@code α_k E_k[(x - m_k)(x - m_k)ᵀ] + (1 - α_k)(Σ_k + (μ_k - m_k)(μ_k - m_k)ᵀ)}, of diagonal ones the diagonal,
 *       of spherical ones its mean; {@code m_k} is the background's where means are not adapted.
 * </ul>
 *
 * <p>Components keep their order, so that the log-likelihood ratio of adapted and background model compares like with like. Missing
 * values count by what is expected of them.
 */
public final class BackgroundAdaptation {
  private static final double DEFAULT_RELEVANCE = 16;

  private final double relevance;
  private final Set<Part> parts;
  private final int iterations;

  /** A kind of parameters. */
  public enum Part {
    /** The mixing weights. */
    WEIGHTS,
    /** The means. */
    MEANS,
    /** The covariances. */
    COVARIANCES
  }

  private BackgroundAdaptation(double relevance, Set<Part> parts, int iterations) {
    check(
        relevance > 0 && relevance < Double.POSITIVE_INFINITY,
        "relevance must be finite and > 0, but was %s",
        relevance);
    this.relevance = relevance;
    this.parts = parts;
    this.iterations = iterations;
  }

  /** Returns the adaptation of means alone, with relevance factor 16, in one step: the article's choice. */
  public static BackgroundAdaptation means() {
    return means(DEFAULT_RELEVANCE);
  }

  /**
   * Returns the adaptation of means alone, in one step.
   *
   * @param relevance how many samples of a component count as much as the background; finite and above 0, usually 8 to 20
   * @throws IllegalArgumentException if it is out of range
   */
  public static BackgroundAdaptation means(double relevance) {
    return new BackgroundAdaptation(relevance, EnumSet.of(Part.MEANS), 1);
  }

  /**
   * Returns the same adaptation of other parts.
   *
   * @throws IllegalArgumentException if there is none
   */
  public BackgroundAdaptation withParts(Part... newParts) {
    check(notNull("parts", newParts).length > 0, "parts must be at least %d, but were 0", 1);
    return new BackgroundAdaptation(relevance, EnumSet.copyOf(Arrays.asList(newParts)), iterations);
  }

  /**
   * Returns the same adaptation in several steps: posterior probabilities are those under what the step before found, and what is
   * adapted is always the background. Of means alone that is EM for their posterior density under normal priors of covariance {@code
   * Σ_k / r} about the background's, which never falls.
   *
   * @param newIterations at least 1
   * @throws IllegalArgumentException if there are fewer
   */
  public BackgroundAdaptation withIterations(int newIterations) {
    return new BackgroundAdaptation(relevance, parts, atLeast("iterations", newIterations, 1));
  }

  /** Returns the relevance factor. */
  public double relevance() {
    return relevance;
  }

  /** Returns the parts that are adapted. */
  public Set<Part> parts() {
    return Set.copyOf(parts);
  }

  /** Returns the number of steps. */
  public int iterations() {
    return iterations;
  }

  /**
   * Returns the background adapted to samples, on its backend and threads. Samples of weight 0, or of which nothing is observed, do
   * not count; without others the background is returned.
   *
   * @throws IllegalArgumentException if the background has noise, covariances are to be adapted that its components share, or the
   *     samples have other features
   * @throws dev.gmm4j.exception.InvalidSamplesException if a sample or weight is not finite, or a weight is negative
   * @throws dev.gmm4j.exception.MemoryLimitException if matrices of so many features are larger than the heap may be
   */
  public GaussianMixture adapt(GaussianMixture background, Samples samples) {
    notNull("background", background).requireNoNoise();
    notNull("samples", samples);
    CovarianceType type = background.covarianceType();
    boolean spread = parts.contains(Part.COVARIANCES);
    check(
        !spread || type != CovarianceType.TIED,
        "covariances of the background must be each component's own to be adapted, but were %s",
        type.label());
    Moments moments =
        !spread ? Moments.NONE : type == CovarianceType.FULL ? Moments.FULL : Moments.DIAGONAL;
    GaussianMixture adapted = background;
    for (int i = 0; i < iterations; i++) {
      SufficientStatistics statistics =
          PosteriorPass.of(adapted, samples, background.parameters().means(), moments);
      if (!(statistics.totalWeight() > 0)) {
        return background;
      }
      adapted = adapted(background, statistics);
    }
    return adapted;
  }

  private GaussianMixture adapted(GaussianMixture background, SufficientStatistics statistics) {
    double[] weights = background.weights();
    double[][] means = background.means();
    int components = weights.length;
    int d = background.dimension();
    double[] shifts = new double[components * d];
    double sum = 0;
    for (int k = 0; k < components; k++) {
      double count = statistics.weights()[k];
      double share = count / (count + relevance);
      if (parts.contains(Part.WEIGHTS)) {
        weights[k] = share * count / statistics.totalWeight() + (1 - share) * weights[k];
      }
      sum += weights[k];
      for (int j = 0; j < d && parts.contains(Part.MEANS); j++) {
        shifts[k * d + j] = statistics.first()[k * d + j] / (count + relevance);
        means[k][j] += shifts[k * d + j];
      }
    }
    for (int k = 0; k < components && parts.contains(Part.WEIGHTS); k++) {
      weights[k] /= sum;
    }
    if (!parts.contains(Part.COVARIANCES)) {
      return background
          .withParameters(weights, means, background.covariances())
          .chosenAmong(background.covarianceModel(), background.proportions());
    }
    return background.withParameters(weights, means, covariances(background, statistics, shifts));
  }

  private Covariances covariances(
      GaussianMixture background, SufficientStatistics statistics, double[] shifts) {
    int components = background.components();
    int d = background.dimension();
    return switch (background.covarianceType()) {
      case DIAGONAL -> {
        double[][] variances = new double[components][d];
        for (int k = 0; k < components; k++) {
          for (int j = 0; j < d; j++) {
            variances[k][j] = entry(background, statistics, shifts, k, j, j);
          }
        }
        yield Covariances.diagonal(variances);
      }
      case SPHERICAL -> {
        double[] variances = new double[components];
        for (int k = 0; k < components; k++) {
          for (int j = 0; j < d; j++) {
            variances[k] += entry(background, statistics, shifts, k, j, j) / d;
          }
        }
        yield Covariances.spherical(variances, d);
      }
      case FULL, TIED -> {
        MemoryLimit.square(
            "covariances of " + d + " features", d, "adapt the means and weights alone");
        double[][][] matrices = new double[components][d][d];
        for (int k = 0; k < components; k++) {
          for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
              matrices[k][i][j] = entry(background, statistics, shifts, k, i, j);
              matrices[k][j][i] = matrices[k][i][j];
            }
          }
        }
        yield Covariances.full(matrices);
      }
    };
  }

  /** Returns an entry of an adapted covariance, from moments about the background's mean. */
  private double entry(
      GaussianMixture background,
      SufficientStatistics statistics,
      double[] shifts,
      int k,
      int i,
      int j) {
    int d = background.dimension();
    double count = statistics.weights()[k];
    double[] first = statistics.first();
    double second = statistics.moments() == Moments.DIAGONAL
        ? statistics.second()[k * d + i]
        : statistics.second()[(k * d + i) * d + j];
    double left = shifts[k * d + i];
    double right = shifts[k * d + j];
    double ofSamples =
        second - first[k * d + i] * right - left * first[k * d + j] + count * left * right;
    double ofBackground = background.covariances().get(k, i, j) + left * right;
    return (ofSamples + relevance * ofBackground) / (count + relevance);
  }
}

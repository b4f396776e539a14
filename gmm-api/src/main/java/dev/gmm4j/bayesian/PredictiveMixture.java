package dev.gmm4j.bayesian;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.internal.data.SampleRows;
import dev.gmm4j.internal.util.RandomVariates;
import dev.gmm4j.internal.util.SpecialFunctions;

/**
 * The predictive density of a posterior, {@code p(x) = Σ_k E[π_k] ∫ N(x; μ_k, Λ_k⁻¹) q(μ_k, Λ_k)}: a mixture of Student's t
 * distributions (Bishop 2006, 10.81). It is a density: its integral is 1. Immutable and safe to use from several threads.
 *
 * <p>Full and tied covariances: multivariate t of {@code ν + 1 - d} degrees of freedom about {@code m} with scale {@code A(1
 * + β)/(β(ν + 1 - d))}. Diagonal: a product of t distributions of {@code ν}, scale {@code a_j(1 + β)/(βν)}. Spherical:
 * multivariate t of {@code dν}, scale {@code a(1 + β)/(βν)}. A component without samples under {@code ν₀ = d} has one degree of
 * freedom: its tails are those of Cauchy's distribution.
 */
public final class PredictiveMixture {
  private final CovarianceType type;
  private final double[] weights;
  private final double[] logWeights;
  private final double[][] locations;
  private final double[] degreesOfFreedom;

  /** Lower Cholesky factors of the scales, or square roots of their diagonals in one row. */
  private final double[][][] roots;

  /** The logarithms of the densities at the locations. */
  private final double[] peaks;

  private PredictiveMixture(MixturePosterior posterior) {
    int components = posterior.components();
    type = posterior.covarianceType();
    weights = posterior.weights().expectedWeights();
    logWeights = new double[components];
    locations = posterior.means();
    degreesOfFreedom = new double[components];
    roots = new double[components][][];
    peaks = new double[components];
    int d = posterior.dimension();
    for (int k = 0; k < components; k++) {
      double nu = posterior.degreesOfFreedom(k);
      double beta = posterior.meanPrecision(k);
      double freedom = switch (type) {
        case FULL, TIED -> nu + 1 - d;
        case DIAGONAL -> nu;
        case SPHERICAL -> d * nu;
      };
      double widening = (1 + beta) / beta * (type.isAxisAligned() ? 1 : nu / freedom);
      degreesOfFreedom[k] = freedom;
      logWeights[k] = StrictMath.log(weights[k]);
      roots[k] = roots(posterior, k, Math.sqrt(widening));
      double logDeterminant = 0;
      for (int j = 0; j < d; j++) {
        logDeterminant += StrictMath.log(roots[k][Math.min(j, roots[k].length - 1)][j]);
      }
      int parts = type == CovarianceType.DIAGONAL ? d : 1;
      peaks[k] = parts * logPeak(freedom, d / parts) - logDeterminant;
    }
  }

  static PredictiveMixture of(MixturePosterior posterior) {
    return new PredictiveMixture(posterior);
  }

  private static double[][] roots(MixturePosterior posterior, int k, double factor) {
    double[][] roots;
    if (posterior.covarianceType().isAxisAligned()) {
      double[] deviations = posterior.covariances().variances(k);
      for (int j = 0; j < deviations.length; j++) {
        deviations[j] = Math.sqrt(deviations[j]);
      }
      roots = new double[][] {deviations};
    } else {
      roots = CholeskyRoot.of(posterior.covariances(), k);
    }
    for (double[] row : roots) {
      for (int j = 0; j < row.length; j++) {
        row[j] *= factor;
      }
    }
    return roots;
  }

  /** Returns the log-density at its location of a t distribution of unit scale. */
  private static double logPeak(double freedom, int dimension) {
    return SpecialFunctions.logGamma((freedom + dimension) / 2)
        - SpecialFunctions.logGamma(freedom / 2)
        - 0.5 * dimension * StrictMath.log(freedom * Math.PI);
  }

  /** Returns the number of components. */
  public int components() {
    return weights.length;
  }

  /** Returns the number of features {@code d}. */
  public int dimension() {
    return locations[0].length;
  }

  /** Returns the expected weights. */
  public double[] weights() {
    return weights.clone();
  }

  /** Returns the degrees of freedom of each component's t distribution. */
  public double[] degreesOfFreedom() {
    return degreesOfFreedom.clone();
  }

  /** Returns the log-density of one sample. */
  public double logDensity(double[] sample) {
    return logSum(joint(sample));
  }

  /** Returns the components' probabilities given one sample. */
  public double[] responsibilities(double[] sample) {
    return RandomVariates.normalized(joint(sample));
  }

  /**
   * Returns the log-density of each sample.
   *
   * @throws dev.gmm4j.exception.InvalidSamplesException if a number is not finite
   */
  public double[] logDensities(Samples samples) {
    checkDimension(notNull("samples", samples).dimension());
    double[] densities = new double[Math.toIntExact(samples.count())];
    SampleRows.forEach(samples, (i, row) -> densities[i] = logDensity(row));
    return densities;
  }

  /**
   * Returns the components' probabilities given each sample, shape {@code n*K}.
   *
   * @throws dev.gmm4j.exception.InvalidSamplesException if a number is not finite
   */
  public double[][] responsibilities(Samples samples) {
    checkDimension(notNull("samples", samples).dimension());
    double[][] responsibilities = new double[Math.toIntExact(samples.count())][];
    SampleRows.forEach(samples, (i, row) -> responsibilities[i] = responsibilities(row));
    return responsibilities;
  }

  /** Returns the total log-density {@code Σ w log p(x)} of samples. */
  public double logLikelihood(Samples samples) {
    double[] densities = logDensities(samples);
    double[] sampleWeights = samples.rowWeights();
    double sum = 0;
    for (int i = 0; i < densities.length; i++) {
      if (sampleWeights[i] > 0) {
        sum += sampleWeights[i] * densities[i];
      }
    }
    return sum;
  }

  private void checkDimension(int columns) {
    check(
        columns == dimension(),
        "samples must have %d columns, as the posterior has features, but had %d",
        dimension(),
        columns);
  }

  private double[] joint(double[] sample) {
    checkDimension(sample.length);
    double[] joint = new double[weights.length];
    for (int k = 0; k < joint.length; k++) {
      joint[k] = logWeights[k] + logDensity(k, sample);
    }
    return joint;
  }

  private double logDensity(int k, double[] sample) {
    int d = sample.length;
    double[] whitened = new double[d];
    double squares = 0;
    double separate = 0;
    double freedom = degreesOfFreedom[k];
    for (int i = 0; i < d; i++) {
      double sum = sample[i] - locations[k][i];
      double[] row = roots[k][Math.min(i, roots[k].length - 1)];
      for (int j = 0; j < i && !type.isAxisAligned(); j++) {
        sum -= row[j] * whitened[j];
      }
      whitened[i] = sum / row[i];
      squares += whitened[i] * whitened[i];
      separate += StrictMath.log1p(whitened[i] * whitened[i] / freedom);
    }
    return type == CovarianceType.DIAGONAL
        ? peaks[k] - 0.5 * (freedom + 1) * separate
        : peaks[k] - 0.5 * (freedom + d) * StrictMath.log1p(squares / freedom);
  }

  private static double logSum(double[] logs) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      largest = Math.max(largest, log);
    }
    if (largest == Double.NEGATIVE_INFINITY) {
      return largest;
    }
    double sum = 0;
    for (double log : logs) {
      sum += StrictMath.exp(log - largest);
    }
    return largest + StrictMath.log(sum);
  }
}

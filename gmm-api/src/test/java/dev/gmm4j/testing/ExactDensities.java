package dev.gmm4j.testing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A mixture's densities in decimal numbers of so many digits that neither range nor rounding matters: the oracle for
 * samples of any size. Covariances are eliminated by Gauss; nothing is shared with what is tested.
 */
public final class ExactDensities {
  /** Squares of doubles have up to 617 digits before the point, and what tells components apart may be of the order of 1. */
  private static final MathContext DIGITS = new MathContext(680, RoundingMode.HALF_EVEN);

  private static final BigDecimal HALF = new BigDecimal("0.5");

  private final NaiveMixture mixture;
  private final double[] logCoefficients;

  /** Creates the oracle for a mixture. */
  public ExactDensities(NaiveMixture mixture) {
    this.mixture = mixture;
    this.logCoefficients = new double[mixture.components()];
    for (int k = 0; k < logCoefficients.length; k++) {
      logCoefficients[k] = Math.log(mixture.weights()[k])
          - 0.5 * mixture.dimension() * Math.log(2 * Math.PI)
          - 0.5 * logDeterminant(mixture.covariances()[k]);
    }
  }

  /** Returns the log-density of each component, weighted; null for a component without weight. */
  private BigDecimal[] logDensities(double[] sample) {
    BigDecimal[] logDensities = new BigDecimal[logCoefficients.length];
    for (int k = 0; k < logDensities.length; k++) {
      if (mixture.weights()[k] > 0) {
        logDensities[k] = new BigDecimal(logCoefficients[k])
            .subtract(squaredDistance(k, sample).multiply(HALF), DIGITS);
      }
    }
    return logDensities;
  }

  /**
   * What a mixture says of a sample.
   *
   * @param label the component of the highest density
   * @param logDensity of the mixture, rounded; negative infinity where it is below all doubles
   * @param responsibilities the posterior probabilities
   */
  public record Evaluation(int label, double logDensity, double[] responsibilities) {}

  /** Evaluates a sample. */
  public Evaluation at(double[] sample) {
    BigDecimal[] logDensities = logDensities(sample);
    int label = label(logDensities);
    double[] responsibilities = new double[logDensities.length];
    double sum = 0;
    for (int k = 0; k < responsibilities.length; k++) {
      if (logDensities[k] != null) {
        responsibilities[k] =
            Math.exp(number(logDensities[k].subtract(logDensities[label], DIGITS)));
      }
      sum += responsibilities[k];
    }
    for (int k = 0; k < responsibilities.length; k++) {
      responsibilities[k] /= sum;
    }
    double logDensity = number(logDensities[label].add(new BigDecimal(Math.log(sum))));
    return new Evaluation(label, logDensity, responsibilities);
  }

  private static int label(BigDecimal[] logDensities) {
    int best = -1;
    for (int k = 0; k < logDensities.length; k++) {
      if (logDensities[k] != null
          && (best < 0 || logDensities[k].compareTo(logDensities[best]) > 0)) {
        best = k;
      }
    }
    return best;
  }

  /** Returns the squared Mahalanobis distance {@code (x - μ)ᵀ Σ⁻¹ (x - μ)}. */
  public BigDecimal squaredDistance(int k, double[] sample) {
    int d = sample.length;
    BigDecimal[][] rows = new BigDecimal[d][d + 1];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        rows[i][j] = new BigDecimal(mixture.covariances()[k][i][j]);
      }
      rows[i][d] = new BigDecimal(sample[i]).subtract(new BigDecimal(mixture.means()[k][i]));
    }
    // Σ = LDLᵀ: the distance is the sum of squares of L⁻¹(x - μ), divided by the pivots.
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < d; i++) {
      sum = sum.add(rows[i][d].multiply(rows[i][d], DIGITS).divide(rows[i][i], DIGITS), DIGITS);
      for (int below = i + 1; below < d; below++) {
        BigDecimal factor = rows[below][i].divide(rows[i][i], DIGITS);
        for (int j = i; j <= d; j++) {
          rows[below][j] = rows[below][j].subtract(factor.multiply(rows[i][j], DIGITS), DIGITS);
        }
      }
    }
    return sum;
  }

  private static double logDeterminant(double[][] covariance) {
    int d = covariance.length;
    double[][] factor = new double[d][d];
    double sum = 0;
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = covariance[i][j];
        for (int l = 0; l < j; l++) {
          rest -= factor[i][l] * factor[j][l];
        }
        factor[i][j] = i == j ? Math.sqrt(rest) : rest / factor[j][j];
      }
      sum += 2 * Math.log(factor[i][i]);
    }
    return sum;
  }

  private static double number(BigDecimal value) {
    return value.round(MathContext.DECIMAL128).doubleValue();
  }
}

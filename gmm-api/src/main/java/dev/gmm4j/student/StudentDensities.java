package dev.gmm4j.student;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.em.StudentParameters;
import dev.gmm4j.spi.PrecisionFactors;
import dev.gmm4j.spi.StudentKernelParameters;

/**
 * The densities of one sample after the other under each component, for samples of any size: distances that overflow are
 * taken the logarithm of before they do. Not thread-safe.
 */
final class StudentDensities {
  /** Beyond this nothing but the logarithm of a squared distance counts. */
  private static final double LARGE = 1e290;

  private final int components;
  private final int dimension;
  private final double[] means;
  private final PrecisionFactors factors;
  private final double[] nu;
  private final double[] coefficients;
  private final double[] difference;
  private final double[] whitened;
  private final double[] squares;
  private final double[] logDensities;
  private final double[] responsibilities;
  private double logDensity;
  private int likeliest;

  StudentDensities(StudentParameters parameters) {
    StudentKernelParameters evaluated = parameters.studentKernelParameters();
    components = parameters.components();
    dimension = parameters.dimension();
    means = parameters.means();
    factors = parameters.factors();
    nu = parameters.degreesOfFreedom();
    coefficients = new double[components];
    for (int k = 0; k < components; k++) {
      coefficients[k] = evaluated.logCoefficient(k);
    }
    difference = new double[dimension];
    whitened = new double[dimension];
    squares = new double[components];
    logDensities = new double[components];
    responsibilities = new double[components];
  }

  /** Creates those of a row of which nothing is observed: all that is known of it are the weights. */
  private StudentDensities(double[] weights, double[] nu) {
    this.components = weights.length;
    this.dimension = 0;
    this.means = new double[0];
    this.factors = PrecisionFactors.axisAligned(components, 0, means);
    this.nu = nu;
    this.coefficients = weights;
    this.difference = means;
    this.whitened = means;
    this.squares = new double[components];
    this.logDensities = new double[components];
    this.responsibilities = weights;
    this.likeliest = GaussianMixture.NO_LABEL;
  }

  /** Returns what is known of a row of which nothing is observed; it cannot be evaluated. */
  static StudentDensities unobserved(StudentParameters parameters) {
    return new StudentDensities(parameters.weights(), parameters.degreesOfFreedom());
  }

  /** Evaluates the components at the {@code d} numbers from an offset, all finite. */
  void evaluate(double[] values, int offset) {
    likeliest = 0;
    for (int k = 0; k < components; k++) {
      logDensities[k] = coefficients[k] - 0.5 * (nu[k] + dimension) * logarithm(k, values, offset);
      likeliest = logDensities[k] > logDensities[likeliest] ? k : likeliest;
    }
    double largest = logDensities[likeliest];
    double sum = 0;
    for (int k = 0; k < components; k++) {
      responsibilities[k] = StrictMath.exp(logDensities[k] - largest);
      sum += responsibilities[k];
    }
    for (int k = 0; k < components; k++) {
      responsibilities[k] /= sum;
    }
    logDensity = largest + StrictMath.log(sum);
  }

  /** Returns {@code ln(1 + δ/ν)}, and takes note of {@code δ}. */
  private double logarithm(int k, double[] values, int offset) {
    for (int j = 0; j < dimension; j++) {
      difference[j] = values[offset + j] - means[k * dimension + j];
    }
    factors.whiten(k, difference, whitened, 0);
    double sum = 0;
    for (double w : whitened) {
      sum += w * w;
    }
    squares[k] = sum;
    // Written so that NaN, from infinity minus infinity, is large, too.
    return sum < LARGE
        ? StrictMath.log1p(sum / nu[k])
        : logSquare(k, values, offset) - StrictMath.log(nu[k]);
  }

  /** Returns the logarithm of a squared distance that overflows or nearly does. */
  private double logSquare(int k, double[] values, int offset) {
    double largest = Double.MIN_NORMAL;
    for (int j = 0; j < dimension; j++) {
      difference[j] = values[offset + j] / 4 - means[k * dimension + j] / 4;
      largest = Math.max(largest, Math.abs(difference[j]));
    }
    for (int j = 0; j < dimension; j++) {
      difference[j] /= largest;
    }
    factors.whiten(k, difference, whitened, 0);
    double most = Double.MIN_NORMAL;
    for (double w : whitened) {
      most = Math.max(most, Math.abs(w));
    }
    double sum = 0;
    for (double w : whitened) {
      sum += (w / most) * (w / most);
    }
    squares[k] = Double.POSITIVE_INFINITY;
    double logarithm = 2 * (StrictMath.log(4) + StrictMath.log(largest) + StrictMath.log(most))
        + StrictMath.log(sum);
    if (logarithm < StrictMath.log(Double.MAX_VALUE)) {
      squares[k] = StrictMath.exp(logarithm);
    }
    return logarithm;
  }

  double logDensity() {
    return logDensity;
  }

  /** Tells whether some feature of the row is observed. */
  boolean isObserved() {
    return dimension > 0;
  }

  int likeliest() {
    return likeliest;
  }

  /** Returns the squared Mahalanobis distance from a component; infinity where it exceeds all doubles. */
  double squaredDistance(int k) {
    return squares[k];
  }

  /** Returns the log-density of a component without its weight. */
  double componentLogDensity(int k, double logWeight) {
    return logDensities[k] - logWeight;
  }

  double responsibility(int k) {
    return responsibilities[k];
  }

  /** Returns {@code u_k = (ν_k + d) / (ν_k + δ_k)}. */
  double scaleWeight(int k) {
    return (nu[k] + dimension) / (nu[k] + squares[k]);
  }

  /** Returns the expectation of the scale weight, {@code Σ_k r_k u_k}. */
  double expectedScaleWeight() {
    double sum = 0;
    for (int k = 0; k < components; k++) {
      sum += responsibilities[k] * scaleWeight(k);
    }
    return sum;
  }
}

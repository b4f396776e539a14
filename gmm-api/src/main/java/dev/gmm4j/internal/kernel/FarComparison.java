package dev.gmm4j.internal.kernel;

import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.PrecisionFactors;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Compares components at samples that are far from all of them, where squared distances overflow, or round away what
 * tells one component from another.
 *
 * <p>The difference of two squared distances is summed up as {@code Σ_i (a_i - b_i)(a_i + b_i)} of the whitened vectors
 * {@code a = W_k(x - μ_k)} and {@code b = W_l(x - μ_l)}, both factors made of the differences and sums of the parameters:
 * components of equal covariances are told apart by their means however far the sample lies. Numbers are scaled by a
 * power of two, so that nothing overflows. Where rounding leaves in doubt which is nearer, all is computed exactly.
 */
final class FarComparison {
  /** The binary exponent that the largest number is scaled down to: sums of products of its square stay finite. */
  private static final int MAX_EXPONENT = 450;

  /** Differences and sums of means and samples that are quartered cannot overflow. */
  private static final int QUARTER = -2;

  /** A responsibility of {@code exp} of less than minus this is 0 in double arithmetic. */
  static final double UNDERFLOW = 750;

  /** An error of a logarithm that responsibilities may have. */
  private static final double TOLERANCE = 1e-10;

  private final KernelParameters parameters;
  private final PrecisionFactors factors;
  private final double[] factorValues;
  private final int dimension;
  private final double[] distance;
  private final double[] separation;

  /** The Frobenius norms of the factors. */
  private final double[] norms;

  FarComparison(KernelParameters parameters) {
    this.parameters = parameters;
    this.factors = parameters.factors();
    this.factorValues = factors.values();
    this.dimension = parameters.dimension();
    this.distance = new double[dimension];
    this.separation = new double[dimension];
    this.norms = new double[parameters.components()];
    for (int k = 0; k < norms.length; k++) {
      double squares = 0;
      for (int i = 0; i < dimension; i++) {
        for (int j = firstColumn(i); j <= i; j++) {
          squares += factorValues[index(k, i, j)] * factorValues[index(k, i, j)];
        }
      }
      norms[k] = Math.sqrt(squares);
    }
  }

  /**
   * Returns a bound on the error of half a squared distance that was computed as {@code Σ_i a_i²}, without scaling, where
   * each {@code a_i} is a sum of d products: {@code |a||W||x - μ|} roundings each; infinity where it overflows.
   */
  double error(int k, double halfSquare, double[] sample, int offset) {
    double squares = 0;
    for (int j = 0; j < dimension; j++) {
      double difference = sample[offset + j] - parameters.means()[k * dimension + j];
      squares += difference * difference;
    }
    double error = (dimension + 4) * Math.ulp(1.0) * norms[k] * Math.sqrt(2 * halfSquare * squares);
    return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
  }

  /**
   * Returns half the squared distance of a sample from a component; infinity only where that is its size.
   *
   * @param sample has the sample's {@code d} numbers from {@code offset} on
   */
  double halfSquare(int k, double[] sample, int offset) {
    difference(sample, offset, k, distance);
    int power = Math.max(0, exponent(k, distance) - MAX_EXPONENT);
    double ofFactor = power(-power / 2);
    double ofSample = power(power / 2 - power);
    double sum = 0;
    for (int i = 0; i < dimension; i++) {
      double whitened = 0;
      for (int j = firstColumn(i); j <= i; j++) {
        whitened += factorValues[index(k, i, j)] * ofFactor * (distance[j] * ofSample);
      }
      sum += whitened * whitened;
    }
    return Math.scalb(sum, 2 * (power - QUARTER) - 1);
  }

  /** Returns {@code log (π_k p_k(x) / (π_l p_l(x)))} of two components that have a weight. */
  double logRatio(int k, int l, double[] sample, int offset) {
    difference(sample, offset, k, distance);
    difference(parameters.means(), l * dimension, k, separation);
    int largest =
        Math.max(Math.max(exponent(k, distance), exponent(l, distance)), exponent(l, separation));
    int power = Math.max(0, largest - MAX_EXPONENT);
    double ofFactor = power(-power / 2);
    double ofSample = power(power / 2 - power);
    double difference = 0;
    double absolute = 0;
    for (int i = 0; i < dimension; i++) {
      double minus = 0;
      double plus = 0;
      double absoluteMinus = 0;
      double absolutePlus = 0;
      for (int j = firstColumn(i); j <= i; j++) {
        double wk = factorValues[index(k, i, j)] * ofFactor;
        double wl = factorValues[index(l, i, j)] * ofFactor;
        double y = distance[j] * ofSample;
        double z = wl * (separation[j] * ofSample);
        minus += (wk - wl) * y + z;
        plus += (wk + wl) * y - z;
        absoluteMinus += Math.abs((wk - wl) * y) + Math.abs(z);
        absolutePlus += Math.abs((wk + wl) * y) + Math.abs(z);
      }
      difference += minus * plus;
      absolute += absoluteMinus * absolutePlus;
    }
    // A sum of d terms, each a product of two sums of up to 2d terms of a few roundings.
    double error = (4.0 * dimension + 16) * Math.ulp(1.0) * absolute;
    int unscaled = 2 * (power - QUARTER) - 1;
    double coefficients = parameters.logCoefficient(k) - parameters.logCoefficient(l);
    double half = Math.scalb(difference, unscaled);
    boolean isClear =
        Math.abs(difference) > 2 * error && Math.abs(half) / 2 - Math.abs(coefficients) > UNDERFLOW;
    return coefficients
        - (isClear || Math.scalb(error, unscaled) <= TOLERANCE
            ? half
            : exactHalfDifference(k, l, sample, offset));
  }

  /** Returns half the difference of two squared distances, rounded once. */
  private double exactHalfDifference(int k, int l, double[] sample, int offset) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < dimension; i++) {
      BigDecimal a = exactWhitened(k, i, sample, offset);
      BigDecimal b = exactWhitened(l, i, sample, offset);
      sum = sum.add(a.subtract(b).multiply(a.add(b)));
    }
    // The digits beyond, of which there can be thousands, do not count, and text of them all is
    // slow to read.
    return sum.round(MathContext.DECIMAL128).multiply(BigDecimal.valueOf(0.5)).doubleValue();
  }

  private BigDecimal exactWhitened(int k, int i, double[] sample, int offset) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int j = firstColumn(i); j <= i; j++) {
      BigDecimal difference = new BigDecimal(sample[offset + j])
          .subtract(new BigDecimal(parameters.means()[k * dimension + j]));
      sum = sum.add(new BigDecimal(factorValues[index(k, i, j)]).multiply(difference));
    }
    return sum;
  }

  /** Writes a quarter of the difference of a point from a component's mean. */
  private void difference(double[] point, int offset, int k, double[] destination) {
    for (int j = 0; j < dimension; j++) {
      destination[j] = Math.scalb(point[offset + j], QUARTER)
          - Math.scalb(parameters.means()[k * dimension + j], QUARTER);
    }
  }

  /** Returns the largest binary exponent of the products that a whitened vector is summed up from, or one more. */
  private int exponent(int k, double[] vector) {
    int largest = Integer.MIN_VALUE;
    for (int i = 0; i < dimension; i++) {
      for (int j = firstColumn(i); j <= i; j++) {
        int ofProduct =
            Math.getExponent(factorValues[index(k, i, j)]) + Math.getExponent(vector[j]);
        largest = Math.max(largest, ofProduct);
      }
    }
    return largest + 1;
  }

  private static double power(int exponent) {
    return Math.scalb(1.0, exponent);
  }

  private int firstColumn(int row) {
    return factors.shape() == PrecisionFactors.Shape.AXIS_ALIGNED ? row : 0;
  }

  private int index(int k, int row, int column) {
    return switch (factors.shape()) {
      case TRIANGULAR -> (k * dimension + row) * dimension + column;
      case SHARED_TRIANGULAR -> row * dimension + column;
      case AXIS_ALIGNED -> k * dimension + row;
    };
  }
}

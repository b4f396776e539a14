package dev.gmm4j.internal.util;

/** Random numbers of the distributions that posteriors are made of. Not thread-safe. */
public final class RandomVariates {
  private final Randomness random;

  /** Creates numbers from a source. */
  public RandomVariates(Randomness random) {
    this.random = random;
  }

  /** Returns a standard normal number. */
  public double gaussian() {
    return random.nextGaussian();
  }

  /**
   * Returns the logarithm of a number of the gamma distribution of scale 1 (Marsaglia and Tsang 2000); of a logarithm, so
   * that small shapes do not underflow.
   *
   * @param shape positive
   */
  public double logGamma(double shape) {
    if (shape < 1) {
      double uniform = 1 - random.nextDouble();
      return logGamma(shape + 1) + StrictMath.log(uniform) / shape;
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = 1 + c * x;
      if (v > 0) {
        double logCube = 3 * StrictMath.log(v);
        double uniform = 1 - random.nextDouble();
        if (StrictMath.log(uniform) < 0.5 * x * x + d - d * v * v * v + d * logCube) {
          return StrictMath.log(d) + logCube;
        }
      }
    }
  }

  /** Returns a number of the chi-squared distribution. */
  public double chiSquared(double degreesOfFreedom) {
    return 2 * StrictMath.exp(logGamma(degreesOfFreedom / 2));
  }

  /** Returns {@code log(exp x + exp y)}. */
  public static double logSum(double x, double y) {
    double larger = Math.max(x, y);
    return larger + StrictMath.log1p(StrictMath.exp(Math.min(x, y) - larger));
  }

  /** Returns numbers in proportion to the exponentials of others, that sum to 1. */
  public static double[] normalized(double[] logs) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      largest = Math.max(largest, log);
    }
    double[] weights = new double[logs.length];
    double sum = 0;
    for (int k = 0; k < logs.length; k++) {
      weights[k] = StrictMath.exp(logs[k] - largest);
      sum += weights[k];
    }
    for (int k = 0; k < logs.length; k++) {
      weights[k] /= sum;
    }
    return weights;
  }
}

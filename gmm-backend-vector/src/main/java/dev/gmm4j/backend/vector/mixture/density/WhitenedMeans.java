package dev.gmm4j.backend.vector.mixture.density;

import dev.gmm4j.spi.KernelParameters;

/** The means of a mixture, shifted and whitened as the samples are. */
public final class WhitenedMeans {
  private WhitenedMeans() {}

  /** Returns {@code W_k(μ_k - shift)} of all components: {@code K*d} numbers, row-major. */
  public static double[] of(KernelParameters parameters, double[] shift) {
    int d = parameters.dimension();
    double[] whitened = new double[parameters.components() * d];
    double[] offset = new double[d];
    for (int k = 0; k < parameters.components(); k++) {
      for (int j = 0; j < d; j++) {
        offset[j] = parameters.means()[k * d + j] - shift[j];
      }
      parameters.factors().whiten(k, offset, whitened, k * d);
    }
    return whitened;
  }

  /** Returns the largest squared length of the components' means. */
  public static double largestSquare(double[] whitened, int components) {
    int d = whitened.length / components;
    double largest = 0;
    for (int k = 0; k < components; k++) {
      double sum = 0;
      for (int j = k * d; j < (k + 1) * d; j++) {
        sum += whitened[j] * whitened[j];
      }
      largest = Math.max(largest, sum);
    }
    return largest;
  }
}

package dev.gmm4j.factor;

/** Covariances of the samples in all components together. */
final class Pooling {
  private Pooling() {}

  /** Returns the mean of matrices or vectors, weighted by counts that are not all 0. */
  static double[] mean(double[] counts, double[][] values) {
    double total = 0;
    double[] mean = new double[values[0].length];
    for (int k = 0; k < counts.length; k++) {
      total += counts[k];
      for (int i = 0; i < mean.length; i++) {
        mean[i] += counts[k] * values[k][i];
      }
    }
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= total;
    }
    return mean;
  }
}

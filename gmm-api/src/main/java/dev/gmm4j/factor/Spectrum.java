package dev.gmm4j.factor;

import dev.gmm4j.spi.LinearAlgebraBackend;

/**
 * Eigenvalues and eigenvectors of a covariance of samples.
 *
 * @param values {@code d} numbers {@code >= 0} in descending order
 * @param vectors {@code d*d} numbers, row-major, a unit vector in each column
 */
record Spectrum(double[] values, double[] vectors) {

  /** Returns the spectrum of a matrix of {@code d*d} numbers. */
  static Spectrum of(double[] covariance, LinearAlgebraBackend backend) {
    int d = (int) Math.round(Math.sqrt(covariance.length));
    double[] ascending = new double[d];
    double[] columns = new double[d * d];
    backend.symmetricEigen(d, covariance, ascending, columns);
    double[] values = new double[d];
    double[] vectors = new double[d * d];
    for (int j = 0; j < d; j++) {
      values[j] = Math.max(0, ascending[d - 1 - j]);
      for (int i = 0; i < d; i++) {
        vectors[i * d + j] = columns[i * d + d - 1 - j];
      }
    }
    return new Spectrum(values, vectors);
  }

  int dimension() {
    return values.length;
  }

  /** Returns the mean of the eigenvalues from an index on, which is below {@code d}. */
  double meanFrom(int first) {
    double sum = 0;
    for (int j = first; j < values.length; j++) {
      sum += values[j];
    }
    return sum / (values.length - first);
  }

  /**
   * Returns loadings that give the first axes variances, and the others that of the noise.
   *
   * @param variances of as many axes as there are numbers; below the noise they count as it
   * @param factors number of columns; those beyond the variances are 0
   */
  double[] loadings(double[] variances, double noise, int factors) {
    int d = dimension();
    double[] loadings = new double[d * factors];
    for (int f = 0; f < variances.length; f++) {
      double length = Math.sqrt(Math.max(0, variances[f] - noise));
      for (int i = 0; i < d; i++) {
        loadings[i * factors + f] = vectors[i * d + f] * length;
      }
    }
    return loadings;
  }

  /**
   * Returns the number of axes by the scree test of Cattell (1966): up to the last fall of the eigenvalues that is at least a
   * share of the largest fall, at least 1.
   *
   * @param share above 0 and at most 1
   * @param most the largest number to return, at least 1
   */
  int axes(double share, int most) {
    double largest = 0;
    for (int j = 0; j + 1 < values.length; j++) {
      largest = Math.max(largest, values[j] - values[j + 1]);
    }
    int axes = 1;
    for (int j = 0; j + 1 < values.length && j < most; j++) {
      if (values[j] - values[j + 1] >= share * largest && largest > 0) {
        axes = j + 1;
      }
    }
    return axes;
  }
}

package dev.gmm4j.factor;

import java.util.Arrays;

/**
 * Covariances {@code Λ_kΛ_kᵀ + Ψ_k}. Arrays are not modified after construction; components that have the same loadings or noise
 * variances may share them.
 *
 * @param loadings {@code Λ_k} of each component, {@code d*q} numbers, row-major
 * @param noise the diagonal of {@code Ψ_k} of each component, {@code d} numbers
 */
record LowRank(double[][] loadings, double[][] noise) {

  int components() {
    return noise.length;
  }

  int dimension() {
    return noise[0].length;
  }

  int factors() {
    return loadings[0].length / dimension();
  }

  /** Returns the covariances of so many components, all of them that of the first. */
  LowRank repeated(int components) {
    double[][] allLoadings = new double[components][];
    double[][] allNoise = new double[components][];
    Arrays.fill(allLoadings, loadings[0]);
    Arrays.fill(allNoise, noise[0]);
    return new LowRank(allLoadings, allNoise);
  }

  /** Returns the variances of the features, {@code K*d} numbers. */
  double[] variances() {
    int d = dimension();
    int q = factors();
    double[] variances = new double[components() * d];
    for (int i = 0; i < variances.length; i++) {
      variances[i] = noise[i / d][i % d];
      for (int f = 0; f < q; f++) {
        double loading = loadings[i / d][i % d * q + f];
        variances[i] += loading * loading;
      }
    }
    return variances;
  }

  /** Returns the matrices, {@code K*d*d} numbers. */
  double[] matrices() {
    int d = dimension();
    int q = factors();
    double[] matrices = new double[components() * d * d];
    for (int k = 0; k < components(); k++) {
      double[] own = loadings[k];
      for (int i = 0; i < d; i++) {
        for (int j = 0; j <= i; j++) {
          double sum = i == j ? noise[k][i] : 0;
          for (int f = 0; f < q; f++) {
            sum += own[i * q + f] * own[j * q + f];
          }
          matrices[(k * d + i) * d + j] = sum;
          matrices[(k * d + j) * d + i] = sum;
        }
      }
    }
    return matrices;
  }
}

package dev.gmm4j.factor;

import dev.gmm4j.spi.Transpose;

/**
 * The noise variances of one component, each maximized in closed form for given loadings and other variances (Zhao, Yu and
 * Jiang 2008): with {@code b} the {@code i}th column of {@code Σ⁻¹} and {@code c = bᵀSb}, the maximum over {@code ψ_i} is at
 * {@code ψ_i + (c/b_i - 1)/b_i}.
 */
final class NoiseSweep {
  private NoiseSweep() {}

  /**
   * Returns the variances after one round.
   *
   * @param floors the least that each may be, where the maximum under that bound is then
   */
  static double[] of(
      double[] loadings,
      double[] noise,
      double[] covariance,
      double[] floors,
      FactorAlgebra algebra) {
    int d = noise.length;
    double[] precision = algebra.precision(loadings, noise);
    double[] half = new double[d * d];
    double[] product = new double[d * d];
    // Σ⁻¹SΣ⁻¹, kept up to date as Σ⁻¹ is.
    algebra.backend().multiply(Transpose.NO, Transpose.NO, d, d, d, covariance, precision, half);
    algebra.backend().multiply(Transpose.NO, Transpose.NO, d, d, d, precision, half, product);
    double[] variances = noise.clone();
    double[] column = new double[d];
    double[] image = new double[d];
    for (int i = 0; i < d; i++) {
      double own = precision[i * d + i];
      double quadratic = product[i * d + i];
      double change = Math.max(floors[i] - variances[i], (quadratic / own - 1) / own);
      if (change == 0) {
        continue;
      }
      variances[i] += change;
      double share = change / (1 + change * own);
      for (int j = 0; j < d; j++) {
        column[j] = precision[j * d + i];
        image[j] = product[j * d + i];
      }
      for (int j = 0; j < d; j++) {
        for (int l = 0; l < d; l++) {
          precision[j * d + l] -= share * column[j] * column[l];
          product[j * d + l] += share * share * quadratic * column[j] * column[l]
              - share * (column[j] * image[l] + image[j] * column[l]);
        }
      }
    }
    return variances;
  }
}

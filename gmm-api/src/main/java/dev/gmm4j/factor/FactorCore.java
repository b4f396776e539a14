package dev.gmm4j.factor;

import dev.gmm4j.exception.GmmException;

/**
 * {@code M = I + ΛᵀΨ⁻¹Λ} of the features that are observed, and what of it does not depend on their values: with the expected
 * factors {@code z = M⁻¹ΛᵀΨ⁻¹y}, the squared distance of {@code y} is {@code (y - Λz)ᵀΨ⁻¹(y - Λz) + zᵀz}, the least of all
 * {@code z} (Woodbury's identity as a sum of squares, which loses no digits).
 *
 * @param root the lower Cholesky factor of {@code M}, {@code q*q} numbers
 * @param logDeterminant {@code ln|Λ_oΛ_oᵀ + Ψ_o|} of the observed features
 */
record FactorCore(double[] root, double logDeterminant) {

  /**
   * Returns that of some features.
   *
   * @param loadings {@code d*q} numbers
   * @param noise {@code d} numbers
   * @param observed indices of features, in ascending order
   */
  static FactorCore of(double[] loadings, double[] noise, int q, int[] observed) {
    double[] matrix = new double[q * q];
    double logDeterminant = 0;
    for (int i : observed) {
      logDeterminant += StrictMath.log(noise[i]);
      for (int f = 0; f < q; f++) {
        double weighted = loadings[i * q + f] / noise[i];
        for (int g = 0; g <= f; g++) {
          matrix[f * q + g] += weighted * loadings[i * q + g];
        }
      }
    }
    for (int f = 0; f < q; f++) {
      matrix[f * q + f] += 1;
    }
    factorize(matrix, q);
    for (int f = 0; f < q; f++) {
      logDeterminant += 2 * StrictMath.log(matrix[f * q + f]);
    }
    return new FactorCore(matrix, logDeterminant);
  }

  /** Replaces the lower triangle of a matrix by its Cholesky factor. */
  private static void factorize(double[] matrix, int q) {
    for (int f = 0; f < q; f++) {
      for (int g = 0; g <= f; g++) {
        double sum = matrix[f * q + g];
        for (int h = 0; h < g; h++) {
          sum -= matrix[f * q + h] * matrix[g * q + h];
        }
        if (g < f) {
          matrix[f * q + g] = sum / matrix[g * q + g];
        } else if (sum > 0) {
          matrix[f * q + f] = Math.sqrt(sum);
        } else {
          throw new GmmException("the covariance of factors must be positive definite, but pivot "
              + f + " was " + sum + "; the loadings' magnitude may be too large");
        }
      }
    }
  }

  /** Replaces {@code q} numbers from an offset by {@code M⁻¹} times them. */
  void solve(double[] numbers, int at) {
    int q = factors();
    for (int f = 0; f < q; f++) {
      double sum = numbers[at + f];
      for (int g = 0; g < f; g++) {
        sum -= root[f * q + g] * numbers[at + g];
      }
      numbers[at + f] = sum / root[f * q + f];
    }
    for (int f = q - 1; f >= 0; f--) {
      double sum = numbers[at + f];
      for (int g = f + 1; g < q; g++) {
        sum -= root[g * q + f] * numbers[at + g];
      }
      numbers[at + f] = sum / root[f * q + f];
    }
  }

  /** Returns {@code M⁻¹}, the covariance of the factors given what is observed: {@code q*q} numbers. */
  double[] inverse() {
    int q = factors();
    double[] inverse = new double[q * q];
    for (int f = 0; f < q; f++) {
      inverse[f * q + f] = 1;
      solve(inverse, f * q);
    }
    return inverse;
  }

  int factors() {
    return (int) Math.round(Math.sqrt(root.length));
  }
}

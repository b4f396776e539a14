package dev.gmm4j.bayesian;

import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.exception.NotPositiveDefiniteException;

/** The Cholesky factor of one small matrix, where no backend is at hand. */
final class CholeskyRoot {
  private CholeskyRoot() {}

  /**
   * Returns the lower triangle {@code L} with {@code L Lᵀ} the covariance of a component.
   *
   * @throws NotPositiveDefiniteException if there is none
   */
  static double[][] of(Covariances covariances, int component) {
    int d = covariances.dimension();
    double[][] lower = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = covariances.get(component, i, j);
        for (int l = 0; l < j; l++) {
          sum -= lower[i][l] * lower[j][l];
        }
        if (i != j) {
          lower[i][j] = sum / lower[j][j];
        } else if (sum > 0) {
          lower[i][i] = Math.sqrt(sum);
        } else {
          throw new NotPositiveDefiniteException(component, i);
        }
      }
    }
    return lower;
  }
}

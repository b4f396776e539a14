package dev.gmm4j.internal.estimator;

import dev.gmm4j.spi.LinearAlgebraBackend;

/**
 * {@code Σ_k = λ D A_k Dᵀ} with {@code A_k} the diagonal of {@code DᵀW_kD} scaled to determinant 1 and the axes
 * {@code D} of the smallest {@code λ = Σ_k |diag DᵀW_kD|^{1/d} / n} (Celeux and Govaert 1995, model EVE).
 */
final class EveEstimator extends CommonAxesEstimator {
  EveEstimator(LinearAlgebraBackend backend) {
    super(OrientationCriterion.SUM_OF_VOLUMES, backend);
  }

  @Override
  void maximize(double[] scatters, double[] counts, boolean[] regular) {
    int d = scatters.length / counts.length;
    double[] logVolumes = new double[counts.length];
    for (int k = 0; k < logVolumes.length; k++) {
      logVolumes[k] =
          regular[k] ? Volumes.logOfDiagonal(scatters, k * d, d) : Double.NEGATIVE_INFINITY;
    }
    Volumes.equalize(scatters, counts, logVolumes);
  }
}

package dev.gmm4j.internal.estimator;

import dev.gmm4j.spi.LinearAlgebraBackend;

/**
 * {@code Σ_k = D diag(DᵀW_kD) Dᵀ / n_k} with the axes {@code D} that minimize {@code Σ_k n_k ln |diag DᵀW_kD|} (Celeux
 * and Govaert 1995, model VVE; the common principal components of Flury 1984).
 */
final class VveEstimator extends CommonAxesEstimator {
  VveEstimator(LinearAlgebraBackend backend) {
    super(OrientationCriterion.SUM_OF_LOG_VOLUMES, backend);
  }

  @Override
  void maximize(double[] scatters, double[] counts, boolean[] regular) {
    int d = scatters.length / counts.length;
    for (int i = 0; i < scatters.length; i++) {
      scatters[i] = regular[i / d] ? scatters[i] / counts[i / d] : 0;
    }
  }
}

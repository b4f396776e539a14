package dev.gmm4j.internal.estimator;

import org.jspecify.annotations.Nullable;

/** The volumes {@code λ_k = |Σ_k|^{1/d}} of components. */
final class Volumes {
  private Volumes() {}

  /** Returns the volumes that a search begins with: the previous ones, or those of spheres. */
  static double[] first(Scatters scatters, @Nullable PreviousCovariances previous) {
    int d = scatters.dimension();
    double[] volumes = new double[scatters.components()];
    for (int k = 0; k < volumes.length; k++) {
      double count = scatters.counts()[k];
      if (count > 0) {
        volumes[k] = previous == null
            ? scatters.trace(k) / (d * count)
            : Math.exp(-2 * previous.factors().logDeterminant(k) / d);
      }
    }
    return volumes;
  }

  /**
   * Scales matrices, or diagonals, to the one volume of the highest expected log-likelihood: {@code λ S_k / |S_k|^{1/d}}
   * with {@code λ = Σ_k |S_k|^{1/d} / n}.
   *
   * <p>A matrix without volume has no scale: it becomes {@code S_k / n_k}, which shows that the component degenerated.
   *
   * @param scatters {@code K} stretches of numbers, scaled in place
   * @param logVolumes {@code ln |S_k|^{1/d}}
   */
  static void equalize(double[] scatters, double[] counts, double[] logVolumes) {
    double volume = 0;
    double total = 0;
    for (int k = 0; k < counts.length; k++) {
      if (hasVolume(counts[k], logVolumes[k])) {
        volume += Math.exp(logVolumes[k]);
        total += counts[k];
      }
    }
    int size = scatters.length / counts.length;
    for (int k = 0; k < counts.length; k++) {
      double scale = counts[k] > 0 ? 1 / counts[k] : 0;
      if (hasVolume(counts[k], logVolumes[k])) {
        scale = volume / total * Math.exp(-logVolumes[k]);
      }
      for (int i = k * size; i < (k + 1) * size; i++) {
        scatters[i] *= scale;
      }
    }
  }

  private static boolean hasVolume(double count, double logVolume) {
    return count > 0 && logVolume > Double.NEGATIVE_INFINITY;
  }

  /** Returns the mean logarithm of {@code d} numbers from an index on: {@code ln |A|^{1/d}} of a diagonal matrix. */
  static double logOfDiagonal(double[] values, int from, int d) {
    double sum = 0;
    for (int j = 0; j < d; j++) {
      sum += Math.log(values[from + j]);
    }
    return sum / d;
  }
}

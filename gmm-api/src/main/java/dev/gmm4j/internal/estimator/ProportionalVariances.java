package dev.gmm4j.internal.estimator;

/**
 * Variances {@code λ_k a_j} that minimize {@code Σ_kj n_k ln(λ_k a_j) + s_kj / (λ_k a_j)}, by turns: the factors of the
 * features given those of the components, then the other way round.
 *
 * <p>In logarithms the function is convex, so there is one minimum; each turn is exact, so none ascends. The turns are
 * those that scale a matrix to given row and column sums (Sinkhorn 1967), and converge as fast.
 */
final class ProportionalVariances {
  private static final int MAX_TURNS = 1000;

  /** Relative change of a volume at which the turns end: its square is what the likelihood still changes by. */
  private static final double TOLERANCE = 1e-11;

  /**
   * Change of the ratios between features that ends the turns too: where many components have no spread along a feature
   * there is no minimum, and the covariances become singular.
   */
  private static final double MAX_SPREAD = 1e12;

  private ProportionalVariances() {}

  /**
   * Returns the variances, {@code K*d} numbers; a feature that is 0 in all components keeps variance 0 and has no say.
   *
   * @param counts {@code n_k}
   * @param scatters {@code s_kj}: {@code K*d} numbers
   * @param volumes {@code λ_k} to begin with, overwritten
   */
  static double[] of(double[] counts, double[] scatters, int d, double[] volumes) {
    double[] features = new double[d];
    int effective = features(counts, scatters, volumes, features);
    double[] first = features.clone();
    double change = Double.POSITIVE_INFINITY;
    for (int turn = 0;
        turn < MAX_TURNS && change > TOLERANCE && spread(first, features) < MAX_SPREAD;
        turn++) {
      change = 0;
      for (int k = 0; k < counts.length; k++) {
        double sum = 0;
        for (int j = 0; j < d; j++) {
          sum += features[j] > 0 ? scatters[k * d + j] / features[j] : 0;
        }
        double volume = sum > 0 ? sum / (counts[k] * effective) : 0;
        if (volume != volumes[k]) {
          change = Math.max(change, Math.abs(volume - volumes[k]) / Math.max(volume, volumes[k]));
        }
        volumes[k] = volume;
      }
      effective = features(counts, scatters, volumes, features);
    }
    double[] variances = new double[scatters.length];
    for (int i = 0; i < variances.length; i++) {
      variances[i] = volumes[i / d] * features[i % d];
    }
    return variances;
  }

  /** Returns by how much the ratios between features have changed at most. */
  private static double spread(double[] first, double[] features) {
    double most = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < first.length; j++) {
      if (features[j] > 0) {
        double factor = features[j] / first[j];
        most = Math.max(most, factor);
        least = Math.min(least, factor);
      }
    }
    return most > 0 ? most / least : 1;
  }

  /** Computes {@code a_j = Σ_k s_kj / λ_k / n} and returns how many are not 0. */
  private static int features(
      double[] counts, double[] scatters, double[] volumes, double[] features) {
    int d = features.length;
    int effective = 0;
    for (int j = 0; j < d; j++) {
      double sum = 0;
      double total = 0;
      for (int k = 0; k < counts.length; k++) {
        if (volumes[k] > 0) {
          sum += scatters[k * d + j] / volumes[k];
          total += counts[k];
        }
      }
      features[j] = total > 0 ? sum / total : 0;
      effective += features[j] > 0 ? 1 : 0;
    }
    return effective;
  }
}

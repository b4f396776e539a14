package dev.gmm4j.plot;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The density levels whose contours bound the highest density regions of given shares of a mixture's mass (Hyndman 1996):
 * quantiles of the density at points of the mixture itself.
 */
final class HighestDensityLevels {
  private static final int POINTS = 20_000;
  private static final double GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

  private HighestDensityLevels() {}

  /**
   * Returns a level for each share.
   *
   * @param shares in (0, 1)
   */
  static double[] of(MarginalMixture mixture, double... shares) {
    int components = mixture.components();
    int each = Math.max(200, POINTS / components);
    double[] densities = new double[components * each];
    double[] masses = new double[densities.length];
    for (int k = 0; k < components; k++) {
      double[][] covariance = mixture.covariance(k);
      double l00 = Math.sqrt(covariance[0][0]);
      double l10 = covariance[1][0] / l00;
      double l11 = Math.sqrt(Math.max(0, covariance[1][1] - l10 * l10));
      for (int i = 0; i < each; i++) {
        // As the seeds of a sunflower, which spread evenly, so far out as the component's numbers
        // are.
        double radius = mixture.radius(k, Math.sqrt(-2 * Math.log(1 - (i + 0.5) / each)));
        double u = radius * Math.cos(i * GOLDEN_ANGLE);
        double v = radius * Math.sin(i * GOLDEN_ANGLE);
        densities[k * each + i] =
            mixture.density(mixture.mean(k, 0) + l00 * u, mixture.mean(k, 1) + l10 * u + l11 * v);
        masses[k * each + i] = mixture.weight(k) / each;
      }
    }
    return quantiles(densities, masses, shares);
  }

  private static double[] quantiles(double[] densities, double[] masses, double[] shares) {
    Integer[] order = new Integer[densities.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> -densities[i]));
    double total = Arrays.stream(masses).sum();
    double[] levels = new double[shares.length];
    for (int s = 0; s < shares.length; s++) {
      double mass = 0;
      int i = 0;
      while (i < order.length - 1 && mass + masses[order[i]] < shares[s] * total) {
        mass += masses[order[i]];
        i++;
      }
      levels[s] = densities[order[i]];
    }
    return levels;
  }
}

package dev.gmm4j.cli.input;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.distribution.DensityLevels;
import dev.gmm4j.noise.UniformNoise;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds rows that a model is unlikely to have made, by what is observed of them: densities of different features cannot be
 * compared, so each choice of observed features has a threshold of its own.
 */
public final class ObservedOutliers {
  /** So many of the draws are to lie beyond the threshold, so that the rate is met to a tenth of itself or better. */
  private static final int OUTLIERS_DRAWN = 100;

  private static final int MIN_DRAWS = 100_000;
  private static final long SEED = 0;

  private final GaussianMixture model;
  private final double rate;

  /** The log-densities below which rows are outliers, by what is observed of them. */
  private final Map<BitSet, Double> thresholds = new HashMap<>();

  /**
   * Creates what finds outliers.
   *
   * @param rate the share of the model's own rows that are taken for some
   */
  public ObservedOutliers(GaussianMixture model, double rate) {
    this.model = model;
    this.rate = rate;
  }

  /** Tells of each of some rows of given log-densities whether it is an outlier; one without any value is none. */
  public boolean[] among(Samples samples, double[] logDensities) {
    RowBlock block = samples.block(0, logDensities.length);
    boolean[] outliers = new boolean[logDensities.length];
    for (int i = 0; i < outliers.length; i++) {
      BitSet observed = new BitSet(block.dimension());
      for (int j = 0; j < block.dimension(); j++) {
        observed.set(j, !Double.isNaN(block.values()[block.rowOffset(i) + j]));
      }
      outliers[i] = !observed.isEmpty()
          && logDensities[i] < thresholds.computeIfAbsent(observed, this::threshold);
    }
    return outliers;
  }

  private double threshold(BitSet observed) {
    int draws = (int) Math.max(MIN_DRAWS, OUTLIERS_DRAWN / rate);
    return DensityLevels.sampled(marginal(observed.stream().toArray()), draws, SEED)
        .outliers(rate)
        .threshold();
  }

  /** Returns the distribution of some features, with noise if the model has any. */
  private GaussianMixture marginal(int... features) {
    if (features.length == model.dimension()) {
      return model;
    }
    UniformNoise noise = model.noise();
    double[][] means = Arrays.stream(model.means())
        .map(mean -> Arrays.stream(features).mapToDouble(j -> mean[j]).toArray())
        .toArray(double[][]::new);
    return GaussianMixture.of(
            model.weights(),
            means,
            model.covariances().marginal(features),
            noise == null ? null : noise.marginal(features),
            model.backend())
        .using(model.backend(), model.threads());
  }
}

package dev.gmm4j.distribution;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.noise.UniformNoise;
import java.util.Arrays;

/**
 * The heights of the density where a mixture's own samples fall: the key to regions of a given probability, and to how
 * unusual a sample is, in any number of dimensions (Hyndman 1996). Immutable and safe to use from several threads.
 *
 * <p>It is found by sampling. A probability {@code q} that comes out of {@code N} draws has a standard error of
 * {@code √(q(1 - q)/N)}: with 100,000 draws, 2 % are 2 % ± 0.05 %. For one feature
 * {@link UnivariateMixture#highestDensityRegion} is exact.
 */
public final class DensityLevels {
  private final GaussianMixture model;

  /** The log-densities of the draws, ascending. */
  private final double[] sorted;

  private DensityLevels(GaussianMixture model, double[] sorted) {
    this.model = model;
    this.sorted = sorted;
  }

  /**
   * Draws from a mixture.
   *
   * @param draws how many samples to draw, at least 2; 100,000 are enough for most uses
   * @throws IllegalArgumentException if {@code draws < 2}
   */
  public static DensityLevels sampled(GaussianMixture model, int draws, long seed) {
    notNull("model", model);
    atLeast("draws", draws, 2);
    double[] logDensities = MonteCarlo.logDensities(model, draws, seed, model)[0];
    Arrays.sort(logDensities);
    return new DensityLevels(model, logDensities);
  }

  /** Returns the mixture. */
  public GaussianMixture model() {
    return model;
  }

  /** Returns how many samples were drawn. */
  public int draws() {
    return sorted.length;
  }

  /**
   * Returns the level that a sample of the mixture falls below with a given probability.
   *
   * @param probability in {@code [1/(draws + 1), 1)}
   * @return the logarithm of the level; averaged over seeds the probability is met exactly, rounded down to a multiple
   *     of {@code 1/(draws + 1)}
   * @throws IllegalArgumentException if the probability is out of range
   */
  public double logDensityBelow(double probability) {
    double smallest = 1.0 / (draws() + 1.0);
    check(
        probability >= smallest && probability < 1,
        "probability must be in [%s, 1) with %d draws, but was %s",
        smallest,
        draws(),
        probability);
    // The next sample is equally likely to fall into each of the gaps between draws.
    int rank = (int) (probability * (draws() + 1.0) * (1 + Math.ulp(1.0)));
    return sorted[Math.min(Math.max(rank, 1), draws()) - 1];
  }

  /**
   * Returns the probability of the level set {@code {x: log p(x) >= logDensity}}.
   *
   * @throws IllegalArgumentException if the level is NaN
   */
  public MonteCarloEstimate massAbove(double logDensity) {
    check(!Double.isNaN(logDensity), "logDensity must be a number, but was %s", logDensity);
    double mass = (draws() - countBelow(logDensity)) / (double) draws();
    return new MonteCarloEstimate(mass, Math.sqrt(mass * (1 - mass) / draws()), draws());
  }

  /**
   * Returns how likely a sample of the mixture is to be at least as unusual as one of a given log-density: the share
   * of draws that are, the sample itself counted with them.
   *
   * @throws IllegalArgumentException if the level is NaN
   */
  public double tailProbability(double logDensity) {
    check(!Double.isNaN(logDensity), "logDensity must be a number, but was %s", logDensity);
    return (1 + countBelow(Math.nextUp(logDensity))) / (draws() + 1.0);
  }

  /**
   * Returns the smallest region that holds a given probability.
   *
   * @param mass in {@code (0, 1 - 1/(draws + 1)]}
   * @throws IllegalArgumentException if the mass is out of range
   */
  public HighestDensityRegion region(double mass) {
    double most = 1 - 1.0 / (draws() + 1.0);
    check(
        mass > 0 && mass <= most,
        "mass must be in (0, %s] with %d draws, but was %s",
        most,
        draws(),
        mass);
    double level = logDensityBelow(Math.max(1 - mass, 1.0 / (draws() + 1.0)));
    return new HighestDensityRegion(model, level, massAbove(level));
  }

  /**
   * Returns a detector of outliers that takes a sample of the mixture itself for one with a given probability.
   *
   * @param falsePositiveRate in {@code [1/(draws + 1), 1)}
   * @throws IllegalArgumentException if the rate is out of range
   */
  public OutlierDetector outliers(double falsePositiveRate) {
    double smallest = 1.0 / (draws() + 1.0);
    check(
        falsePositiveRate >= smallest && falsePositiveRate < 1,
        "falsePositiveRate must be in [%s, 1) with %d draws, but was %s",
        smallest,
        draws(),
        falsePositiveRate);
    UniformNoise noise = model.noise();
    check(
        noise == null || falsePositiveRate > noise.weight(),
        "falsePositiveRate must be > %s, the weight of the mixture's noise, but was %s",
        noise == null ? 0.0 : noise.weight(),
        falsePositiveRate);
    return new OutlierDetector(this, falsePositiveRate);
  }

  private int countBelow(double logDensity) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < logDensity) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

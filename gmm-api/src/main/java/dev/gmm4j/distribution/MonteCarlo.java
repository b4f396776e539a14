package dev.gmm4j.distribution;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.check;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.MixtureSampler;
import dev.gmm4j.data.Samples;

/**
 * Integrals over mixtures that have no closed form, by sampling. All are in nats.
 *
 * <p>The error falls with the square root of the number of draws. The same seed gives the same estimate, and the same
 * bits on the same backend.
 */
public final class MonteCarlo {
  private static final int BLOCK_ROWS = 1 << 14;

  /** A quarter of a gigabyte: of more than 2048 features blocks have fewer rows. */
  private static final int BLOCK_NUMBERS = 1 << 25;

  private static final double LOG_TWO = StrictMath.log(2);

  private MonteCarlo() {}

  /**
   * Returns the differential entropy {@code -∫ p log p}, which can be negative.
   *
   * @param draws how many samples to draw, at least 2
   * @throws IllegalArgumentException if {@code draws < 2}
   */
  public static MonteCarloEstimate entropy(GaussianMixture model, int draws, long seed) {
    double[] surprises = logDensities(model.requireNoNoise(), draws, seed, model)[0];
    for (int i = 0; i < draws; i++) {
      surprises[i] = -surprises[i];
    }
    return MonteCarloEstimate.meanOf(surprises);
  }

  /**
   * Returns the Kullback-Leibler divergence {@code ∫ p log(p/q)}: what is lost by taking {@code q} for {@code p}.
   *
   * <p>It is 0 for equal mixtures only. The estimate can be below 0 by its error.
   *
   * @param draws how many samples to draw from {@code p}, at least 2
   * @throws IllegalArgumentException if {@code draws < 2}, or the mixtures differ in dimension
   */
  public static MonteCarloEstimate kullbackLeibler(
      GaussianMixture p, GaussianMixture q, int draws, long seed) {
    sameDimension(p, q);
    double[][] logs = logDensities(p, draws, seed, p, q);
    for (int i = 0; i < draws; i++) {
      logs[0][i] -= logs[1][i];
    }
    return MonteCarloEstimate.meanOf(logs[0]);
  }

  /**
   * Returns the Jensen-Shannon divergence, which is symmetric: the mean of the divergences of {@code p} and of
   * {@code q} from their equal mixture (Lin 1991). It is between 0, for equal mixtures, and {@code log 2}, for
   * mixtures that have nothing in common.
   *
   * @param draws how many samples to draw in all, half of them from each; an even number {@code >= 4}
   * @throws IllegalArgumentException if {@code draws} is odd or less than 4, or the mixtures differ in dimension
   */
  public static MonteCarloEstimate jensenShannon(
      GaussianMixture p, GaussianMixture q, int draws, long seed) {
    sameDimension(p, q);
    check(draws >= 4 && draws % 2 == 0, "draws must be even and >= 4, but was %d", draws);
    MonteCarloEstimate fromP = divergenceFromBoth(p, q, draws / 2, seed);
    MonteCarloEstimate fromQ = divergenceFromBoth(q, p, draws / 2, seed + 1);
    return new MonteCarloEstimate(
        (fromP.value() + fromQ.value()) / 2,
        Math.hypot(fromP.standardError(), fromQ.standardError()) / 2,
        draws);
  }

  /** Returns {@code ∫ p log(2p / (p + q))}. */
  private static MonteCarloEstimate divergenceFromBoth(
      GaussianMixture p, GaussianMixture q, int draws, long seed) {
    double[][] logs = logDensities(p, draws, seed, p, q);
    for (int i = 0; i < draws; i++) {
      logs[0][i] = LOG_TWO - softplus(logs[1][i] - logs[0][i]);
    }
    return MonteCarloEstimate.meanOf(logs[0]);
  }

  /** Returns {@code log(1 + exp(x))}. */
  private static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  private static void sameDimension(GaussianMixture p, GaussianMixture q) {
    p.requireNoNoise();
    q.requireNoNoise();
    check(
        p.dimension() == q.dimension(),
        "mixtures must have as many features, but had %d and %d",
        p.dimension(),
        q.dimension());
  }

  /** Draws from one mixture and returns the log-densities of the samples under some, shape {@code models*draws}. */
  static double[][] logDensities(
      GaussianMixture from, int draws, long seed, GaussianMixture... under) {
    atLeast("draws", draws, 2);
    double[][] logDensities = new double[under.length][draws];
    MixtureSampler sampler = from.sampler(seed);
    int blockRows = Math.max(1, Math.min(BLOCK_ROWS, BLOCK_NUMBERS / from.dimension()));
    for (int first = 0; first < draws; first += blockRows) {
      int count = Math.min(blockRows, draws - first);
      Samples drawn = Samples.of(sampler.draw(count).rows());
      for (int m = 0; m < under.length; m++) {
        System.arraycopy(under[m].logDensities(drawn), 0, logDensities[m], first, count);
      }
    }
    return logDensities;
  }
}

package dev.gmm4j.internal.search;

import dev.gmm4j.em.AitkenLimit;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.EmRun;
import dev.gmm4j.em.EmStep;
import dev.gmm4j.em.SampleScale;

/**
 * Ends a run of EM in a search: where the likelihood is so near its limit that moves can be compared, or too far below what it
 * is to reach.
 *
 * @param target the log-likelihood to reach, of weights scaled to a mean of 1; negative infinity where there is none
 * @param caution by what factor the estimate of what remains may be too small
 */
public record NearLimit(double target, double caution) implements ConvergenceCriterion {
  /** A tenth of the gain that makes one optimum better than another for any practical purpose, 0.001 nats a sample. */
  static final double TOLERANCE = 1e-4;

  private static final AitkenLimit LIMIT = new AitkenLimit(TOLERANCE);

  /** What remains is only estimated. */
  static final double CAUTION = 3;

  /** Creates a criterion without a target. */
  public NearLimit() {
    this(Double.NEGATIVE_INFINITY, CAUTION);
  }

  /** Creates a criterion for a run that is likely to reach its target. */
  public NearLimit(double target) {
    this(target, CAUTION);
  }

  /** Returns the number of iterations after which a run was so near where it is. */
  public static int iterations(EmRun run, SampleScale scale) {
    return run.iterationsTo(TOLERANCE * scale.totalWeight());
  }

  @Override
  public boolean hasConverged(EmStep step) {
    if (LIMIT.hasConverged(step)) {
      return true;
    }
    double remaining = step.remainingGain();
    return !Double.isNaN(remaining) && step.logLikelihood() + caution * remaining < target;
  }
}

package dev.gmm4j.em;

/**
 * What a run remembers of its ascent, but for its parameters and its trace.
 *
 * @param gain by how much the last step of EM raised the objective; NaN where the last pass was no such step
 * @param ratio of the last two gains of successive steps; NaN where there were not two
 * @param rate an estimate of the factor between the gains to come; NaN where there is none yet
 * @param trust how far an acceleration may go: of SQUAREM the longest step in units of a step of EM, of Anderson's the number
 *     of proposals accepted; 0 at first
 */
public record Ascent(double gain, double ratio, double rate, double trust) {
  /** That of a run that begins. */
  public static final Ascent BEGUN = new Ascent(Double.NaN, Double.NaN, Double.NaN, 0);

  /** The least rate that is reckoned with: what remains is never taken to be less than the last gain. */
  private static final double LEAST_RATE = 0.5;

  /** The least rate under acceleration, whose steps of EM come out of directions that are not yet sorted by their speed. */
  private static final double LEAST_ACCELERATED_RATE = 0.95;

  /**
   * Returns what is remembered after a step of EM.
   *
   * <p>Directions in which EM is fast hide the slow ones at first, so a ratio that grows is taken to go on growing. An
   * extrapolation stirs up the fast ones again, so under acceleration the highest rate of the run counts.
   */
  Ascent step(double newGain, Accelerator accelerator) {
    double newRatio = newGain / gain;
    double estimate = Double.isNaN(ratio) ? Double.NaN : newRatio + Math.max(0, newRatio - ratio);
    double least = LEAST_RATE;
    if (accelerator != Accelerator.NONE) {
      least = LEAST_ACCELERATED_RATE;
      // Where there is an estimate already, one more ratio tells something by itself.
      estimate = Double.isNaN(rate) ? estimate : larger(newRatio, estimate);
      estimate = larger(larger(rate, accelerator.rate()), estimate);
    }
    return new Ascent(newGain, newRatio, Math.max(least, estimate), accelerator.trust());
  }

  /** Returns the larger of two numbers of which either may be NaN, for unknown. */
  private static double larger(double a, double b) {
    return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
  }

  /** Returns what is remembered after a pass that was no step of EM. */
  Ascent jump(double newTrust) {
    return new Ascent(Double.NaN, Double.NaN, rate, newTrust);
  }

  /** Returns what is remembered after a move to parameters that EM did not lead to. Differs from {@link #BEGUN}. */
  Ascent elsewhere(double newTrust) {
    return new Ascent(Double.NaN, Double.NaN, larger(LEAST_RATE, rate), newTrust);
  }
}

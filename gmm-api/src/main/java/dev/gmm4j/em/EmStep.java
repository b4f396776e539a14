package dev.gmm4j.em;

/**
 * One step of EM, as a convergence criterion sees it.
 *
 * <p>Log-likelihoods are totals, under a prior with the logarithm of its density added. Where samples carry weights, they
 * are those of weights scaled to a mean of 1 over the samples of positive weight, so that scaling all weights changes no
 * decision.
 *
 * @param logLikelihood after the step
 * @param gain by how much the step raised it
 * @param rate an estimate of the factor between the gains of two successive steps, from the last two gains (Aitken);
 *     under acceleration the largest of the run, because an extrapolation disturbs single ones; NaN where there is
 *     none yet
 * @param samples the number of samples of positive weight
 */
public record EmStep(double logLikelihood, double gain, double rate, double samples) {

  /**
   * Returns by how much all further steps together will raise the log-likelihood, {@code gain * rate / (1 - rate)}
   * (Böhning, Dietz, Schaub, Schlattmann and Lindsay 1994); NaN where the rate is not in (0, 1), so that nothing can be
   * told.
   */
  public double remainingGain() {
    return rate > 0 && rate < 1 ? gain * (rate / (1 - rate)) : Double.NaN;
  }
}

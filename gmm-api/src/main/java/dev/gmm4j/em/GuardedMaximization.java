package dev.gmm4j.em;

import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;

/** EM's update: a maximization, and a guard that mends degenerate components. */
record GuardedMaximization(Maximization maximization, DegeneracyGuard guard)
    implements ParameterUpdate {
  @Override
  public Moments moments() {
    return maximization.moments();
  }

  @Override
  public MixtureParameters next(
      SufficientStatistics statistics, MixtureParameters current, int iteration) {
    return guard.repair(maximization.maximize(statistics, current), current, iteration);
  }

  @Override
  public double logPrior(MixtureParameters parameters) {
    return maximization.logPrior(parameters);
  }

  @Override
  public int repairs() {
    return guard.repairs();
  }
}

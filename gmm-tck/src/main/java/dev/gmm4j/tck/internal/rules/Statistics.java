package dev.gmm4j.tck.internal.rules;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import dev.gmm4j.tck.internal.oracle.StatisticsOracle;
import dev.gmm4j.tck.rule.TckContext;

/** Comparisons of statistics with the textbook. */
final class Statistics {
  private Statistics() {}

  /** Returns the moments that a fit of a case's structure needs. */
  static Moments momentsOf(MixtureCase mixture) {
    return new Maximization(mixture.mixture().covariances().type(), 0).moments();
  }

  static StatisticsOracle expected(
      KernelParameters parameters,
      Assignment assignment,
      RowBlock rows,
      SufficientStatistics statistics) {
    return StatisticsOracle.of(
        parameters, assignment, rows, statistics.centres(), statistics.moments());
  }

  /** Accumulates rows about the parameters' means and compares. */
  static void compare(
      TckContext tck,
      KernelParameters parameters,
      Assignment assignment,
      RowBlock rows,
      Moments moments) {
    SufficientStatistics statistics = new SufficientStatistics(
        parameters.means(), parameters.components(), parameters.dimension(), moments);
    Kernels.accumulate(tck.backend(), parameters, assignment, rows, statistics);
    compare(tck, statistics, expected(parameters, assignment, rows, statistics));
  }

  static void compare(TckContext tck, SufficientStatistics actual, StatisticsOracle expected) {
    tck.near("count", actual.weights(), expected.weights(), expected.weightBounds());
    tck.near("first moment", actual.first(), expected.first(), expected.firstBounds());
    tck.near("second moment", actual.second(), expected.second(), expected.secondBounds());
    tck.near(
        "log-likelihood",
        actual.logLikelihood(),
        expected.logLikelihood(),
        expected.logLikelihoodBound());
  }
}

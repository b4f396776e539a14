package dev.gmm4j.bench.digest;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.bench.digest.DigestCase.Result;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.DegenerateComponentException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Digests of what fits come to. */
final class Results {
  private static final int DECIMALS = 9;

  private Results() {}

  /** Returns the digest of a fit, or of where a degenerate component ended it. */
  static Result of(GaussianMixtureEstimator estimator, Samples samples) {
    try {
      return of(estimator.fit(samples));
    } catch (DegenerateComponentException e) {
      return new Result(
          new Bits().add(e.component(), e.iteration()),
          "failed component=" + e.component() + " iteration=" + e.iteration());
    }
  }

  /**
   * Returns the digest of a fit: its model, the likelihoods of the best restart, and those that all restarts reached.
   */
  static Result of(GaussianMixtureFit fit) {
    Bits bits = new Bits().add(fit.model()).add(fit.bestRestart().trace());
    fit.restarts().stream()
        .filter(restart -> restart.failure() == null)
        .forEach(restart -> bits.add(restart.logLikelihood()));
    bits.add(fit.logLikelihood()).add(fit.logPrior()).add(fit.iterations());
    return new Result(
        bits, "iterations=" + fit.iterations() + " logLikelihood=" + decimal(fit.logLikelihood()));
  }

  /** Returns a rounded number. The shortest text that tells a number from others is not the same on all JDKs. */
  static String decimal(double number) {
    return Double.isFinite(number)
        ? new BigDecimal(number).setScale(DECIMALS, RoundingMode.HALF_EVEN).toPlainString()
        : Double.toString(number);
  }
}

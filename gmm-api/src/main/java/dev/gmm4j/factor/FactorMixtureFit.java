package dev.gmm4j.factor;

import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.util.InformationCriteria;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a fit: the mixture of the best restart, and what each restart reached. Immutable.
 *
 * <p>Log-likelihoods are totals over samples, times their weights. They never fall from one iteration to the next but for rounding,
 * and where numbers of factors are found anew.
 */
public final class FactorMixtureFit {
  private final FactorMixture model;
  private final List<Restart> restarts;
  private final int bestRestart;
  private final double totalWeight;

  /**
   * What a restart reached.
   *
   * @param logLikelihoodTrace of the initial parameters and after each iteration; empty where the restart failed
   * @param iterations the number of iterations done
   * @param converged whether the convergence criterion ended it
   * @param failure why it failed, or null
   */
  public record Restart(
      List<Double> logLikelihoodTrace,
      int iterations,
      boolean converged,
      @Nullable GmmException failure) {
    /** Copies the trace. */
    public Restart {
      logLikelihoodTrace = List.copyOf(logLikelihoodTrace);
    }

    /** Returns the final log-likelihood; negative infinity where the restart failed. */
    public double logLikelihood() {
      return logLikelihoodTrace.isEmpty()
          ? Double.NEGATIVE_INFINITY
          : logLikelihoodTrace.get(logLikelihoodTrace.size() - 1);
    }
  }

  FactorMixtureFit(
      FactorMixture model, List<Restart> restarts, int bestRestart, double totalWeight) {
    this.model = model;
    this.restarts = List.copyOf(restarts);
    this.bestRestart = bestRestart;
    this.totalWeight = totalWeight;
  }

  /** Returns the mixture, with components in the order of the initialization. */
  public FactorMixture model() {
    return model;
  }

  /** Returns the final log-likelihood. */
  public double logLikelihood() {
    return best().logLikelihood();
  }

  /** Returns the log-likelihood of the initial parameters and after each iteration of the best restart. */
  public List<Double> logLikelihoodTrace() {
    return best().logLikelihoodTrace();
  }

  /** Returns the number of iterations of the best restart. */
  public int iterations() {
    return best().iterations();
  }

  /** Tells whether the best restart converged. */
  public boolean converged() {
    return best().converged();
  }

  /** Returns what each restart reached. */
  public List<Restart> restarts() {
    return restarts;
  }

  /** Returns the index of the restart that was kept. */
  public int bestRestart() {
    return bestRestart;
  }

  /** Returns the criterion of Schwarz (1978), lower is better; NaN where the total weight is no number of samples. */
  public double bic() {
    return InformationCriteria.bic(logLikelihood(), model.freeParameters(), totalWeight);
  }

  /** Returns the criterion of Akaike (1974), lower is better. */
  public double aic() {
    return InformationCriteria.aic(logLikelihood(), model.freeParameters());
  }

  private Restart best() {
    return restarts.get(bestRestart);
  }

  @Override
  public String toString() {
    return "FactorMixtureFit[logLikelihood=" + logLikelihood() + ", iterations=" + iterations()
        + ", converged=" + converged() + ", model=" + model + "]";
  }
}

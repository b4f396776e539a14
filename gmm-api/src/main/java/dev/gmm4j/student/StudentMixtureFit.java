package dev.gmm4j.student;

import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Admissibility;
import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.internal.util.DecimalText;
import dev.gmm4j.internal.util.InformationCriteria;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of a fit of t distributions: the model of the best restart and how it was reached. Immutable. */
public final class StudentMixtureFit {
  private final StudentMixture model;
  private final List<StudentRestart> restarts;
  private final int best;
  private final double[] effectiveCounts;
  private final long samples;
  private final double totalWeight;
  private final long missingValues;
  private final Admissibility admissibility;
  private final Prior prior;
  private final Seconds seconds;

  /**
   * Wall-clock time, all restarts together.
   *
   * @param initialize until initial parameters were found, the search among Gaussian mixtures included
   * @param em for the iterations
   */
  public record Seconds(double initialize, double em) {}

  /**
   * The prior of a fit.
   *
   * @param complete with all that was taken from the samples, or null for none
   * @param logDensity of the model
   */
  record Prior(@Nullable ConjugatePrior complete, double logDensity) {}

  StudentMixtureFit(
      StudentMixture model,
      List<StudentRestart> restarts,
      int best,
      double[] effectiveCounts,
      long samples,
      double totalWeight,
      long missingValues,
      Admissibility admissibility,
      Prior prior,
      Seconds seconds) {
    this.model = model;
    this.restarts = List.copyOf(restarts);
    this.best = best;
    this.effectiveCounts = effectiveCounts;
    this.samples = samples;
    this.totalWeight = totalWeight;
    this.missingValues = missingValues;
    this.admissibility = admissibility;
    this.prior = prior;
    this.seconds = seconds;
  }

  /** Returns the model of the best restart. */
  public StudentMixture model() {
    return model;
  }

  /** Returns what each restart reached, failed ones included, in their order. */
  public List<StudentRestart> restarts() {
    return restarts;
  }

  /** Returns the restart that reached the highest log-likelihood, under a prior the highest posterior density; the first of equals. */
  public StudentRestart bestRestart() {
    return restarts.get(best);
  }

  /** Returns the total log-likelihood of the model. */
  public double logLikelihood() {
    return bestRestart().logLikelihood();
  }

  /** Returns the logarithm of the prior density of the model, but for a constant; 0 for a fit without a prior. */
  public double logPrior() {
    return prior.logDensity();
  }

  /** Returns the prior of the fit with all that was taken from the samples, or null for a fit without a prior. */
  public @Nullable ConjugatePrior prior() {
    return prior.complete();
  }

  /** Returns the total log-likelihood of the initial parameters and after each iteration of the best restart. */
  public List<Double> trace() {
    return bestRestart().trace();
  }

  /** Returns the number of iterations of the best restart. */
  public int iterations() {
    return bestRestart().iterations();
  }

  /** Tells whether the best restart converged before the largest number of iterations. */
  public boolean converged() {
    return bestRestart().converged();
  }

  /** Returns the weight of the samples that each component is responsible for, {@code Σ w r}, {@code K} numbers. */
  public double[] effectiveCounts() {
    return effectiveCounts.clone();
  }

  /** Returns the number of samples, those of weight 0 included. */
  public long samples() {
    return samples;
  }

  /** Returns the number of values that are missing of the samples, those of rows of which nothing is observed included. */
  public long missingValues() {
    return missingValues;
  }

  /** Returns the total weight of the samples of which something is observed; their number where they have no weights. */
  public double totalWeight() {
    return totalWeight;
  }

  /**
   * Returns the Bayesian information criterion {@code -2ℓ + ν ln n}, n the total weight; lower is better. NaN where the total
   * weight is 1 (to within 0.001) or less.
   */
  public double bic() {
    return InformationCriteria.bic(logLikelihood(), model.freeParameters(), totalWeight);
  }

  /** Returns Akaike's information criterion {@code -2ℓ + 2ν}; lower is better. */
  public double aic() {
    return InformationCriteria.aic(logLikelihood(), model.freeParameters());
  }

  /**
   * Returns the integrated complete likelihood, {@code BIC - 2 Σ w ln z} with each sample's largest responsibility; lower is
   * better (Biernacki, Celeux and Govaert 2000).
   *
   * @param fitted the samples of the fit
   */
  public double icl(Samples fitted) {
    return bic() - 2 * model.classificationLoss(fitted).hard();
  }

  /** Returns whether enough samples support the model to believe it, and if not, what is lacking; nothing is under a prior. */
  public Admissibility admissibility() {
    return admissibility;
  }

  /** Returns the id of the backend that was used. */
  public String backend() {
    return model.backend().id();
  }

  /** Returns the wall-clock time of the fit. */
  public Seconds seconds() {
    return seconds;
  }

  /** Returns what a person looks for first: the likelihood, how it was reached, and the model. */
  @Override
  public String toString() {
    return "StudentMixtureFit[logLikelihood=" + DecimalText.of(logLikelihood()) + ", bic="
        + DecimalText.of(bic()) + ", iterations=" + iterations() + ", converged=" + converged()
        + ", samples=" + samples + ", model=" + model + "]";
  }
}

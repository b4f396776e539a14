package dev.gmm4j;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of the mixtures that a selection chooses among: a number of components and a covariance model, what its fit came
 * to, or why there is none. Immutable.
 */
public final class SelectionCandidate {
  private final int components;
  private final CovarianceModel covariance;
  private final List<StartReport> starts;
  private final @Nullable GaussianMixtureFit fit;
  private final @Nullable GmmException failure;
  private final ClassificationLikelihood classification;
  private final CrossValidated crossValidated;

  /**
   * What cross-validation came to.
   *
   * @param logLikelihood of the samples left out, NaN where there was no cross-validation or it failed
   * @param failure why a fold could not be fitted, or null
   */
  record CrossValidated(double logLikelihood, @Nullable GmmException failure) {
    static final CrossValidated NONE = new CrossValidated(Double.NaN, null);
  }

  private SelectionCandidate(
      int components,
      CovarianceModel covariance,
      List<StartReport> starts,
      @Nullable GaussianMixtureFit fit,
      @Nullable GmmException failure,
      ClassificationLikelihood classification,
      CrossValidated crossValidated) {
    this.components = components;
    this.covariance = covariance;
    this.starts = List.copyOf(starts);
    this.fit = fit;
    this.failure = failure;
    this.classification = classification;
    this.crossValidated = crossValidated;
  }

  static SelectionCandidate fitted(
      int components, GaussianMixtureFit fit, ClassificationLikelihood classification) {
    return new SelectionCandidate(
        components,
        fit.model().covarianceModel(),
        fit.starts(),
        fit,
        null,
        classification,
        CrossValidated.NONE);
  }

  static SelectionCandidate failed(
      int components, CovarianceModel covariance, List<StartReport> starts, GmmException failure) {
    return new SelectionCandidate(
        components,
        covariance,
        starts,
        null,
        failure,
        ClassificationLikelihood.NONE,
        CrossValidated.NONE);
  }

  SelectionCandidate with(CrossValidated validated) {
    return new SelectionCandidate(
        components, covariance, starts, fit, failure, classification, validated);
  }

  /** Returns the number of components that was asked for. */
  public int components() {
    return components;
  }

  /** Returns the covariance model. */
  public CovarianceModel covariance() {
    return covariance;
  }

  /** Returns what each start came to, its trace or its failure; empty if none was begun. */
  public List<StartReport> starts() {
    return starts;
  }

  /** Returns the fit of the best start, or nothing where all failed. */
  public Optional<GaussianMixtureFit> fit() {
    return Optional.ofNullable(fit);
  }

  /** Returns why there is no fit; that of the first start where all failed. */
  public Optional<GmmException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Returns why there was no cross-validation, if it was asked for and failed. */
  public Optional<GmmException> crossValidationFailure() {
    return Optional.ofNullable(crossValidated.failure());
  }

  /** Returns the total log-likelihood of samples that were left out of the fit, NaN where that is not known. */
  public double crossValidatedLogLikelihood() {
    return crossValidated.logLikelihood();
  }

  /** Returns the value of a criterion, lower is better; NaN where there is no fit or it was not asked for. */
  public double value(SelectionCriterion criterion) {
    if (fit == null) {
      return Double.NaN;
    }
    return switch (criterion) {
      case BIC -> fit.bic();
      case AIC -> fit.aic();
      case AICC ->
        InformationCriteria.aicc(
            fit.logLikelihood(), fit.model().freeParameters(), fit.totalWeight());
      case ICL_HARD -> fit.bic() - 2 * classification.hard();
      case ICL_SOFT -> fit.bic() - 2 * classification.soft();
      case CROSS_VALIDATION -> -2 * crossValidated.logLikelihood();
    };
  }

  /** Returns the covariance model and the number of components, such as {@code VEV, 3}. */
  @Override
  public String toString() {
    return covariance + ", " + components;
  }
}

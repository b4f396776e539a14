package dev.gmm4j.selection;

import dev.gmm4j.ClassificationLoss;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.RestartReport;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.util.InformationCriteria;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of the mixtures that a selection chooses among: a number of components and a covariance model, its fit,
 * or why there is none. Immutable.
 */
public final class SelectionCandidate {
  private final int components;
  private final CovarianceModel covariance;
  private final List<RestartReport> restarts;
  private final @Nullable GaussianMixtureFit fit;
  private final @Nullable GmmException failure;
  private final @Nullable ClassificationLoss classification;
  private final CrossValidated crossValidated;

  /**
   * The result of cross-validation.
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
      List<RestartReport> restarts,
      @Nullable GaussianMixtureFit fit,
      @Nullable GmmException failure,
      @Nullable ClassificationLoss classification,
      CrossValidated crossValidated) {
    this.components = components;
    this.covariance = covariance;
    this.restarts = List.copyOf(restarts);
    this.fit = fit;
    this.failure = failure;
    this.classification = classification;
    this.crossValidated = crossValidated;
  }

  static SelectionCandidate fitted(
      int components, GaussianMixtureFit fit, ClassificationLoss classification) {
    return new SelectionCandidate(
        components,
        fit.model().covarianceModel(),
        fit.restarts(),
        fit,
        null,
        classification,
        CrossValidated.NONE);
  }

  static SelectionCandidate failed(
      GaussianMixtureEstimator estimator, List<RestartReport> restarts, GmmException failure) {
    return new SelectionCandidate(
        estimator.components(),
        estimator.covariance(),
        restarts,
        null,
        failure,
        null,
        CrossValidated.NONE);
  }

  SelectionCandidate with(CrossValidated validated) {
    return new SelectionCandidate(
        components, covariance, restarts, fit, failure, classification, validated);
  }

  /** Returns the number of components that was asked for. */
  public int components() {
    return components;
  }

  /** Returns the covariance model. */
  public CovarianceModel covariance() {
    return covariance;
  }

  /** Returns what each restart reached, its trace or its failure; empty if none was begun. */
  public List<RestartReport> restarts() {
    return restarts;
  }

  /** Returns the fit of the best restart, or nothing where all failed. */
  public Optional<GaussianMixtureFit> fit() {
    return Optional.ofNullable(fit);
  }

  /** Returns why there is no fit; that of the first restart where all failed. */
  public Optional<GmmException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Returns why there was no cross-validation, if it was asked for and failed. */
  public Optional<GmmException> crossValidationFailure() {
    return Optional.ofNullable(crossValidated.failure());
  }

  /**
   * Tells whether there is a fit that enough samples support to be believed.
   *
   * @see dev.gmm4j.em.Admissibility
   */
  public boolean isAdmissible() {
    return fit != null && fit.admissibility().isAdmissible();
  }

  /** Returns why the fit is not admissible; empty if it is, or there is no fit. */
  public List<String> reasons() {
    return fit == null ? List.of() : fit.admissibility().reasons();
  }

  /** Returns the total log-likelihood of samples that were left out of the fit, NaN where that is not known. */
  public double crossValidatedLogLikelihood() {
    return crossValidated.logLikelihood();
  }

  /**
   * Returns the value of a criterion, lower is better; NaN where there is no fit, it was not asked for, or it takes the total
   * weight for the number of samples and that is 1 or less (AICc is infinite there).
   *
   * <p>Of a fit that trims it is that of the samples which are kept, their weight the number of samples. In the hard form its
   * log-likelihood is that of the classification: BIC has the loss that ICL adds, and ICL is NaN.
   */
  public double value(SelectionCriterion criterion) {
    if (fit == null || classification == null) {
      return Double.NaN;
    }
    return switch (criterion) {
      case BIC -> fit.bic();
      case AIC -> fit.aic();
      case AICC ->
        InformationCriteria.aicc(fit.logLikelihood(), fit.model().freeParameters(), weight(fit));
      case ICL_HARD -> isOfClassification(fit) ? Double.NaN : fit.bic() - 2 * classification.hard();
      case ICL_SOFT -> isOfClassification(fit) ? Double.NaN : fit.bic() - 2 * classification.soft();
      case CROSS_VALIDATION -> -2 * crossValidated.logLikelihood();
    };
  }

  private static double weight(GaussianMixtureFit fit) {
    return fit.trimmed() == null ? fit.totalWeight() : fit.trimmed().keptWeight();
  }

  private static boolean isOfClassification(GaussianMixtureFit fit) {
    return fit.trimmed() != null && fit.trimmed().trimming().form() == Trimming.Form.HARD;
  }

  /** Returns the covariance model and the number of components, such as {@code VEV, 3}. */
  @Override
  public String toString() {
    return covariance + ", " + components;
  }
}

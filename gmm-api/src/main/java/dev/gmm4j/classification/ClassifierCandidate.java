package dev.gmm4j.classification;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.exception.GmmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One of the classifiers that the best is chosen among, fitted or not. Immutable. */
public final class ClassifierCandidate {
  private final @Nullable CovarianceModel covariance;
  private final int components;
  private final @Nullable MixtureClassifier classifier;
  private final @Nullable ClassifierScore score;
  private final @Nullable ClassifierScore validation;
  private final @Nullable GmmException failure;

  private ClassifierCandidate(
      @Nullable CovarianceModel covariance,
      int components,
      @Nullable MixtureClassifier classifier,
      @Nullable ClassifierScore score,
      @Nullable ClassifierScore validation,
      @Nullable GmmException failure) {
    this.covariance = covariance;
    this.components = components;
    this.classifier = classifier;
    this.score = score;
    this.validation = validation;
    this.failure = failure;
  }

  static ClassifierCandidate fitted(
      @Nullable CovarianceModel covariance,
      int components,
      MixtureClassifier classifier,
      @Nullable ClassifierScore score) {
    return new ClassifierCandidate(covariance, components, classifier, score, null, null);
  }

  static ClassifierCandidate failed(
      @Nullable CovarianceModel covariance, int components, GmmException failure) {
    return new ClassifierCandidate(covariance, components, null, null, null, failure);
  }

  /** Returns this candidate with what cross-validation found. */
  ClassifierCandidate validated(ClassifierScore newValidation) {
    return new ClassifierCandidate(
        covariance, components, classifier, score, newValidation, failure);
  }

  /** Returns this candidate as one that cannot be chosen. */
  ClassifierCandidate failed(GmmException newFailure) {
    return new ClassifierCandidate(covariance, components, classifier, score, null, newFailure);
  }

  /** Returns the covariance model that all classes share, or null where each class has its own. */
  public @Nullable CovarianceModel covariance() {
    return covariance;
  }

  /** Returns the number of components of each class; 0 where each class has its own. */
  public int components() {
    return components;
  }

  /** Returns the classifier, or nothing if it could not be fitted. */
  public Optional<MixtureClassifier> classifier() {
    return Optional.ofNullable(classifier);
  }

  /** Returns how well the classifier does on the rows that it was fitted to, or nothing if it could not be fitted. */
  public Optional<ClassifierScore> score() {
    return Optional.ofNullable(score);
  }

  /** Returns how well such classifiers do on rows that were left out, or nothing without cross-validation. */
  public Optional<ClassifierScore> validation() {
    return Optional.ofNullable(validation);
  }

  /** Returns why it cannot be chosen, or nothing if it can. */
  public Optional<GmmException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Returns the value of a criterion; NaN where there is none. */
  public double value(ClassifierCriterion criterion) {
    ClassifierScore used = criterion.isCrossValidated() ? validation : score;
    return used == null || failure != null ? Double.NaN : criterion.of(used);
  }

  /** Returns the covariance model and the number of components, as {@code VEV} or {@code VEV,2}. */
  @Override
  public String toString() {
    String model = covariance == null ? "by class" : covariance.name();
    return components > 1 ? model + "," + components : model;
  }
}

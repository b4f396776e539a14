package dev.gmm4j.classification;

import dev.gmm4j.selection.ModelSelectionResult;
import java.util.List;

/** The result of fitting a classifier: the best of its candidates, and how well each does. Immutable. */
public final class MixtureClassifierFit {
  private final ClassifierCandidate best;
  private final List<ClassifierCandidate> candidates;
  private final List<ModelSelectionResult> selections;
  private final ClassifierCriterion criterion;

  MixtureClassifierFit(
      ClassifierCandidate best,
      List<ClassifierCandidate> candidates,
      List<ModelSelectionResult> selections,
      ClassifierCriterion criterion) {
    this.best = best;
    this.candidates = List.copyOf(candidates);
    this.selections = List.copyOf(selections);
    this.criterion = criterion;
  }

  /** Returns the classifier of the best candidate. */
  public MixtureClassifier classifier() {
    return best.classifier().orElseThrow();
  }

  /** Returns how well it does on the rows that it was fitted to. */
  public ClassifierScore score() {
    return best.score().orElseThrow();
  }

  /** Returns the candidate that was chosen: of the lowest value of the criterion, of equals the one of fewer parameters. */
  public ClassifierCandidate best() {
    return best;
  }

  /** Returns all candidates: by components, and those of the same number in the order of the models. */
  public List<ClassifierCandidate> candidates() {
    return candidates;
  }

  /** Returns what the best candidate was chosen by. */
  public ClassifierCriterion criterion() {
    return criterion;
  }

  /**
   * Returns how the mixture of each class was chosen, in the order of the classes; empty for {@link ClassifierType#EDDA}, and
   * where numbers of components were chosen by cross-validation.
   */
  public List<ModelSelectionResult> selections() {
    return selections;
  }

  /** Returns the classifier, and the candidate that it is. */
  @Override
  public String toString() {
    return "MixtureClassifierFit[best=" + best + ", " + criterion.label() + "="
        + best.value(criterion) + ", classifier=" + classifier() + "]";
  }
}

package dev.gmm4j.selection;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.util.DecimalText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The result of a selection: all candidates, whether fitted or not, and which is best. Immutable. */
public final class ModelSelectionResult {
  private final List<SelectionCandidate> candidates;
  private final List<String> initializations;
  private final SelectionCriterion criterion;
  private final double seconds;

  ModelSelectionResult(
      List<SelectionCandidate> candidates,
      List<String> initializations,
      SelectionCriterion criterion,
      double seconds) {
    this.candidates = List.copyOf(candidates);
    this.initializations = List.copyOf(initializations);
    this.criterion = criterion;
    this.seconds = seconds;
  }

  /**
   * Returns this selection and another of the same samples as one, such as that of more components. Of a candidate in both the
   * one of the lower value of the criterion is kept, of equals that of this selection; a value is better than none.
   *
   * @throws IllegalArgumentException if the criteria or the initializations differ, or the fits tell that the samples do:
   *     their number of features or their total weight
   */
  public ModelSelectionResult joined(ModelSelectionResult other) {
    notNull("other", other);
    check(
        criterion == other.criterion,
        "other must be chosen by %s, but was by %s",
        criterion.label(),
        other.criterion.label());
    check(
        initializations.equals(other.initializations),
        "other must have the initializations %s, but had %s",
        initializations,
        other.initializations);
    requireSameSamples(other);
    List<SelectionCandidate> all = new ArrayList<>();
    for (SelectionCandidate candidate : candidates) {
      all.add(other
          .candidate(candidate.covariance(), candidate.components())
          .filter(rival -> isBetter(rival, candidate))
          .orElse(candidate));
    }
    other.candidates.stream()
        .filter(rival -> candidate(rival.covariance(), rival.components()).isEmpty())
        .forEach(all::add);
    all.sort(Comparator.comparingInt(SelectionCandidate::components)
        .thenComparing(SelectionCandidate::covariance));
    return new ModelSelectionResult(all, initializations, criterion, seconds + other.seconds);
  }

  private boolean isBetter(SelectionCandidate rival, SelectionCandidate candidate) {
    double value = candidate.value(criterion);
    return Double.isNaN(value)
        ? !Double.isNaN(rival.value(criterion))
        : rival.value(criterion) < value;
  }

  private void requireSameSamples(ModelSelectionResult other) {
    Optional<GaussianMixtureFit> mine = anyFit();
    Optional<GaussianMixtureFit> others = other.anyFit();
    if (mine.isPresent() && others.isPresent()) {
      int dimension = mine.get().model().dimension();
      check(
          dimension == others.get().model().dimension(),
          "other must be of %d features, but was of %d",
          dimension,
          others.get().model().dimension());
      check(
          mine.get().totalWeight() == others.get().totalWeight(),
          "other must be of samples of total weight %s, but was of %s",
          mine.get().totalWeight(),
          others.get().totalWeight());
    }
  }

  private Optional<GaussianMixtureFit> anyFit() {
    return candidates.stream().flatMap(candidate -> candidate.fit().stream()).findFirst();
  }

  /** Returns all candidates: by components, and those of the same number in the order of the models. */
  public List<SelectionCandidate> candidates() {
    return candidates;
  }

  /** Returns the candidate of a covariance model and number of components, or nothing if it was not among them. */
  public Optional<SelectionCandidate> candidate(CovarianceModel covariance, int components) {
    return candidates.stream()
        .filter(candidate -> candidate.covariance() == covariance)
        .filter(candidate -> candidate.components() == components)
        .findFirst();
  }

  /** Returns the labels of the initializations, by {@link dev.gmm4j.RestartReport#index}; one component has the first only. */
  public List<String> initializations() {
    return initializations;
  }

  /** Returns the criterion that the best was chosen by. */
  public SelectionCriterion criterion() {
    return criterion;
  }

  /**
   * Returns the {@linkplain SelectionCandidate#isAdmissible admissible} candidate of the lowest value of the criterion; of
   * equals the one with the fewest free parameters, then the first.
   *
   * <p>Where no candidate is admissible, the one with the fewest free parameters is returned, of equals that of the lowest
   * value: it lacks least, and the lowest value would be that of the most spurious candidate.
   *
   * @throws GmmException if none has a value; with the reason of the first
   */
  public SelectionCandidate best() {
    List<SelectionCandidate> admissible = admissible();
    if (!admissible.isEmpty()) {
      return admissible.get(0);
    }
    List<SelectionCandidate> ranking = ranking(criterion);
    if (ranking.isEmpty()) {
      SelectionCandidate first = candidates.get(0);
      GmmException reason = first.failure().or(first::crossValidationFailure).orElse(null);
      throw new GmmException(
          "none of " + candidates.size() + " candidates has a value of " + criterion.label()
              + "; the first (" + first + ") has none because "
              + (reason == null ? "its value is not finite" : reason.getMessage()),
          reason);
    }
    return Collections.min(ranking, Comparator.comparingLong(ModelSelectionResult::freeParameters));
  }

  /** Returns the fit of the best candidate; as {@link #best}. */
  public GaussianMixtureFit bestFit() {
    return best().fit().orElseThrow();
  }

  /** Returns those candidates with a finite value of the selection's criterion that can be chosen, the best first. */
  public List<SelectionCandidate> admissible() {
    return ranking(criterion).stream().filter(SelectionCandidate::isAdmissible).toList();
  }

  /**
   * Returns those candidates with a finite value of the selection's criterion that too few samples support, the best
   * first; {@link SelectionCandidate#reasons} tells what they lack.
   */
  public List<SelectionCandidate> inadmissible() {
    return ranking(criterion).stream()
        .filter(candidate -> !candidate.isAdmissible())
        .toList();
  }

  /** Returns the candidates that have a finite value of a criterion, admissible or not, the best first. */
  public List<SelectionCandidate> ranking(SelectionCriterion by) {
    return candidates.stream()
        .filter(candidate -> Double.isFinite(candidate.value(by)))
        .sorted(Comparator.<SelectionCandidate>comparingDouble(candidate -> candidate.value(by))
            .thenComparingLong(ModelSelectionResult::freeParameters))
        .toList();
  }

  private static long freeParameters(SelectionCandidate candidate) {
    return candidate.fit().orElseThrow().model().freeParameters();
  }

  /** Returns the wall-clock time of the selection, in seconds. */
  public double seconds() {
    return seconds;
  }

  /** Returns the best candidate and its value, if there is one, and how many candidates there are. */
  @Override
  public String toString() {
    String best = ranking(criterion).isEmpty()
        ? "none"
        : best() + " (" + DecimalText.of(best().value(criterion)) + ")";
    long failed =
        candidates.stream().filter(candidate -> candidate.fit().isEmpty()).count();
    return "ModelSelectionResult[criterion=" + criterion.label() + ", best=" + best
        + ", candidates=" + candidates.size() + ", failed=" + failed + "]";
  }
}

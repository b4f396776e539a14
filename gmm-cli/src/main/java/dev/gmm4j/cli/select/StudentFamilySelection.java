package dev.gmm4j.cli.select;

import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.io.JsonObject;
import dev.gmm4j.selection.SelectionCriterion;
import dev.gmm4j.student.StudentMixtureFit;
import dev.gmm4j.student.StudentSelection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What became of a comparison of mixtures of t distributions. */
final class StudentFamilySelection implements FamilySelection {
  private final SelectionCriterion criterion;
  private final StudentSelection.Result result;
  private final StudentSelection.Candidate chosen;

  /**
   * Creates it from a result.
   *
   * @throws GmmException that of the first candidate that failed, where none can be chosen
   */
  StudentFamilySelection(SelectionCriterion criterion, StudentSelection.Result result) {
    this.criterion = criterion;
    this.result = result;
    this.chosen = result
        .best()
        .orElseThrow(() -> result.candidates().stream()
            .map(StudentSelection.Candidate::failure)
            .filter(Objects::nonNull)
            .findFirst()
            .orElseGet(() -> new GmmException("no candidate has a " + criterion.label()
                + ", because the weights do not sum to a number of samples")));
  }

  /** Returns the fit of the best candidate. */
  StudentMixtureFit best() {
    return Objects.requireNonNull(chosen.fit());
  }

  @Override
  public List<Candidate> candidates() {
    return result.candidates().stream()
        .map(candidate -> new Candidate(
            candidate.model().name(),
            candidate.components(),
            candidate.value(),
            candidate.failure()))
        .toList();
  }

  @Override
  public Fitted fitted() {
    StudentMixtureFit fit = best();
    return new Fitted(fit.samples(), fit.totalWeight(), fit.model().dimension(), fit.backend());
  }

  @Override
  public String criterion() {
    return criterion.label();
  }

  @Override
  public String heading() {
    return criterion.label() + ", lower is better";
  }

  @Override
  public List<String> common() {
    return List.of("tails", tails());
  }

  @Override
  public String chosenText() {
    return chosen.model() + ", " + NumberText.count(chosen.components(), "component") + ", "
        + criterion.label() + " " + NumberText.fixed(chosen.value(), 2);
  }

  @Override
  public void addChosen(JsonObject json) {
    json.put("tails", tails())
        .put("covariance", chosen.model().name())
        .put("components", chosen.components());
  }

  private String tails() {
    return best().model().degreesOfFreedomKind().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public List<JsonObject> candidatesJson() {
    return result.candidates().stream().map(StudentFamilySelection::json).toList();
  }

  private static JsonObject json(StudentSelection.Candidate candidate) {
    JsonObject json = new JsonObject()
        .put("covariance", candidate.model().name())
        .put("components", candidate.components());
    StudentMixtureFit fit = candidate.fit();
    if (fit == null) {
      return json.put("failure", Objects.requireNonNull(candidate.failure()).getMessage());
    }
    return json.put("value", candidate.value())
        .put("logLikelihood", fit.logLikelihood())
        .put("freeParameters", fit.model().freeParameters())
        .put("bic", fit.bic())
        .put("aic", fit.aic())
        .put("degreesOfFreedom", fit.model().degreesOfFreedom())
        .put("admissible", fit.admissibility().isAdmissible())
        .put("iterations", fit.iterations())
        .put("converged", fit.converged());
  }
}

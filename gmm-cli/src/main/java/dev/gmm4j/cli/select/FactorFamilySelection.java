package dev.gmm4j.cli.select;

import dev.gmm4j.cli.option.CovarianceChoice;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.factor.FactorMixtureFit;
import dev.gmm4j.factor.FactorSelection;
import dev.gmm4j.io.JsonObject;
import dev.gmm4j.selection.SelectionCriterion;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What became of a comparison of mixtures of factor analysers. */
final class FactorFamilySelection implements FamilySelection {
  private static final int NEXT = 3;

  private final FactorSelection.Result result;
  private final List<FactorSelection.Candidate> ranking;
  private final FactorSelection.Candidate chosen;
  private final Fitted fitted;

  /**
   * Creates it from a result.
   *
   * @throws RuntimeException that of the first candidate that failed, where none can be chosen
   */
  FactorFamilySelection(FactorSelection.Result result, Fitted fitted) {
    this.result = result;
    this.fitted = fitted;
    this.ranking = result.ranking().stream()
        .filter(candidate -> !Double.isNaN(candidate.bic()))
        .toList();
    if (ranking.isEmpty()) {
      throw result.candidates().stream()
          .map(FactorSelection.Candidate::failure)
          .filter(Objects::nonNull)
          .findFirst()
          .orElseGet(() -> new GmmException(
              "no candidate has a BIC, because the weights do not sum to a number of samples"));
    }
    this.chosen = ranking.get(0);
  }

  /** Returns the fit of the best candidate. */
  FactorMixtureFit best() {
    return Objects.requireNonNull(chosen.fit());
  }

  private static String name(FactorSelection.Candidate candidate) {
    return CovarianceChoice.name(candidate.model()) + ", "
        + NumberText.count(candidate.factors(), "factor");
  }

  @Override
  public List<Candidate> candidates() {
    return result.candidates().stream()
        .map(candidate -> new Candidate(
            name(candidate), candidate.components(), candidate.bic(), candidate.failure()))
        .toList();
  }

  @Override
  public Fitted fitted() {
    return fitted;
  }

  @Override
  public String criterion() {
    return SelectionCriterion.BIC.label();
  }

  @Override
  public String heading() {
    return "BIC, lower is better";
  }

  @Override
  public List<String> common() {
    return List.of();
  }

  @Override
  public String chosenText() {
    return name(chosen) + ", " + NumberText.count(chosen.components(), "component") + ", BIC "
        + NumberText.fixed(chosen.bic(), 2);
  }

  @Override
  public List<List<String>> reasons() {
    List<List<String>> reasons = new ArrayList<>();
    reasons.add(List.of("why", why()));
    if (ranking.size() > 1) {
      reasons.add(List.of(
          "next",
          next().stream()
              .map(next -> name(next) + ", " + NumberText.count(next.components(), "component")
                  + " (+" + NumberText.fixed(next.bic() - chosen.bic(), 2) + ")")
              .collect(Collectors.joining("; "))));
    }
    return reasons;
  }

  private List<FactorSelection.Candidate> next() {
    return ranking.subList(1, Math.min(ranking.size(), 1 + NEXT));
  }

  private String why() {
    return ranking.size() == 1
        ? "the only candidate that could be fitted"
        : "the lowest BIC of " + ranking.size() + " candidates; "
            + SelectionReasons.evidence(next().get(0).bic() - chosen.bic());
  }

  @Override
  public void addChosen(JsonObject json) {
    json.put("covariance", CovarianceChoice.name(chosen.model()))
        .put("components", chosen.components())
        .put("factors", chosen.factors())
        .put("why", why())
        .put(
            "next",
            next().stream()
                .map(next -> new JsonObject()
                    .put("covariance", CovarianceChoice.name(next.model()))
                    .put("components", next.components())
                    .put("factors", next.factors())
                    .put("difference", next.bic() - chosen.bic()))
                .toList());
  }

  @Override
  public List<JsonObject> candidatesJson() {
    return result.candidates().stream().map(FactorFamilySelection::json).toList();
  }

  private static JsonObject json(FactorSelection.Candidate candidate) {
    JsonObject json = new JsonObject()
        .put("covariance", CovarianceChoice.name(candidate.model()))
        .put("components", candidate.components())
        .put("factors", candidate.factors());
    FactorMixtureFit fit = candidate.fit();
    if (fit == null) {
      return json.put("failure", Objects.requireNonNull(candidate.failure()).getMessage());
    }
    return json.put("logLikelihood", fit.logLikelihood())
        .put("freeParameters", fit.model().freeParameters())
        .put("bic", fit.bic())
        .put("aic", fit.aic())
        .put("iterations", fit.iterations())
        .put("converged", fit.converged());
  }
}

package dev.gmm4j.cli.select;

import dev.gmm4j.bayesian.BayesianMixtureFit;
import dev.gmm4j.bayesian.BayesianSelection;
import dev.gmm4j.bayesian.WeightPrior;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.io.JsonObject;
import java.util.List;
import java.util.Objects;

/** What became of a comparison of Bayesian mixtures. */
final class BayesianFamilySelection implements FamilySelection {
  private final BayesianSelection.Result result;
  private final BayesianSelection.Candidate chosen;

  /**
   * Creates it from a result.
   *
   * @throws dev.gmm4j.exception.GmmException that of the first candidate, where all failed
   */
  BayesianFamilySelection(BayesianSelection.Result result) {
    this.result = result;
    this.chosen = result
        .best()
        .orElseThrow(() -> Objects.requireNonNull(result.candidates().get(0).failure()));
  }

  /** Returns the fit of the best candidate. */
  BayesianMixtureFit best() {
    return Objects.requireNonNull(chosen.fit());
  }

  @Override
  public List<Candidate> candidates() {
    return result.candidates().stream()
        .map(candidate -> new Candidate(
            candidate.type().label(),
            candidate.components(),
            candidate.comparableElbo(),
            candidate.failure()))
        .toList();
  }

  @Override
  public Fitted fitted() {
    BayesianMixtureFit fit = best();
    return new Fitted(
        fit.samples(),
        fit.totalWeight(),
        fit.posterior().dimension(),
        fit.backend().id());
  }

  @Override
  public String criterion() {
    return "elbo";
  }

  @Override
  public String heading() {
    boolean isFinite = best().posterior().weights().kind() == WeightPrior.Kind.DIRICHLET;
    return "ELBO" + (isFinite ? " + ln K!" : "") + ", higher is better";
  }

  @Override
  public List<String> common() {
    return List.of("prior", best().posterior().weights().kind().label());
  }

  @Override
  public String chosenText() {
    return chosen.type().label() + ", " + NumberText.count(chosen.components(), "component") + ", "
        + best().occupiedComponents() + " occupied";
  }

  @Override
  public void addChosen(JsonObject json) {
    json.put("covariance", chosen.type().label()).put("components", chosen.components());
  }

  @Override
  public List<JsonObject> candidatesJson() {
    return result.candidates().stream().map(BayesianFamilySelection::json).toList();
  }

  private static JsonObject json(BayesianSelection.Candidate candidate) {
    JsonObject json = new JsonObject()
        .put("covariance", candidate.type().label())
        .put("components", candidate.components());
    BayesianMixtureFit fit = candidate.fit();
    if (fit == null) {
      return json.put("failure", Objects.requireNonNull(candidate.failure()).getMessage());
    }
    return json.put("elbo", fit.elbo())
        .put("comparableElbo", fit.comparableElbo())
        .put("occupiedComponents", fit.occupiedComponents())
        .put("iterations", fit.iterations())
        .put("converged", fit.converged());
  }
}

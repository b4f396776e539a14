package dev.gmm4j.cli.select;

import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.factor.FactorSelection;
import dev.gmm4j.io.JsonObject;
import dev.gmm4j.selection.SelectionCandidate;
import dev.gmm4j.selection.SelectionCriterion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What became of a comparison of mixtures of factor analysers, with each other or with other mixtures, by BIC. */
final class FactorFamilySelection implements FamilySelection {
  private static final int NEXT = 3;

  private final List<FactorCandidate> all;
  private final List<FactorCandidate> ranking;
  private final FactorCandidate chosen;
  private final Fitted fitted;

  /**
   * Creates it from results on the same samples.
   *
   * @param gaussian candidates without factors, maybe none
   * @param ofFactors candidates of factors
   * @throws RuntimeException that of the first candidate that failed, where none can be chosen
   */
  FactorFamilySelection(
      List<SelectionCandidate> gaussian, List<FactorSelection.Candidate> ofFactors, Fitted fitted) {
    this.all = Stream.<FactorCandidate>concat(
            gaussian.stream().map(FactorCandidate.Gaussian::new),
            ofFactors.stream().map(FactorCandidate.OfFactors::new))
        .toList();
    this.fitted = fitted;
    this.ranking = all.stream()
        .filter(candidate -> !Double.isNaN(candidate.bic()))
        .sorted(Comparator.comparingDouble(FactorCandidate::bic))
        .toList();
    if (ranking.isEmpty()) {
      throw all.stream()
          .map(FactorCandidate::failure)
          .filter(Objects::nonNull)
          .findFirst()
          .orElseGet(() -> new GmmException(
              "no candidate has a BIC, because the weights do not sum to a number of samples"));
    }
    this.chosen = ranking.get(0);
  }

  /** Returns the fit of the best candidate where that has no factors, or null. */
  @Nullable
  GaussianMixtureFit bestGaussian() {
    return chosen instanceof FactorCandidate.Gaussian gaussian
        ? gaussian.candidate().fit().orElseThrow()
        : null;
  }

  /**
   * Returns the best candidate, which has factors.
   *
   * @throws ClassCastException if it has none
   */
  FactorSelection.Candidate bestOfFactors() {
    return ((FactorCandidate.OfFactors) chosen).candidate();
  }

  @Override
  public List<Candidate> candidates() {
    return all.stream()
        .map(candidate -> new Candidate(
            candidate.name(), candidate.components(), candidate.bic(), candidate.failure()))
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
    return chosen.name() + ", " + NumberText.count(chosen.components(), "component") + ", BIC "
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
              .map(next -> next.name() + ", " + NumberText.count(next.components(), "component")
                  + " (+" + NumberText.fixed(next.bic() - chosen.bic(), 2) + ")")
              .collect(Collectors.joining("; "))));
    }
    return reasons;
  }

  private List<FactorCandidate> next() {
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
    json.put("covariance", chosen.covariance()).put("components", chosen.components());
    chosen.factors().ifPresent(number -> json.put("factors", number));
    json.put("why", why())
        .put(
            "next",
            next().stream()
                .map(next -> next.named().put("difference", next.bic() - chosen.bic()))
                .toList());
  }

  @Override
  public List<JsonObject> candidatesJson() {
    return all.stream().map(FactorCandidate::toJson).toList();
  }
}

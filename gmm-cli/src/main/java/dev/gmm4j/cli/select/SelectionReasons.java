package dev.gmm4j.cli.select;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.clustering.ComponentMerging;
import dev.gmm4j.data.Samples;
import dev.gmm4j.selection.ModelSelectionResult;
import dev.gmm4j.selection.SelectionCandidate;
import dev.gmm4j.selection.SelectionCriterion;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Why a candidate was chosen: who comes next, who was refused, and whether its components are clusters. */
final class SelectionReasons {
  private static final int NEXT = 3;
  private static final int DECIMALS = 2;

  private final ModelSelectionResult result;
  private final SelectionCandidate best;
  private final OptionalInt clusters;

  /** One that might have been chosen, and by how much its criterion is worse. */
  record Next(SelectionCandidate candidate, double difference) {}

  private SelectionReasons(ModelSelectionResult result, OptionalInt clusters) {
    this.result = result;
    this.best = result.best();
    this.clusters = clusters;
  }

  /**
   * Finds the reasons.
   *
   * @param samples that were selected for
   */
  static SelectionReasons of(ModelSelectionResult result, Samples samples) {
    GaussianMixture model = result.bestFit().model();
    return new SelectionReasons(
        result,
        model.noise() == null
            ? ComponentMerging.of(model, samples).clearElbow()
            : OptionalInt.empty());
  }

  /** Returns the best of the others that can be chosen; none if the choice itself is not admissible. */
  List<Next> next() {
    if (!best.isAdmissible()) {
      return List.of();
    }
    double value = best.value(result.criterion());
    return result.admissible().stream()
        .skip(1)
        .limit(NEXT)
        .map(candidate -> new Next(candidate, candidate.value(result.criterion()) - value))
        .toList();
  }

  /** Returns to how many clusters the components can be merged, or nothing if no number suggests itself. */
  OptionalInt clusters() {
    return clusters;
  }

  /** Returns the best of the others, with the differences, or an empty text. */
  String nextText() {
    return next().stream()
        .map(next -> next.candidate() + " (+" + NumberText.fixed(next.difference(), DECIMALS) + ")")
        .collect(Collectors.joining(", "));
  }

  /** Returns why the choice was made. */
  String why() {
    String name = SelectionTable.name(result.criterion());
    int admissible = result.admissible().size();
    if (admissible == 0) {
      return "the fewest free parameters, as the rows support no candidate";
    }
    if (admissible == 1) {
      return "the only candidate that the rows support";
    }
    return "the lowest " + name + " of " + admissible + " candidates that the rows support"
        + (result.criterion() == SelectionCriterion.BIC
            ? "; " + evidence(next().get(0).difference())
            : "");
  }

  /**
   * Returns how much a difference of BIC tells, on the scale of Kass and Raftery (1995).
   *
   * @param lead by how much the BIC of the next is higher
   */
  static String evidence(double lead) {
    String strength =
        lead < 2 ? "weak" : lead < 6 ? "positive" : lead < 10 ? "strong" : "very strong";
    return "the lead is " + strength + " evidence";
  }

  /** Returns what was refused and why, or an empty text; the table marks it. */
  String refused() {
    List<SelectionCandidate> refused = result.inadmissible();
    if (refused.isEmpty()) {
      return "";
    }
    SelectionCandidate first = refused.get(0);
    return "* " + refused.size() + (refused.size() == 1 ? " candidate has" : " candidates have")
        + " too few rows for the parameters and " + (refused.size() == 1 ? "is" : "are")
        + " not chosen: " + first + ", because " + String.join("; ", first.reasons())
        + (refused.size() == 1 ? "" : "; --json has the other reasons");
  }
}

package dev.gmm4j.cli.select;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.plot.CriterionPlot;
import dev.gmm4j.plot.Figure;
import dev.gmm4j.selection.ModelSelectionResult;
import dev.gmm4j.selection.SelectionCandidate;
import java.util.List;

/** Draws a selection: the criterion against the number of components. Loaded only where a picture is asked for. */
final class SelectionPicture {
  private SelectionPicture() {}

  static Figure of(ModelSelectionResult result, String data) {
    CriterionPlot plot = CriterionPlot.of(SelectionTable.name(result.criterion()))
        .title(data + ": " + SelectionTable.name(result.criterion()) + ", lower is better")
        .focused();
    List<CovarianceModel> models = result.candidates().stream()
        .map(SelectionCandidate::covariance)
        .distinct()
        .toList();
    for (CovarianceModel model : models) {
      // A model that nothing is known of has no line.
      if (result.ranking(result.criterion()).stream()
          .anyMatch(candidate -> candidate.covariance() == model)) {
        addCurve(plot, model, result);
      }
    }
    SelectionCandidate best = result.best();
    return plot.best(best.covariance().name(), best.components()).figure();
  }

  private static void addCurve(
      CriterionPlot plot, CovarianceModel model, ModelSelectionResult result) {
    List<SelectionCandidate> candidates = result.candidates().stream()
        .filter(candidate -> candidate.covariance() == model)
        .toList();
    plot.curve(
        model.name(),
        candidates.stream().mapToInt(SelectionCandidate::components).toArray(),
        candidates.stream()
            .mapToDouble(candidate -> candidate.value(result.criterion()))
            .toArray());
  }
}

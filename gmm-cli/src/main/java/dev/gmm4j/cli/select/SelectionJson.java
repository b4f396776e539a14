package dev.gmm4j.cli.select;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.RestartReport;
import dev.gmm4j.cli.input.ColumnNames;
import dev.gmm4j.cli.output.MissingSummary;
import dev.gmm4j.em.AitkenLimit;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.JsonObject;
import dev.gmm4j.selection.ModelSelectionResult;
import dev.gmm4j.selection.SelectionCandidate;
import dev.gmm4j.selection.SelectionCriterion;
import java.util.List;

/** A selection for programs: all candidates, all their restarts, and why some failed. */
final class SelectionJson {
  private SelectionJson() {}

  static JsonObject of(
      ModelSelectionResult result, Dataset dataset, FitCall call, SelectionReasons reasons) {
    SelectionCandidate best = result.best();
    GaussianMixtureFit fit = result.bestFit();
    JsonObject json = new JsonObject()
        .put("data", dataset.name())
        .put("rows", fit.samples())
        .put("totalWeight", fit.totalWeight())
        .put("features", fit.model().dimension())
        .put("backend", fit.backend())
        .put("seed", call.settings().seed())
        .put("seconds", result.seconds())
        .put("criterion", result.criterion().label())
        .put("covariance", best.covariance().name())
        .put("components", best.components())
        .put("admissible", best.isAdmissible())
        .put("why", reasons.why())
        .put(
            "next",
            reasons.next().stream()
                .map(next -> new JsonObject()
                    .put("covariance", next.candidate().covariance().name())
                    .put("components", next.candidate().components())
                    .put("difference", next.difference()))
                .toList());
    reasons.clusters().ifPresent(clusters -> json.put("mergeToClusters", clusters));
    MissingSummary.addTo(json, dataset);
    Trimming trimming = call.settings().trimming();
    if (trimming != null && fit.trimmed() != null) {
      json.put(
          "trimming",
          new JsonObject()
              .put("share", trimming.share())
              .put("form", trimming.form().label())
              .put("keptWeight", fit.trimmed().keptWeight()));
    }
    return json.put(
        "candidates",
        result.candidates().stream()
            .map(candidate -> candidate(candidate, result.initializations(), dataset.columnNames())
                .put("settings", settings(candidate, call))
                .putTexts("fitArguments", call.arguments(candidate)))
            .toList());
  }

  private static JsonObject candidate(
      SelectionCandidate candidate, List<String> initializations, List<String> columns) {
    JsonObject json = new JsonObject()
        .put("covariance", candidate.covariance().name())
        .put("components", candidate.components());
    candidate
        .fit()
        .ifPresent(fit -> json.put("freeParameters", fit.model().freeParameters())
            .put("logLikelihood", fit.logLikelihood())
            .put("bestStart", initializations.get(fit.bestRestart().index())));
    if (candidate.fit().isPresent()) {
      for (SelectionCriterion criterion : SelectionCriterion.values()) {
        json.put(criterion.label(), candidate.value(criterion));
      }
    }
    if (candidate.fit().isPresent()) {
      json.put("admissible", candidate.isAdmissible()).putTexts("reasons", candidate.reasons());
    }
    candidate
        .failure()
        .ifPresent(failure -> json.put("failure", ColumnNames.message(failure, columns)));
    candidate
        .crossValidationFailure()
        .ifPresent(failure -> json.put("cvFailure", ColumnNames.message(failure, columns)));
    return json.put(
        "starts",
        candidate.restarts().stream()
            .map(restart -> restart(restart, initializations.get(restart.index()), columns))
            .toList());
  }

  /** What a candidate was fitted with; beside it, the arguments of {@code gmm} repeat all that was given. */
  private static JsonObject settings(SelectionCandidate candidate, FitCall call) {
    GaussianMixtureEstimator estimator = call.settings();
    JsonObject json = new JsonObject()
        .putTexts("initializations", call.initializations(candidate))
        .put("restarts", call.restarts(candidate))
        .put("maxIterations", estimator.maxIterations())
        .put("convergence", estimator.convergence().label());
    if (estimator.convergence() instanceof AitkenLimit limit) {
      json.put("tolerance", limit.tolerance());
    }
    return json.put("acceleration", estimator.acceleration().label())
        .put("regularization", estimator.regularization().amount())
        .put("regularizationKind", estimator.regularization().kind())
        .put("degeneracy", estimator.degeneracy().label())
        .put("mixingProportions", estimator.proportions().label())
        .put("seed", estimator.seed());
  }

  private static JsonObject restart(RestartReport restart, String label, List<String> columns) {
    JsonObject json = new JsonObject().put("start", label);
    if (restart.failure() != null) {
      return json.put("failure", ColumnNames.message(restart.failure(), columns));
    }
    return json.put("logLikelihood", restart.logLikelihood())
        .put("iterations", restart.iterations())
        .put("converged", restart.converged())
        .put("trace", restart.trace().stream().mapToDouble(Double::doubleValue).toArray());
  }
}

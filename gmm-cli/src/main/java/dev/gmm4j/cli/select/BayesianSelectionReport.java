package dev.gmm4j.cli.select;

import dev.gmm4j.bayesian.BayesianMixtureFit;
import dev.gmm4j.bayesian.BayesianSelection;
import dev.gmm4j.bayesian.WeightPrior;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.output.Table;
import dev.gmm4j.cli.run.PlainText;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The result of a comparison of Bayesian mixtures, for people and for programs. */
final class BayesianSelectionReport {
  private final Dataset dataset;
  private final BayesianSelection.Result result;
  private final long seed;
  private final @Nullable Path output;
  private final BayesianSelection.Candidate chosen;

  /**
   * Creates the report.
   *
   * @throws GmmException that of the first candidate, where all failed
   */
  BayesianSelectionReport(
      Dataset dataset, BayesianSelection.Result result, long seed, @Nullable Path output) {
    this.dataset = dataset;
    this.result = result;
    this.seed = seed;
    this.output = output;
    this.chosen = result
        .best()
        .orElseThrow(() -> Objects.requireNonNull(result.candidates().get(0).failure()));
  }

  /** Returns the fit of the best candidate. */
  BayesianMixtureFit best() {
    return Objects.requireNonNull(chosen.fit());
  }

  JsonObject toJson() {
    BayesianMixtureFit fit = best();
    return new JsonObject()
        .put("data", dataset.name())
        .put("rows", fit.samples())
        .put("totalWeight", fit.totalWeight())
        .put("features", fit.posterior().dimension())
        .put("backend", fit.backend().id())
        .put("seed", seed)
        .put("criterion", "elbo")
        .put("covariance", chosen.type().label())
        .put("components", chosen.components())
        .put(
            "candidates",
            result.candidates().stream().map(BayesianSelectionReport::candidate).toList());
  }

  private static JsonObject candidate(BayesianSelection.Candidate candidate) {
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

  String toTable() {
    BayesianMixtureFit fit = best();
    boolean isFinite = fit.posterior().weights().kind() == WeightPrior.Kind.DIRICHLET;
    Table summary = new Table(List.of(Table.Align.LEFT, Table.Align.LEFT));
    summary.add(List.of(
        "data",
        dataset.name() + ", " + NumberText.count(fit.samples(), "row") + ", "
            + NumberText.count(fit.posterior().dimension(), "feature")));
    summary.add(List.of("prior", fit.posterior().weights().kind().label()));
    summary.add(List.of("backend", fit.backend().id()));
    summary.add(List.of(
        "chosen",
        chosen.type().label() + ", " + NumberText.count(chosen.components(), "component") + ", "
            + fit.occupiedComponents() + " occupied"));
    StringBuilder text = new StringBuilder();
    text.append(summary).append("\nELBO").append(isFinite ? " + ln K!" : "");
    text.append(", higher is better\n").append(grid());
    for (BayesianSelection.Candidate candidate : result.candidates()) {
      GmmException failure = candidate.failure();
      if (failure != null) {
        text.append("note: ").append(candidate.type().label()).append(" with ");
        text.append(NumberText.count(candidate.components(), "component")).append(" failed: ");
        text.append(PlainText.of(String.valueOf(failure.getMessage()))).append('\n');
      }
    }
    if (output != null) {
      text.append("\nmodel written to ").append(PlainText.of(output.toString())).append('\n');
    }
    return text.toString();
  }

  private Table grid() {
    List<Integer> numbers = result.candidates().stream()
        .map(BayesianSelection.Candidate::components)
        .distinct()
        .toList();
    Table table = new Table(Collections.nCopies(numbers.size() + 1, Table.Align.RIGHT));
    List<String> header = new ArrayList<>(List.of("components"));
    numbers.forEach(number -> header.add(Integer.toString(number)));
    table.add(header);
    List<String> row = new ArrayList<>();
    for (BayesianSelection.Candidate candidate : result.candidates()) {
      if (row.isEmpty()) {
        row.add(candidate.type().label());
      }
      row.add(NumberText.fixedOrDash(candidate.comparableElbo(), 2));
      if (row.size() == numbers.size() + 1) {
        table.add(row);
        row = new ArrayList<>();
      }
    }
    return table;
  }
}

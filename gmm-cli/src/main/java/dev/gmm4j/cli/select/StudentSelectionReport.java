package dev.gmm4j.cli.select;

import dev.gmm4j.cli.output.MissingSummary;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.output.Table;
import dev.gmm4j.cli.run.PlainText;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.JsonObject;
import dev.gmm4j.selection.SelectionCriterion;
import dev.gmm4j.student.StudentMixtureFit;
import dev.gmm4j.student.StudentSelection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The result of a comparison of mixtures of t distributions, for people and for programs. */
final class StudentSelectionReport {
  private final Dataset dataset;
  private final SelectionCriterion criterion;
  private final StudentSelection.Result result;
  private final long seed;
  private final @Nullable Path output;
  private final StudentSelection.Candidate chosen;

  /**
   * Creates the report.
   *
   * @throws GmmException that of the first candidate that failed, where none can be chosen
   */
  StudentSelectionReport(
      Dataset dataset,
      SelectionCriterion criterion,
      StudentSelection.Result result,
      long seed,
      @Nullable Path output) {
    this.dataset = dataset;
    this.criterion = criterion;
    this.result = result;
    this.seed = seed;
    this.output = output;
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

  JsonObject toJson() {
    StudentMixtureFit fit = best();
    JsonObject json = new JsonObject().put("data", dataset.name()).put("rows", fit.samples());
    MissingSummary.addTo(json, dataset);
    return json.put("totalWeight", fit.totalWeight())
        .put("features", fit.model().dimension())
        .put("backend", fit.backend())
        .put("seed", seed)
        .put("criterion", criterion.label())
        .put("tails", tails(fit))
        .put("covariance", chosen.model().name())
        .put("components", chosen.components())
        .put(
            "candidates",
            result.candidates().stream().map(StudentSelectionReport::candidate).toList());
  }

  private static String tails(StudentMixtureFit fit) {
    return fit.model().degreesOfFreedomKind().name().toLowerCase(Locale.ROOT);
  }

  private static JsonObject candidate(StudentSelection.Candidate candidate) {
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

  String toTable() {
    StudentMixtureFit fit = best();
    Table summary = new Table(List.of(Table.Align.LEFT, Table.Align.LEFT));
    summary.add(List.of(
        "data",
        dataset.name() + ", " + NumberText.count(fit.samples(), "row") + ", "
            + NumberText.count(fit.model().dimension(), "feature")));
    MissingSummary.addTo(summary, dataset);
    summary.add(List.of("tails", tails(fit)));
    summary.add(List.of("backend", fit.backend()));
    summary.add(List.of(
        "chosen",
        chosen.model() + ", " + NumberText.count(chosen.components(), "component") + ", "
            + criterion.label() + " " + NumberText.fixed(chosen.value(), 2)));
    StringBuilder text = new StringBuilder();
    text.append(summary).append('\n').append(criterion.label());
    text.append(", lower is better\n").append(grid());
    for (StudentSelection.Candidate candidate : result.candidates()) {
      GmmException failure = candidate.failure();
      if (failure != null) {
        text.append("note: ").append(candidate.model()).append(" with ");
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
        .map(StudentSelection.Candidate::components)
        .distinct()
        .toList();
    Table table = new Table(Collections.nCopies(numbers.size() + 1, Table.Align.RIGHT));
    List<String> header = new ArrayList<>(List.of("components"));
    numbers.forEach(number -> header.add(Integer.toString(number)));
    table.add(header);
    List<String> row = new ArrayList<>();
    for (StudentSelection.Candidate candidate : result.candidates()) {
      if (row.isEmpty()) {
        row.add(candidate.model().name());
      }
      row.add(NumberText.fixedOrDash(candidate.value(), 2));
      if (row.size() == numbers.size() + 1) {
        table.add(row);
        row = new ArrayList<>();
      }
    }
    return table;
  }
}

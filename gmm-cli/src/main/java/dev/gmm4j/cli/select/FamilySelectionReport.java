package dev.gmm4j.cli.select;

import dev.gmm4j.cli.output.MissingSummary;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.output.Table;
import dev.gmm4j.cli.run.PlainText;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of a comparison of mixtures of one family, for people and for programs. */
final class FamilySelectionReport {
  private final Dataset dataset;
  private final FamilySelection selection;
  private final long seed;
  private final @Nullable Path output;

  FamilySelectionReport(
      Dataset dataset, FamilySelection selection, long seed, @Nullable Path output) {
    this.dataset = dataset;
    this.selection = selection;
    this.seed = seed;
    this.output = output;
  }

  JsonObject toJson() {
    FamilySelection.Fitted fitted = selection.fitted();
    JsonObject json = new JsonObject().put("data", dataset.name()).put("rows", fitted.rows());
    MissingSummary.addTo(json, dataset);
    json.put("totalWeight", fitted.totalWeight())
        .put("features", fitted.features())
        .put("backend", fitted.backend())
        .put("seed", seed)
        .put("criterion", selection.criterion());
    selection.addChosen(json);
    return json.put("candidates", selection.candidatesJson());
  }

  String toTable() {
    FamilySelection.Fitted fitted = selection.fitted();
    Table summary = new Table(List.of(Table.Align.LEFT, Table.Align.LEFT));
    summary.add(List.of(
        "data",
        dataset.name() + ", " + NumberText.count(fitted.rows(), "row") + ", "
            + NumberText.count(fitted.features(), "feature")));
    MissingSummary.addTo(summary, dataset);
    if (!selection.common().isEmpty()) {
      summary.add(selection.common());
    }
    summary.add(List.of("backend", fitted.backend()));
    summary.add(List.of("chosen", selection.chosenText()));
    selection.reasons().forEach(summary::add);
    StringBuilder text = new StringBuilder();
    text.append(summary).append('\n').append(selection.heading()).append('\n').append(grid());
    for (FamilySelection.Candidate candidate : selection.candidates()) {
      RuntimeException failure = candidate.failure();
      if (failure != null) {
        text.append("note: ").append(candidate.name()).append(" with ");
        text.append(NumberText.count(candidate.components(), "component")).append(" failed: ");
        text.append(PlainText.of(String.valueOf(failure.getMessage()))).append('\n');
      }
    }
    if (output != null) {
      text.append("\nmodel written to ").append(PlainText.of(output.toString())).append('\n');
    }
    return text.toString();
  }

  /** Returns the values: a row a name, a column a number of components. */
  private Table grid() {
    List<FamilySelection.Candidate> candidates = selection.candidates();
    List<Integer> numbers = candidates.stream()
        .map(FamilySelection.Candidate::components)
        .distinct()
        .toList();
    Table table = new Table(Collections.nCopies(numbers.size() + 1, Table.Align.RIGHT));
    List<String> header = new ArrayList<>(List.of("components"));
    numbers.forEach(number -> header.add(Integer.toString(number)));
    table.add(header);
    for (String name :
        candidates.stream().map(FamilySelection.Candidate::name).distinct().toList()) {
      List<String> row = new ArrayList<>(List.of(name));
      candidates.stream()
          .filter(candidate -> candidate.name().equals(name))
          .forEach(candidate -> row.add(NumberText.fixedOrDash(candidate.value(), 2)));
      table.add(row);
    }
    return table;
  }
}

package dev.gmm4j.cli.select;

import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.cli.input.ColumnNames;
import dev.gmm4j.cli.option.WideOption;
import dev.gmm4j.cli.output.MissingSummary;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.output.Table;
import dev.gmm4j.cli.run.PlainText;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.selection.ModelSelectionResult;
import dev.gmm4j.selection.SelectionCandidate;
import dev.gmm4j.selection.SelectionCriterion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of a selection, for people. */
final class SelectionTable {
  private static final int BEST = 5;
  private static final int MAX_NOTES = 5;

  private final Dataset dataset;
  private final ModelSelectionResult result;
  private final FitCall call;
  private final SelectionReasons reasons;
  private final @Nullable Path output;
  private final @Nullable Path picture;
  private final boolean wide;

  SelectionTable(
      Dataset dataset,
      ModelSelectionResult result,
      FitCall call,
      SelectionReasons reasons,
      @Nullable Path output,
      @Nullable Path picture,
      boolean wide) {
    this.dataset = dataset;
    this.result = result;
    this.call = call;
    this.reasons = reasons;
    this.output = output;
    this.picture = picture;
    this.wide = wide;
  }

  /** Returns the result of one candidate. */
  static String line(SelectionCandidate candidate, List<String> columns) {
    String name = candidate.covariance() + " " + candidate.components() + "  ";
    return candidate
        .fit()
        .map(fit -> name + "log-likelihood " + NumberText.fixed(fit.logLikelihood(), 3) + "  BIC "
            + NumberText.fixedOrDash(fit.bic(), 3))
        .orElseGet(() -> name + "failed: " + reason(candidate, columns));
  }

  private static String reason(SelectionCandidate candidate, List<String> columns) {
    return candidate
        .failure()
        .or(candidate::crossValidationFailure)
        .map(failure -> ColumnNames.message(failure, columns))
        .orElse("");
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    appendSummary(text);
    text.append('\n').append(name(result.criterion())).append(", lower is better\n");
    appendGrid(text);
    text.append("\nbest candidates\n");
    appendRanking(text);
    appendNotes(text);
    text.append("\nthe chosen model again\n");
    text.append(call.commandLine(result.best())).append('\n');
    if (output != null) {
      text.append("\nmodel written to ").append(PlainText.of(output.toString())).append('\n');
    }
    if (picture != null) {
      text.append(output == null ? "\n" : "").append("picture written to ");
      text.append(PlainText.of(picture.toString()));
      text.append('\n');
    }
    return text.toString();
  }

  private void appendSummary(StringBuilder text) {
    SelectionCandidate best = result.best();
    GaussianMixtureFit fit = result.bestFit();
    long fitted = result.candidates().stream().filter(c -> c.fit().isPresent()).count();
    Table table = new Table(List.of(Table.Align.LEFT, Table.Align.LEFT));
    table.add(List.of(
        "data",
        dataset.name() + ", " + NumberText.count(fit.samples(), "row") + ", "
            + NumberText.count(fit.model().dimension(), "feature")));
    MissingSummary.addTo(table, dataset);
    Trimming trimming = call.settings().trimming();
    if (trimming != null) {
      table.add(List.of(
          "trimmed",
          NumberText.significant(trimming.share(), 6) + " of the rows by each candidate, "
              + trimming.form().label() + " form"));
    }
    table.add(List.of("initializations", String.join(", ", result.initializations())));
    table.add(List.of("backend", fit.backend()));
    table.add(List.of(
        "fitted", fitted + " of " + NumberText.count(result.candidates().size(), "candidate")));
    table.add(List.of("seconds", NumberText.fixed(result.seconds(), 3)));
    table.add(List.of("chosen", best.covariance() + ", " + components(best.components())));
    table.add(List.of("why", reasons.why()));
    if (!reasons.nextText().isEmpty()) {
      table.add(List.of("next", reasons.nextText()));
    }
    text.append(table);
  }

  private static String components(int count) {
    return NumberText.count(count, "component");
  }

  /** Returns what a criterion is called. */
  static String name(SelectionCriterion criterion) {
    return switch (criterion) {
      case BIC -> "BIC";
      case AIC -> "AIC";
      case AICC -> "AICc";
      case ICL_HARD -> "ICL";
      case ICL_SOFT -> "ICL by entropy";
      case CROSS_VALIDATION -> "-2 cross-validated log-likelihood";
    };
  }

  private void appendGrid(StringBuilder text) {
    List<Integer> numbers = result.candidates().stream()
        .map(SelectionCandidate::components)
        .distinct()
        .toList();
    List<CovarianceModel> models = result.candidates().stream()
        .map(SelectionCandidate::covariance)
        .distinct()
        .toList();
    Table table = new Table(Collections.nCopies(numbers.size() + 1, Table.Align.RIGHT));
    List<String> header = new ArrayList<>(List.of("components"));
    numbers.forEach(number -> header.add(Integer.toString(number)));
    table.add(header);
    for (CovarianceModel model : models) {
      List<String> row = new ArrayList<>(List.of(model.name()));
      for (int number : numbers) {
        row.add(result.candidate(model, number).map(this::cell).orElse(""));
      }
      table.add(row);
    }
    text.append(table);
    String refused = reasons.refused();
    text.append(refused.isEmpty() ? "" : refused + "\n");
  }

  /** Returns a candidate's value, marked if it cannot be chosen; where one is, all others leave room for the mark. */
  private String cell(SelectionCandidate candidate) {
    String value = NumberText.fixedOrDash(candidate.value(result.criterion()), 2);
    if (result.inadmissible().isEmpty()) {
      return value;
    }
    return value + (candidate.reasons().isEmpty() ? " " : "*");
  }

  private void appendRanking(StringBuilder text) {
    Table table = new Table(Collections.nCopies(7, Table.Align.RIGHT));
    table.add(List.of("model", "components", "parameters", "log-likelihood", "BIC", "AIC", "ICL"));
    List<SelectionCandidate> ranking =
        result.admissible().isEmpty() ? result.inadmissible() : result.admissible();
    int shown = wide ? ranking.size() : Math.min(BEST, ranking.size());
    for (SelectionCandidate candidate : ranking.subList(0, shown)) {
      GaussianMixtureFit fit = candidate.fit().orElseThrow();
      table.add(List.of(
          candidate.covariance().name(),
          Integer.toString(candidate.components()),
          Long.toString(fit.model().freeParameters()),
          NumberText.fixed(fit.logLikelihood(), 3),
          NumberText.fixedOrDash(fit.bic(), 3),
          NumberText.fixed(fit.aic(), 3),
          NumberText.fixedOrDash(candidate.value(SelectionCriterion.ICL_HARD), 3)));
    }
    text.append(table);
    if (shown < ranking.size()) {
      text.append(NumberText.count(ranking.size() - shown, "candidate"));
      text.append(shown + 1 == ranking.size() ? " is" : " are").append(" left out; ");
      text.append(WideOption.NAME).append(" shows all\n");
    }
  }

  private void appendNotes(StringBuilder text) {
    List<SelectionCandidate> failed = result.candidates().stream()
        .filter(candidate -> candidate.failure().isPresent()
            || candidate.crossValidationFailure().isPresent())
        .toList();
    text.append(failed.isEmpty() ? "" : "\n");
    for (SelectionCandidate candidate : failed.stream().limit(MAX_NOTES).toList()) {
      text.append("note: ").append(candidate.covariance()).append(" with ");
      text.append(components(candidate.components())).append(" failed: ");
      text.append(PlainText.of(reason(candidate, dataset.columnNames()))).append('\n');
    }
    if (failed.size() > MAX_NOTES) {
      text.append("note: ").append(failed.size() - MAX_NOTES).append(" more failed; --json has ");
      text.append("the reasons\n");
    }
    GaussianMixtureFit fit = result.bestFit();
    if (!fit.converged()) {
      text.append("\nwarning: the chosen model has not converged after ")
          .append(NumberText.count(fit.iterations(), "iteration"));
      text.append("; try more with --max-iterations\n");
    }
    SelectionCandidate best = result.best();
    if (!best.isAdmissible()) {
      text.append("\nwarning: too few rows for any candidate; of the chosen one, ");
      text.append(String.join("; ", best.reasons()))
          .append("; try fewer components, simpler models ");
      text.append("or --prior\n");
    }
    reasons.clusters().ifPresent(clusters -> appendMerging(text, clusters));
  }

  private void appendMerging(StringBuilder text, int clusters) {
    text.append("\nnote: the ").append(components(result.bestFit().model().components()));
    text.append(" overlap, and merge to ").append(clusters).append(" clusters that do not");
    text.append(" (elbow of the entropy); see gmm merge ");
    text.append(output == null ? "MODEL" : output)
        .append(' ')
        .append(dataset.name())
        .append('\n');
  }
}

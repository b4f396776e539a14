package dev.gmm4j.cli.fit;

import dev.gmm4j.ComponentDiagnostics;
import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.RestartReport;
import dev.gmm4j.TrimmedRows;
import dev.gmm4j.backend.BackendComparison;
import dev.gmm4j.cli.input.ColumnNames;
import dev.gmm4j.cli.option.WideOption;
import dev.gmm4j.cli.output.MissingSummary;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.output.Table;
import dev.gmm4j.cli.run.PlainText;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.em.Admissibility;
import dev.gmm4j.em.DegeneracyEvent;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.Regularization;
import dev.gmm4j.em.SearchMove;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.FitRecord;
import dev.gmm4j.noise.UniformNoise;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The result of a fit, for people. */
final class FitTable {
  private static final int MAX_FEATURES = 8;
  private static final int MAX_NAME_LENGTH = 16;
  private static final int DIGITS = 6;

  private final Dataset dataset;
  private final FitOptions settings;
  private final StepwiseOptions stepwise;
  private final GaussianMixtureFit fit;
  private final FitRecord.Seconds seconds;
  private final @Nullable Path output;
  private final boolean wide;

  FitTable(
      Dataset dataset,
      FitOptions settings,
      StepwiseOptions stepwise,
      GaussianMixtureFit fit,
      FitRecord.Seconds seconds,
      @Nullable Path output,
      boolean wide) {
    this.dataset = dataset;
    this.settings = settings;
    this.stepwise = stepwise;
    this.fit = fit;
    this.seconds = seconds;
    this.output = output;
    this.wide = wide;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(summary());
    text.append('\n');
    appendComponents(text);
    appendNotes(text);
    if (output != null) {
      text.append("\nmodel written to ").append(PlainText.of(output.toString())).append('\n');
    }
    return text.toString();
  }

  /** Returns names and values of what holds for the fit as a whole. */
  Table summary() {
    GaussianMixture model = fit.model();
    Table table = new Table(List.of(Table.Align.LEFT, Table.Align.LEFT));
    table.add(List.of(
        "data",
        dataset.name() + ", " + NumberText.count(fit.samples(), "row") + weight() + ", "
            + NumberText.count(model.dimension(), "feature")));
    MissingSummary.addTo(table, dataset);
    table.add(List.of(
        "model",
        NumberText.count(model.components(), "component") + ", "
            + model.covarianceModel().label() + " covariance, " + proportions(model)
            + NumberText.count(model.freeParameters(), "free parameter")));
    if (fit.prior() != null) {
      table.add(List.of("prior", "conjugate, log-density " + NumberText.fixed(fit.logPrior(), 3)));
    }
    UniformNoise noise = model.noise();
    if (noise != null) {
      table.add(List.of(
          "noise",
          "weight " + NumberText.fixed(noise.weight(), 4) + ", volume "
              + NumberText.quantity(noise.region().volume(), DIGITS)));
    }
    TrimmedRows trimmed = fit.trimmed();
    if (trimmed != null) {
      table.add(List.of(
          "trimmed",
          NumberText.count(trimmed.count(), "row") + ", "
              + trimmed.trimming().form().label() + " form, threshold "
              + NumberText.fixed(trimmed.threshold(), 3)));
    }
    table.add(List.of("initialization", settings.init().value() + best()));
    String steps = stepwise.summary();
    if (steps != null) {
      table.add(List.of("stepwise EM", steps));
    }
    table.add(List.of("backend", fit.backend() + why()));
    List<SearchMove> moves = fit.moves().stream().filter(SearchMove::accepted).toList();
    if (!moves.isEmpty()) {
      table.add(List.of("search", search(moves)));
    }
    table.add(List.of("iterations", iterations()));
    table.add(List.of("log-likelihood", NumberText.fixed(fit.logLikelihood(), 3)));
    table.add(List.of("BIC", NumberText.fixedOrDash(fit.bic(), 3)));
    table.add(List.of("AIC", NumberText.fixed(fit.aic(), 3)));
    table.add(List.of(
        "seconds",
        NumberText.fixed(seconds.read(), 3) + " reading, "
            + NumberText.fixed(seconds.initialize(), 3) + " initializing, "
            + NumberText.fixed(seconds.em(), 3) + " iterating"));
    return table;
  }

  /** Tells of moves that were kept; their gain is that among the rows searched, for all rows. */
  private String search(List<SearchMove> moves) {
    double gain =
        fit.totalWeight() * moves.stream().mapToDouble(SearchMove::gain).sum();
    return NumberText.count(moves.size(), "move") + ", +" + NumberText.fixed(gain, 3) + " nats";
  }

  private String iterations() {
    return stepwise.isAlone()
        ? "none of EM"
        : fit.iterations() + ", " + (fit.converged() ? "converged" : "not converged");
  }

  /** Tells why the backend was taken, if it was the result of a comparison. */
  private String why() {
    BackendComparison probe = fit.backendComparison();
    return probe == null ? "" : ", " + probe.reason();
  }

  private static String proportions(GaussianMixture model) {
    return model.proportions() == MixingProportions.EQUAL ? "equal proportions, " : "";
  }

  private String weight() {
    return dataset.samples().isWeighted()
        ? " of total weight " + NumberText.quantity(fit.totalWeight(), DIGITS)
        : "";
  }

  private String best() {
    int restarts = fit.restarts().size();
    return restarts == 1 ? "" : ", best was " + (fit.bestRestart().index() + 1) + " of " + restarts;
  }

  private void appendComponents(StringBuilder text) {
    List<String> names = dataset.columnNames();
    int shown = wide || names.size() <= MAX_FEATURES ? names.size() : MAX_FEATURES - 1;
    int hidden = names.size() - shown;
    List<String> header = new ArrayList<>(List.of("component", "weight", "count", "condition"));
    for (String name : names.subList(0, shown)) {
      header.add(wide ? name : abbreviated(name));
    }
    if (hidden > 0) {
      header.add("(" + hidden + " more)");
    }
    Table table = new Table(Collections.nCopies(header.size(), Table.Align.RIGHT));
    table.add(header);
    double[] deviations = smallestDeviations(shown);
    for (ComponentDiagnostics component : fit.diagnostics()) {
      List<String> row = new ArrayList<>();
      row.add(Integer.toString(component.component()));
      row.add(NumberText.fixed(component.weight(), 4));
      row.add(NumberText.fixed(component.effectiveCount(), 1));
      row.add(NumberText.significant(component.conditionNumber(), 3));
      double[] mean = fit.model().mean(component.component());
      for (int j = 0; j < shown; j++) {
        row.add(NumberText.quantity(mean[j], DIGITS, deviations[j]));
      }
      if (hidden > 0) {
        row.add("...");
      }
      table.add(row);
    }
    text.append(table);
    if (hidden > 0) {
      text.append("means of ").append(NumberText.count(hidden, "feature"));
      text.append(" are left out; ").append(WideOption.NAME).append(" shows all\n");
    }
  }

  /** Returns for each feature the least standard deviation of a component: all its means can be told apart by that. */
  private double[] smallestDeviations(int features) {
    GaussianMixture model = fit.model();
    double[] deviations = new double[features];
    for (int j = 0; j < features; j++) {
      double least = Double.POSITIVE_INFINITY;
      for (int k = 0; k < model.components(); k++) {
        least = Math.min(least, model.covariances().get(k, j, j));
      }
      deviations[j] = Math.sqrt(least);
    }
    return deviations;
  }

  private void appendNotes(StringBuilder text) {
    List<String> notes = notes();
    if (!notes.isEmpty()) {
      text.append('\n');
    }
    for (String note : notes) {
      text.append(PlainText.of(note)).append('\n');
    }
  }

  /** Returns what should be known about the fit, a sentence each. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (DegeneracyEvent event : stepwise.events()) {
      notes.add("note: in stepwise EM, where iterations are steps, " + sentence(event));
    }
    for (DegeneracyEvent event : fit.bestRestart().events()) {
      notes.add("note: " + sentence(event));
    }
    for (List<Integer> group : fit.coincidentComponents()) {
      notes.add(
          "note: components " + enumeration(group)
              + " coincide: EM cannot part components that begin alike; let them start apart, or use fewer");
    }
    for (RestartReport restart : fit.restarts()) {
      if (restart.failure() != null) {
        notes.add("note: restart " + (restart.index() + 1) + " failed: "
            + ColumnNames.message(restart.failure(), dataset.columnNames()));
      }
    }
    if (fit.trimmed() != null
        && settings.maxEigenvalueRatio() == null
        && !fit.model().covarianceModel().isShared()) {
      notes.add(
          "note: rows were trimmed without --max-eigenvalue-ratio: a component may have shrunk to"
              + " few rows, and others been trimmed for it");
    }
    appendSupport(notes);
    appendRegularization(notes);
    if (fit.isSlowForMissingValues() && !stepwise.isAlone()) {
      notes.add("note: the fit is slow where values are missing: "
          + NumberText.count(fit.missingValues(), "value")
          + (fit.missingValues() == 1 ? " is" : " are")
          + " missing, and EM is slower the more of the information is");
    }
    if (stepwise.isAlone()) {
      notes.add(
          "note: stepwise EM comes near the best log-likelihood; --method stepwise-em goes on with EM");
    } else if (!fit.converged() && settings.tolerance() > 0) {
      notes.add("warning: not converged after " + NumberText.count(fit.iterations(), "iteration")
          + "; try more with --max-iterations, or a larger --tolerance");
    }
    return notes;
  }

  /** Tells whether the rows are too few for the parameters. */
  private void appendSupport(List<String> notes) {
    String remedy =
        "; try fewer components, a simpler model such as --covariance diagonal, or --prior";
    Admissibility admissibility = fit.admissibility();
    long parameters = fit.model().freeParameters();
    if (!admissibility.isAdmissible()) {
      notes.add("note: too few rows to believe the model: "
          + String.join("; ", admissibility.reasons()) + remedy);
    } else if (parameters > fit.samples()
        && !fit.model().covariances().type().isAxisAligned()
        && fit.prior() == null) {
      notes.add("note: " + parameters + " free parameters are more than the "
          + NumberText.count(fit.samples(), "row") + remedy);
    }
  }

  /** Tells where the fitted variances are what was added to them rather than what the data has. */
  private void appendRegularization(List<String> notes) {
    int[] features = fit.regularizedFeatures();
    if (features.length > 0) {
      Regularization regularization = settings.regularization();
      String option =
          regularization.isRelative() ? "--relative-regularization" : "--regularization";
      String more = features.length > 1 ? " and " + (features.length - 1) + " more" : "";
      notes.add("note: the regularization is most of a variance of "
          + dataset.columnNames().get(features[0]) + more + "; try a smaller " + option + " than "
          + NumberText.significant(regularization.amount(), 3)
          + ", or fewer components");
    }
  }

  private String sentence(DegeneracyEvent event) {
    boolean several = event.action() == DegeneracyPolicy.PRUNE && event.times() > 1;
    String who = several
        ? event.times() + " components were removed"
        : "component " + event.component() + " " + done(event.action());
    return who + when(event) + ": " + ColumnNames.in(event.reason(), dataset.columnNames());
  }

  private static String enumeration(List<Integer> indices) {
    int last = indices.size() - 1;
    return indices.subList(0, last).stream().map(String::valueOf).collect(Collectors.joining(", "))
        + " and " + indices.get(last);
  }

  private static String done(DegeneracyPolicy action) {
    return switch (action) {
      case FAIL -> "failed";
      case REGULARIZE -> "was regularized";
      case PRUNE -> "was removed";
      case RESTART -> "was put on a random row";
    };
  }

  private static String when(DegeneracyEvent event) {
    if (event.firstIteration() == event.lastIteration()) {
      return event.firstIteration() == 0
          ? " at initialization"
          : " in iteration " + event.firstIteration();
    }
    if (event.action() == DegeneracyPolicy.PRUNE) {
      return " in iterations " + event.firstIteration() + " to " + event.lastIteration();
    }
    return " in " + event.times() + " iterations from " + event.firstIteration() + " to "
        + event.lastIteration();
  }

  private static String abbreviated(String name) {
    return name.codePointCount(0, name.length()) <= MAX_NAME_LENGTH
        ? name
        : name.substring(0, name.offsetByCodePoints(0, MAX_NAME_LENGTH - 3)) + "...";
  }
}

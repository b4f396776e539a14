package dev.gmm4j.cli.fit;

import dev.gmm4j.ComponentDiagnostics;
import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.RestartReport;
import dev.gmm4j.TrimmedRows;
import dev.gmm4j.backend.BackendComparison;
import dev.gmm4j.cli.input.ColumnNames;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.output.Table;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.em.Admissibility;
import dev.gmm4j.em.DegeneracyEvent;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.Regularization;
import dev.gmm4j.em.SearchMove;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.FitRecord;
import dev.gmm4j.noise.UniformNoise;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The result of a fit, for people. */
final class FitTable implements FitSummary {
  private static final int DIGITS = 6;

  private final Dataset dataset;
  private final FitOptions settings;
  private final StepwiseOptions stepwise;
  private final GaussianMixtureFit fit;
  private final FitRecord.Seconds seconds;
  private final boolean wide;

  FitTable(
      Dataset dataset,
      FitOptions settings,
      StepwiseOptions stepwise,
      GaussianMixtureFit fit,
      FitRecord.Seconds seconds,
      boolean wide) {
    this.dataset = dataset;
    this.settings = settings;
    this.stepwise = stepwise;
    this.fit = fit;
    this.seconds = seconds;
    this.wide = wide;
  }

  @Override
  public Table summary() {
    GaussianMixture model = fit.model();
    FitProperties properties = new FitProperties(dataset, fit.samples(), weight());
    properties.add(
        "model",
        NumberText.count(model.components(), "component") + ", "
            + model.covarianceModel().label() + " covariance, " + proportions(model)
            + NumberText.count(model.freeParameters(), "free parameter"));
    if (fit.prior() != null) {
      properties.add("prior", "conjugate, log-density " + NumberText.fixed(fit.logPrior(), 3));
    }
    UniformNoise noise = model.noise();
    if (noise != null) {
      properties.add(
          "noise",
          "weight " + NumberText.fixed(noise.weight(), 4) + ", volume "
              + NumberText.quantity(noise.region().volume(), DIGITS));
    }
    TrimmedRows trimmed = fit.trimmed();
    if (trimmed != null) {
      properties.add(
          "trimmed",
          NumberText.count(trimmed.count(), "row") + ", "
              + trimmed.trimming().form().label() + " form, threshold "
              + NumberText.fixed(trimmed.threshold(), 3));
    }
    properties.initialization(
        settings.init(), fit.bestRestart().index(), fit.restarts().size());
    String steps = stepwise.summary();
    if (steps != null) {
      properties.add("stepwise EM", steps);
    }
    properties.add("backend", fit.backend() + why());
    List<SearchMove> moves = fit.moves().stream().filter(SearchMove::accepted).toList();
    if (!moves.isEmpty()) {
      properties.add("search", search(moves));
    }
    if (stepwise.isAlone()) {
      properties.add("iterations", "none of EM");
    } else {
      properties.iterations(fit.iterations(), fit.converged());
    }
    properties.add("log-likelihood", NumberText.fixed(fit.logLikelihood(), 3));
    properties.add("BIC", NumberText.fixedOrDash(fit.bic(), 3));
    properties.add("AIC", NumberText.fixed(fit.aic(), 3));
    properties.seconds(seconds);
    return properties.table();
  }

  /** Tells of moves that were kept; their gain is that among the rows searched, for all rows. */
  private String search(List<SearchMove> moves) {
    double gain =
        fit.totalWeight() * moves.stream().mapToDouble(SearchMove::gain).sum();
    return NumberText.count(moves.size(), "move") + ", +" + NumberText.fixed(gain, 3) + " nats";
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

  @Override
  public ComponentTable components() {
    ComponentTable table = ComponentTable.abbreviating(
        "means", dataset.columnNames(), wide, "component", "weight", "count", "condition");
    double[] deviations = smallestDeviations(table.shown());
    for (ComponentDiagnostics component : fit.diagnostics()) {
      double[] mean = fit.model().mean(component.component());
      table.add(
          List.of(
              Integer.toString(component.component()),
              NumberText.fixed(component.weight(), 4),
              NumberText.fixed(component.effectiveCount(), 1),
              NumberText.significant(component.conditionNumber(), 3)),
          j -> mean[j],
          j -> deviations[j]);
    }
    return table;
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

  @Override
  public List<String> notes() {
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
      notes.add(FitProperties.notConverged(fit.iterations()));
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
}

package dev.gmm4j.cli.fit;

import dev.gmm4j.bayesian.BayesianMixtureFit;
import dev.gmm4j.bayesian.MixturePosterior;
import dev.gmm4j.bayesian.Occupancy;
import dev.gmm4j.bayesian.PosteriorIntervals;
import dev.gmm4j.bayesian.WeightPrior;
import dev.gmm4j.cli.option.WideOption;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.output.Table;
import dev.gmm4j.cli.run.PlainText;
import dev.gmm4j.distribution.Interval;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.FitRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of a Bayesian fit, for people: components without samples are counted, and left out. */
final class BayesianTable {
  private static final int MAX_FEATURES = 8;
  private static final int DIGITS = 6;
  private static final double PROBABILITY = 0.95;

  private final Dataset dataset;
  private final FitOptions settings;
  private final StepwiseOptions stepwise;
  private final BayesianMixtureFit fit;
  private final MixturePosterior posterior;
  private final FitRecord.Seconds seconds;
  private final @Nullable Path output;
  private final boolean wide;

  /**
   * Creates the table.
   *
   * @param posterior that of the fit, with components in the order in which they are written
   */
  BayesianTable(
      Dataset dataset,
      FitOptions settings,
      StepwiseOptions stepwise,
      BayesianMixtureFit fit,
      MixturePosterior posterior,
      FitRecord.Seconds seconds,
      @Nullable Path output,
      boolean wide) {
    this.dataset = dataset;
    this.settings = settings;
    this.stepwise = stepwise;
    this.fit = fit;
    this.posterior = posterior;
    this.seconds = seconds;
    this.output = output;
    this.wide = wide;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(summary()).append('\n');
    appendComponents(text);
    List<String> notes = notes();
    text.append(notes.isEmpty() ? "" : "\n");
    for (String note : notes) {
      text.append(PlainText.of(note)).append('\n');
    }
    if (output != null) {
      text.append("\nmodel written to ").append(PlainText.of(output.toString())).append('\n');
    }
    return text.toString();
  }

  /** Returns names and values of what holds for the fit as a whole. */
  Table summary() {
    Table table = new Table(List.of(Table.Align.LEFT, Table.Align.LEFT));
    Occupancy occupancy = posterior.occupancy();
    table.add(List.of(
        "data",
        dataset.name() + ", " + NumberText.count(fit.samples(), "row") + ", "
            + NumberText.count(posterior.dimension(), "feature")));
    table.add(List.of(
        "model",
        "at most " + NumberText.count(posterior.components(), "component") + ", "
            + posterior.covarianceType().label() + " covariance"));
    table.add(List.of(
        "prior",
        posterior.weights().kind().label() + ", concentration "
            + NumberText.significant(posterior.weights().priorConcentration(), 4)));
    table.add(List.of("initialization", settings.init().value() + best()));
    table.add(List.of("backend", fit.backend().id()));
    String steps = stepwise.bayesianSummary();
    if (steps != null) {
      table.add(List.of("stepwise", steps));
    }
    if (!stepwise.isAlone()) {
      table.add(List.of(
          "iterations",
          fit.iterations() + ", " + (fit.converged() ? "converged" : "not converged")));
    }
    table.add(List.of("ELBO", NumberText.fixed(fit.elbo(), 3)));
    table.add(List.of(
        "occupied",
        NumberText.count(occupancy.count(), "component") + "; with any row "
            + NumberText.fixed(occupancy.mean(), 2) + " +- "
            + NumberText.fixed(occupancy.standardDeviation(), 2)));
    table.add(List.of(
        "seconds",
        NumberText.fixed(seconds.read(), 3) + " reading, "
            + NumberText.fixed(seconds.initialize(), 3) + " initializing, "
            + NumberText.fixed(seconds.em(), 3) + " iterating"));
    return table;
  }

  private String best() {
    int restarts = fit.restarts().size();
    return restarts == 1 ? "" : ", best was " + (fit.bestRestart() + 1) + " of " + restarts;
  }

  private void appendComponents(StringBuilder text) {
    List<String> names = dataset.columnNames();
    int shown = wide || names.size() <= MAX_FEATURES ? names.size() : MAX_FEATURES - 1;
    List<String> header = new ArrayList<>(List.of("component", "weight", "95 %", "count"));
    header.addAll(names.subList(0, shown));
    Table table = new Table(Collections.nCopies(header.size(), Table.Align.RIGHT));
    table.add(header);
    PosteriorIntervals intervals = posterior.intervals(PROBABILITY);
    double[] weights = posterior.weights().expectedWeights();
    double[] counts = posterior.effectiveCounts();
    double[][] means = posterior.means();
    Occupancy occupancy = posterior.occupancy();
    for (int k = 0; k < weights.length; k++) {
      if (!occupancy.isOccupied(k)) {
        continue;
      }
      Interval weight = intervals.weight(k);
      List<String> row = new ArrayList<>();
      row.add(Integer.toString(k));
      row.add(NumberText.fixed(weights[k], 4));
      row.add(NumberText.fixed(weight.low(), 4) + "-" + NumberText.fixed(weight.high(), 4));
      row.add(NumberText.fixed(counts[k], 1));
      for (int j = 0; j < shown; j++) {
        double deviation = Math.sqrt(posterior.covariances().get(k, j, j));
        row.add(NumberText.quantity(means[k][j], DIGITS, deviation));
      }
      table.add(row);
    }
    text.append(table);
    int hidden = names.size() - shown;
    if (hidden > 0) {
      text.append("means of ").append(NumberText.count(hidden, "feature"));
      text.append(" are left out; ").append(WideOption.NAME).append(" shows all\n");
    }
  }

  /** Returns what the user should know. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    Occupancy occupancy = posterior.occupancy();
    int empty = posterior.components() - occupancy.count();
    if (empty > 0) {
      notes.add("note: " + NumberText.count(empty, "component") + " without rows "
          + (empty == 1 ? "is" : "are") + " left out of the table");
    } else if (posterior.components() > 1) {
      notes.add(
          "note: all components are occupied, so that more might be; try more with --components"
              + (posterior.weights().kind() == WeightPrior.Kind.DIRICHLET
                  ? ", or a smaller --concentration"
                  : ""));
    }
    if (stepwise.isAlone()) {
      notes.add(
          "note: stepwise inference comes near the best bound; --method stepwise-em goes on with"
              + " passes over all rows");
    } else if (!fit.converged() && settings.tolerance() > 0) {
      notes.add("warning: not converged after " + NumberText.count(fit.iterations(), "iteration")
          + "; try more with --max-iterations, or a larger --tolerance");
    }
    return notes;
  }
}

package dev.gmm4j.cli.fit;

import dev.gmm4j.cli.option.WideOption;
import dev.gmm4j.cli.output.MissingSummary;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.output.Table;
import dev.gmm4j.cli.run.PlainText;
import dev.gmm4j.em.DegreesOfFreedom;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.FitRecord;
import dev.gmm4j.student.StudentMixture;
import dev.gmm4j.student.StudentMixtureFit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The result of a fit of t distributions, for people. */
final class StudentTable {
  private static final int MAX_FEATURES = 8;
  private static final int DIGITS = 6;

  /** Rows that count less than this are named outliers. */
  private static final double LITTLE = 0.3;

  private final Dataset dataset;
  private final FitOptions settings;
  private final StudentMixtureFit fit;
  private final FitRecord.Seconds seconds;
  private final @Nullable Path output;
  private final boolean wide;

  StudentTable(
      Dataset dataset,
      FitOptions settings,
      StudentMixtureFit fit,
      FitRecord.Seconds seconds,
      @Nullable Path output,
      boolean wide) {
    this.dataset = dataset;
    this.settings = settings;
    this.fit = fit;
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

  /** Returns the properties of the fit. */
  Table summary() {
    StudentMixture model = fit.model();
    Table table = new Table(List.of(Table.Align.LEFT, Table.Align.LEFT));
    table.add(List.of(
        "data",
        dataset.name() + ", " + NumberText.count(fit.samples(), "row") + ", "
            + NumberText.count(model.dimension(), "feature")));
    MissingSummary.addTo(table, dataset);
    table.add(List.of(
        "model",
        NumberText.count(model.components(), "t distribution") + ", scales "
            + model.covarianceModel() + ", degrees of freedom "
            + model.degreesOfFreedomKind().name().toLowerCase(Locale.ROOT)));
    if (fit.prior() != null) {
      table.add(List.of("prior", "conjugate, log-density " + NumberText.fixed(fit.logPrior(), 3)));
    }
    int restarts = fit.restarts().size();
    table.add(List.of(
        "initialization",
        settings.init().value()
            + (restarts == 1
                ? ""
                : ", best was " + (fit.bestRestart().index() + 1) + " of " + restarts)));
    table.add(List.of("backend", fit.backend()));
    table.add(List.of(
        "iterations", fit.iterations() + ", " + (fit.converged() ? "converged" : "not converged")));
    table.add(List.of("log-likelihood", NumberText.fixed(fit.logLikelihood(), 3)));
    table.add(List.of(
        "BIC",
        NumberText.fixedOrDash(fit.bic(), 3) + ", "
            + NumberText.count(model.freeParameters(), "free parameter")));
    table.add(List.of("AIC", NumberText.fixed(fit.aic(), 3)));
    table.add(List.of(
        "seconds",
        NumberText.fixed(seconds.read(), 3) + " reading, "
            + NumberText.fixed(seconds.initialize(), 3) + " initializing, "
            + NumberText.fixed(seconds.em(), 3) + " iterating"));
    return table;
  }

  private void appendComponents(StringBuilder text) {
    StudentMixture model = fit.model();
    List<String> names = dataset.columnNames();
    int shown = wide || names.size() <= MAX_FEATURES ? names.size() : MAX_FEATURES - 1;
    List<String> header = new ArrayList<>(List.of("component", "weight", "count", "freedom"));
    header.addAll(names.subList(0, shown));
    Table table = new Table(Collections.nCopies(header.size(), Table.Align.RIGHT));
    table.add(header);
    double[] weights = model.weights();
    double[] counts = fit.effectiveCounts();
    double[] nu = model.degreesOfFreedom();
    double[][] locations = model.locations();
    for (int k = 0; k < weights.length; k++) {
      List<String> row = new ArrayList<>();
      row.add(Integer.toString(k));
      row.add(NumberText.fixed(weights[k], 4));
      row.add(NumberText.fixed(counts[k], 1));
      row.add(NumberText.significant(nu[k], 4));
      for (int j = 0; j < shown; j++) {
        double deviation = Math.sqrt(model.scales().get(k, j, j));
        row.add(NumberText.quantity(locations[k][j], DIGITS, deviation));
      }
      table.add(row);
    }
    text.append(table);
    int hidden = names.size() - shown;
    if (hidden > 0) {
      text.append("locations of ").append(NumberText.count(hidden, "feature"));
      text.append(" are left out; ").append(WideOption.NAME).append(" shows all\n");
    }
  }

  /** Returns what a reader should know first. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    long little = 0;
    for (double weight : fit.model().scaleWeights(dataset.samples())) {
      little += weight < LITTLE ? 1 : 0;
    }
    if (little > 0) {
      notes.add("note: " + NumberText.count(little, "row") + " far from all components count"
          + (little == 1 ? "s" : "") + " less than " + LITTLE
          + " each; gmm predict MODEL DATA --scale-weights tells which");
    }
    if (fit.model().degreesOfFreedomKind() != DegreesOfFreedom.Kind.FIXED
        && isLight(fit.model().degreesOfFreedom())) {
      notes.add(
          "note: degrees of freedom have reached their bound, where t distributions are as good as"
              + " Gaussian ones; compare the BIC without --tails");
    }
    fit.admissibility().reasons().forEach(reason -> notes.add("warning: " + reason));
    if (!fit.converged() && settings.tolerance() > 0) {
      notes.add("warning: not converged after " + NumberText.count(fit.iterations(), "iteration")
          + "; try more with --max-iterations, or a larger --tolerance");
    }
    return notes;
  }

  private static boolean isLight(double[] degreesOfFreedom) {
    for (double nu : degreesOfFreedom) {
      if (nu < DegreesOfFreedom.common().greatest()) {
        return false;
      }
    }
    return true;
  }
}

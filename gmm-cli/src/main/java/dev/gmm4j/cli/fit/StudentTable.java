package dev.gmm4j.cli.fit;

import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.output.Table;
import dev.gmm4j.em.DegreesOfFreedom;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.FitRecord;
import dev.gmm4j.student.StudentMixture;
import dev.gmm4j.student.StudentMixtureFit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The result of a fit of t distributions, for people. */
final class StudentTable implements FitSummary {
  /** Rows that count less than this are named outliers. */
  private static final double LITTLE = 0.3;

  private final Dataset dataset;
  private final FitOptions settings;
  private final StudentMixtureFit fit;
  private final FitRecord.Seconds seconds;
  private final boolean wide;

  StudentTable(
      Dataset dataset,
      FitOptions settings,
      StudentMixtureFit fit,
      FitRecord.Seconds seconds,
      boolean wide) {
    this.dataset = dataset;
    this.settings = settings;
    this.fit = fit;
    this.seconds = seconds;
    this.wide = wide;
  }

  @Override
  public Table summary() {
    StudentMixture model = fit.model();
    FitProperties properties = new FitProperties(dataset, fit.samples(), "");
    properties.add(
        "model",
        NumberText.count(model.components(), "t distribution") + ", scales "
            + model.covarianceModel() + ", degrees of freedom "
            + model.degreesOfFreedomKind().name().toLowerCase(Locale.ROOT));
    if (fit.prior() != null) {
      properties.add("prior", "conjugate, log-density " + NumberText.fixed(fit.logPrior(), 3));
    }
    properties.initialization(
        settings.init(), fit.bestRestart().index(), fit.restarts().size());
    properties.add("backend", fit.backend());
    properties.iterations(fit.iterations(), fit.converged());
    properties.add("log-likelihood", NumberText.fixed(fit.logLikelihood(), 3));
    properties.add(
        "BIC",
        NumberText.fixedOrDash(fit.bic(), 3) + ", "
            + NumberText.count(model.freeParameters(), "free parameter"));
    properties.add("AIC", NumberText.fixed(fit.aic(), 3));
    properties.seconds(seconds);
    return properties.table();
  }

  @Override
  public ComponentTable components() {
    StudentMixture model = fit.model();
    ComponentTable table = ComponentTable.of(
        "locations", dataset.columnNames(), wide, "component", "weight", "count", "freedom");
    double[] weights = model.weights();
    double[] counts = fit.effectiveCounts();
    double[] nu = model.degreesOfFreedom();
    double[][] locations = model.locations();
    for (int k = 0; k < weights.length; k++) {
      int component = k;
      table.add(
          List.of(
              Integer.toString(k),
              NumberText.fixed(weights[k], 4),
              NumberText.fixed(counts[k], 1),
              NumberText.significant(nu[k], 4)),
          j -> locations[component][j],
          j -> Math.sqrt(model.scales().get(component, j, j)));
    }
    return table;
  }

  @Override
  public List<String> notes() {
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
      notes.add(FitProperties.notConverged(fit.iterations()));
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

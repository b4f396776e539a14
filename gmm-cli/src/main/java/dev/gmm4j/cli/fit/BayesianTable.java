package dev.gmm4j.cli.fit;

import dev.gmm4j.bayesian.BayesianMixtureFit;
import dev.gmm4j.bayesian.MixturePosterior;
import dev.gmm4j.bayesian.Occupancy;
import dev.gmm4j.bayesian.PosteriorIntervals;
import dev.gmm4j.bayesian.WeightPrior;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.output.Table;
import dev.gmm4j.distribution.Interval;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.FitRecord;
import java.util.ArrayList;
import java.util.List;

/** The result of a Bayesian fit, for people: components without samples are counted, and left out. */
final class BayesianTable implements FitSummary {
  private static final double PROBABILITY = 0.95;

  private final Dataset dataset;
  private final FitOptions settings;
  private final StepwiseOptions stepwise;
  private final BayesianMixtureFit fit;
  private final MixturePosterior posterior;
  private final FitRecord.Seconds seconds;
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
      boolean wide) {
    this.dataset = dataset;
    this.settings = settings;
    this.stepwise = stepwise;
    this.fit = fit;
    this.posterior = posterior;
    this.seconds = seconds;
    this.wide = wide;
  }

  @Override
  public Table summary() {
    Occupancy occupancy = posterior.occupancy();
    FitProperties properties = new FitProperties(dataset, fit.samples(), "");
    properties.add(
        "model",
        "at most " + NumberText.count(posterior.components(), "component") + ", "
            + posterior.covarianceType().label() + " covariance");
    properties.add(
        "prior",
        posterior.weights().kind().label() + ", concentration "
            + NumberText.significant(posterior.weights().priorConcentration(), 4));
    properties.initialization(settings.init(), fit.bestRestart(), fit.restarts().size());
    properties.add("backend", fit.backend().id());
    String steps = stepwise.bayesianSummary();
    if (steps != null) {
      properties.add("stepwise", steps);
    }
    if (!stepwise.isAlone()) {
      properties.iterations(fit.iterations(), fit.converged());
    }
    properties.add("ELBO", NumberText.fixed(fit.elbo(), 3));
    properties.add(
        "occupied",
        NumberText.count(occupancy.count(), "component") + "; with any row "
            + NumberText.fixed(occupancy.mean(), 2) + " +- "
            + NumberText.fixed(occupancy.standardDeviation(), 2));
    properties.seconds(seconds);
    return properties.table();
  }

  @Override
  public ComponentTable components() {
    ComponentTable table = ComponentTable.of(
        "means", dataset.columnNames(), wide, "component", "weight", "95 %", "count");
    PosteriorIntervals intervals = posterior.intervals(PROBABILITY);
    double[] weights = posterior.weights().expectedWeights();
    double[] counts = posterior.effectiveCounts();
    double[][] means = posterior.means();
    Occupancy occupancy = posterior.occupancy();
    for (int k = 0; k < weights.length; k++) {
      if (!occupancy.isOccupied(k)) {
        continue;
      }
      int component = k;
      Interval weight = intervals.weight(k);
      table.add(
          List.of(
              Integer.toString(k),
              NumberText.fixed(weights[k], 4),
              NumberText.fixed(weight.low(), 4) + "-" + NumberText.fixed(weight.high(), 4),
              NumberText.fixed(counts[k], 1)),
          j -> means[component][j],
          j -> Math.sqrt(posterior.covariances().get(component, j, j)));
    }
    return table;
  }

  @Override
  public List<String> notes() {
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
      notes.add(FitProperties.notConverged(fit.iterations()));
    }
    return notes;
  }
}

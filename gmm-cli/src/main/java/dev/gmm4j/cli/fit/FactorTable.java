package dev.gmm4j.cli.fit;

import dev.gmm4j.cli.option.CovarianceChoice;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.output.Table;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.factor.FactorMixture;
import dev.gmm4j.factor.FactorMixtureFit;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.FitRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The result of a fit of factor analysers, for people. */
final class FactorTable implements FitSummary {
  /** Variances of features that differ by more are hardly of the same units. */
  private static final double COMPARABLE = 10;

  /** A noise variance that is above its floor by less, relatively, is at it. */
  private static final double AT_FLOOR = 1e-9;

  private final Dataset dataset;
  private final FitOptions settings;
  private final FactorMixtureFit fit;
  private final FitRecord record;
  private final SampleScale scale;
  private final double[] variances;
  private final double noiseFloor;
  private final boolean wide;

  /**
   * Creates the table.
   *
   * @param scale that of the samples
   * @param noiseFloor the least noise variance, as a part of the feature's variance
   */
  FactorTable(
      Dataset dataset,
      FitOptions settings,
      FactorMixtureFit fit,
      FitRecord record,
      SampleScale scale,
      double noiseFloor,
      boolean wide) {
    this.dataset = dataset;
    this.settings = settings;
    this.fit = fit;
    this.record = record;
    this.scale = scale;
    this.variances = scale.positiveVariances().clone();
    this.noiseFloor = noiseFloor;
    this.wide = wide;
  }

  @Override
  public Table summary() {
    FactorMixture model = fit.model();
    String weight = dataset.samples().isWeighted()
        ? " of total weight " + NumberText.quantity(record.totalWeight(), 6)
        : "";
    FitProperties properties = new FitProperties(dataset, record.samples(), weight);
    properties.add(
        "model",
        NumberText.count(model.components(), "component") + ", "
            + CovarianceChoice.name(model.model()) + " covariance, " + factors(model) + ", "
            + NumberText.count(model.freeParameters(), "free parameter"));
    properties.initialization(settings.init(), fit.bestRestart(), fit.restarts().size());
    properties.add("backend", record.backend());
    properties.iterations(fit.iterations(), fit.converged());
    properties.add("log-likelihood", NumberText.fixed(fit.logLikelihood(), 3));
    properties.add("BIC", NumberText.fixedOrDash(fit.bic(), 3));
    properties.add("AIC", NumberText.fixed(fit.aic(), 3));
    properties.seconds(record.seconds());
    return properties.table();
  }

  /** Returns the number of factors, or those of the components where they differ. */
  static String factors(FactorMixture model) {
    List<Integer> numbers =
        IntStream.range(0, model.components()).mapToObj(model::factors).toList();
    return numbers.stream().distinct().count() == 1
        ? NumberText.count(numbers.get(0), "factor")
        : numbers.stream().map(String::valueOf).collect(Collectors.joining(", ")) + " factors";
  }

  @Override
  public ComponentTable components() {
    FactorMixture model = fit.model();
    ComponentTable table = ComponentTable.abbreviating(
        "means",
        dataset.columnNames(),
        wide,
        "component",
        "weight",
        "count",
        "factors",
        "explained");
    double[] weights = model.weights();
    for (int k = 0; k < weights.length; k++) {
      double[] mean = model.mean(k);
      double[] deviations = deviations(model, k);
      table.add(
          List.of(
              Integer.toString(k),
              NumberText.fixed(weights[k], 4),
              NumberText.fixed(weights[k] * record.totalWeight(), 1),
              Integer.toString(model.factors(k)),
              NumberText.fixed(100 * model.explainedVariance(k), 1) + " %"),
          j -> mean[j],
          j -> deviations[j]);
    }
    return table;
  }

  /** Returns the standard deviations of the features in a component. */
  private static double[] deviations(FactorMixture model, int component) {
    double[] deviations = model.noiseVariances(component);
    double[][] loadings = model.loadings(component);
    for (int j = 0; j < deviations.length; j++) {
      deviations[j] =
          Math.sqrt(deviations[j] + Arrays.stream(loadings[j]).map(l -> l * l).sum());
    }
    return deviations;
  }

  @Override
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    double ratio = Arrays.stream(variances).max().orElseThrow()
        / Arrays.stream(scale.variances()).filter(v -> v > 0).min().orElse(Double.NaN);
    if (fit.model().model().isIsotropic() && ratio > COMPARABLE) {
      notes.add("note: " + CovarianceChoice.name(fit.model().model())
          + " has one noise variance for all features, whose variances differ by a factor of "
          + NumberText.significant(ratio, 3)
          + ": the result depends on their units; standardize features that are not comparable");
    }
    appendConstant(notes);
    appendFloor(notes);
    if (fit.model().freeParameters() > record.samples()) {
      notes.add("note: " + fit.model().freeParameters() + " free parameters are more than the "
          + NumberText.count(record.samples(), "row")
          + "; try fewer components or factors, or common loadings, such as --covariance CCU");
    }
    if (!fit.converged() && settings.tolerance() > 0) {
      notes.add(FitProperties.notConverged(fit.iterations()));
    }
    return notes;
  }

  /** Tells of features that do not vary, of which the variance is none of the data's. */
  private void appendConstant(List<String> notes) {
    List<String> names = dataset.columnNames();
    List<String> constant = IntStream.range(0, names.size())
        .filter(j -> !(scale.variances()[j] > 0))
        .mapToObj(names::get)
        .toList();
    if (!constant.isEmpty()) {
      boolean isOne = constant.size() == 1;
      notes.add("note: " + constant.get(0)
          + (isOne ? " has" : " and " + (constant.size() - 1) + " more have")
          + " one value in all rows, and no variance to explain; --exclude leaves "
          + (isOne ? "it" : "them") + " out");
    }
  }

  /** Tells of features that are all factor and no noise, as far as they may be. */
  private void appendFloor(List<String> notes) {
    FactorMixture model = fit.model();
    if (model.model().isIsotropic()) {
      return;
    }
    List<String> names = dataset.columnNames();
    List<String> atFloor = IntStream.range(0, model.dimension())
        .filter(j -> scale.variances()[j] > 0)
        .filter(j -> IntStream.range(0, model.components())
            .anyMatch(
                k -> model.noiseVariances(k)[j] <= noiseFloor * variances[j] * (1 + AT_FLOOR)))
        .mapToObj(names::get)
        .toList();
    if (!atFloor.isEmpty()) {
      String more = atFloor.size() > 1 ? " and " + (atFloor.size() - 1) + " more" : "";
      notes.add("note: the noise variance of " + atFloor.get(0) + more
          + " is at its floor (a Heywood case): factors explain all of it; try fewer factors, or a"
          + " model of fewer noise variances");
    }
  }
}

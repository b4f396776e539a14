package dev.gmm4j.cli.inference;

import dev.gmm4j.bootstrap.IntervalEstimate;
import dev.gmm4j.bootstrap.ParameterBootstrapResult;
import dev.gmm4j.cli.input.ColumnNames;
import dev.gmm4j.cli.output.MissingSummary;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.output.Table;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** The result of a bootstrap, for people and for programs. */
final class BootstrapReport {
  private static final int DIGITS = 5;

  private final Dataset dataset;
  private final ParameterBootstrapResult result;
  private final long seed;

  BootstrapReport(Dataset dataset, ParameterBootstrapResult result, long seed) {
    this.dataset = dataset;
    this.result = result;
    this.seed = seed;
  }

  private String feature(int j) {
    return dataset.columnNames().get(j);
  }

  String toTable() {
    int components = result.model().components();
    int d = result.model().dimension();
    Table summary = new Table(List.of(Table.Align.LEFT, Table.Align.LEFT));
    summary.add(List.of(
        "data", dataset.name() + ", " + NumberText.count(dataset.samples().count(), "row")));
    MissingSummary.addTo(summary, dataset);
    summary.add(List.of(
        "model",
        NumberText.count(components, "component") + ", "
            + result.model().covarianceModel().label() + " covariance"));
    summary.add(List.of("method", result.method().label() + " bootstrap"));
    summary.add(List.of("replicates", Integer.toString(result.replicates())));
    summary.add(List.of("confidence", NumberText.significant(100 * result.confidence(), 6) + " %"));
    Table table = new Table(List.of(
        Table.Align.RIGHT,
        Table.Align.LEFT,
        Table.Align.RIGHT,
        Table.Align.RIGHT,
        Table.Align.RIGHT,
        Table.Align.RIGHT));
    table.add(List.of("component", "parameter", "estimate", "std. error", "from", "to"));
    for (int k = 0; k < components; k++) {
      add(table, k, "weight", result.weight(k));
      for (int j = 0; j < d; j++) {
        add(table, k, "mean " + feature(j), result.mean(k, j));
      }
      for (int j = 0; j < d; j++) {
        add(table, k, "variance " + feature(j), result.covariance(k, j, j));
      }
    }
    String text = summary + "\n" + table;
    if (result.failures() == 0 || result.firstFailure() == null) {
      return text;
    }
    return text + "\nnote: " + result.failures()
        + (result.failures() == 1 ? " more replicate could" : " more replicates could")
        + " not be fitted; the first: "
        + ColumnNames.message(result.firstFailure(), dataset.columnNames()) + "\n";
  }

  private static void add(Table table, int k, String parameter, IntervalEstimate estimate) {
    double error = estimate.standardError();
    table.add(List.of(
        Integer.toString(k),
        parameter,
        NumberText.quantity(estimate.value(), DIGITS, error),
        NumberText.quantity(error, DIGITS - 2),
        NumberText.quantity(estimate.lower(), DIGITS, error),
        NumberText.quantity(estimate.upper(), DIGITS, error)));
  }

  /** Returns a flat list of parameters, each with what it belongs to. */
  JsonObject toJson() {
    int d = result.model().dimension();
    List<JsonObject> parameters = new ArrayList<>();
    for (int k = 0; k < result.model().components(); k++) {
      parameters.add(put(parameter(k, "weight"), result.weight(k)));
      for (int j = 0; j < d; j++) {
        parameters.add(put(parameter(k, "mean").put("feature", feature(j)), result.mean(k, j)));
      }
      for (int i = 0; i < d; i++) {
        for (int j = 0; j <= i; j++) {
          parameters.add(put(
              parameter(k, "covariance").put("feature", feature(i)).put("with", feature(j)),
              result.covariance(k, i, j)));
        }
      }
    }
    JsonObject json = new JsonObject()
        .put("data", dataset.name())
        .put("rows", dataset.samples().count())
        .put("features", d)
        .put("components", result.model().components())
        .put("method", result.method().label())
        .put("confidence", result.confidence())
        .put("replicates", result.replicates())
        .put("failures", result.failures())
        .put("seed", seed);
    MissingSummary.addTo(json, dataset);
    return json.put("parameters", parameters);
  }

  private static JsonObject parameter(int component, String name) {
    return new JsonObject().put("component", component).put("parameter", name);
  }

  private static JsonObject put(JsonObject object, IntervalEstimate estimate) {
    return object
        .put("estimate", estimate.value())
        .put("standardError", estimate.standardError())
        .put("lower", estimate.lower())
        .put("upper", estimate.upper());
  }
}

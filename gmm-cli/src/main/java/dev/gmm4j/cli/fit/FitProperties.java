package dev.gmm4j.cli.fit;

import dev.gmm4j.cli.output.MissingSummary;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.output.Table;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.FitRecord;
import java.util.List;

/** Names and values of a fit; those that all families of mixtures have are in the same words. */
final class FitProperties {
  private final Table table = new Table(List.of(Table.Align.LEFT, Table.Align.LEFT));

  /**
   * Creates properties that begin with what was fitted to, and what of it is missing.
   *
   * @param weight what is to be said of the weights, or an empty text
   */
  FitProperties(Dataset dataset, long samples, String weight) {
    add(
        "data",
        dataset.name() + ", " + NumberText.count(samples, "row") + weight + ", "
            + NumberText.count(dataset.columnNames().size(), "feature"));
    MissingSummary.addTo(table, dataset);
  }

  /** Returns the warning of EM that ended early. */
  static String notConverged(int iterations) {
    return "warning: not converged after " + NumberText.count(iterations, "iteration")
        + "; try more with --max-iterations, or a larger --tolerance";
  }

  /** Adds a property. */
  void add(String name, String value) {
    table.add(List.of(name, value));
  }

  /**
   * Adds where EM started from.
   *
   * @param best index of the restart that was kept
   */
  void initialization(InitOption init, int best, int restarts) {
    add(
        "initialization",
        init.value() + (restarts == 1 ? "" : ", best was " + (best + 1) + " of " + restarts));
  }

  void iterations(int iterations, boolean converged) {
    add("iterations", iterations + ", " + (converged ? "converged" : "not converged"));
  }

  void seconds(FitRecord.Seconds seconds) {
    add(
        "seconds",
        NumberText.fixed(seconds.read(), 3) + " reading, "
            + NumberText.fixed(seconds.initialize(), 3) + " initializing, "
            + NumberText.fixed(seconds.em(), 3) + " iterating");
  }

  /** Returns all of them; may be added to. */
  Table table() {
    return table;
  }
}

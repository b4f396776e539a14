package dev.gmm4j.cli.output;

import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.JsonObject;
import dev.gmm4j.io.MissingCounts;
import java.util.List;

/** Tells beside a result how much of the data was missing, where something was. */
public final class MissingSummary {
  private MissingSummary() {}

  /** Adds a line to a table of names and values. */
  public static void addTo(Table table, Dataset dataset) {
    MissingCounts missing = dataset.missing();
    if (missing.cells() > 0) {
      table.add(List.of("missing", of(missing)));
    }
  }

  /** Adds an object to a result for programs. */
  public static void addTo(JsonObject json, Dataset dataset) {
    MissingCounts missing = dataset.missing();
    if (missing.cells() > 0) {
      json.put("missing", missing.toJson());
    }
  }

  private static String of(MissingCounts missing) {
    long unobserved = missing.unobservedRows();
    String cells = missing.cells() + " of " + NumberText.count(missing.allCells(), "cell") + " in "
        + NumberText.count(missing.rows(), "row");
    return unobserved == 0
        ? cells
        : cells + ", " + unobserved + " of them without any value, which "
            + (unobserved == 1 ? "does" : "do") + " not count";
  }
}

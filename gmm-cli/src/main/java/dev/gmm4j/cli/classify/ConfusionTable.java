package dev.gmm4j.cli.classify;

import dev.gmm4j.cli.output.Table;
import dev.gmm4j.cli.output.Table.Align;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How many rows of each true class were decided for each class, for people. */
record ConfusionTable(List<String> classes, long[][] counts) {
  /** A table of more columns is no help on a screen. */
  private static final int MAX_CLASSES = 20;

  @Override
  public String toString() {
    int classCount = classes.size();
    if (classCount > MAX_CLASSES) {
      return "The table of " + classCount + " classes is in the output of --json.\n";
    }
    boolean rejects = false;
    for (long[] row : counts) {
      rejects |= row[classCount] > 0;
    }
    int columns = classCount + (rejects ? 1 : 0);
    List<Align> alignment = new ArrayList<>(List.of(Align.LEFT));
    alignment.addAll(Collections.nCopies(columns, Align.RIGHT));
    Table table = new Table(alignment);
    List<String> heading = new ArrayList<>(List.of("true \\ decided"));
    heading.addAll(classes);
    if (rejects) {
      heading.add("none");
    }
    table.add(heading);
    for (int c = 0; c < classCount; c++) {
      List<String> cells = new ArrayList<>(List.of(classes.get(c)));
      for (int j = 0; j < columns; j++) {
        cells.add(Long.toString(counts[c][j]));
      }
      table.add(cells);
    }
    return table.toString();
  }
}

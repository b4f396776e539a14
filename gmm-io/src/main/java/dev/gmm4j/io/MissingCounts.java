package dev.gmm4j.io;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of samples is missing.
 *
 * @param cells how many values are missing
 * @param allCells how many values there are, missing or not
 * @param rows how many rows have missing values
 * @param unobservedRows how many rows have no value at all
 */
public record MissingCounts(long cells, long allCells, long rows, long unobservedRows) {
  private static final int BLOCK = 1 << 16;
  private static final List<String> PROPERTIES =
      List.of("cells", "allCells", "rows", "unobservedRows");

  /**
   * Creates counts.
   *
   * @throws IllegalArgumentException if one is negative, or larger than what it is part of
   */
  public MissingCounts {
    if (!(0 <= unobservedRows && unobservedRows <= rows && rows <= cells && cells <= allCells)) {
      throw new IllegalArgumentException(
          "missing values must be unobservedRows <= rows <= cells <= allCells, none negative, but were "
              + unobservedRows + ", " + rows + ", " + cells + " and " + allCells);
    }
  }

  /** Returns an object with a number for each count, by their names. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("cells", cells)
        .put("allCells", allCells)
        .put("rows", rows)
        .put("unobservedRows", unobservedRows);
  }

  static MissingCounts read(JsonFile json, String property) {
    Map<String, Long> counts = new HashMap<>();
    json.object(
        property,
        PROPERTIES,
        List.of(),
        (file, name) -> counts.put(name, file.whole(name, 0, Long.MAX_VALUE)));
    try {
      return new MissingCounts(
          counts.getOrDefault("cells", 0L),
          counts.getOrDefault("allCells", 0L),
          counts.getOrDefault("rows", 0L),
          counts.getOrDefault("unobservedRows", 0L));
    } catch (IllegalArgumentException e) {
      throw json.refusal(property + ": " + e.getMessage());
    }
  }

  /** Counts the NaN of samples, which are read once; of samples that may not have any, none are read. */
  static MissingCounts of(Samples samples) {
    int d = samples.dimension();
    long allCells = samples.count() * d;
    if (!samples.mayHaveMissingValues()) {
      return new MissingCounts(0, allCells, 0, 0);
    }
    long cells = 0;
    long rows = 0;
    long unobserved = 0;
    for (RowBlock block : samples.blocks(Math.max(1, BLOCK / d))) {
      for (int i = 0; i < block.rows(); i++) {
        int missing = missing(block, i);
        cells += missing;
        rows += missing > 0 ? 1 : 0;
        unobserved += missing == d ? 1 : 0;
      }
    }
    return new MissingCounts(cells, allCells, rows, unobserved);
  }

  private static int missing(RowBlock block, int row) {
    int offset = block.rowOffset(row);
    int missing = 0;
    for (int j = 0; j < block.dimension(); j++) {
      missing += Double.isNaN(block.values()[offset + j]) ? 1 : 0;
    }
    return missing;
  }
}

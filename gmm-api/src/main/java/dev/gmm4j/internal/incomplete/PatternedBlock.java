package dev.gmm4j.internal.incomplete;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.spi.SampleBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A block whose rows are grouped by what is observed of them.
 *
 * @param rows the number of rows
 * @param groups rows of one pattern each
 * @param scattered the rows whose patterns are too rare for a group, or null if there are none
 */
record PatternedBlock(
    int rows, List<Group> groups, @Nullable Scattered scattered) implements SampleBlock {

  /** Lays out the observed values of rows for a kernel of as many features. */
  interface Loader {
    SampleBlock load(Pattern pattern, RowBlock observed);

    /** Returns the largest number of rows of a block of so many features. */
    int blockRows(int features);

    /**
     * Tells whether so few rows of a pattern are better scattered.
     *
     * @param places of the rows in the block
     */
    boolean scatters(Pattern pattern, RowBlock rows, int[] places);
  }

  /**
   * Rows of one pattern.
   *
   * @param places of the rows in the block, or null if they are consecutive
   * @param first the place of the first row
   * @param weights of the rows, or null if all are 1
   * @param loaded the observed values, or null where there are none
   */
  record Group(
      Pattern pattern,
      int @Nullable [] places,
      int first,
      int rows,
      double @Nullable [] weights,
      @Nullable SampleBlock loaded) {

    /** Returns the place in the block of a row. */
    int place(int row) {
      return places == null ? first + row : places[row];
    }
  }

  /**
   * Rows of rare patterns, those of one side by side.
   *
   * @param places of the rows in the block
   * @param rows all features, NaN where values are missing
   */
  record Scattered(int[] places, RowBlock rows) {}

  static PatternedBlock of(RowBlock rows, Loader loader) {
    List<Group> groups = new ArrayList<>();
    Pattern only = onlyPattern(rows);
    if (only != null) {
      addRuns(rows, only, loader, groups);
      return new PatternedBlock(rows.rows(), groups, null);
    }
    List<int[]> rare = new ArrayList<>();
    places(rows).forEach((pattern, places) -> {
      if (loader.scatters(pattern, rows, places)) {
        rare.add(places);
      } else {
        addGroups(rows, pattern, places, loader, groups);
      }
    });
    return new PatternedBlock(rows.rows(), groups, rare.isEmpty() ? null : scattered(rows, rare));
  }

  /** Copies rows of rare patterns. */
  private static Scattered scattered(RowBlock rows, List<int[]> places) {
    int[] all = places.stream().flatMapToInt(Arrays::stream).toArray();
    int d = rows.dimension();
    double[] values = new double[all.length * d];
    double[] weights = rows.weights() == null ? null : new double[all.length];
    for (int i = 0; i < all.length; i++) {
      System.arraycopy(rows.values(), rows.rowOffset(all[i]), values, i * d, d);
      if (weights != null) {
        weights[i] = rows.weight(all[i]);
      }
    }
    return new Scattered(all, new RowBlock(values, 0, all.length, d, weights));
  }

  /** Returns the pattern of all rows, or null if they have several. */
  private static @Nullable Pattern onlyPattern(RowBlock rows) {
    Pattern first = Pattern.of(rows.values(), rows.offset(), rows.dimension());
    for (int i = 1; i < rows.rows(); i++) {
      if (!first.matches(rows.values(), rows.rowOffset(i))) {
        return null;
      }
    }
    return first;
  }

  private static Map<Pattern, int[]> places(RowBlock rows) {
    Map<Pattern, List<Integer>> lists = new LinkedHashMap<>();
    Pattern last = null;
    List<Integer> list = new ArrayList<>();
    for (int i = 0; i < rows.rows(); i++) {
      if (last == null || !last.matches(rows.values(), rows.rowOffset(i))) {
        last = Pattern.of(rows.values(), rows.rowOffset(i), rows.dimension());
        list = lists.computeIfAbsent(last, pattern -> new ArrayList<>());
      }
      list.add(i);
    }
    Map<Pattern, int[]> places = new LinkedHashMap<>();
    lists.forEach((pattern, rowsOf) ->
        places.put(pattern, rowsOf.stream().mapToInt(Integer::intValue).toArray()));
    return places;
  }

  private static void addRuns(RowBlock rows, Pattern pattern, Loader loader, List<Group> groups) {
    int most = pattern.isEmpty() ? rows.rows() : loader.blockRows(pattern.observed().length);
    for (int first = 0; first < rows.rows(); first += most) {
      int count = Math.min(most, rows.rows() - first);
      double[] weights = weights(rows, first, count);
      SampleBlock loaded = null;
      if (pattern.isComplete()) {
        loaded = loader.load(
            pattern,
            new RowBlock(rows.values(), rows.rowOffset(first), count, rows.dimension(), weights));
      } else if (!pattern.isEmpty()) {
        loaded = loader.load(pattern, observed(rows, pattern, null, first, count, weights));
      }
      groups.add(new Group(pattern, null, first, count, weights, loaded));
    }
  }

  private static double @Nullable [] weights(RowBlock rows, int first, int count) {
    double[] weights = rows.weights();
    return weights == null || first == 0
        ? weights
        : Arrays.copyOfRange(weights, first, first + count);
  }

  private static void addGroups(
      RowBlock rows, Pattern pattern, int[] all, Loader loader, List<Group> groups) {
    int most = pattern.isEmpty() ? all.length : loader.blockRows(pattern.observed().length);
    for (int from = 0; from < all.length; from += most) {
      int count = Math.min(most, all.length - from);
      int[] places = Arrays.copyOfRange(all, from, from + count);
      double[] weights = null;
      if (rows.weights() != null) {
        weights = new double[count];
        for (int i = 0; i < count; i++) {
          weights[i] = rows.weight(places[i]);
        }
      }
      SampleBlock loaded = pattern.isEmpty()
          ? null
          : loader.load(pattern, observed(rows, pattern, places, 0, count, weights));
      groups.add(new Group(pattern, places, 0, count, weights, loaded));
    }
  }

  /** Copies the observed values of some rows. */
  private static RowBlock observed(
      RowBlock rows,
      Pattern pattern,
      int @Nullable [] places,
      int first,
      int count,
      double @Nullable [] weights) {
    int[] features = pattern.observed();
    double[] values = new double[count * features.length];
    int at = 0;
    for (int i = 0; i < count; i++) {
      int from = rows.rowOffset(places == null ? first + i : places[i]);
      for (int feature : features) {
        values[at++] = rows.values()[from + feature];
      }
    }
    return new RowBlock(values, 0, count, features.length, weights);
  }

  @Override
  public void close() {
    for (Group group : groups) {
      SampleBlock loaded = group.loaded();
      if (loaded != null) {
        loaded.close();
      }
    }
  }
}

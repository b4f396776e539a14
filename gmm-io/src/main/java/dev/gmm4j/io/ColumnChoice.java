package dev.gmm4j.io;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The columns that were chosen from a file.
 *
 * @param features indices in the file of the features' columns, from 0
 * @param weights index in the file of the weights' column, or -1
 * @param classes index in the file of the classes' column, or -1
 * @param className the name of the classes' column; empty if there is none
 * @param names the features' names
 */
record ColumnChoice(
    int[] features, int weights, int classes, String className, List<String> names) {
  private static final int NONE = -1;

  /**
   * Resolves a choice.
   *
   * @param file name of the file
   * @param width how many columns the file has
   * @param header their names, or null if the file has none
   */
  static ColumnChoice of(
      ReadOptions options, String file, int width, @Nullable List<String> header) {
    Resolver resolver = new Resolver(file, width, header);
    String weightsColumn = options.weightsColumn();
    int weights = weightsColumn == null ? NONE : resolver.index(weightsColumn);
    String classColumn = options.classColumn();
    int classes = classColumn == null ? NONE : resolver.index(classColumn);
    if (classes != NONE && classes == weights) {
      throw new DataException("column " + Quoted.text(resolver.name(classes)) + " of " + file
          + " is chosen for the weights and for the classes");
    }
    int[] features = features(options, resolver, weights, classes);
    if (features.length == 0) {
      throw new DataException(file + " has no column beside that of the "
          + (classes == NONE ? "weights" : weights == NONE ? "classes" : "weights and classes"));
    }
    return new ColumnChoice(
        features,
        weights,
        classes,
        classes == NONE ? "" : resolver.name(classes),
        resolver.distinctNames(features, weights, classes));
  }

  private static int[] features(ReadOptions options, Resolver resolver, int weights, int classes) {
    if (!options.columns().isEmpty()) {
      return options.columns().stream().mapToInt(resolver::index).toArray();
    }
    List<String> preferred = options.preferredColumns();
    List<String> header = resolver.header();
    if (!preferred.isEmpty() && header != null && resolver.hasAll(preferred)) {
      return preferred.stream().mapToInt(resolver::named).toArray();
    }
    return IntStream.range(0, resolver.width())
        .filter(i -> i != weights && i != classes)
        .toArray();
  }

  private record Resolver(
      String file, int width, @Nullable List<String> header, Map<String, Integer> places) {

    /** The place of a name that several columns have. */
    private static final int SEVERAL = -2;

    Resolver(String file, int width, @Nullable List<String> header) {
      this(file, width, header, header == null ? Map.of() : places(header));
    }

    /** Returns where names stand: to look for each of very many among all of them would take their square. */
    private static Map<String, Integer> places(List<String> header) {
      Map<String, Integer> places = new HashMap<>();
      for (int i = 0; i < header.size(); i++) {
        places.merge(header.get(i), i, (first, again) -> SEVERAL);
      }
      return places;
    }

    boolean hasAll(List<String> names) {
      return places.keySet().containsAll(names);
    }

    int index(String column) {
      String wanted = column.strip();
      if (!wanted.isEmpty() && wanted.chars().allMatch(c -> c >= '0' && c <= '9')) {
        int index = wanted.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(wanted);
        if (index >= width) {
          throw new DataException(file + " has no column " + wanted + ": it has " + columns());
        }
        return index;
      }
      if (header == null) {
        throw new DataException(file + " has no column names, so columns are chosen by index, but "
            + Quoted.text(wanted) + " is none: it has " + columns());
      }
      return named(wanted);
    }

    int named(String wanted) {
      int index = places.getOrDefault(wanted, NONE);
      if (index == NONE) {
        throw new DataException(
            file + " has no column " + Quoted.text(wanted) + ": it has " + columns());
      }
      if (index == SEVERAL) {
        throw new DataException(
            file + " has several columns " + Quoted.text(wanted) + ": it has " + columns());
      }
      return index;
    }

    String name(int index) {
      return header == null || header.get(index).isEmpty() ? "x" + index : header.get(index);
    }

    List<String> distinctNames(int[] features, int weights, int classes) {
      List<String> names = new ArrayList<>(features.length);
      Set<String> seen = new HashSet<>();
      Set<Integer> chosen = new HashSet<>();
      for (int index : features) {
        String name = name(index);
        if (!chosen.add(index)) {
          throw new DataException(
              "column " + Quoted.text(name) + " of " + file + " is chosen twice");
        }
        if (index == weights) {
          throw new DataException("column " + Quoted.text(name) + " of " + file
              + " is chosen for the weights and as a feature");
        }
        if (index == classes) {
          throw new DataException("column " + Quoted.text(name) + " of " + file
              + " is chosen for the classes and as a feature");
        }
        if (!seen.add(name)) {
          throw new DataException(
              file + " has several columns " + Quoted.text(name) + ": it has " + columns());
        }
        names.add(name);
      }
      return names;
    }

    private String columns() {
      String indices = width == 1 ? "1 column (0)" : width + " columns (0 to " + (width - 1) + ")";
      return header == null ? indices : indices + " named " + Quoted.names(header);
    }
  }
}

package dev.gmm4j.io;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The columns that were chosen from a file.
 *
 * @param features indices in the file of the features' columns, from 0
 * @param weights index in the file of the weights' column, or -1
 * @param names the features' names
 * @param notes what a user should know about the choice
 * @param repeatedNames names that several columns of the file have
 */
record ColumnChoice(
    int[] features,
    int weights,
    List<String> names,
    List<String> notes,
    Set<String> repeatedNames) {
  private static final int NONE = -1;

  /**
   * Resolves a choice.
   *
   * @param file name of the file
   */
  static ColumnChoice of(ReadOptions options, String file, TableShape shape) {
    ColumnNames columns = new ColumnNames(file, shape.width(), shape.header());
    List<String> notes = new ArrayList<>();
    String weightsColumn = options.weightsColumn();
    int weights = weightsColumn == null ? NONE : columns.index(weightsColumn);
    Set<Integer> left = new HashSet<>();
    options.excludedColumns().forEach(excluded -> columns.indices(excluded).forEach(left::add));
    String label = options.labelColumn();
    if (label != null) {
      left.add(columns.index(label));
    }
    int[] features = new Choice(options, columns, shape, weights, left, notes).features();
    if (features.length == 0) {
      throw new DataException(file + " has no column beside "
          + (left.isEmpty() ? "that of the weights" : "those that are left out"));
    }
    List<String> names = columns.distinctNames(features, weights);
    return new ColumnChoice(features, weights, names, List.copyOf(notes), columns.repeatedNames());
  }

  /** Returns the indices in the file of the columns whose text is kept, in their order. */
  static int[] kept(ReadOptions options, String file, TableShape shape) {
    if (options.keepsAllColumns()) {
      return IntStream.range(0, shape.width()).toArray();
    }
    ColumnNames columns = new ColumnNames(file, shape.width(), shape.header());
    int[] kept = options.keptColumns().stream()
        .flatMapToInt(column -> columns.indices(column).stream().mapToInt(i -> i))
        .toArray();
    columns.distinctNames(kept, NONE);
    return kept;
  }

  /** Returns the indices in the file of the columns that are visited: those whose text is kept, or else all. */
  static int[] visited(ReadOptions options, String file, TableShape shape) {
    return options.keptColumns().isEmpty()
        ? IntStream.range(0, shape.width()).toArray()
        : kept(options, file, shape);
  }

  /** Returns how a column is named in an option: by its name if that is unique and free of commas, else by its index. */
  String option(TableShape shape, int column) {
    List<String> header = shape.header();
    String name = header == null ? "" : header.get(column);
    boolean clear = header != null
        && !name.isEmpty()
        && name.indexOf(',') < 0
        && !repeatedNames.contains(name)
        && !name.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!clear) {
      return String.valueOf(column);
    }
    return name.matches("[\\w.%+:@/-]+") && !name.startsWith("-")
        ? name
        : "'" + Quoted.plain(name.replace("'", "'\\''")) + "'";
  }

  /** How the features' columns are found. */
  private record Choice(
      ReadOptions options,
      ColumnNames columns,
      TableShape shape,
      int weights,
      Set<Integer> left,
      List<String> notes) {

    int[] features() {
      List<String> wanted = options.preferredColumns();
      if (!options.columns().isEmpty()) {
        int[] chosen = options.columns().stream()
            .flatMapToInt(column -> columns.indices(column).stream().mapToInt(i -> i))
            .filter(i -> !left.contains(i))
            .toArray();
        noteNumbers();
        return shape.header() == null || wanted.isEmpty() ? chosen : byName(wanted, chosen);
      }
      int[] all = IntStream.range(0, shape.width())
          .filter(i -> i != weights && !left.contains(i) && !(i == 0 && shape.rowNames()))
          .toArray();
      if (shape.rowNames() && !left.contains(0)) {
        notes.add(columns.file()
            + ": the first column, which has no name, has the names of the rows, as R writes them, and is no feature;"
            + " --columns says what are features");
      }
      return shape.header() == null || wanted.isEmpty() ? all : byName(wanted, all);
    }

    /** An index may be the name of another column, as pandas names columns that have none. */
    private void noteNumbers() {
      for (String column : options.columns()) {
        int named = columns.placeOf(column.strip());
        int index = columns.index(column.strip(), false);
        if (index >= 0 && named >= 0 && named != index) {
          notes.add(columns.file() + ": --columns " + column.strip()
              + " is the column of that index, not the one of that name, whose index is " + named);
        }
      }
    }

    /** Returns the columns of the names that are wanted; those given where none of them has such a name. */
    private int[] byName(List<String> wanted, int[] given) {
      List<String> header = columns.header();
      List<String> there = IntStream.of(given).mapToObj(header::get).toList();
      Set<String> exact = new HashSet<>(there);
      List<String> missing =
          wanted.stream().filter(name -> !exact.contains(name)).toList();
      if (missing.isEmpty()) {
        return wanted.stream().mapToInt(columns::named).toArray();
      }
      Set<String> folded = new HashSet<>();
      there.forEach(name -> folded.add(folded(name)));
      boolean otherwise = missing.stream().anyMatch(name -> folded.contains(folded(name)));
      if (missing.size() < wanted.size() || otherwise) {
        throw new DataException(columns.file() + " has no column "
            + Quoted.names(missing) + " of the model's features " + Quoted.names(wanted)
            + ", it has " + Quoted.names(there)
            + (otherwise ? " (upper and lower case differ)" : "")
            + "; if its columns are the features in their order, say --by-position");
      }
      boolean invented = wanted.stream().allMatch(name -> name.matches("x\\d+"));
      if (!invented && options.columns().isEmpty()) {
        notes.add(columns.file() + " has none of the model's features " + Quoted.names(wanted)
            + " by name: its columns " + Quoted.names(there)
            + " are taken for them in this order; --by-position says that this is meant");
      }
      return given;
    }

    private static String folded(String name) {
      return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_.-]+", "");
    }
  }
}

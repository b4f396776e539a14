package dev.gmm4j.io;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Finds columns that hardly are features: numbers of rows, identifiers and classes. */
final class DoubtfulFeatures {
  private static final int MOST_ROWS = 10_000;
  private static final int MOST_NUMBERS = 1 << 22;

  /** Fewer rows are distinct and in order by chance. */
  private static final int LEAST_ROWS = 10;

  /** Classes have fewer different numbers than these, and many rows each. */
  private static final int MOST_CLASSES = 10;

  private static final int MOST_NAMED_CLASSES = 50;
  private static final int ROWS_OF_CLASS = 5;

  private static final Pattern IDENTIFIER = Pattern.compile(
      "(?i)(.*[\\s_.-])?(id|ids|index|idx|key|no|nr|uuid|row|rownum|rownames?|unnamed: 0)|.*[a-z](Id|ID)");

  private static final Pattern CLASS = Pattern.compile(
      "(?i)((true|known)[\\s_.-]?)?(class|classes|label|labels|target|species|variety|cultivar|cluster|group|category"
          + "|type|diagnosis|outcome|klasse|gruppe|classe|clase)");

  private final Dataset dataset;
  private final List<String> options;
  private final double[][] columns;

  private DoubtfulFeatures(Dataset dataset, List<String> options, double[][] columns) {
    this.dataset = dataset;
    this.options = options;
    this.columns = columns;
  }

  /** Returns a sentence for each such column of data of several columns; those of one have no choice. */
  static List<String> of(Dataset dataset, List<String> options) {
    Samples samples = dataset.samples();
    int d = samples.dimension();
    int rows =
        (int) Math.min(samples.count(), Math.min(MOST_ROWS, Math.max(100, MOST_NUMBERS / d)));
    if (d == 1 || rows < LEAST_ROWS) {
      return List.of();
    }
    RowBlock block = samples.block(0, rows);
    double[][] columns = new double[d][rows];
    for (int i = 0; i < rows; i++) {
      int offset = block.rowOffset(i);
      for (int j = 0; j < d; j++) {
        columns[j][i] = block.values()[offset + j];
      }
    }
    return new DoubtfulFeatures(dataset, options, columns).sentences();
  }

  private List<String> sentences() {
    int discrete = (int) Arrays.stream(columns)
        .filter(column -> isWhole(column) && distinct(column).length <= MOST_CLASSES)
        .count();
    List<String> sentences = new ArrayList<>();
    for (int j = 0; j < columns.length; j++) {
      String doubt = isWhole(columns[j]) ? doubt(j, discrete) : "";
      if (!doubt.isEmpty()) {
        sentences.add(
            dataset.name() + ": column " + Quoted.text(dataset.columnNames().get(j)) + " " + doubt
                + ", and is taken for a feature; " + remedy(j, doubt));
      }
    }
    return sentences;
  }

  private String remedy(int j, String doubt) {
    String exclude = "--exclude " + options.get(j);
    return doubt.contains("classes")
        ? "--label-column " + options.get(j) + " or " + exclude + " leaves it out"
        : exclude + " leaves it out";
  }

  private static boolean isWhole(double[] column) {
    return Arrays.stream(column).allMatch(v -> v == Math.rint(v) && Math.abs(v) < 1e15);
  }

  private static double[] distinct(double[] column) {
    return Arrays.stream(column).distinct().sorted().toArray();
  }

  private String doubt(int j, int discrete) {
    double[] column = columns[j];
    if (countsRows(j)) {
      return "counts the rows, from " + (long) column[0];
    }
    double[] distinct = distinct(column);
    double lowest = distinct[0];
    double highest = distinct[distinct.length - 1];
    String name = dataset.columnNames().get(j);
    if (distinct.length == column.length) {
      boolean dense = highest - lowest < 2.0 * column.length;
      return dense || IDENTIFIER.matcher(name).matches()
          ? "has whole numbers that all differ, as identifiers do"
          : "";
    }
    boolean named = CLASS.matcher(name).matches();
    int most = named ? MOST_NAMED_CLASSES : MOST_CLASSES;
    if (distinct.length < 2
        || distinct.length > most
        || column.length < ROWS_OF_CLASS * distinct.length) {
      return "";
    }
    boolean consecutive = highest - lowest == distinct.length - 1 && (lowest == 0 || lowest == 1);
    boolean signs = distinct.length == 2 && lowest == -1 && highest == 1;
    // Where most columns have few different numbers, as in questionnaires, one more is none that
    // differs.
    boolean atEdge = (j == 0 || j == columns.length - 1) && 2 * discrete <= columns.length;
    return named || (atEdge && (consecutive || signs))
        ? "has only " + distinct.length + " different numbers, all whole, as classes have"
        : "";
  }

  private boolean countsRows(int j) {
    double[] column = columns[j];
    RowNumbers numbers = dataset.rowNumbers();
    double start = column[0] - numbers.fileRow(0);
    if (start != 0 && start != 1) {
      return false;
    }
    for (int i = 0; i < column.length; i++) {
      if (column[i] != start + numbers.fileRow(i)) {
        return false;
      }
    }
    long last = numbers.rows() - 1;
    RowBlock block = dataset.samples().block(last, 1);
    return block.values()[block.rowOffset(0) + j] == start + numbers.fileRow(last);
  }
}

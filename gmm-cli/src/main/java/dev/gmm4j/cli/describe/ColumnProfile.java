package dev.gmm4j.cli.describe;

import dev.gmm4j.io.DataRow;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is known of a column after a pass over its cells, in memory that does not grow with them. */
final class ColumnProfile {
  /** A label has no more different values, and each of them stands in this many rows at least, on average. */
  private static final int MAX_LABELS = 20;

  private static final int ROWS_OF_LABEL = 3;

  /** Fewer rows in order may be chance. */
  private static final int MIN_SEQUENCE = 5;

  private static final double LARGEST_WHOLE = 1L << 53;

  private static final Pattern LABEL_NAME = Pattern.compile(
      "(.*_)?(class|classes|label|labels|target|species|cluster|group|category|type|digit|y)");
  private static final Pattern ID_NAME = Pattern.compile(
      "|unnamed: 0|(.*[_ .])?(id|uuid|key|index|idx|rowid|row|nr|no|rownames?|row_?numbers?)");

  private final String name;
  private final int index;
  private final HashSet64 different;
  private long rows;
  private long missing;
  private long texts;
  private long infinite;
  private @Nullable String firstText;
  private long firstTextPlace;
  private boolean whole = true;
  private boolean sequence = true;
  private long numbers;
  private double last;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private double mean;
  private double squares;

  /**
   * Creates a profile.
   *
   * @param index of the column in the file, from 0
   * @param bound how many different values are told apart
   */
  ColumnProfile(String name, int index, int bound) {
    this.name = name;
    this.index = index;
    this.different = new HashSet64(bound);
  }

  /** Takes a cell and returns its hash; numbers that are written differently have the same. */
  long add(DataRow row, int column) {
    rows++;
    if (row.isMissing(column)) {
      missing++;
      return 0;
    }
    double value = row.value(column);
    long hash;
    if (Double.isNaN(value)) {
      String text = row.text(column);
      if (texts++ == 0) {
        firstText = text;
        firstTextPlace = row.number();
      }
      hash = HashSet64.of(text);
    } else {
      // Adding zero makes -0.0 the 0.0 that it equals.
      hash = HashSet64.mix(Double.doubleToLongBits(value + 0.0));
      addNumber(value);
    }
    different.add(hash);
    return hash;
  }

  private void addNumber(double value) {
    if (Double.isInfinite(value)) {
      infinite++;
      whole = false;
      return;
    }
    sequence &= numbers == 0 || value == last + 1;
    last = value;
    whole &= value == Math.rint(value) && Math.abs(value) <= LARGEST_WHOLE;
    min = Math.min(min, value);
    max = Math.max(max, value);
    numbers++;
    // Welford (1962): centred sums, so that no digits are lost far from 0.
    double deviation = value - mean;
    mean += deviation / numbers;
    squares += deviation * (value - mean);
  }

  /** Returns what the column seems to be. */
  ColumnKind kind() {
    long values = rows - missing;
    if (values == 0) {
      return ColumnKind.EMPTY;
    }
    if (!different.isFull() && different.size() == 1) {
      return rows == 1 && texts == 0 ? numberKind() : ColumnKind.CONSTANT;
    }
    if (texts > 0) {
      return 2 * texts <= values ? ColumnKind.MIXED : textKind(values);
    }
    return numberKind();
  }

  private ColumnKind textKind(long values) {
    if (isUnique()) {
      return ColumnKind.ID;
    }
    return isFew(values) ? ColumnKind.LABEL : ColumnKind.TEXT;
  }

  private ColumnKind numberKind() {
    if (!whole) {
      return ColumnKind.REAL;
    }
    String lower = name.strip().toLowerCase(Locale.ROOT);
    if (isUnique() && missing == 0) {
      if (sequence && rows >= MIN_SEQUENCE) {
        return ColumnKind.ROW_NUMBER;
      }
      if (ID_NAME.matcher(lower).matches() && rows >= MIN_SEQUENCE) {
        return ColumnKind.ID;
      }
    }
    return LABEL_NAME.matcher(lower).matches() && isFew(rows - missing)
        ? ColumnKind.LABEL
        : ColumnKind.INTEGER;
  }

  /** Tells whether no value was seen twice, among as many as are told apart. */
  private boolean isUnique() {
    return different.repeats() == 0;
  }

  private boolean isFew(long values) {
    return !different.isFull()
        && different.size() <= MAX_LABELS
        && values >= (long) ROWS_OF_LABEL * different.size();
  }

  String name() {
    return name;
  }

  int index() {
    return index;
  }

  long missing() {
    return missing;
  }

  /** Returns how many cells have text. */
  long texts() {
    return texts;
  }

  /** Returns how many cells have an infinity. */
  long infinite() {
    return infinite;
  }

  /** Returns the first text, or null if there is none. */
  @Nullable
  String firstText() {
    return firstText;
  }

  /** Returns the place in the file of the row with the first text. */
  long firstTextPlace() {
    return firstTextPlace;
  }

  /** Returns how many different values there are, or -1 if more than are told apart. */
  long different() {
    return different.isFull() ? -1 : different.size();
  }

  /** Tells whether there is a finite number at all. */
  boolean hasNumbers() {
    return numbers > 0;
  }

  double min() {
    return min;
  }

  double max() {
    return max;
  }

  double mean() {
    return mean;
  }

  /** Returns the standard deviation of the finite numbers: of the sum over their number, as everywhere in gmm4j. */
  double deviation() {
    return Math.sqrt(squares / numbers);
  }
}

package dev.gmm4j.cli.fit;

import dev.gmm4j.cli.option.WideOption;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.output.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** The components of a fit, a row each: what its family tells of them, and then as many features as there is room for. */
final class ComponentTable {
  private static final int MAX_FEATURES = 8;
  private static final int MAX_NAME_LENGTH = 16;
  private static final int DIGITS = 6;

  private final String locations;
  private final boolean marksHidden;
  private final int shown;
  private final int hidden;
  private final Table table;

  private ComponentTable(
      String locations, List<String> names, boolean wide, boolean marksHidden, String... own) {
    this.locations = locations;
    this.marksHidden = marksHidden;
    this.shown = wide || names.size() <= MAX_FEATURES ? names.size() : MAX_FEATURES - 1;
    this.hidden = names.size() - shown;
    List<String> header = new ArrayList<>(List.of(own));
    for (String name : names.subList(0, shown)) {
      header.add(marksHidden && !wide ? abbreviated(name) : name);
    }
    if (marksHidden && hidden > 0) {
      header.add("(" + hidden + " more)");
    }
    this.table = new Table(Collections.nCopies(header.size(), Table.Align.RIGHT));
    table.add(header);
  }

  /**
   * Creates a table without rows.
   *
   * @param locations what the numbers of features are, in the plural
   * @param names those of all features
   * @param wide whether all are shown, however many there are
   * @param own headings of what is told before the features
   */
  static ComponentTable of(String locations, List<String> names, boolean wide, String... own) {
    return new ComponentTable(locations, names, wide, false, own);
  }

  /** Creates the same with long names cut short, and a column that stands for features left out. */
  static ComponentTable abbreviating(
      String locations, List<String> names, boolean wide, String... own) {
    return new ComponentTable(locations, names, wide, true, own);
  }

  /** Returns the number of features that are shown. */
  int shown() {
    return shown;
  }

  /**
   * Adds a component.
   *
   * @param own what is told before the features
   * @param location that of a feature
   * @param deviation how far from it values of the feature lie: no more digits are shown than tell that
   */
  void add(List<String> own, IntToDoubleFunction location, IntToDoubleFunction deviation) {
    List<String> row = new ArrayList<>(own);
    for (int j = 0; j < shown; j++) {
      row.add(NumberText.quantity(location.applyAsDouble(j), DIGITS, deviation.applyAsDouble(j)));
    }
    if (marksHidden && hidden > 0) {
      row.add("...");
    }
    table.add(row);
  }

  @Override
  public String toString() {
    return hidden == 0
        ? table.toString()
        : table + locations + " of " + NumberText.count(hidden, "feature") + " are left out; "
            + WideOption.NAME + " shows all\n";
  }

  private static String abbreviated(String name) {
    return name.codePointCount(0, name.length()) <= MAX_NAME_LENGTH
        ? name
        : name.substring(0, name.offsetByCodePoints(0, MAX_NAME_LENGTH - 3)) + "...";
  }
}

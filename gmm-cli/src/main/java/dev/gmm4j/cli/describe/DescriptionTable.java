package dev.gmm4j.cli.describe;

import dev.gmm4j.cli.option.ShellCommandLine;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.output.Table;
import dev.gmm4j.cli.output.Table.Align;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A description of a file for people. */
record DescriptionTable(String name, DataProfile profile, List<String> next) {
  private static final int DIGITS = 6;

  /** More names do not help. */
  private static final int MAX_NAMES = 5;

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(name)
        .append(": ")
        .append(count(profile.rows(), "row"))
        .append(", ")
        .append(count(profile.columns().size(), "column"))
        .append(", ")
        .append(duplicates())
        .append("\n\n")
        .append(columns());
    List<String> notes = notes();
    if (!notes.isEmpty()) {
      text.append('\n');
      notes.forEach(note -> text.append(note).append('\n'));
    }
    if (!next.isEmpty()) {
      text.append("\nTo try next:\n  ").append(ShellCommandLine.of(next)).append('\n');
    }
    return text.toString();
  }

  private String duplicates() {
    String duplicates = profile.duplicates() == 0
        ? "no duplicate rows"
        : count(profile.duplicates(), "row") + " the same as one before";
    return profile.rowsCompared() < profile.rows()
        ? duplicates + " among the first " + profile.rowsCompared()
        : duplicates;
  }

  private String columns() {
    Table table = new Table(List.of(
        Align.RIGHT,
        Align.LEFT,
        Align.LEFT,
        Align.RIGHT,
        Align.RIGHT,
        Align.RIGHT,
        Align.RIGHT,
        Align.RIGHT));
    table.add(List.of("", "column", "kind", "missing", "min", "mean", "sd", "max"));
    for (ColumnProfile column : profile.columns()) {
      boolean numbers = column.hasNumbers();
      table.add(List.of(
          Integer.toString(column.index()),
          column.name(),
          column.kind().label(),
          Long.toString(column.missing()),
          numbers ? number(column.min()) : "",
          numbers ? number(column.mean()) : "",
          numbers ? number(column.deviation()) : "",
          numbers ? number(column.max()) : ""));
    }
    return table.toString();
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    addNote(notes, ColumnKind.ROW_NUMBER, "counts the rows and is no feature");
    addNote(notes, ColumnKind.ID, "is different in each row, like an id, and no feature");
    addNote(
        notes,
        ColumnKind.LABEL,
        "has few values, like labels of groups; gmm compare compares them with what a model finds");
    addNote(notes, ColumnKind.CONSTANT, "is constant and tells nothing");
    addNote(notes, ColumnKind.EMPTY, "has no values");
    addNote(notes, ColumnKind.TEXT, "is text");
    for (ColumnProfile column : profile.columns()) {
      if (column.kind() == ColumnKind.MIXED) {
        notes.add(column.name() + " has text in " + count(column.texts(), "row") + ", the first '"
            + column.firstText() + "' in " + "line "
            + column.firstTextPlace());
      }
      if (column.kind().isFeature() && column.missing() > 0) {
        notes.add(column.name() + " has " + count(column.missing(), "missing value"));
      }
      if (column.infinite() > 0) {
        notes.add(column.name() + " has " + count(column.infinite(), "infinite value"));
      }
    }
    if (profile.hasUnequalScales()) {
      notes.add("scales are very unequal: the sd of " + profile.widest().name() + " is "
          + NumberText.significant(profile.scaleRatio(), 3) + " times that of "
          + profile.narrowest().name() + ", so spherical models and principal components see"
          + " little but the former");
    }
    if (next.isEmpty()) {
      notes.add("no column has numbers that a mixture can be fitted to");
    }
    return notes;
  }

  private void addNote(List<String> notes, ColumnKind kind, String what) {
    List<String> names = profile.columns().stream()
        .filter(column -> column.kind() == kind)
        .map(ColumnProfile::name)
        .toList();
    if (names.isEmpty()) {
      return;
    }
    String listed = names.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
    String more = names.size() > MAX_NAMES ? ", ... (" + names.size() + ")" : "";
    notes.add(listed + more + (names.size() == 1 ? " " : ": each ") + what);
  }

  private static String number(double value) {
    return NumberText.significant(value, DIGITS);
  }

  private static String count(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}

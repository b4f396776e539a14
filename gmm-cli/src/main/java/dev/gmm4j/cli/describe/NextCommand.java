package dev.gmm4j.cli.describe;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A call that works on a file that was described. */
final class NextCommand {
  /** All models of more features take long to compare. */
  private static final int MAX_SELECTED = 20;

  /** A column with no smaller share of missing values is left out. */
  private static final double MAX_MISSING = 0.5;

  private final String data;
  private final DataProfile profile;

  NextCommand(String data, DataProfile profile) {
    this.data = data;
    this.profile = profile;
  }

  /** Returns the arguments of {@code gmm}, or none if there is nothing that a mixture could be fitted to. */
  List<String> arguments() {
    List<ColumnProfile> usable = usable();
    if (usable.isEmpty()) {
      return List.of();
    }
    List<String> arguments = new ArrayList<>();
    boolean few = usable.size() <= MAX_SELECTED;
    arguments.add(few ? "select" : "fit");
    // What begins with a hyphen or an at sign would be taken for an option or a file of arguments.
    arguments.add(data.matches("(-.|@).*") ? "./" + data : data);
    if (!few) {
      arguments.addAll(List.of("--components", "2", "--covariance", "diagonal"));
    }
    List<ColumnProfile> others = new ArrayList<>(profile.columns());
    others.removeAll(usable);
    List<ColumnProfile> labels =
        others.stream().filter(column -> column.kind() == ColumnKind.LABEL).toList();
    if (!labels.isEmpty()) {
      others.remove(labels.get(0));
      arguments.add("--label-column=" + name(labels.get(0)));
    }
    if (!others.isEmpty()) {
      arguments.add(
          "--exclude=" + others.stream().map(this::name).collect(Collectors.joining(",")));
    }
    if (usable.stream().anyMatch(column -> column.missing() > 0)) {
      arguments.addAll(List.of("--missing", "fit"));
    }
    return arguments;
  }

  /** Returns the features to fit to, without those of which at least half is missing. */
  private List<ColumnProfile> usable() {
    return profile.features().stream()
        .filter(column -> column.infinite() == 0)
        .filter(column -> column.missing() < MAX_MISSING * profile.rows())
        .toList();
  }

  /** Returns a column's name for an option, or its index: whole numbers are indices, and names must be there once. */
  private String name(ColumnProfile column) {
    String name = column.name();
    boolean clear = profile.hasHeader()
        && !name.isBlank()
        && name.indexOf(',') < 0
        && !name.matches("\\d+")
        && profile.columns().stream().filter(other -> other.name().equals(name)).count() == 1;
    return clear ? name : Integer.toString(column.index());
  }
}

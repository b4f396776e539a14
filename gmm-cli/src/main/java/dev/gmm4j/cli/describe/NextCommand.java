package dev.gmm4j.cli.describe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A call that works on a file that was described. */
final class NextCommand {
  /** All models of more features take long to compare. */
  private static final int MAX_SELECTED = 20;

  private final String data;
  private final DataProfile profile;

  NextCommand(String data, DataProfile profile) {
    this.data = data;
    this.profile = profile;
  }

  /** Returns the arguments of {@code gmm}, or none if there is nothing that a mixture could be fitted to. */
  List<String> arguments() {
    List<ColumnProfile> usable = profile.features().stream()
        .filter(column -> column.missing() == 0 && column.infinite() == 0)
        .toList();
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
    if (usable.size() < profile.columns().size()) {
      arguments.add("--columns=" + columns(usable));
    }
    return arguments;
  }

  private String columns(List<ColumnProfile> columns) {
    boolean byName = profile.hasHeader() && areNames(columns);
    return columns.stream()
        .map(column -> byName ? column.name() : Integer.toString(column.index()))
        .collect(Collectors.joining(","));
  }

  /** Tells whether columns can be chosen by name: whole numbers are always indices, and names must be there once. */
  private boolean areNames(List<ColumnProfile> columns) {
    Set<String> seen = new HashSet<>();
    Set<String> twice = new HashSet<>();
    for (ColumnProfile column : profile.columns()) {
      if (!seen.add(column.name())) {
        twice.add(column.name());
      }
    }
    return columns.stream()
        .map(ColumnProfile::name)
        .allMatch(name -> !name.isBlank()
            && name.indexOf(',') < 0
            && !name.matches("\\d+")
            && !twice.contains(name));
  }
}

package dev.gmm4j.cli.option;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The names of options that have several, in messages. */
public final class OptionNames {
  private OptionNames() {}

  /** Returns a message in which options go by the names that were typed. */
  public static String asTyped(String message, CommandSpec command, String... arguments) {
    String named = message;
    for (OptionSpec option : command.options()) {
      String name = option.longestName();
      String typed = option.shortestName();
      if (!isTyped(name, arguments) && isTyped(typed, arguments)) {
        named = named.replace("'" + name + "'", "'" + typed + "'");
      }
    }
    return named;
  }

  /** A short name may be followed by the value at once. */
  private static boolean isTyped(String name, String... arguments) {
    return Stream.of(arguments)
        .anyMatch(argument -> name.startsWith("--")
            ? argument.equals(name) || argument.startsWith(name + "=")
            : argument.startsWith(name) && !argument.startsWith("--"));
  }

  /** Returns the other names of options that are missing, in brackets, or nothing. */
  public static String others(List<ArgSpec> missing) {
    String others = missing.stream()
        .filter(OptionSpec.class::isInstance)
        .map(OptionSpec.class::cast)
        .filter(option -> option.names().length > 1)
        .map(option -> option.shortestName() + " " + option.paramLabel())
        .collect(Collectors.joining(", "));
    return others.isEmpty() ? "" : " (or " + others + ")";
  }

  /** Returns the names of the options that the help has. */
  public static List<String> visible(CommandSpec command) {
    return command.options().stream()
        .filter(option -> !option.hidden())
        .flatMap(option -> Stream.of(option.names()))
        .filter(name -> name.startsWith("--"))
        .toList();
  }
}

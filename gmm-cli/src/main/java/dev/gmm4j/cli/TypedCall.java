package dev.gmm4j.cli;

import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** A command's arguments as they are to be typed. */
final class TypedCall {
  private TypedCall() {}

  /** Returns the call that a command was made by, quoted for a shell where that is needed. */
  static String of(CommandSpec command) {
    return command.commandLine().getParseResult().originalArgs().stream()
        .map(argument -> argument.matches("[\\w@%+=:,./^-]+")
            ? argument
            : "'" + argument.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" ", "gmm ", ""));
  }
}

package dev.gmm4j.cli.option;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** A command's arguments as they are to be typed. */
public final class ShellCommandLine {
  private ShellCommandLine() {}

  /** Returns the call that a command was made by, quoted for a shell where that is needed. */
  public static String of(CommandSpec command) {
    return of(command.commandLine().getParseResult().originalArgs());
  }

  /** Returns the call with some arguments, quoted for a shell where that is needed. */
  public static String of(List<String> arguments) {
    return arguments.stream()
        .map(argument -> argument.matches("[\\w@%+=:,./^-]+")
            ? argument
            : "'" + argument.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" ", "gmm ", ""));
  }
}

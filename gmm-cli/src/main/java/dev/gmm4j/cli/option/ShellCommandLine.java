package dev.gmm4j.cli.option;

import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** A command's arguments as they are to be typed. */
public final class ShellCommandLine {
  private ShellCommandLine() {}

  /** Returns the call that a command was made by, quoted for a shell where that is needed. */
  public static String of(CommandSpec command) {
    return command.commandLine().getParseResult().originalArgs().stream()
        .map(argument -> argument.matches("[\\w@%+=:,./^-]+")
            ? argument
            : "'" + argument.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" ", "gmm ", ""));
  }
}

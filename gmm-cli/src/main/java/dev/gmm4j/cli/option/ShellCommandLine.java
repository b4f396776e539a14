package dev.gmm4j.cli.option;

import dev.gmm4j.cli.run.PlainText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
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
        .map(ShellCommandLine::quoted)
        .collect(Collectors.joining(" ", "gmm ", ""));
  }

  private static String quoted(String argument) {
    if (argument.matches("[\\w@%+=:,./^-]+")) {
      return argument;
    }
    return argument.codePoints().anyMatch(PlainText::isActive)
        ? bytesQuoted(argument)
        : "'" + argument.replace("'", "'\\''") + "'";
  }

  /** Returns an argument as bash, zsh and ksh read it, with nothing in it that acts on a terminal. */
  private static String bytesQuoted(String argument) {
    StringBuilder quoted = new StringBuilder("$'");
    argument.codePoints().forEach(c -> {
      if (c == '\'' || c == '\\') {
        quoted.append('\\').appendCodePoint(c);
      } else if (PlainText.isActive(c)) {
        for (byte unit : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
          // Octal: digits after it cannot be taken for a part of it.
          quoted.append(String.format(Locale.ROOT, "\\%03o", unit & 0xff));
        }
      } else {
        quoted.appendCodePoint(c);
      }
    });
    return quoted.append('\'').toString();
  }
}

package dev.gmm4j.cli;

import dev.gmm4j.cli.option.CommonOptions;
import dev.gmm4j.cli.option.OptionNames;
import dev.gmm4j.cli.option.Suggestion;
import dev.gmm4j.cli.run.BrokenPipeException;
import dev.gmm4j.cli.run.CommandFailure;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.PlainText;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.io.DataException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever went wrong into one line on standard error and an exit status. */
final class FailureReporter {
  private final PrintStream err;

  FailureReporter(PrintStream err) {
    this.err = err;
  }

  /** Reports arguments that the command does not understand. */
  int reportUsage(ParameterException failure, String[] arguments) {
    ParameterException cause = cause(failure, arguments);
    String command = cause.getCommandLine().getCommandSpec().qualifiedName();
    String message = inOneLine(message(cause));
    String sentence = message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    CommandSpec spec = cause.getCommandLine().getCommandSpec();
    String named = OptionNames.asTyped(sentence + suggestion(cause), spec, arguments);
    err.println(PlainText.of(command + ": " + named + "; see " + command + " --help"));
    return ExitStatus.USAGE;
  }

  /** What follows an unknown option is its value rather than another one. */
  private static String message(ParameterException failure) {
    return failure instanceof UnmatchedArgumentException e
            && !e.getUnmatched().isEmpty()
            && e.getUnmatched().get(0).startsWith("-")
        ? "Unknown option: '" + e.getUnmatched().get(0) + "'"
        : String.valueOf(failure.getMessage());
  }

  /** Reports a word that is no command. */
  int reportNoCommand(CommandLine parent, String word) {
    String name = parent.getCommandSpec().qualifiedName();
    err.println(PlainText.of(name + ": '" + inOneLine(word) + "' is no command"
        + Suggestion.of(word, parent.getSubcommands().keySet()) + "; see " + name + " --help"));
    return ExitStatus.USAGE;
  }

  /** Where an option is missing and another is unknown, the latter is the former misspelt. */
  private static ParameterException cause(ParameterException failure, String[] arguments) {
    if (failure instanceof MissingParameterException) {
      CommandLine command = failure.getCommandLine();
      for (String argument : arguments) {
        String name = argument.split("=", 2)[0];
        if (name.startsWith("--") && !command.getCommandSpec().optionsMap().containsKey(name)) {
          return new UnmatchedArgumentException(command, List.of(argument));
        }
      }
    }
    return failure;
  }

  /** Reports any other failure. */
  int report(Throwable failure, CommandLine command) {
    if (failure instanceof UncheckedIOException && failure.getCause() != null) {
      return report(failure.getCause(), command);
    }
    if (failure instanceof BrokenPipeException) {
      // Whoever read the results has seen enough.
      return ExitStatus.DONE;
    }
    err.println(
        PlainText.of(command.getCommandSpec().qualifiedName() + ": " + describe(failure, command)));
    if (CommonOptions.isGiven(command)) {
      printTrace(failure);
    }
    return status(failure);
  }

  private static int status(Throwable failure) {
    if (failure instanceof CommandFailure e) {
      return e.status();
    }
    return failure instanceof DataException
            || failure instanceof InvalidSamplesException
            || isMapFault(failure)
        ? ExitStatus.DATA
        : ExitStatus.FAILED;
  }

  /** The JVM may report that a mapped file is gone only after the read that met it. */
  private static boolean isMapFault(Throwable failure) {
    return failure instanceof InternalError
        && String.valueOf(failure.getMessage()).contains("unsafe memory access");
  }

  private static String describe(Throwable failure, CommandLine command) {
    if (failure instanceof OutOfMemoryError) {
      return "out of memory, with a heap of at most " + (Runtime.getRuntime().maxMemory() >> 20)
          + " MiB: give it more, as in GMM_OPTS=-Xmx8g, or use fewer columns, components or threads";
    }
    if (isMapFault(failure)) {
      return "a file that is in use was truncated, or its disk failed" + mappedFiles(command);
    }
    if (failure instanceof IOException e) {
      return inOneLine(describe(e));
    }
    boolean foreseen = failure instanceof CommandFailure
        || failure instanceof GmmException
        || failure instanceof DataException
        || failure instanceof InvalidSamplesException;
    return foreseen
        ? inOneLine(String.valueOf(failure.getMessage()))
        : "internal error: " + inOneLine(failure.toString()) + ", run again with --verbose";
  }

  /** Names the files of the arguments that are mapped, which the fault does not. */
  private static String mappedFiles(CommandLine command) {
    if (command.getParseResult() == null) {
      return "";
    }
    List<String> files = command.getParseResult().originalArgs().stream()
        .filter(argument -> argument.toLowerCase(Locale.ROOT).endsWith(".npy"))
        .distinct()
        .toList();
    return files.isEmpty() ? ", that of temporary files" : ": " + String.join(" or ", files);
  }

  /** A file system's exception may have nothing but a path for a message: its type tells what is wrong. */
  private static String describe(IOException failure) {
    if (failure instanceof NoSuchFileException e) {
      return e.getFile() + ": no such file or folder";
    }
    if (failure instanceof AccessDeniedException e) {
      return e.getFile() + ": access denied";
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  private static String suggestion(ParameterException failure) {
    if (failure instanceof MissingParameterException e) {
      return OptionNames.others(e.getMissing());
    }
    if (!(failure instanceof UnmatchedArgumentException e) || e.getUnmatched().isEmpty()) {
      return "";
    }
    String word = e.getUnmatched().get(0).split("=", 2)[0];
    CommandLine command = e.getCommandLine();
    return Suggestion.of(
        word,
        word.startsWith("-")
            ? OptionNames.visible(command.getCommandSpec())
            : command.getSubcommands().keySet());
  }

  /** Returns a message, which may be a list of lines, as one line. */
  private static String inOneLine(String message) {
    StringBuilder line = new StringBuilder();
    for (String part : message.split("\\R", -1)) {
      boolean continues = line.length() == 0 || line.charAt(line.length() - 1) == ':';
      line.append(line.length() == 0 ? "" : continues ? " " : ", ").append(part.strip());
    }
    return line.toString();
  }

  private void printTrace(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      err.println(PlainText.lines(t == failure ? t.toString() : "caused by: " + t));
      for (StackTraceElement frame : t.getStackTrace()) {
        err.println("    at " + frame);
      }
    }
  }
}

package dev.gmm4j.cli.output;

import java.lang.reflect.AnnotatedElement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Keeps commands from writing over the files that they read, and from writing two outputs to one file. It knows the files
 * of all commands from their options and parameters, see {@link NamesFile}, so that a command takes part without doing
 * anything for it.
 */
public final class FileConflicts {
  private static final String STANDARD_STREAM = "-";

  private FileConflicts() {}

  /** Adds {@code --force} to the commands that write files. */
  public static void addForce(CommandLine command) {
    if (command.getCommandSpec().args().stream().anyMatch(FileConflicts::isWritten)) {
      command.addMixin(ForceOption.NAME, new ForceOption());
    }
    command.getSubcommands().values().forEach(FileConflicts::addForce);
  }

  /**
   * Checks the files that a command is to work with, before it does anything.
   *
   * @param parsed the arguments as they were understood
   * @param arguments the same as they were typed
   * @throws ParameterException if an output is also something else
   */
  public static void check(ParseResult parsed, String... arguments) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    if (last.isUsageHelpRequested() || last.isVersionHelpRequested()) {
      return;
    }
    List<NamedFile> files = files(last, arguments);
    boolean forced = last.hasMatchedOption(ForceOption.NAME);
    for (int i = 0; i < files.size(); i++) {
      if (files.get(i).use() != FileUse.READ) {
        check(files, i, forced, last.commandSpec());
      }
    }
  }

  private static void check(List<NamedFile> files, int index, boolean forced, CommandSpec command) {
    NamedFile output = files.get(index);
    for (int i = 0; i < files.size(); i++) {
      NamedFile other = files.get(i);
      boolean isRead = other.use() == FileUse.READ;
      boolean isCompared = isRead ? !(forced && output.use() == FileUse.WRITTEN) : i < index;
      if (isCompared && output.isLossy() && other.isLossy() && output.isSame(other)) {
        String also =
            other.label() + (other.file().equals(output.file()) ? "" : " (" + other.file() + ")");
        String remedy = isRead && output.use() == FileUse.WRITTEN
            ? ", which would be lost; name another file, or add " + ForceOption.NAME
            : "; name another file";
        throw new ParameterException(
            command.commandLine(),
            "Invalid value for option '" + output.label() + "': " + output.file() + " is also "
                + also + remedy);
      }
    }
  }

  private static List<NamedFile> files(ParseResult parsed, String... arguments) {
    List<NamedFile> files = new ArrayList<>();
    for (ArgSpec argument : parsed.matchedArgs()) {
      FileUse use = use(argument);
      Object value = argument.getValue();
      Collection<?> values = value instanceof Collection<?> several
          ? several
          : value == null ? List.of() : List.of(value);
      for (Object file : values) {
        if (use == FileUse.READ && file.toString().equals(STANDARD_STREAM)) {
          add(files, "standard input", "/dev/stdin", use);
        } else if (use != FileUse.NONE) {
          add(files, label(argument), file.toString(), use);
        }
      }
    }
    for (String argument : arguments) {
      if (argument.startsWith("@")) {
        add(files, "the file of arguments", argument.substring(1), FileUse.READ);
      }
    }
    return files;
  }

  private static void add(List<NamedFile> files, String label, String file, FileUse use) {
    NamedFile named = NamedFile.of(label, file, use);
    if (named != null) {
      files.add(named);
    }
  }

  private static String label(ArgSpec argument) {
    return argument instanceof CommandLine.Model.OptionSpec option
        ? option.longestName()
        : argument.paramLabel();
  }

  /** Returns what a command does with the file that an argument names. */
  public static FileUse use(ArgSpec argument) {
    @Nullable
    NamesFile stated = argument.userObject() instanceof AnnotatedElement element
        ? element.getAnnotation(NamesFile.class)
        : null;
    if (stated != null) {
      return stated.value();
    }
    if (argument.isPositional()) {
      return FileUse.READ;
    }
    return Path.class.equals(argument.type()) ? FileUse.WRITTEN : FileUse.NONE;
  }

  private static boolean isWritten(ArgSpec argument) {
    FileUse use = use(argument);
    return use == FileUse.WRITTEN || use == FileUse.SCRATCH;
  }
}

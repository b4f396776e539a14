package dev.gmm4j.cli.option;

import dev.gmm4j.cli.run.ConsoleLoggerFinder;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options that all commands have. */
public final class CommonOptions {
  private static final String NAME = "--verbose";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  @SuppressWarnings("UnusedVariable") // acted on by picocli
  private boolean help;

  @Option(
      names = NAME,
      description = "Tell what is going on, and where in the program a failure happened.")
  void setVerbose(boolean verbose) {
    ConsoleLoggerFinder.setVerbose(verbose);
  }

  /** Tells whether the option was among the arguments that a command has parsed. */
  public static boolean isGiven(CommandLine command) {
    CommandLine.ParseResult parsed = command.getParseResult();
    while (parsed != null && parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    return parsed != null && parsed.hasMatchedOption(NAME);
  }
}

package dev.gmm4j.cli.option;

import picocli.CommandLine.Option;

/** The option to report progress, a line each. */
@OptionGroup.In(OptionGroup.OUTPUT)
public final class ProgressOption {
  @Option(
      names = "--progress",
      description =
          "Report progress on standard error: a line for each iteration, candidate or test.")
  private boolean given;

  /** Tells whether progress is asked for. */
  public boolean isGiven() {
    return given;
  }
}

package dev.gmm4j.cli.option;

import picocli.CommandLine.Option;

/** The option to leave nothing out of a table. */
@OptionGroup.In(OptionGroup.OUTPUT)
public final class WideOption {
  /** The name of the option. */
  public static final String NAME = "--wide";

  @Option(
      names = NAME,
      description = "Leave nothing out of the table, however wide or long it becomes.")
  private boolean given;

  /** Tells whether all is to be shown. */
  public boolean isGiven() {
    return given;
  }
}

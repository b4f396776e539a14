package dev.gmm4j.cli.option;

import picocli.CommandLine.Option;

/** The option to print results as JSON. */
@OptionGroup.In(OptionGroup.OUTPUT)
public final class JsonOption {
  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean given;

  /** Tells whether JSON is asked for. */
  public boolean isGiven() {
    return given;
  }
}

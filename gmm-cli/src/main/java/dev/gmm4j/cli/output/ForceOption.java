package dev.gmm4j.cli.output;

import dev.gmm4j.cli.option.OptionGroup;
import picocli.CommandLine.Option;

/** The option to let an output replace what the command reads. */
@OptionGroup.In(OptionGroup.OUTPUT)
final class ForceOption {
  static final String NAME = "--force";

  @Option(names = NAME, description = "Write outputs even over files that the command reads.")
  @SuppressWarnings("UnusedVariable") // asked for by its name
  private boolean given;
}

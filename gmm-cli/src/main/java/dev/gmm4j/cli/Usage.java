package dev.gmm4j.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Turns what a setting refuses into wrong usage of the option that set it. */
final class Usage {
  private Usage() {}

  /**
   * Applies an option's value to a setting.
   *
   * @throws ParameterException if the setting refuses it
   */
  static void apply(CommandSpec command, String option, Runnable setting) {
    try {
      setting.run();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          command.commandLine(), "Invalid value for option '" + option + "': " + e.getMessage(), e);
    }
  }
}

package dev.gmm4j.cli.option;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Turns what a setting refuses into wrong usage of the option that set it. */
public final class OptionErrors {
  private OptionErrors() {}

  /**
   * Applies an option's value to a setting.
   *
   * @throws ParameterException if the setting refuses it
   */
  public static void apply(CommandSpec command, String option, Runnable setting) {
    try {
      setting.run();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          command.commandLine(), "Invalid value for option '" + option + "': " + e.getMessage(), e);
    }
  }
}

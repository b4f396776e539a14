package dev.gmm4j.cli.option;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The failures of an option whose value is refused: wrong usage, in the same words everywhere. */
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

  /** Returns the failure of an option whose value is refused. */
  public static ParameterException invalidValue(
      CommandSpec command, String option, String problem) {
    return new ParameterException(
        command.commandLine(), "Invalid value for option '" + option + "': " + problem);
  }
}

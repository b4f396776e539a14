package dev.gmm4j.cli.option;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Options that cannot go with one that changes what is fitted, each with the reason. */
final class RefusedOptions {
  private final String name;
  private final Map<String, String> reasons = new LinkedHashMap<>();

  /** Creates the options that do not go with the one of a name: none yet. */
  RefusedOptions(String name) {
    this.name = name;
  }

  /** Adds options that are refused for one reason; options are checked in the order in which they were added. */
  RefusedOptions add(String reason, String... options) {
    for (String option : options) {
      reasons.put(option, reason);
    }
    return this;
  }

  /**
   * Checks all options of a command.
   *
   * @param understood options that this command understands, and others do not
   * @throws ParameterException if one is given that is refused
   */
  void check(CommandSpec command, String... understood) {
    List<String> allowed = List.of(understood);
    reasons.forEach((option, reason) -> {
      if (!allowed.contains(option)) {
        check(command, option, reason);
      }
    });
  }

  /**
   * Checks one more option.
   *
   * @throws ParameterException if it is given
   */
  void check(CommandSpec command, String option, String reason) {
    if (isGiven(command, option)) {
      throw new ParameterException(
          command.commandLine(), option + " cannot go with " + name + ": " + reason);
    }
  }

  /** Tells whether an option is given. */
  static boolean isGiven(CommandSpec command, String option) {
    return command.commandLine().getParseResult().hasMatchedOption(option);
  }
}

package dev.gmm4j.cli.select;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.cli.option.ShellCommandLine;
import dev.gmm4j.em.Regularization;
import dev.gmm4j.selection.SelectionCandidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The call of {@code gmm fit} that repeats a candidate of a selection, to the bit. Options that both commands have are passed
 * on as they were given.
 */
final class FitCall {
  /** What a candidate decides, or what is for the selection or its output alone. */
  private static final Set<String> OWN = Set.of(
      "--components",
      "--models",
      "--covariance",
      "--criterion",
      "--folds",
      "--init",
      "--starts",
      "--restarts",
      "--time-budget",
      "--backend",
      "--regularization",
      "--relative-regularization",
      "--threads",
      "--output",
      "--plot",
      "--force",
      "--wide",
      "--json",
      "--progress",
      "--help",
      "--verbose");

  /** What is stated though it was not given, since {@code gmm fit} has or may have another default. */
  private static final Set<String> STATED =
      Set.of("--degeneracy", "--tolerance", "--max-iterations", "--seed");

  private final CommandSpec select;
  private final String data;
  private final GaussianMixtureEstimator settings;
  private final String backend;

  /**
   * Creates the call for a selection.
   *
   * @param select the command with its options
   * @param data as it was given
   * @param settings those of all candidates
   * @param backend the id of the one that was used
   */
  FitCall(CommandSpec select, String data, GaussianMixtureEstimator settings, String backend) {
    this.select = select;
    this.data = data;
    this.settings = settings;
    this.backend = backend;
  }

  /** Returns the initializations of a candidate: all lead to the same one component. */
  List<String> initializations(SelectionCandidate candidate) {
    return settings.initializations().stream()
        .map(Initialization::label)
        .limit(candidate.components() == 1 ? 1 : Integer.MAX_VALUE)
        .toList();
  }

  /** Returns how often a candidate's random initializations are tried. */
  int restarts(SelectionCandidate candidate) {
    return candidate.components() == 1 ? 1 : settings.restarts();
  }

  /** Returns the settings that all candidates have in common. */
  GaussianMixtureEstimator settings() {
    return settings;
  }

  /** Returns the arguments of {@code gmm}. */
  List<String> arguments(SelectionCandidate candidate) {
    List<String> arguments = new ArrayList<>(List.of("fit", isOption(data) ? "./" + data : data));
    add(arguments, "--components", Integer.toString(candidate.components()));
    add(arguments, "--covariance", candidate.covariance().name());
    add(arguments, "--init", String.join(",", initializations(candidate)));
    if (restarts(candidate) > 1) {
      add(arguments, "--restarts", Integer.toString(restarts(candidate)));
    }
    for (OptionSpec option : select.options()) {
      String name = option.longestName();
      if (!OWN.contains(name)) {
        addGiven(arguments, name, option);
      }
    }
    add(arguments, "--search", settings.search().label());
    Regularization regularization = settings.regularization();
    add(
        arguments,
        regularization.isRelative() ? "--relative-regularization" : "--regularization",
        regularization.amount() == 0 ? "0" : Double.toString(regularization.amount()));
    add(arguments, "--backend", backend);
    return arguments;
  }

  /** Returns the call as it is to be typed. */
  String commandLine(SelectionCandidate candidate) {
    return ShellCommandLine.of(arguments(candidate));
  }

  private void addGiven(List<String> arguments, String name, OptionSpec option) {
    if (select.commandLine().getParseResult().hasMatchedOption(option)) {
      if (option.arity().max() == 0) {
        arguments.add(name);
      } else {
        option.originalStringValues().forEach(value -> add(arguments, name, value));
      }
    } else if (STATED.contains(name)) {
      add(arguments, name, option.defaultValueString());
    }
  }

  private static void add(List<String> arguments, String name, String value) {
    if (isOption(value)) {
      arguments.add(name + "=" + value);
    } else {
      arguments.addAll(List.of(name, value));
    }
  }

  /** Tells whether an argument of its own would be taken for an option, or for a file of arguments. */
  private static boolean isOption(String value) {
    return value.startsWith("@") || (value.startsWith("-") && value.length() > 1);
  }
}

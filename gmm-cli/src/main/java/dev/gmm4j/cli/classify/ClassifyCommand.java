package dev.gmm4j.cli.classify;

import dev.gmm4j.cli.run.ExitStatusFooter;
import dev.gmm4j.cli.run.StandardStreams;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Classifiers by mixtures: fits, uses and validates them. */
@Command(
    name = "classify",
    sortOptions = false,
    header = {
      "Fit and use a classifier for known classes.",
      "",
      "  gmm classify fit data/iris.csv --label species -o classifier.json",
      ""
    },
    customSynopsis = "gmm classify fit|predict|validate [OPTIONS]",
    description = {
      "",
      "A classifier has a Gaussian mixture for each class of rows whose classes are known, and assigns other rows to the"
          + " classes by their densities and shares.",
      ""
    },
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  gmm classify fit data/iris.csv --label species -o classifier.json",
      "  gmm classify predict classifier.json data/iris.csv -o classes.csv",
      "  gmm classify validate data/iris.csv --label species --folds 10",
      "",
      ExitStatusFooter.HEADING,
      ExitStatusFooter.DONE,
      ExitStatusFooter.FAILED,
      ExitStatusFooter.USAGE,
      ExitStatusFooter.DATA
    })
public final class ClassifyCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  private ClassifyCommand() {}

  /** Returns the command with its own commands, which read and write some streams. */
  public static CommandLine commandLine(StandardStreams streams) {
    return new CommandLine(new ClassifyCommand())
        .addSubcommand("fit", new ClassifyFitCommand(streams))
        .addSubcommand("predict", new ClassifyPredictCommand(streams))
        .addSubcommand("validate", new ClassifyValidateCommand(streams));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command: fit, predict or validate");
  }
}

package dev.gmm4j.cli.pca;

import dev.gmm4j.cli.run.ExitStatusFooter;
import dev.gmm4j.cli.run.StandardStreams;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Principal components: finds them, and goes from features to coordinates and back. */
@Command(
    name = "pca",
    sortOptions = false,
    header = {
      "Reduce data to its principal components, and back.",
      "",
      "  gmm pca fit data/wine.csv --exclude class -o pca.json",
      ""
    },
    customSynopsis = "gmm pca fit|apply|inverse [OPTIONS]",
    description = {
      "",
      "Principal components (Pearson 1901; Hotelling 1933) are the orthogonal directions of largest variance. Fewer"
          + " coordinates along them make fits of many features faster, and possible where there are few rows.",
      ""
    },
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  gmm pca fit data/iris.csv --columns 0,1,2,3 --variance 0.95 -o pca.json",
      "  gmm pca apply pca.json data/iris.csv -o reduced.csv",
      "  gmm fit reduced.csv --components 3 -o model.json",
      "  gmm sample model.json --count 5 -o drawn.csv",
      "  gmm pca inverse pca.json drawn.csv",
      "",
      ExitStatusFooter.HEADING,
      ExitStatusFooter.DONE,
      ExitStatusFooter.FAILED,
      ExitStatusFooter.USAGE,
      ExitStatusFooter.DATA
    })
public final class PcaCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  private PcaCommand() {}

  /** Returns the command with its own commands, which read and write some streams. */
  public static CommandLine commandLine(StandardStreams streams) {
    return new CommandLine(new PcaCommand())
        .addSubcommand("fit", new PcaFitCommand(streams))
        .addSubcommand("apply", new PcaApplyCommand(streams))
        .addSubcommand("inverse", new PcaInverseCommand(streams));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command: fit, apply or inverse");
  }
}

package dev.gmm4j.cli;

import dev.gmm4j.cli.run.ExitStatusFooter;
import dev.gmm4j.cli.run.ProgramVersion;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line's root; it does nothing by itself. */
@Command(
    name = "gmm",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    header = {"Fit and use Gaussian mixtures.", "", "  gmm fit data/faithful.csv --components 2", ""
    },
    customSynopsis = "gmm COMMAND [OPTIONS]",
    description = {"", "Fits and uses Gaussian mixture models.", ""},
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  gmm fit faithful.csv --components 2 --output model.json",
      "  gmm select faithful.csv --output model.json",
      "  gmm bootstrap model.json faithful.csv",
      "  gmm predict model.json new.csv --proba --output classes.csv",
      "  gmm score model.json new.csv",
      "  gmm sample model.json --count 1000 > drawn.csv",
      "  gmm regress model.json new.csv --targets waiting",
      "  gmm impute model.json survey.csv --output filled.csv",
      "  gmm classify fit iris.csv --label species --output classifier.json",
      "  gmm convert model.json --to scikit-learn --output for-python.json",
      "  gmm plot model.json faithful.csv --output picture.png",
      "",
      "DATA is a CSV file (a header line is detected), a NumPy file (.npy), or - for CSV",
      "from standard input. MODEL is a JSON file written by gmm fit. Results go to",
      "standard output or to --output, messages to standard error. gmm help COMMAND",
      "tells more, and so do gmm help files, gmm help models and gmm help backends.",
      "",
      "The environment variable GMM_OPTS has options for Java, such as -Xmx8g; GMM4J_BACKEND",
      "names the backend to use.",
      "",
      ExitStatusFooter.HEADING,
      ExitStatusFooter.DONE,
      ExitStatusFooter.FAILED,
      ExitStatusFooter.USAGE,
      ExitStatusFooter.DATA
    })
public final class GmmCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    // Those of picocli, such as help, are not asked for.
    List<String> names = spec.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(command -> command.mixins().containsKey(Main.COMMON))
        .map(CommandSpec::name)
        .toList();
    int last = names.size() - 1;
    throw new ParameterException(
        spec.commandLine(),
        "Missing command: " + String.join(", ", names.subList(0, last)) + " or " + names.get(last));
  }
}

package dev.gmm4j.cli.describe;

import dev.gmm4j.cli.input.AnyDataOptions;
import dev.gmm4j.cli.option.JsonOption;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.ExitStatusFooter;
import dev.gmm4j.cli.run.StandardStreams;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells what is in a data file. */
@Command(
    name = "describe",
    sortOptions = false,
    header = {
      "Tell what is in a data file, and what to do with it.",
      "",
      "  gmm describe data/wine.csv",
      ""
    },
    customSynopsis = "gmm describe DATA [OPTIONS]",
    description = {
      "",
      "Prints the number of rows and of duplicates among them, and for each column what it seems to be, how many values"
          + " are missing, and the scale of its numbers; then what to look at, and a command to try next. Cells may be"
          + " anything: this is the command for files that one does not know.",
      "",
      "Kinds of columns: real and integer numbers, which are features; row number; id, different in each row; label, with"
          + " few values that name groups; constant; text; mixed, numbers with some text; empty. They are guesses, from"
          + " values and names. Missing are blank cells and NA, NaN, null, ? and the like. The standard deviation (sd) is that of the rows, with"
          + " their number as the divisor.",
      "",
      "One pass over the data, in memory that does not grow with it: duplicates are counted until there were 2097152"
          + " different rows.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gmm describe data/wine.csv",
      "  gmm describe data/mnist-2-6.npy --json",
      "  gunzip -c data.csv.gz | gmm describe -",
      "",
      ExitStatusFooter.HEADING,
      ExitStatusFooter.DONE,
      ExitStatusFooter.FAILED,
      ExitStatusFooter.USAGE,
      ExitStatusFooter.DATA
    })
public final class DescribeCommand implements Callable<Integer> {
  private final StandardStreams streams;

  @Parameters(
      paramLabel = "DATA",
      description = "A CSV file, a NumPy file (.npy), or - for CSV from standard input.")
  private String data = "";

  @Mixin
  private final AnyDataOptions reading = new AnyDataOptions();

  @Mixin
  private final JsonOption json = new JsonOption();

  /** Creates the command, which reads and writes some streams. */
  public DescribeCommand(StandardStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    DataProfile profile = new DataProfile();
    streams.note(reading.visit(data, streams.in(), List.of(), profile));
    String name = AnyDataOptions.name(data);
    List<String> next = new NextCommand(data, profile).arguments();
    streams.print(
        json.isGiven()
            ? new DescriptionJson(name, profile, next).toString()
            : new DescriptionTable(name, profile, next).toString());
    return ExitStatus.DONE;
  }
}

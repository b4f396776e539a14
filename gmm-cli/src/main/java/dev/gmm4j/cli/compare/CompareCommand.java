package dev.gmm4j.cli.compare;

import dev.gmm4j.cli.input.AnyDataOptions;
import dev.gmm4j.cli.option.JsonOption;
import dev.gmm4j.cli.option.OptionErrors;
import dev.gmm4j.cli.run.CommandFailure;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.ExitStatusFooter;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.io.DataRow;
import dev.gmm4j.io.ReadOptions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells how well two labellings of the same rows agree. */
@Command(
    name = "compare",
    sortOptions = false,
    header = {
      "Tell how well two labellings of the same rows agree.",
      "",
      "  gmm compare data/iris.csv predicted.csv --columns species,label",
      ""
    },
    customSynopsis = {
      "gmm compare A B [--columns COLUMN_OF_A,COLUMN_OF_B] [OPTIONS]",
      "       gmm compare FILE --columns COLUMN,COLUMN [OPTIONS]"
    },
    description = {
      "",
      "Compares labels, such as those that gmm predict wrote, with others of the same rows in the same order, such as"
          + " known classes. Labels are text or numbers, and their names mean nothing.",
      "",
      "Prints the adjusted Rand index (Hubert and Arabie 1985) and the adjusted mutual information (Vinh, Epps and Bailey"
          + " 2010): 1 for the same groups, 0 on average for groups by chance; the V-measure (Rosenberg and Hirschberg 2007)"
          + " of how much the labels of B tell of those of A (homogeneity) and those of A of B (completeness);"
          + " the accuracy, which is the share of rows whose labels match when labels of A and B are matched one to one"
          + " so that the most rows do; and the table of counts, with a * at the pairs that are matched. A label that is"
          + " left over matches nothing.",
      "",
      "Rows where a label is empty are left out and counted. Every other text is a label, also -1, by which gmm predict"
          + " calls noise.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gmm compare data/wine.csv predicted.csv --columns class,label",
      "  gmm predict wine.json data/wine.csv --keep class -o both.csv",
      "  gmm compare both.csv --columns class,label",
      "  gmm compare first.csv second.csv --json",
      "",
      ExitStatusFooter.HEADING,
      ExitStatusFooter.DONE,
      ExitStatusFooter.FAILED,
      ExitStatusFooter.USAGE,
      ExitStatusFooter.DATA
    })
public final class CompareCommand implements Callable<Integer> {
  private final StandardStreams streams;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      arity = "1..2",
      paramLabel = "FILE",
      description =
          "One or two files with the labels, CSV or NumPy (.npy); one may be - for CSV from standard input.")
  private List<String> files = List.of();

  @Option(
      names = "--columns",
      split = ",",
      paramLabel = "COLUMN",
      description =
          "The columns of the labels, one of each file or two of the only one, by name or by index from 0; one alone is"
              + " that of both files. Default: label, or the only column of a file.")
  private List<String> columns = List.of();

  @Mixin
  private final AnyDataOptions reading = new AnyDataOptions();

  @Mixin
  private final JsonOption json = new JsonOption();

  /** Creates the command, which reads and writes some streams. */
  public CompareCommand(StandardStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    check();
    LabelPairs pairs = new LabelPairs();
    List<LabelNames> names = files.size() == 1 ? readOne(pairs) : readTwo(pairs);
    LabelComparison comparison = LabelComparison.of(names.get(0), names.get(1), pairs);
    streams.print(
        json.isGiven() ? comparison.toJson(files) : new ComparisonTable(comparison).toString());
    return ExitStatus.DONE;
  }

  private void check() {
    if (files.size() == 1 && columns.size() != 2) {
      throw OptionErrors.invalidValue(
          spec, "--columns", "there must be 2 columns of the one file, but were " + columns.size());
    }
    if (columns.size() > 2) {
      throw OptionErrors.invalidValue(
          spec, "--columns", "there must be one column of each file, but were " + columns.size());
    }
    if (files.size() == 2 && files.get(0).equals("-") && files.get(1).equals("-")) {
      throw new ParameterException(
          spec.commandLine(), "Standard input can be one of the files only");
    }
  }

  private List<LabelNames> readOne(LabelPairs pairs) {
    String file = files.get(0);
    PairReader reader = new PairReader(AnyDataOptions.name(file), pairs);
    streams.note(reading.visit(file, streams.in(), columns, reader));
    return reader.names();
  }

  private List<LabelNames> readTwo(LabelPairs pairs) {
    LabelList list = new LabelList();
    LabelColumn first = new LabelColumn(files.get(0), column(0), list::add);
    streams.note(reading.visit(files.get(0), streams.in(), first.columns(), first));
    long[] read = new long[1];
    LabelColumn second = new LabelColumn(files.get(1), column(1), label -> {
      if (read[0] < list.size()) {
        pairs.add(list.get(read[0]), label);
      }
      read[0]++;
    });
    streams.note(reading.visit(files.get(1), streams.in(), second.columns(), second));
    if (read[0] != list.size()) {
      throw new CommandFailure(
          ExitStatus.DATA,
          AnyDataOptions.name(files.get(0)) + " has " + rows(list.size()) + ", but "
              + AnyDataOptions.name(files.get(1)) + " has " + rows(read[0])
              + "; they must have the same rows in the same order",
          null);
    }
    return List.of(first.names(), second.names());
  }

  private @Nullable String column(int file) {
    return columns.isEmpty() ? null : columns.get(Math.min(file, columns.size() - 1));
  }

  private static String rows(long count) {
    return count == 1 ? "1 row" : count + " rows";
  }

  /** Reads both labels of each row. */
  private static final class PairReader implements DataRow.Visitor {
    private final String file;
    private final LabelPairs pairs;
    private List<LabelNames> names = List.of();

    PairReader(String file, LabelPairs pairs) {
      this.file = file;
      this.pairs = pairs;
    }

    @Override
    public void columns(List<String> columns, ReadOptions.Header found) {
      names = columns.stream()
          .map(column -> new LabelNames("column " + column + " of " + file))
          .toList();
    }

    @Override
    public void row(DataRow row) {
      pairs.add(names.get(0).number(row.text(0)), names.get(1).number(row.text(1)));
    }

    List<LabelNames> names() {
      return names;
    }
  }
}

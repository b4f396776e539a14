package dev.gmm4j.cli.pca;

import dev.gmm4j.cli.input.ByPositionOption;
import dev.gmm4j.cli.input.DataOptions;
import dev.gmm4j.cli.input.InvalidSampleLocation;
import dev.gmm4j.cli.input.KeptRowsOptions;
import dev.gmm4j.cli.input.MissingUse;
import dev.gmm4j.cli.input.RowBlocks;
import dev.gmm4j.cli.input.RowPrefix;
import dev.gmm4j.cli.input.WholeRows;
import dev.gmm4j.cli.output.CsvOutput;
import dev.gmm4j.cli.run.CommandFailure;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.io.Dataset;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Principal components, data whose rows are turned by them into other rows, block by block, and where these go. */
final class CoordinateOutput {
  @Parameters(index = "0", paramLabel = "PCA", description = "A file written by gmm pca fit.")
  private Path file = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      description =
          "A CSV file, a NumPy file (.npy), or - for CSV from standard input. If the header has all the names that are"
              + " looked for, they are the columns taken, in whatever order they are; else all are, in theirs.")
  private String data = "";

  @Mixin
  private final DataOptions dataOptions = new DataOptions();

  @Mixin
  private final ByPositionOption byPosition = new ByPositionOption();

  @Mixin
  private final KeptRowsOptions kept = new KeptRowsOptions();

  @Mixin
  private final CsvOutput output = new CsvOutput();

  /** Turns rows into others. */
  @FunctionalInterface
  interface Transformation {
    double[][] apply(Samples rows);
  }

  /** Returns the file of the principal components. */
  Path file() {
    return file;
  }

  /** Checks what can be checked before anything is read. */
  void check() {
    output.check();
    dataOptions.use(MissingUse.EMPTY_LINES);
  }

  /**
   * Reads rows, turns them and writes the results.
   *
   * @param wanted the names of the columns
   * @param count how many there must be
   * @param source what needs so many, for messages
   * @param results the names of the columns of the results
   */
  void run(
      StandardStreams streams,
      List<String> wanted,
      int count,
      String source,
      List<String> results,
      Transformation transformation)
      throws IOException {
    try (Dataset dataset =
        dataOptions.open(data, streams.in(), null, byPosition.names(wanted), kept)) {
      int columns = dataset.samples().dimension();
      if (columns != count) {
        throw new CommandFailure(
            ExitStatus.DATA,
            dataset.name() + " has " + columns + (columns == 1 ? " column" : " columns")
                + " of numbers, but " + source
                + "; choose columns with --columns",
            null);
      }
      dataOptions.note(dataset, streams);
      output.write(streams, writer -> write(dataset, results, transformation, streams, writer));
    }
  }

  private void write(
      Dataset dataset,
      List<String> results,
      Transformation transformation,
      StandardStreams streams,
      Writer writer)
      throws IOException {
    RowPrefix prefix = RowPrefix.of(dataset, kept);
    StringBuilder csv = new StringBuilder();
    prefix.appendHeader(csv, results);
    for (int j = 0; j < results.size(); j++) {
      csv.append(j == 0 ? "" : ",");
      CsvOutput.appendCell(csv, results.get(j));
    }
    csv.append('\n');
    int blockRows = RowBlocks.rows(Math.max(dataset.samples().dimension(), results.size()));
    long first = 0;
    long incomplete = 0;
    for (RowBlock block : dataset.samples().blocks(blockRows)) {
      WholeRows rows = WholeRows.of(block);
      Samples whole = rows.samples();
      double[][] turned;
      try {
        turned = whole == null ? new double[0][] : transformation.apply(whole);
      } catch (InvalidSamplesException e) {
        throw InvalidSampleLocation.located(e, dataset, first, rows);
      }
      for (int row = 0; row < rows.rows(); row++) {
        prefix.appendNext(csv);
        if (rows.index(row) < 0) {
          WholeRows.appendEmptyLine(csv, results.size());
        } else {
          appendRow(csv, turned[rows.index(row)]);
        }
      }
      incomplete += rows.incomplete();
      first += block.rows();
      writer.append(csv);
      csv.setLength(0);
    }
    WholeRows.note(dataset, incomplete, streams);
  }

  private static void appendRow(StringBuilder csv, double[] numbers) {
    for (int j = 0; j < numbers.length; j++) {
      csv.append(j == 0 ? "" : ",").append(numbers[j]);
    }
    csv.append('\n');
  }
}

package dev.gmm4j.cli.model;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.cli.backend.BackendLookup;
import dev.gmm4j.cli.option.OptionErrors;
import dev.gmm4j.cli.option.SeedOption;
import dev.gmm4j.cli.output.CsvOutput;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.ExitStatusFooter;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.data.LabelledSamples;
import dev.gmm4j.io.FactorModelFile;
import dev.gmm4j.io.ModelDocument;
import dev.gmm4j.io.ModelFile;
import dev.gmm4j.io.StudentModelFile;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws from a model. */
@Command(
    name = "sample",
    sortOptions = false,
    header = {"Draw rows from a model.", "", "  gmm sample model.json --count 10", ""},
    customSynopsis = "gmm sample MODEL --count N [OPTIONS]",
    description = {
      "",
      "Writes CSV with the features' names as header. The same seed gives the same rows, and fewer rows of a seed are"
          + " the first of more.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gmm sample model.json --count 1000 > drawn.csv",
      "  gmm sample model.json --count 1000000 --seed 7 --labels --output drawn.csv",
      "",
      ExitStatusFooter.HEADING,
      ExitStatusFooter.DONE,
      ExitStatusFooter.FAILED,
      ExitStatusFooter.USAGE,
      ExitStatusFooter.DATA
    })
public final class SampleCommand implements Callable<Integer> {
  /** Rows are drawn and written by so many, so that any number needs little memory. */
  private static final int BLOCK_ROWS = 1 << 14;

  /** Their text is some tens of megabytes. */
  private static final int BLOCK_NUMBERS = 1 << 21;

  private final StandardStreams streams;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "A model written by gmm fit.")
  private Path modelFile = Path.of("");

  @Option(
      names = "--count",
      required = true,
      paramLabel = "N",
      description = "How many rows to draw.")
  private long count;

  @Mixin
  private final SeedOption seed = new SeedOption();

  @Option(
      names = "--labels",
      description = "Add a last column, label: the component of each row, from 0.")
  private boolean labels;

  @Mixin
  private final CsvOutput output = new CsvOutput();

  /** Creates the command, which reads and writes some streams. */
  public SampleCommand(StandardStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    if (count < 0) {
      throw OptionErrors.invalidValue(spec, "--count", "count must be >= 0, but was " + count);
    }
    output.check();
    LinearAlgebraBackend backend = BackendLookup.find(BackendLookup.AUTOMATIC, spec);
    ModelDocument file = ModelDocument.read(modelFile, backend);
    streams.note(file.notes());
    Source source = Source.of(file, seed.seed());
    output.write(streams, writer -> draw(source, file.featureNames(), writer));
    return ExitStatus.DONE;
  }

  /** Rows at random, each call the next ones, and how many features they have. */
  private record Source(IntFunction<LabelledSamples> rows, int dimension) {

    static Source of(ModelDocument file, long seed) {
      if (file instanceof FactorModelFile factors) {
        return new Source(factors.model().sampler(seed)::draw, factors.model().dimension());
      }
      if (file instanceof StudentModelFile student) {
        return new Source(student.model().sampler(seed)::draw, student.model().dimension());
      }
      GaussianMixture model = ((ModelFile) file).model();
      return new Source(model.sampler(seed)::draw, model.dimension());
    }
  }

  private void draw(Source source, List<String> features, Writer writer) throws IOException {
    int dimension = source.dimension();
    StringBuilder csv = new StringBuilder();
    appendHeader(csv, dimension, features);
    int blockRows = Math.max(1, Math.min(BLOCK_ROWS, BLOCK_NUMBERS / dimension));
    for (long first = 0; first < count; first += blockRows) {
      appendRows(csv, source.rows().apply((int) Math.min(blockRows, count - first)));
      writer.append(csv);
      csv.setLength(0);
    }
    writer.append(csv);
  }

  private void appendHeader(StringBuilder csv, int dimension, List<String> features) {
    for (int j = 0; j < dimension; j++) {
      csv.append(j == 0 ? "" : ",");
      CsvOutput.appendCell(csv, features.isEmpty() ? "x" + j : features.get(j));
    }
    csv.append(labels ? ",label\n" : "\n");
  }

  private void appendRows(StringBuilder csv, LabelledSamples drawn) {
    for (int i = 0; i < drawn.rows().length; i++) {
      double[] row = drawn.rows()[i];
      for (int j = 0; j < row.length; j++) {
        csv.append(j == 0 ? "" : ",").append(row[j]);
      }
      if (labels) {
        csv.append(',').append(drawn.labels()[i]);
      }
      csv.append('\n');
    }
  }
}

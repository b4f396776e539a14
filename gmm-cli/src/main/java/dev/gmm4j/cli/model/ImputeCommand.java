package dev.gmm4j.cli.model;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.cli.input.InvalidSampleLocation;
import dev.gmm4j.cli.input.MissingUse;
import dev.gmm4j.cli.input.ModelAndDataOptions;
import dev.gmm4j.cli.option.LabelConverter;
import dev.gmm4j.cli.option.OptionErrors;
import dev.gmm4j.cli.option.SeedOption;
import dev.gmm4j.cli.output.CsvOutput;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.run.CommandFailure;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.ExitStatusFooter;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.data.Samples;
import dev.gmm4j.distribution.Imputation;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.MissingCounts;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Fills in missing values by a model. */
@Command(
    name = "impute",
    sortOptions = false,
    header = {
      "Fill in missing values by a model.",
      "",
      "  gmm impute iris.json data/iris-missing.csv --output filled.csv",
      ""
    },
    customSynopsis = "gmm impute MODEL DATA [OPTIONS]",
    description = {
      "",
      "Writes the data with a value in place of each missing one of the model's features: its mean given what is observed of"
          + " the row. All else is as in the file: columns, their order, header, separator, and the text of each cell.",
      "",
      "Means vary less than the values did, so that errors computed from them come out too small. With --draws, each"
          + " missing value is drawn at random from what the model thinks possible, and so many data sets are"
          + " written one below the other, behind a first column draw with their numbers from 1: analyse each by itself, and"
          + " combine the results (Rubin's rules).",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gmm impute model.json survey.csv --output filled.csv",
      "  gmm impute model.json survey.csv --deviations > filled.csv",
      "  gmm impute model.json survey.csv --draws 20 --seed 1 --output draws.csv",
      "",
      ExitStatusFooter.HEADING,
      ExitStatusFooter.DONE,
      ExitStatusFooter.FAILED,
      ExitStatusFooter.USAGE,
      ExitStatusFooter.DATA
    })
public final class ImputeCommand implements Callable<Integer> {
  private final StandardStreams streams;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin
  private final ModelAndDataOptions evaluation = new ModelAndDataOptions();

  @Option(
      names = "--method",
      paramLabel = "NAME",
      converter = MethodConverter.class,
      completionCandidates = MethodConverter.class,
      description = {
        "What a missing value becomes. Default: mean.",
        "  mean       its mean",
        "  likeliest  its mean under the component that",
        "             most probably made the row"
      })
  private @Nullable Method method;

  @Option(
      names = "--draws",
      paramLabel = "M",
      description = "Draw missing values at random, M times; 5 to 20 are usual.")
  private @Nullable Integer draws;

  @Mixin
  private final SeedOption seed = new SeedOption();

  @Option(
      names = "--deviations",
      description =
          "Also write, behind the columns, the standard deviation of each value that is filled in, named with _sd; 0 for"
              + " values of the data.")
  private boolean deviations;

  @Mixin
  private final CsvOutput output = new CsvOutput();

  /** Creates the command, which reads and writes some streams. */
  public ImputeCommand(StandardStreams streams) {
    this.streams = streams;
  }

  /** A single value for a missing one. */
  enum Method {
    MEAN,
    LIKELIEST
  }

  /** Understands the values of {@code --method}. */
  static final class MethodConverter extends LabelConverter<Method> {
    MethodConverter() {
      add("mean", Method.MEAN);
      add("likeliest", Method.LIKELIEST);
    }
  }

  @Override
  public Integer call() throws IOException {
    output.check();
    if (draws != null) {
      if (draws < 1) {
        throw OptionErrors.invalidValue(spec, "--draws", "draws must be >= 1, but was " + draws);
      }
      if (method != null || deviations) {
        throw new ParameterException(
            spec.commandLine(),
            (method == null ? "--deviations" : "--method")
                + " is for single values, and cannot go with --draws");
      }
    }
    evaluation.use(MissingUse.LINES);
    evaluation.keepAllColumns();
    evaluation.run(null, streams, this::impute);
    return ExitStatus.DONE;
  }

  private void impute(GaussianMixture model, Dataset dataset) throws IOException {
    if (draws != null && dataset.layout().header().contains(ImputedRows.DRAW)) {
      throw new CommandFailure(
          ExitStatus.DATA,
          dataset.name() + " has a column '" + ImputedRows.DRAW
              + "', as --draws calls the one that it adds: rename it",
          null);
    }
    Imputation imputation;
    try {
      imputation = Imputation.of(model);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitStatus.DATA, "the model " + evaluation.modelFile() + ": " + e.getMessage(), e);
    }
    try {
      output.write(streams, writer -> write(imputation, dataset, writer));
      note(dataset);
    } catch (InvalidSamplesException e) {
      throw InvalidSampleLocation.located(e, dataset, 0);
    }
  }

  private void write(Imputation imputation, Dataset dataset, Writer writer) throws IOException {
    Samples samples = dataset.samples();
    ImputedRows rows = new ImputedRows(dataset, writer);
    rows.writeHeader(draws != null, deviations);
    if (draws == null) {
      rows.write(
          0,
          method == Method.LIKELIEST ? imputation.ofLikeliest(samples) : imputation.means(samples),
          deviations ? imputation.variances(samples) : null);
      return;
    }
    // Draws of one seed are no draws of another.
    SplittableRandom seeds = new SplittableRandom(seed.seed());
    for (int draw = 1; draw <= draws; draw++) {
      rows.write(draw, imputation.draw(samples, seeds.nextLong()), null);
    }
  }

  private void note(Dataset dataset) {
    MissingCounts missing = dataset.missing();
    streams.note(List.of(
        missing.cells() == 0
            ? dataset.name() + ": no value is missing"
            : dataset.name() + ": " + missing.cells() + " of "
                + NumberText.count(missing.allCells(), "cell") + " in "
                + NumberText.count(missing.rows(), "row") + " filled in"));
  }
}

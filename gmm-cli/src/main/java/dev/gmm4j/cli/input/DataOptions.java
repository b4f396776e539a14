package dev.gmm4j.cli.input;

import dev.gmm4j.cli.option.OptionGroup;
import dev.gmm4j.cli.run.CommandFailure;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.io.DataFiles;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.MissingValuesException;
import dev.gmm4j.io.ReadOptions;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of how data is read. */
@OptionGroup.In(OptionGroup.DATA)
public final class DataOptions {
  static final String STANDARD_INPUT = "-";

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = "--columns",
      split = ",",
      paramLabel = "COLUMN",
      description =
          "The columns that are features, by name or by index from 0; also ranges, as in 0-12 or a-c. Default: all.")
  private List<String> columns = List.of();

  @Option(
      names = "--exclude",
      split = ",",
      paramLabel = "COLUMN",
      description = "Columns that are no features.")
  private List<String> excluded = List.of();

  @Option(
      names = "--label-column",
      paramLabel = "COLUMN",
      description = "The column of known classes, which is no feature.")
  private @Nullable String labelColumn;

  @Option(
      names = "--header",
      paramLabel = "yes|no|detect",
      converter = HeaderConverter.class,
      completionCandidates = HeaderConverter.class,
      defaultValue = "detect",
      description = "Whether the first line of a CSV file has names. Default: ${DEFAULT-VALUE}.")
  private ReadOptions.Header header = ReadOptions.Header.DETECT;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      converter = EncodingConverter.class,
      description =
          "The encoding of a CSV file, such as ISO-8859-1. Default: that of its byte order mark, else UTF-8.")
  private @Nullable Charset encoding;

  @Option(
      names = "--missing",
      paramLabel = "refuse|drop|fit",
      converter = MissingConverter.class,
      completionCandidates = MissingConverter.class,
      description =
          "What to do with rows that have a missing value: refuse the data, drop them and say how many, or fit what is"
              + " observed of them. Default: refuse; commands that use a model work with what is observed.")
  private ReadOptions.@Nullable Missing missing;

  @Option(
      names = "--missing-values",
      split = ",",
      paramLabel = "TEXT",
      description =
          "What stands for a missing value in a CSV file beside an empty cell. Default: NA, NaN, null, ? and the like.")
  private List<String> missingValues = List.of();

  private MissingUse use = MissingUse.FITTED;

  /** States what the command can do with missing values; it fits to them unless another use is stated. */
  public void use(MissingUse stated) {
    use = stated;
  }

  private boolean keepsAllColumns;

  /** Has the text of all columns kept beside the features. */
  public void keepAllColumns() {
    keepsAllColumns = true;
  }

  private @Nullable String classColumn;

  /** Sets the column of known classes, which is read beside the features and is none of them; null for none. */
  public void readClasses(@Nullable String column) {
    classColumn = column;
  }

  /** Opens data with the columns that the user chose. */
  public Dataset open(String data, InputStream in, @Nullable WeightsOption weights) {
    return open(data, in, weights, List.of());
  }

  /**
   * Opens data with the columns that the user chose, or else those of some names.
   *
   * @param preferred names of features, see {@link ReadOptions.Builder#preferredColumns}
   */
  public Dataset open(
      String data, InputStream in, @Nullable WeightsOption weights, List<String> preferred) {
    return open(data, in, weights, preferred, new KeptRowsOptions());
  }

  /** Opens data as above, with what is to be kept of its rows beside their numbers. */
  public Dataset open(
      String data,
      InputStream in,
      @Nullable WeightsOption weights,
      List<String> preferred,
      KeptRowsOptions kept) {
    if (weights != null) {
      weights.check();
    }
    ReadOptions.Builder builder = ReadOptions.builder()
        .columns(columns)
        .excludedColumns(excluded)
        .labelColumn(labelColumn)
        .preferredColumns(preferred)
        .header(header)
        .encoding(encoding)
        .missing(missing())
        .missingValues(missingValues)
        .weightsColumn(weights == null ? null : weights.column());
    kept.apply(builder);
    if (keepsAllColumns) {
      builder.keepAllColumns();
    }
    if (classColumn != null) {
      builder.classColumn(classColumn);
    }
    Dataset dataset = open(data, in, builder.build());
    return weights == null ? dataset : weights.scaled(dataset);
  }

  private Dataset open(String data, InputStream in, ReadOptions options) {
    try {
      return data.equals(STANDARD_INPUT)
          ? DataFiles.read(in, "standard input", options)
          : DataFiles.open(path(data), options);
    } catch (MissingValuesException e) {
      throw new CommandFailure(ExitStatus.DATA, e.getMessage() + use.remedy(), e);
    }
  }

  private ReadOptions.Missing missing() {
    if (missing == null) {
      return use.byDefault();
    }
    String refusal = use.refusal(missing);
    if (!refusal.isEmpty()) {
      CommandLine subcommand = command.commandLine();
      throw new ParameterException(
          subcommand,
          "--missing " + (missing == ReadOptions.Missing.DROP ? "drop" : "fit") + " cannot go with "
              + subcommand.getCommandSpec().qualifiedName().replaceFirst("^gmm ", "") + refusal);
    }
    return missing;
  }

  /** Returns the failure of a command for a row of data that it cannot work with. */
  public CommandFailure located(InvalidSamplesException e, Dataset dataset) {
    return InvalidSampleLocation.located(e, dataset, 0, use);
  }

  static Path path(String data) {
    try {
      return Path.of(data);
    } catch (InvalidPathException e) {
      throw new CommandFailure(
          ExitStatus.DATA,
          "the name of the file cannot be expressed in the encoding of this locale ("
              + System.getProperty("sun.jnu.encoding")
              + "): set LC_ALL=C.UTF-8, or start by bin/gmm",
          e);
    }
  }

  /** Notes for the user what was decided when data was read. */
  public void note(Dataset dataset, StandardStreams streams) {
    streams.note(dataset.notes());
  }

  /**
   * Notes for the user, beside a result, which columns hardly are features, unless the columns were stated. A command that
   * fails says so alone.
   */
  public void noteFeatures(Dataset dataset, StandardStreams streams) {
    if (columns.isEmpty()) {
      try {
        streams.note(dataset.doubtfulFeatures());
      } catch (InvalidSamplesException e) {
        throw located(e, dataset);
      }
    }
  }
}

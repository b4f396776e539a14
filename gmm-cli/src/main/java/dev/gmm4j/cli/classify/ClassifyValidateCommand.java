package dev.gmm4j.cli.classify;

import dev.gmm4j.classification.ClassifierScore;
import dev.gmm4j.classification.ClassifierValidation;
import dev.gmm4j.classification.MixtureClassifierEstimator;
import dev.gmm4j.cli.option.JsonOption;
import dev.gmm4j.cli.option.OptionErrors;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.output.Table;
import dev.gmm4j.cli.output.Table.Align;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.ExitStatusFooter;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.io.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells how well classifiers do on rows that were left out. */
@Command(
    name = "validate",
    sortOptions = false,
    header = {
      "Tell how well classifiers do on rows that were left out.",
      "",
      "  gmm classify validate data/iris.csv --label species --folds 5",
      ""
    },
    customSynopsis = "gmm classify validate DATA --label COLUMN [--folds N] [OPTIONS]",
    description = {
      "",
      "Divides the rows into parts of nearly the same shares of classes, fits a classifier without each part, choice of the"
          + " model included, and assigns the part's rows by it. Prints the share of wrong classes with its standard error,"
          + " the Brier score and the log loss of the probabilities, and the table of true and decided classes.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gmm classify validate data/wine.csv --label class --models EEE --folds 10",
      "  gmm classify validate data/iris.csv --label species --type mixture -k 1-2",
      "",
      ExitStatusFooter.HEADING,
      ExitStatusFooter.DONE,
      ExitStatusFooter.FAILED,
      ExitStatusFooter.USAGE,
      ExitStatusFooter.DATA
    })
public final class ClassifyValidateCommand implements Callable<Integer> {
  private static final int DECIMALS = 4;

  private final StandardStreams streams;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      paramLabel = "DATA",
      description = "A CSV file, a NumPy file (.npy), or - for CSV from standard input.")
  private String data = "";

  @Option(
      names = "--folds",
      paramLabel = "N",
      defaultValue = "10",
      description = "The number of parts, at least 2. Default: ${DEFAULT-VALUE}.")
  private int folds = 10;

  @Mixin
  private final TrainingOptions training = new TrainingOptions();

  @Mixin
  private final ReportOption report = new ReportOption();

  @Mixin
  private final JsonOption json = new JsonOption();

  /** Creates the command, which reads and writes some streams. */
  public ClassifyValidateCommand(StandardStreams streams) {
    this.streams = streams;
  }

  /**
   * A validation.
   *
   * @param data the name of its data
   * @param page the page about it; empty if none was asked for
   */
  private record Validated(ClassifierValidation validation, String data, String page) {}

  @Override
  public Integer call() throws IOException {
    report.check();
    MixtureClassifierEstimator.Builder builder = training.toBuilder();
    OptionErrors.apply(spec, "--folds", () -> builder.folds(folds));
    Validated validated = training.run(data, builder, streams, (estimator, dataset, labels) -> {
      ClassifierValidation found = estimator.validate(dataset.samples(), labels, folds);
      String page = report.isGiven()
          ? new ValidationPage(report.call(), dataset, labels, found).toHtml(training)
          : "";
      return new Validated(found, dataset.name(), page);
    });
    streams.print(json.isGiven() ? toJson(validated.validation()) : table(validated));
    report.write(validated.page(), json, streams);
    return ExitStatus.DONE;
  }

  /** Returns names and values of what was found. */
  static List<List<String>> measures(ClassifierValidation validation) {
    ClassifierScore score = validation.score();
    return List.of(
        List.of("errors", score.errors() + " of " + NumberText.count(score.labelledRows(), "row")),
        List.of(
            "error rate",
            NumberText.fixed(score.errorRate(), DECIMALS) + " (standard error "
                + NumberText.fixed(validation.errorRateStandardError(), DECIMALS) + ")"),
        List.of("Brier score", NumberText.significant(score.brierScore(), DECIMALS)),
        List.of("log loss", NumberText.significant(score.logLoss(), DECIMALS)));
  }

  private static String table(Validated validated) {
    ClassifierValidation validation = validated.validation();
    Table table = new Table(List.of(Align.LEFT, Align.LEFT));
    measures(validation).forEach(table::add);
    return validated.data() + ": rows left out, "
        + NumberText.count(validation.parts().size(), "part") + "\n\n" + table + "\n"
        + new ConfusionTable(validation.classes(), validation.score().confusion());
  }

  private String toJson(ClassifierValidation validation) {
    ClassifierScore score = validation.score();
    JsonObject json = new JsonObject()
        .put("rows", score.labelledRows())
        .put("folds", validation.parts().size())
        .putTexts("classes", validation.classes())
        .put("errors", score.errors())
        .put("errorRate", score.errorRate())
        .put("errorRateStandardError", validation.errorRateStandardError())
        .put("brierScore", score.brierScore())
        .put("logLoss", score.logLoss());
    List<JsonObject> confusion = new ArrayList<>();
    for (int c = 0; c < validation.classes().size(); c++) {
      long[] counts = Arrays.copyOf(score.confusion()[c], validation.classes().size());
      confusion.add(
          new JsonObject().put("class", validation.classes().get(c)).put("decided", counts));
    }
    json.put("confusion", confusion);
    List<JsonObject> parts = new ArrayList<>();
    for (ClassifierScore part : validation.parts()) {
      parts.add(new JsonObject()
          .put("rows", part.labelledRows())
          .put("errors", part.errors())
          .put("brierScore", part.brierScore())
          .put("logLoss", part.logLoss()));
    }
    return json.put("parts", parts) + "\n";
  }
}

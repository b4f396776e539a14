package dev.gmm4j.cli.classify;

import dev.gmm4j.classification.MixtureClassifierEstimator;
import dev.gmm4j.classification.MixtureClassifierFit;
import dev.gmm4j.cli.option.JsonOption;
import dev.gmm4j.cli.output.OutputFiles;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.ExitStatusFooter;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.io.ClassifierFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fits a classifier to rows of known classes. */
@Command(
    name = "fit",
    sortOptions = false,
    header = {
      "Fit a classifier to rows of known classes.",
      "",
      "  gmm classify fit data/iris.csv --label species -o classifier.json",
      ""
    },
    customSynopsis = "gmm classify fit DATA --label COLUMN [-o FILE.json] [OPTIONS]",
    description = {
      "",
      "Fits a Gaussian component to each class, or with --type mixture a mixture of several, chooses the covariance model,"
          + " and prints the candidates, how many rows the best would assign to a wrong class, and the table of true and"
          + " decided classes. Those are the rows that it was fitted to: gmm classify validate tells of others.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gmm classify fit data/iris.csv --label species --models EEE,VVV",
      "  gmm classify fit data/wine.csv --label class --type mixture -k 1-3",
      "  gmm classify fit data/iris.csv --label species --criterion log-loss",
      "  gmm classify fit data/iris.csv --label species --report iris.html",
      "",
      ExitStatusFooter.HEADING,
      ExitStatusFooter.DONE,
      ExitStatusFooter.FAILED,
      ExitStatusFooter.USAGE,
      ExitStatusFooter.DATA
    })
public final class ClassifyFitCommand implements Callable<Integer> {
  private final StandardStreams streams;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      paramLabel = "DATA",
      description = "A CSV file, a NumPy file (.npy), or - for CSV from standard input.")
  private String data = "";

  @Mixin
  private final TrainingOptions training = new TrainingOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.json",
      description = "Where to write the classifier; written whole or not at all.")
  private @Nullable Path output;

  @Mixin
  private final ReportOption report = new ReportOption();

  @Mixin
  private final JsonOption json = new JsonOption();

  /** Creates the command, which reads and writes some streams. */
  public ClassifyFitCommand(StandardStreams streams) {
    this.streams = streams;
  }

  /**
   * A fit.
   *
   * @param data the name of its data
   * @param page the page about it; empty if none was asked for
   */
  private record Fitted(MixtureClassifierFit fit, String data, String page) {}

  @Override
  public Integer call() throws IOException {
    OutputFiles.check(spec, output);
    report.check();
    MixtureClassifierEstimator.Builder builder = training.toBuilder();
    Fitted fitted = training.run(data, builder, streams, (estimator, dataset, labels) -> {
      MixtureClassifierFit fit = estimator.fit(dataset.samples(), labels);
      String page = report.isGiven()
          ? new ClassifierPage(report.call(), dataset, labels, fit).toHtml(training)
          : "";
      return new Fitted(fit, dataset.name(), page);
    });
    ClassifierFile file = new ClassifierFile(
        fitted.fit().classifier(), ClassifierFile.Fit.of(fitted.fit().score()));
    if (output != null) {
      OutputFiles.write(output, file::write);
    }
    streams.print(
        json.isGiven()
            ? file.toJson()
            : new ClassifierTable(fitted.fit(), fitted.data()).toString());
    report.write(fitted.page(), json, streams);
    return ExitStatus.DONE;
  }
}

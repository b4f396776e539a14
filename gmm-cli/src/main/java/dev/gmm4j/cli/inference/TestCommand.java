package dev.gmm4j.cli.inference;

import dev.gmm4j.bootstrap.LikelihoodRatioBootstrap;
import dev.gmm4j.bootstrap.LikelihoodRatioBootstrapResult;
import dev.gmm4j.cli.input.ColumnNames;
import dev.gmm4j.cli.input.DataOptions;
import dev.gmm4j.cli.input.InvalidSampleLocation;
import dev.gmm4j.cli.input.WeightsOption;
import dev.gmm4j.cli.option.ComputeOptions;
import dev.gmm4j.cli.option.JsonOption;
import dev.gmm4j.cli.option.ProgressOption;
import dev.gmm4j.cli.output.MissingSummary;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.output.Table;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.ExitStatusFooter;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tests the number of components. */
@Command(
    name = "test",
    sortOptions = false,
    header = {
      "Test how many components data needs.",
      "",
      "  gmm test data/faithful.csv --components 1-2 --replicates 39",
      ""
    },
    customSynopsis = "gmm test DATA [OPTIONS]",
    description = {
      "",
      "Tests K components against K+1 by the likelihood ratio 2(l(K+1) - l(K)), beginning with one, until a test does"
          + " not reject. How large the ratio gets by chance is simulated (parametric bootstrap, McLachlan 1987):"
          + " data is drawn from the mixture of K components and fitted again, 999 times by default.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gmm test faithful.csv --plot ratios.png",
      "  gmm test iris.csv --columns 0,1,2,3 --covariance VEV --progress",
      "  gmm test big.npy --components 3-5 --replicates 99 --json",
      "",
      ExitStatusFooter.HEADING,
      ExitStatusFooter.DONE,
      ExitStatusFooter.FAILED,
      ExitStatusFooter.USAGE,
      ExitStatusFooter.DATA
    })
public final class TestCommand implements Callable<Integer> {
  private final StandardStreams streams;

  @Parameters(
      paramLabel = "DATA",
      description =
          "A CSV file, a NumPy file (.npy, one row a sample), or - for CSV from standard input.")
  private String data = "";

  @Mixin
  private final TestOptions settings = new TestOptions();

  @Mixin
  private final DataOptions dataOptions = new DataOptions();

  @Mixin
  private final WeightsOption weights = new WeightsOption();

  @Mixin
  private final ComputeOptions compute = new ComputeOptions();

  @Mixin
  private final InferencePlotOption plot = new InferencePlotOption();

  @Mixin
  private final JsonOption json = new JsonOption();

  @Mixin
  private final ProgressOption progress = new ProgressOption();

  /** Creates the command, which reads and writes some streams. */
  public TestCommand(StandardStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    LikelihoodRatioBootstrap.Builder builder = settings.toBuilder(compute);
    plot.check();
    if (progress.isGiven()) {
      builder.listener(step -> streams.err().println(line(step)));
    }
    try (Dataset dataset = dataOptions.open(data, streams.in(), weights)) {
      dataOptions.note(dataset, streams);
      LikelihoodRatioBootstrapResult result = test(builder.build(), dataset);
      dataOptions.noteFeatures(dataset, streams);
      weights.note(dataset, streams);
      String drawn = draw(dataset, result);
      streams.print(
          json.isGiven() ? toJson(dataset, result) + "\n" : toTable(dataset, result) + drawn);
    }
    return ExitStatus.DONE;
  }

  /** Draws if it is asked to; returns what to tell of it. */
  private String draw(Dataset dataset, LikelihoodRatioBootstrapResult result) {
    Path file = plot.file();
    if (file == null) {
      return "";
    }
    if (result.steps().isEmpty()) {
      streams.note(List.of("there was no test, so there is no picture"));
      return "";
    }
    InferencePictures.write(result, dataset, file);
    return "\npicture written to " + file + "\n";
  }

  private static LikelihoodRatioBootstrapResult test(
      LikelihoodRatioBootstrap test, Dataset dataset) {
    try {
      return test.test(dataset.samples());
    } catch (InvalidSamplesException e) {
      throw InvalidSampleLocation.located(e, dataset, 0);
    } catch (GmmException e) {
      throw ColumnNames.named(e, dataset.columnNames());
    }
  }

  private static String line(LikelihoodRatioBootstrapResult.Step step) {
    return step.components() + " against " + (step.components() + 1) + "  likelihood ratio "
        + NumberText.fixed(step.statistic(), 3) + "  p " + NumberText.significant(step.pValue(), 3);
  }

  private String toTable(Dataset dataset, LikelihoodRatioBootstrapResult result) {
    Table summary = new Table(List.of(Table.Align.LEFT, Table.Align.LEFT));
    summary.add(List.of(
        "data",
        dataset.name() + ", " + NumberText.count(result.fit().samples(), "row") + ", "
            + NumberText.count(result.fit().model().dimension(), "feature")));
    MissingSummary.addTo(summary, dataset);
    summary.add(List.of("model", settings.covariance().label() + " covariance"));
    summary.add(List.of("backend", result.fit().backend()));
    summary.add(List.of("replicates", Integer.toString(settings.replicates())));
    summary.add(List.of("seconds", NumberText.fixed(result.seconds(), 3)));
    int components = result.components();
    summary.add(List.of(
        "chosen",
        NumberText.count(components, "component")
            + (result.isConclusive() ? "" : ", the most that were tried")));
    StringBuilder text = new StringBuilder().append(summary).append('\n');
    if (!result.steps().isEmpty()) {
      text.append(steps(result));
    }
    int failures = result.steps().stream()
        .mapToInt(LikelihoodRatioBootstrapResult.Step::failures)
        .sum();
    if (failures > 0) {
      text.append("\nnote: ").append(NumberText.count(failures, "replicate"));
      text.append(" could not be fitted and ");
      text.append(failures == 1 ? "does not count\n" : "do not count\n");
    }
    result
        .failure()
        .ifPresent(failure -> text.append("\nnote: no further, for ")
            .append(ColumnNames.message(failure, dataset.columnNames()))
            .append('\n'));
    return text.toString();
  }

  private static Table steps(LikelihoodRatioBootstrapResult result) {
    Table table = new Table(Collections.nCopies(6, Table.Align.RIGHT));
    table.add(List.of(
        "components", "against", "log-likelihood", "likelihood ratio", "p-value", "rejected"));
    for (LikelihoodRatioBootstrapResult.Step step : result.steps()) {
      table.add(List.of(
          Integer.toString(step.components()),
          Integer.toString(step.components() + 1),
          NumberText.fixed(step.fit().logLikelihood(), 3),
          NumberText.fixed(step.statistic(), 3),
          NumberText.fixed(step.pValue(), 4),
          step.pValue() <= result.significance() ? "yes" : "no"));
    }
    return table;
  }

  private JsonObject toJson(Dataset dataset, LikelihoodRatioBootstrapResult result) {
    JsonObject object = new JsonObject()
        .put("data", dataset.name())
        .put("rows", result.fit().samples())
        .put("totalWeight", result.fit().totalWeight())
        .put("features", result.fit().model().dimension())
        .put("backend", result.fit().backend())
        .put("seed", settings.candidates().seed())
        .put("seconds", result.seconds())
        .put("covariance", settings.covariance().name())
        .put("significance", result.significance())
        .put("components", result.components())
        .put("conclusive", result.isConclusive());
    MissingSummary.addTo(object, dataset);
    result
        .failure()
        .ifPresent(
            failure -> object.put("failure", ColumnNames.message(failure, dataset.columnNames())));
    return object.put(
        "tests",
        result.steps().stream()
            .map(step -> new JsonObject()
                .put("components", step.components())
                .put("logLikelihood", step.fit().logLikelihood())
                .put("alternativeLogLikelihood", step.alternative().logLikelihood())
                .put("statistic", step.statistic())
                .put("pValue", step.pValue())
                .put("failures", step.failures())
                .put(
                    "replicates",
                    step.replicates().stream().mapToDouble(Double::doubleValue).toArray()))
            .toList());
  }
}

package dev.gmm4j.cli.model;

import dev.gmm4j.Score;
import dev.gmm4j.cli.input.InvalidSampleLocation;
import dev.gmm4j.cli.input.KeptRowsOptions;
import dev.gmm4j.cli.input.MissingUse;
import dev.gmm4j.cli.input.ModelAndDataOptions;
import dev.gmm4j.cli.input.WeightsOption;
import dev.gmm4j.cli.option.JsonOption;
import dev.gmm4j.cli.output.MissingSummary;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.output.Table;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.ExitStatusFooter;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells how well a model explains data. */
@Command(
    name = "score",
    sortOptions = false,
    header = {
      "Tell how well a model explains data.",
      "",
      "  gmm score model.json data/faithful.csv",
      ""
    },
    customSynopsis = "gmm score MODEL DATA [OPTIONS]",
    description = {
      "",
      "Prints the total and mean log-likelihood of the data under the model, and the criteria BIC and AIC on these"
          + " data; lower is better.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gmm score model.json held-out.csv",
      "  gmm score model.json held-out.csv --json",
      "",
      ExitStatusFooter.HEADING,
      ExitStatusFooter.DONE,
      ExitStatusFooter.FAILED,
      ExitStatusFooter.USAGE,
      ExitStatusFooter.DATA
    })
public final class ScoreCommand implements Callable<Integer> {
  private final StandardStreams streams;

  @Mixin
  private final ModelAndDataOptions evaluation = new ModelAndDataOptions();

  @Mixin
  private final WeightsOption weights = new WeightsOption();

  @Mixin
  private final JsonOption json = new JsonOption();

  /** Creates the command, which reads and writes some streams. */
  public ScoreCommand(StandardStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    evaluation.use(MissingUse.OBSERVED);
    evaluation.run(
        weights,
        new KeptRowsOptions(),
        streams,
        (model, dataset) -> print(model::score, dataset),
        (model, dataset) -> print(model::score, dataset),
        (model, dataset) -> print(model::score, dataset));
    return ExitStatus.DONE;
  }

  private void print(Function<Samples, Score> scoring, Dataset dataset) throws IOException {
    Score score;
    try {
      score = scoring.apply(dataset.samples());
    } catch (InvalidSamplesException e) {
      throw InvalidSampleLocation.located(e, dataset, 0);
    }
    weights.note(dataset, streams);
    streams.print(json.isGiven() ? toJson(dataset, score) : toTable(dataset, score));
  }

  private static String toJson(Dataset dataset, Score score) {
    JsonObject json = new JsonObject()
        .put("samples", score.samples())
        .put("totalWeight", score.totalWeight())
        .put("logLikelihood", score.logLikelihood())
        .put("meanLogLikelihood", score.meanLogLikelihood())
        .put("freeParameters", score.freeParameters())
        .put("bic", score.bic())
        .put("aic", score.aic());
    MissingSummary.addTo(json, dataset);
    return json + "\n";
  }

  private static String toTable(Dataset dataset, Score score) {
    Table table = new Table(List.of(Table.Align.LEFT, Table.Align.LEFT));
    table.add(List.of("data", dataset.name()));
    table.add(List.of("rows", Long.toString(score.samples())));
    MissingSummary.addTo(table, dataset);
    if (dataset.samples().isWeighted()) {
      table.add(List.of("total weight", NumberText.quantity(score.totalWeight(), 6)));
    }
    table.add(List.of("log-likelihood", NumberText.fixed(score.logLikelihood(), 3)));
    table.add(List.of("mean log-likelihood", NumberText.fixed(score.meanLogLikelihood(), 6)));
    table.add(List.of("BIC", NumberText.fixedOrDash(score.bic(), 3)));
    table.add(List.of("AIC", NumberText.fixed(score.aic(), 3)));
    return table.toString();
  }
}

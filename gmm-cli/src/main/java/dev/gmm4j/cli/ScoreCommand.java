package dev.gmm4j.cli;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.InvalidSamplesException;
import dev.gmm4j.Score;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells how well a model explains data. */
@Command(
    name = "score",
    sortOptions = false,
    header = "Tell how well a model explains data.",
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
final class ScoreCommand implements Callable<Integer> {
  private final Session session;

  @Mixin
  private final EvaluationOptions evaluation = new EvaluationOptions();

  @Option(
      names = "--weights-column",
      paramLabel = "COLUMN",
      description = "The column of the rows' weights; weight 2 counts as two rows.")
  private @Nullable String weightsColumn;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean json;

  ScoreCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    evaluation.run(weightsColumn, session, this::print);
    return ExitStatus.DONE;
  }

  private void print(GaussianMixture model, Dataset dataset) throws IOException {
    Score score;
    try {
      score = model.score(dataset.samples());
    } catch (InvalidSamplesException e) {
      throw InvalidSamples.located(e, dataset, 0);
    }
    session.print(json ? toJson(score) : toTable(dataset, score));
  }

  private static String toJson(Score score) {
    return new JsonObject()
            .put("samples", score.samples())
            .put("totalWeight", score.totalWeight())
            .put("logLikelihood", score.logLikelihood())
            .put("meanLogLikelihood", score.meanLogLikelihood())
            .put("freeParameters", score.freeParameters())
            .put("bic", score.bic())
            .put("aic", score.aic())
            .toString()
        + "\n";
  }

  private static String toTable(Dataset dataset, Score score) {
    Table table = new Table(List.of(Table.Align.LEFT, Table.Align.LEFT));
    table.add(List.of("data", dataset.name()));
    table.add(List.of("rows", Long.toString(score.samples())));
    if (dataset.samples().isWeighted()) {
      table.add(List.of("total weight", Numbers.significant(score.totalWeight(), 6)));
    }
    table.add(List.of("log-likelihood", Numbers.fixed(score.logLikelihood(), 3)));
    table.add(List.of("mean log-likelihood", Numbers.fixed(score.meanLogLikelihood(), 6)));
    table.add(List.of("BIC", Numbers.fixed(score.bic(), 3)));
    table.add(List.of("AIC", Numbers.fixed(score.aic(), 3)));
    return table.toString();
  }
}

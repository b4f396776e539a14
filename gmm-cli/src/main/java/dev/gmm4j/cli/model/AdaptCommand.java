package dev.gmm4j.cli.model;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.Score;
import dev.gmm4j.adaptation.BackgroundAdaptation;
import dev.gmm4j.adaptation.BackgroundAdaptation.Part;
import dev.gmm4j.cli.input.InvalidSampleLocation;
import dev.gmm4j.cli.input.MissingUse;
import dev.gmm4j.cli.input.ModelAndDataOptions;
import dev.gmm4j.cli.input.WeightsOption;
import dev.gmm4j.cli.option.LabelConverter;
import dev.gmm4j.cli.option.OptionErrors;
import dev.gmm4j.cli.output.MissingSummary;
import dev.gmm4j.cli.output.ModelOutput;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.output.Table;
import dev.gmm4j.cli.run.CommandFailure;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.ExitStatusFooter;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.ModelFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Adapts a model to new data. */
@Command(
    name = "adapt",
    sortOptions = false,
    header = {
      "Adapt a model to new data.",
      "",
      "  gmm adapt model.json data/faithful.csv --output adapted.json",
      ""
    },
    customSynopsis = "gmm adapt MODEL DATA [OPTIONS]",
    description = {
      "",
      "Moves each component of a background model, fitted to much data, as far as a few new rows have evidence of it"
          + " (Reynolds, Quatieri and Dunn 2000). A component that the rows weigh n for goes a share n / (n + R) of the way"
          + " to them, where R is --relevance. Components keep their order.",
      "",
      "Prints the log-likelihood of the new data under both models; the mean difference is a score by which rows of one"
          + " source are told from others.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gmm adapt background.json speaker.csv --output speaker.json",
      "  gmm adapt model.json new.csv --parts weights,means,covariances",
      "",
      ExitStatusFooter.HEADING,
      ExitStatusFooter.DONE,
      ExitStatusFooter.FAILED,
      ExitStatusFooter.USAGE,
      ExitStatusFooter.DATA
    })
public final class AdaptCommand implements Callable<Integer> {
  private final StandardStreams streams;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin
  private final ModelAndDataOptions evaluation = new ModelAndDataOptions();

  @Mixin
  private final WeightsOption weights = new WeightsOption();

  @Option(
      names = "--relevance",
      paramLabel = "R",
      defaultValue = "16",
      description = "How many rows count as much as the background. Default: ${DEFAULT-VALUE}.")
  private double relevance = 16;

  @Option(
      names = "--parts",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "means",
      converter = PartConverter.class,
      completionCandidates = PartConverter.class,
      description = {
        "What is adapted, with commas between:",
        "  weights, means, covariances.",
        "Default: ${DEFAULT-VALUE}."
      })
  private Part[] parts = {Part.MEANS};

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How often rows are divided among the components anew, by what was found before. Default: ${DEFAULT-VALUE}.")
  private int iterations = 1;

  @Mixin
  private final ModelOutput output = new ModelOutput();

  /** Creates the command, which reads and writes some streams. */
  public AdaptCommand(StandardStreams streams) {
    this.streams = streams;
  }

  /** Understands the values of {@code --parts}. */
  static final class PartConverter extends LabelConverter<Part> {
    PartConverter() {
      for (Part part : Part.values()) {
        add(part.name().toLowerCase(Locale.ROOT), part);
      }
    }
  }

  @Override
  public Integer call() throws IOException {
    output.check();
    BackgroundAdaptation adaptation = adaptation();
    evaluation.use(MissingUse.OBSERVED);
    evaluation.run(weights, streams, (model, dataset) -> adapt(adaptation, model, dataset));
    return ExitStatus.DONE;
  }

  private BackgroundAdaptation adaptation() {
    if (!(relevance > 0 && relevance < Double.POSITIVE_INFINITY)) {
      throw OptionErrors.invalidValue(
          spec, "--relevance", "relevance must be finite and > 0, but was " + relevance);
    }
    if (iterations < 1) {
      throw OptionErrors.invalidValue(
          spec, "--iterations", "iterations must be >= 1, but was " + iterations);
    }
    return BackgroundAdaptation.means(relevance).withParts(parts).withIterations(iterations);
  }

  private void adapt(BackgroundAdaptation adaptation, GaussianMixture model, Dataset dataset)
      throws IOException {
    ModelAndDataOptions.requireNoNoise(model, evaluation.modelFile());
    GaussianMixture adapted;
    Score before;
    try {
      before = model.score(dataset.samples());
      adapted = adaptation.adapt(model, dataset.samples());
    } catch (InvalidSamplesException e) {
      throw InvalidSampleLocation.located(e, dataset, 0);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitStatus.DATA, "the model " + evaluation.modelFile() + ": " + e.getMessage(), e);
    }
    weights.note(dataset, streams);
    output.write(new ModelFile(adapted, dataset.columnNames(), null));
    streams.print(table(dataset, before, adapted.score(dataset.samples())));
  }

  private String table(Dataset dataset, Score before, Score after) {
    Table table = new Table(List.of(Table.Align.LEFT, Table.Align.LEFT));
    table.add(List.of("data", dataset.name()));
    table.add(List.of("rows", Long.toString(before.samples())));
    MissingSummary.addTo(table, dataset);
    table.add(List.of(
        "adapted",
        Arrays.stream(Part.values())
            .filter(List.of(parts)::contains)
            .map(part -> part.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "))));
    table.add(List.of("log-likelihood before", NumberText.fixed(before.logLikelihood(), 3)));
    table.add(List.of("log-likelihood after", NumberText.fixed(after.logLikelihood(), 3)));
    table.add(List.of(
        "mean difference",
        NumberText.fixed(after.meanLogLikelihood() - before.meanLogLikelihood(), 6)));
    return table.toString();
  }
}

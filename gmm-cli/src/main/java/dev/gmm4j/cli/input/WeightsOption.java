package dev.gmm4j.cli.input;

import dev.gmm4j.cli.option.OptionGroup;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.data.WeightSummary;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.io.Dataset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The column of the rows' weights, and what they mean. */
@OptionGroup.In(OptionGroup.DATA)
public final class WeightsOption {
  static final String NORMALIZE = "--normalize-weights";

  /** Weights whose mean is further from 1 are probably no frequencies, or no one has seen that they count as such. */
  private static final double NOTED_FACTOR = 2;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = "--weights-column",
      paramLabel = "COLUMN",
      description = "The column of the rows' weights; weight 2 counts as two rows.")
  private @Nullable String column;

  @Option(
      names = NORMALIZE,
      description =
          "Scale the weights to sum to the number of rows of positive weight: for weights that are no frequencies,"
              + " such as those that sum to 1.")
  private boolean normalized;

  /**
   * Checks what can be checked before the data is read.
   *
   * @throws ParameterException if weights are to be scaled and there are none
   */
  public void check() {
    if (normalized && column == null) {
      throw new ParameterException(command.commandLine(), NORMALIZE + " needs --weights-column");
    }
  }

  /** Returns the column, or null where rows have no weights. */
  @Nullable
  String column() {
    return column;
  }

  /** Returns data with its weights as they are meant; it is closed if they are invalid. */
  Dataset scaled(Dataset dataset) {
    if (!normalized) {
      return dataset;
    }
    try {
      return dataset.withNormalizedWeights();
    } catch (InvalidSamplesException e) {
      try (dataset) {
        throw InvalidSampleLocation.located(e, dataset, 0);
      }
    }
  }

  /**
   * Notes for the user, beside a result, that weights count as frequencies, where they hardly look like it. A command that
   * fails says so alone.
   */
  public void note(Dataset dataset, StandardStreams streams) {
    if (column == null || normalized) {
      return;
    }
    WeightSummary weights;
    try {
      weights = dataset.samples().weightSummary();
    } catch (InvalidSamplesException e) {
      throw InvalidSampleLocation.located(e, dataset, 0);
    }
    double rows = weights.rows();
    if (weights.total() > NOTED_FACTOR * rows || rows > NOTED_FACTOR * weights.total()) {
      streams.note(List.of("the weights of " + NumberText.count(weights.rows(), "row") + " sum to "
          + NumberText.quantity(weights.total(), 6)
          + "; weights are frequencies, and BIC takes their sum for the number of samples; "
          + NORMALIZE + " scales them to the rows"));
    }
  }
}

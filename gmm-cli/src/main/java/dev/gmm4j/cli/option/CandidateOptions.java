package dev.gmm4j.cli.option;

import dev.gmm4j.MixingProportions;
import dev.gmm4j.Start;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How each mixture is fitted by a command that fits many and compares them. */
public final class CandidateOptions {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = "--init",
      split = ",",
      paramLabel = "INIT",
      converter = InitializationConverter.class,
      completionCandidates = InitializationConverter.class,
      defaultValue = "hierarchical,short-em",
      description = {
        "How EM is initialized; the best is kept. Default: ${DEFAULT-VALUE}.",
        "  hierarchical  clusters by merging, as in mclust",
        "  short-em      the best of ten short runs",
        "  k-means++, k-means, random, random-from-data"
      })
  private List<Start> initializations = List.of();

  /** An option of its own, so that the help shows one name only. */
  @Option(
      names = "--starts",
      hidden = true,
      split = ",",
      converter = InitializationConverter.class,
      completionCandidates = InitializationConverter.class)
  private List<Start> formerName = List.of();

  @Option(
      names = "--restarts",
      paramLabel = "N",
      defaultValue = "1",
      description = "How often each random initialization is tried. Default: ${DEFAULT-VALUE}.")
  private int restarts = 1;

  @Mixin
  private final EstimatorOptions estimator = new EstimatorOptions();

  @Option(
      names = "--tolerance",
      paramLabel = "T",
      defaultValue = "1e-6",
      description =
          "The change relative to the log-likelihood at which EM has converged. Default: ${DEFAULT-VALUE}.")
  private double tolerance = 1e-6;

  @Option(
      names = "--regularization",
      paramLabel = "R",
      defaultValue = "0",
      description =
          "Added to the diagonal of the covariances in each iteration. Default: ${DEFAULT-VALUE}.")
  private double regularization;

  /** Understands the values of {@code --init}. */
  static final class InitializationConverter extends LabelConverter<Start> {
    InitializationConverter() {
      Stream.of(
              Start.hierarchical(),
              Start.shortEm(),
              Start.kMeansPlusPlus(),
              Start.kMeans(),
              Start.randomResponsibilities(),
              Start.randomSamples())
          .forEach(start -> add(start.label(), start));
    }
  }

  /** The setters of a builder that takes these settings; each refuses a value out of range. */
  public record Setters(
      IntConsumer restarts,
      IntConsumer maxIterations,
      DoubleConsumer tolerance,
      DoubleConsumer regularization) {}

  /**
   * Sets what a builder could refuse.
   *
   * @throws ParameterException if it refuses a setting
   */
  public void applyTo(Setters setters) {
    OptionErrors.apply(command, "--restarts", () -> setters.restarts().accept(restarts));
    OptionErrors.apply(
        command,
        "--max-iterations",
        () -> setters.maxIterations().accept(estimator.maxIterations()));
    OptionErrors.apply(command, "--tolerance", () -> setters.tolerance().accept(tolerance));
    OptionErrors.apply(
        command, "--regularization", () -> setters.regularization().accept(regularization));
  }

  /**
   * Returns the initializations, of which the best is kept.
   *
   * @throws ParameterException if they are given by the option's former name, too
   */
  public List<Start> initializations() {
    if (formerName.isEmpty()) {
      return initializations;
    }
    if (command.commandLine().getParseResult().hasMatchedOption("--init")) {
      throw new ParameterException(
          command.commandLine(), "--starts is the former name of --init: give one of them");
    }
    return formerName;
  }

  /** Returns what holds for the mixing weights. */
  public MixingProportions proportions() {
    return estimator.proportions();
  }

  /** Returns the relative change at which EM has converged. */
  public double tolerance() {
    return tolerance;
  }

  /** Returns what is added to the diagonal of the covariances. */
  public double regularization() {
    return regularization;
  }

  /** Returns the seed. */
  public long seed() {
    return estimator.seed();
  }
}

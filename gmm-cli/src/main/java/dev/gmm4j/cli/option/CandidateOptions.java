package dev.gmm4j.cli.option;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.Regularization;
import dev.gmm4j.selection.ModelSelection;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of each fit by a command that fits many mixtures and compares them. */
@OptionGroup.In(OptionGroup.START)
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
        "  quantiles     classes, for one feature",
        "  k-means++, k-means, random, random-from-data",
        "  concentration  for --trim, its default"
      })
  private List<Initialization> initializations = List.of();

  /** An option of its own, so that the help shows one name only. */
  @Option(
      names = "--starts",
      hidden = true,
      split = ",",
      converter = InitializationConverter.class,
      completionCandidates = InitializationConverter.class)
  private List<Initialization> formerName = List.of();

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
          "EM has converged where the estimated distance to its limit, for a row, is no more than this."
              + " Default: ${DEFAULT-VALUE}.")
  @OptionGroup.In(OptionGroup.ITERATIONS)
  private double tolerance = 1e-6;

  @Mixin
  private final RegularizationOptions regularization =
      new RegularizationOptions(Regularization.NONE);

  /** Understands the values of {@code --init}. */
  static final class InitializationConverter extends LabelConverter<Initialization> {
    InitializationConverter() {
      Stream.of(
              Initialization.hierarchical(),
              Initialization.shortEm(),
              Initialization.quantiles(),
              Initialization.kMeansPlusPlus(),
              Initialization.kMeans(),
              Initialization.randomResponsibilities(),
              Initialization.randomSamples(),
              Initialization.concentration(),
              Initialization.splitting())
          .forEach(initialization -> add(initialization.label(), initialization));
    }
  }

  /**
   * Returns the settings of the estimator that fits each mixture.
   *
   * @throws ParameterException if one is refused
   */
  public GaussianMixtureEstimator.Builder toBuilder(ComputeOptions compute) {
    GaussianMixtureEstimator.Builder builder = ModelSelection.defaultEstimator().toBuilder()
        .initializations(initializations())
        .proportions(estimator.proportions())
        .seed(estimator.seed())
        .threads(compute.threads())
        .backend(compute.backend());
    OptionErrors.apply(command, "--restarts", () -> builder.restarts(restarts));
    OptionErrors.apply(
        command, "--max-iterations", () -> builder.maxIterations(estimator.maxIterations()));
    OptionErrors.apply(command, "--tolerance", () -> builder.tolerance(tolerance));
    builder.regularization(regularization());
    return builder;
  }

  /**
   * Returns the initializations, of which the best is kept.
   *
   * @throws ParameterException if they are given by the option's former name, too
   */
  public List<Initialization> initializations() {
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

  /** Returns the name of the convergence criterion. */
  public String convergence() {
    return ConvergenceCriterion.aitken(tolerance).label();
  }

  /** Returns the tolerance of the convergence criterion. */
  public double tolerance() {
    return tolerance;
  }

  /** Returns what is added to the diagonal of the covariances. */
  public Regularization regularization() {
    return regularization.regularization(command);
  }

  /** Returns the seed. */
  public long seed() {
    return estimator.seed();
  }
}

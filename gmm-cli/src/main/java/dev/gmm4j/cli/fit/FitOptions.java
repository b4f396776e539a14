package dev.gmm4j.cli.fit;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.bayesian.ComponentPrior;
import dev.gmm4j.cli.option.ComputeOptions;
import dev.gmm4j.cli.option.DegeneracyConverter;
import dev.gmm4j.cli.option.EstimatorOptions;
import dev.gmm4j.cli.option.LabelConverter;
import dev.gmm4j.cli.option.NoiseOptions;
import dev.gmm4j.cli.option.OptionErrors;
import dev.gmm4j.cli.option.OptionGroup;
import dev.gmm4j.cli.option.PriorOptions;
import dev.gmm4j.cli.option.RegularizationOptions;
import dev.gmm4j.cli.option.TrimmingOptions;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.Regularization;
import dev.gmm4j.em.Search;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.factor.LowRankModel;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.FitRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of what is fitted, and how. */
@OptionGroup.In(OptionGroup.ITERATIONS)
public final class FitOptions {
  private static final double DEFAULT_TOLERANCE = 1e-6;

  /** That of scikit-learn, as is the test. */
  private static final double DEFAULT_MEAN_TOLERANCE = 1e-3;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = {"-k", "--components"},
      required = true,
      paramLabel = "K",
      description = "The number of components.")
  @OptionGroup.In(OptionGroup.MIXTURE)
  private int components;

  @Mixin
  private final FitCovarianceOption covariance = new FitCovarianceOption();

  @Mixin
  private final EstimatorOptions estimator = new EstimatorOptions();

  @Mixin
  private final InitOption init = new InitOption();

  @Option(
      names = "--restarts",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Random initializations to try; that of highest likelihood is kept. Default: ${DEFAULT-VALUE}.")
  @OptionGroup.In(OptionGroup.START)
  private int restarts = 1;

  @Option(
      names = "--tolerance",
      paramLabel = "T",
      description =
          "When EM has converged; with 0 all iterations are done, without acceleration and search. Default:"
              + " 1e-6, for mean 1e-3.")
  private @Nullable Double tolerance;

  @Option(
      names = "--convergence",
      paramLabel = "NAME",
      converter = ConvergenceConverter.class,
      completionCandidates = ConvergenceConverter.class,
      defaultValue = "aitken",
      description = {
        "What the tolerance is for. Default: ${DEFAULT-VALUE}.",
        "  aitken    estimated distance to the limit",
        "  relative  change relative to the log-likelihood",
        "  mean      change for a row, as in scikit-learn"
      })
  private Convergence convergence = Convergence.AITKEN;

  @Option(
      names = "--acceleration",
      paramLabel = "NAME",
      converter = AccelerationConverter.class,
      completionCandidates = AccelerationConverter.class,
      defaultValue = "squarem",
      description = {
        "How EM is accelerated. Default: ${DEFAULT-VALUE}.",
        "  squarem   squared extrapolation",
        "  anderson  Anderson mixing",
        "  none      steps of EM alone"
      })
  private Acceleration acceleration = Acceleration.SQUAREM;

  @Option(
      names = "--search",
      paramLabel = "NAME",
      converter = SearchConverter.class,
      completionCandidates = SearchConverter.class,
      defaultValue = "auto",
      description = {
        "What to do about a poor optimum. Default: ${DEFAULT-VALUE}.",
        "  auto   moves, unless initial parameters are given",
        "  moves  merge and split components where that",
        "         raises the likelihood",
        "  brief  auto, with few random swaps: as select",
        "  none   keep what EM leads to"
      })
  private Search search = Search.AUTOMATIC;

  @Mixin
  private final RegularizationOptions regularization =
      new RegularizationOptions(Regularization.relative(1e-6));

  @Mixin
  private final PriorOptions prior = new PriorOptions();

  @Mixin
  private final NoiseOptions noise = new NoiseOptions();

  @Mixin
  private final TrimmingOptions trimming = new TrimmingOptions();

  @Option(
      names = "--max-eigenvalue-ratio",
      paramLabel = "C",
      description = {
        "The largest ratio of any two eigenvalues of the",
        "covariances; for full, tied, diagonal, spherical,",
        "their tied forms, and EEV. Default: no bound."
      })
  @OptionGroup.In(OptionGroup.ROBUSTNESS)
  private @Nullable Double maxEigenvalueRatio;

  @Option(
      names = "--degeneracy",
      paramLabel = "POLICY",
      converter = DegeneracyConverter.class,
      completionCandidates = DegeneracyConverter.class,
      defaultValue = "regularize",
      description = {
        "What to do when a component collapses. Default: ${DEFAULT-VALUE}.",
        "  fail        give up, with exit status 1",
        "  regularize  widen its covariance",
        "  prune       go on without it",
        "  restart     put it on a random row"
      })
  @OptionGroup.In(OptionGroup.ROBUSTNESS)
  private DegeneracyPolicy degeneracy = DegeneracyPolicy.REGULARIZE;

  /** The measure of how far EM has moved. */
  enum Convergence {
    AITKEN,
    RELATIVE,
    MEAN
  }

  /** Understands the values of {@code --convergence}. */
  static final class ConvergenceConverter extends LabelConverter<Convergence> {
    ConvergenceConverter() {
      add("aitken", Convergence.AITKEN);
      add("relative", Convergence.RELATIVE);
      add("mean", Convergence.MEAN);
    }
  }

  /** Understands the values of {@code --acceleration}. */
  static final class AccelerationConverter extends LabelConverter<Acceleration> {
    AccelerationConverter() {
      for (Acceleration acceleration : Acceleration.values()) {
        add(acceleration.label(), acceleration);
      }
    }
  }

  /** Understands the values of {@code --search}. */
  static final class SearchConverter extends LabelConverter<Search> {
    SearchConverter() {
      for (Search search : Search.values()) {
        add(search.label(), search);
      }
    }
  }

  InitOption init() {
    return init;
  }

  /** Returns the model of factors that covariances have, or null. */
  @Nullable
  LowRankModel factorModel() {
    return covariance.factors();
  }

  long seed() {
    return estimator.seed();
  }

  Regularization regularization() {
    return regularization.regularization(command);
  }

  @Nullable
  Double maxEigenvalueRatio() {
    return maxEigenvalueRatio;
  }

  String convergence() {
    return criterion().label();
  }

  /** Returns the settings that the record of a fit has. */
  FitRecord.Settings recorded() {
    return new FitRecord.Settings(
        seed(), convergence(), tolerance(), regularization(), maxEigenvalueRatio);
  }

  double tolerance() {
    if (tolerance != null) {
      return tolerance;
    }
    return convergence == Convergence.MEAN ? DEFAULT_MEAN_TOLERANCE : DEFAULT_TOLERANCE;
  }

  /**
   * Returns an estimator's settings, all but where it starts from, see {@link #initialize}.
   *
   * @throws ParameterException if one is refused
   * @throws dev.gmm4j.io.DataException if the initial model cannot be read
   */
  GaussianMixtureEstimator.Builder toBuilder(ComputeOptions compute) {
    GaussianMixtureEstimator.Builder builder = GaussianMixtureEstimator.builder()
        .covariance(covariance.covariance())
        .proportions(estimator.proportions())
        .degeneracy(degeneracy)
        .seed(estimator.seed());
    OptionErrors.apply(command, "--components", () -> builder.components(components));
    OptionErrors.apply(command, "--restarts", () -> builder.restarts(restarts));
    OptionErrors.apply(
        command, "--max-iterations", () -> builder.maxIterations(estimator.maxIterations()));
    OptionErrors.apply(command, "--tolerance", () -> builder.convergence(criterion()));
    builder.acceleration(acceleration).search(search).regularization(regularization());
    OptionErrors.apply(command, PriorOptions.NAMES, () -> builder.prior(prior.prior()));
    builder.noise(noise.noise(command));
    Trimming trims = trimming.trimming(command);
    if (trims != null) {
      OptionErrors.apply(
          command, TrimmingOptions.NAME, () -> builder.trimming(trims).build());
      init.trims();
    }
    Double ratio = maxEigenvalueRatio;
    if (ratio != null) {
      OptionErrors.apply(
          command,
          "--max-eigenvalue-ratio",
          () -> builder.maxEigenvalueRatio(ratio).build());
    }
    init.read(covariance.covariance().type(), compute::backend);
    return builder;
  }

  /**
   * Sets where a fit of data starts from.
   *
   * @throws dev.gmm4j.io.DataException if initial parameters are not valid for the data
   */
  void initialize(GaussianMixtureEstimator.Builder builder, Dataset dataset) {
    builder.initializations(init.initializations(components, dataset.columnNames()));
  }

  /**
   * Returns the prior of a Bayesian mixture's components.
   *
   * @throws ParameterException if a number is refused
   */
  ComponentPrior componentPrior() {
    ComponentPrior[] found = new ComponentPrior[1];
    OptionErrors.apply(command, PriorOptions.NAMES, () -> found[0] = prior.componentPrior());
    return found[0];
  }

  /**
   * Refuses rows that are left out.
   *
   * @throws ParameterException if there are any
   */
  void requireNoTrimming(String other) {
    if (trimming.isUsed()) {
      throw new ParameterException(
          command.commandLine(), TrimmingOptions.NAME + " cannot go with " + other);
    }
  }

  /** Tells whether there is neither a prior nor noise. */
  boolean isPlain() {
    return prior.prior() == null && noise.noise(command) == null;
  }

  /** Returns what to report of an argument that only the data could refuse. */
  RuntimeException refusal(IllegalArgumentException failure) {
    RuntimeException ofInit = init.refusal(failure);
    return ofInit == null ? prior.refusal(command, failure) : ofInit;
  }

  private ConvergenceCriterion criterion() {
    return switch (convergence) {
      case AITKEN -> ConvergenceCriterion.aitken(tolerance());
      case RELATIVE -> ConvergenceCriterion.relative(tolerance());
      case MEAN -> ConvergenceCriterion.meanChange(tolerance());
    };
  }
}

package dev.gmm4j.cli.fit;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.cli.option.ComputeOptions;
import dev.gmm4j.cli.option.CovarianceOption;
import dev.gmm4j.cli.option.DegeneracyConverter;
import dev.gmm4j.cli.option.EstimatorOptions;
import dev.gmm4j.cli.option.LabelConverter;
import dev.gmm4j.cli.option.NoiseOptions;
import dev.gmm4j.cli.option.OptionErrors;
import dev.gmm4j.cli.option.PriorOptions;
import dev.gmm4j.cli.option.RegularizationOptions;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.Regularization;
import dev.gmm4j.io.InitialModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of what is fitted, and how. */
public final class FitOptions {
  private static final double DEFAULT_TOLERANCE = 1e-6;

  /** That of scikit-learn, as is the test. */
  private static final double DEFAULT_MEAN_TOLERANCE = 1e-3;

  private static final Map<String, Supplier<Initialization>> INITIALIZATIONS = initializations();

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = {"-k", "--components"},
      required = true,
      paramLabel = "K",
      description = "The number of components.")
  private int components;

  @Mixin
  private final CovarianceOption covariance = new CovarianceOption();

  @Mixin
  private final EstimatorOptions estimator = new EstimatorOptions();

  @Option(
      names = "--init",
      paramLabel = "INIT",
      completionCandidates = InitializationLabels.class,
      defaultValue = "k-means",
      description = {
        "How EM is initialized. Default: ${DEFAULT-VALUE}.",
        "  k-means++         centres spread greedily",
        "  k-means           clusters of k-means",
        "  random            random responsibilities",
        "  random-from-data  rows as centres",
        "  FILE.json         a model, used as it is; weights,",
        "                    means, covariances are enough"
      })
  private String init = "k-means";

  @Option(
      names = "--restarts",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Random initializations to try; that of highest likelihood is kept. Default: ${DEFAULT-VALUE}.")
  private int restarts = 1;

  @Option(
      names = "--tolerance",
      paramLabel = "T",
      description =
          "When EM has converged; with 0 all iterations are done, without acceleration. Default:"
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
        "  aitken    estimated distance to the limit, for a row",
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

  @Mixin
  private final RegularizationOptions regularization =
      new RegularizationOptions(Regularization.relative(1e-6));

  @Mixin
  private final PriorOptions prior = new PriorOptions();

  @Mixin
  private final NoiseOptions noise = new NoiseOptions();

  @Option(
      names = "--max-eigenvalue-ratio",
      paramLabel = "C",
      description = {
        "The largest ratio of any two eigenvalues of the",
        "covariances; for full, tied, diagonal, spherical,",
        "their tied forms, and EEV. Default: no bound."
      })
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

  /** Completes {@code --init} in the shell. */
  static final class InitializationLabels implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return INITIALIZATIONS.keySet().iterator();
    }
  }

  private static Map<String, Supplier<Initialization>> initializations() {
    Map<String, Supplier<Initialization>> initializations = new LinkedHashMap<>();
    initializations.put("k-means++", Initialization::kMeansPlusPlus);
    initializations.put("k-means", Initialization::kMeans);
    initializations.put("random", Initialization::randomResponsibilities);
    initializations.put("random-from-data", Initialization::randomSamples);
    return initializations;
  }

  String init() {
    return init;
  }

  boolean startsFromFile() {
    return !INITIALIZATIONS.containsKey(init);
  }

  long seed() {
    return estimator.seed();
  }

  Regularization regularization() {
    return regularization.regularization(command);
  }

  String convergence() {
    return criterion().label();
  }

  @Nullable
  Double maxEigenvalueRatio() {
    return maxEigenvalueRatio;
  }

  double tolerance() {
    if (tolerance != null) {
      return tolerance;
    }
    return convergence == Convergence.MEAN ? DEFAULT_MEAN_TOLERANCE : DEFAULT_TOLERANCE;
  }

  /**
   * Returns an estimator's settings.
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
    builder.acceleration(acceleration).regularization(regularization());
    OptionErrors.apply(command, PriorOptions.NAMES, () -> builder.prior(prior.prior()));
    builder.noise(noise.noise(command));
    Double ratio = maxEigenvalueRatio;
    if (ratio != null) {
      OptionErrors.apply(
          command,
          "--max-eigenvalue-ratio",
          () -> builder.maxEigenvalueRatio(ratio).build());
    }
    return builder.initialization(initialization(compute));
  }

  /** Tells whether there is neither a prior nor noise. */
  boolean isPlain() {
    return prior.prior() == null && noise.noise(command) == null;
  }

  /** Returns what to report of an argument that only the data could refuse. */
  RuntimeException refusal(IllegalArgumentException failure) {
    return prior.refusal(command, failure);
  }

  private ConvergenceCriterion criterion() {
    return switch (convergence) {
      case AITKEN -> ConvergenceCriterion.aitken(tolerance());
      case RELATIVE -> ConvergenceCriterion.relative(tolerance());
      case MEAN -> ConvergenceCriterion.meanChange(tolerance());
    };
  }

  private Initialization initialization(ComputeOptions compute) {
    Supplier<Initialization> named = INITIALIZATIONS.get(init);
    if (named != null) {
      return named.get();
    }
    Path file = Path.of(init);
    if (!init.endsWith(".json") && !Files.exists(file)) {
      throw OptionErrors.invalidValue(
          command,
          "--init",
          "expected one of "
              + String.join(", ", List.copyOf(INITIALIZATIONS.keySet()))
              + " or a model file, but was '"
              + init + "'");
    }
    return Initialization.parameters(
        InitialModel.read(file, covariance.covariance().type(), compute.backend()));
  }
}

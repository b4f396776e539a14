package dev.gmm4j.cli.option;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.factor.FactorMixtureEstimator;
import dev.gmm4j.factor.LowRankModel;
import dev.gmm4j.factor.SubspaceModel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of mixtures of factor analysers and of subspaces. */
@OptionGroup.In(OptionGroup.MIXTURE)
public final class FactorOptions {
  private static final String FACTORS = "--factors";
  private static final String SCREE = "--scree";
  private static final String NOISE_FLOOR = "--noise-floor";

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = FACTORS,
      paramLabel = "Q",
      description = {
        "The number of factors of models such as UUC; for",
        "gmm select several, as in 1-4. Models hddc-...dk",
        "find each component's where it is not given."
      })
  private @Nullable String factors;

  @Option(
      names = SCREE,
      paramLabel = "S",
      description =
          "Where models hddc-...dk find numbers of factors: the part of the largest fall of eigenvalues that counts"
              + " as one, in (0, 1]. Default: 0.2.")
  private @Nullable Double scree;

  @Option(
      names = NOISE_FLOOR,
      paramLabel = "F",
      description =
          "The least noise variance of a model of factors, as a part of the feature's variance, in (0, 1). Default:"
              + " 0.001.")
  private @Nullable Double noiseFloor;

  /**
   * Refuses options of factors where the covariances have none.
   *
   * @param covariance the option of these
   * @throws ParameterException if one is given
   */
  public void requireNone(String covariance) {
    for (String option : new String[] {FACTORS, SCREE, NOISE_FLOOR}) {
      if (RefusedOptions.isGiven(command, option)) {
        throw new ParameterException(
            command.commandLine(),
            option + " needs " + covariance
                + " of a model of factors, such as UUC or hddc-akjbkqkdk");
      }
    }
  }

  /**
   * Checks what can be checked before the data is read.
   *
   * @param covariance the option of the covariances
   * @param understood options that this command understands beside these, and others do not
   * @throws ParameterException if options do not go together, or a number is needed and not given
   */
  public void check(String covariance, LowRankModel model, String... understood) {
    String name = covariance + " " + CovarianceChoice.name(model);
    refused(name).check(command, understood);
    boolean isFound = model instanceof SubspaceModel subspaces && subspaces.hasOwnDimensions();
    if (factors == null && !isFound) {
      throw new ParameterException(command.commandLine(), name + " needs " + FACTORS);
    }
    if (scree != null && (factors != null || !isFound)) {
      throw new ParameterException(
          command.commandLine(),
          SCREE + " cannot go with " + (isFound ? FACTORS : name)
              + ": the number of factors is given, and not found");
    }
  }

  private static RefusedOptions refused(String name) {
    return new RefusedOptions(name)
        .add("the posterior is that of full, tied, diagonal or spherical covariances", "--bayesian")
        .add("t distributions have no factors", "--tails")
        .add("loadings have no conjugate prior", "--prior")
        .add("noise components are of other covariances", "--noise")
        .add("rows are not left out of fits of factors", "--trim")
        .add(
            "noise variances have a floor instead, " + NOISE_FLOOR,
            "--regularization",
            "--relative-regularization",
            "--degeneracy",
            "--max-eigenvalue-ratio")
        .add("there is no stepwise EM of factors", "--method")
        .add("candidates are compared by BIC", "--criterion", "--folds")
        .add("all candidates are fitted", "--time-budget")
        .add("checkpoints do not keep loadings", "--checkpoint")
        .add("animations are of other covariances", "--animate")
        .add("comparisons of factors are not drawn", "--plot", "--report")
        .add("its progress is not told", "--progress", "--progress-every");
  }

  /** Returns the numbers of factors that were given, or none. */
  public List<Integer> numbers() {
    String text = factors;
    if (text == null) {
      return List.of();
    }
    List<Integer> numbers = new ArrayList<>();
    OptionErrors.apply(command, FACTORS, () -> numbers.addAll(NumberList.parse("factors", text)));
    for (int number : numbers) {
      if (number < 1) {
        throw OptionErrors.invalidValue(
            command, FACTORS, "factors must be >= 1, but was " + number);
      }
    }
    return List.copyOf(numbers);
  }

  /**
   * Returns the estimator of a model.
   *
   * @throws ParameterException if a setting is refused, or there are several numbers of factors
   */
  public FactorMixtureEstimator estimator(GaussianMixtureEstimator settings, LowRankModel model) {
    List<Integer> numbers = numbers();
    if (numbers.size() > 1) {
      throw OptionErrors.invalidValue(
          command,
          FACTORS,
          "expected one number, but was '" + factors + "'; gmm select compares them");
    }
    FactorMixtureEstimator.Builder builder = builder(settings, model);
    if (!numbers.isEmpty()) {
      builder.factors(numbers.get(0));
    }
    return builder.build();
  }

  /**
   * Returns the estimator of a model but for the number of factors.
   *
   * @throws ParameterException if a setting is refused
   */
  public FactorMixtureEstimator.Builder builder(
      GaussianMixtureEstimator settings, LowRankModel model) {
    FactorMixtureEstimator.Builder builder =
        FactorMixtureEstimator.builder(settings).model(model);
    Double share = scree;
    if (share != null) {
      OptionErrors.apply(command, SCREE, () -> builder.scree(share));
    }
    Double floor = noiseFloor;
    if (floor != null) {
      OptionErrors.apply(command, NOISE_FLOOR, () -> builder.noiseFloor(floor));
    }
    return builder;
  }

  /**
   * Refuses more factors than rows, of which no more are determined.
   *
   * @throws ParameterException if a number of factors that was given is not less than that of rows
   */
  public void checkRows(long rows) {
    for (int number : numbers()) {
      if (number >= rows) {
        throw OptionErrors.invalidValue(
            command,
            FACTORS,
            "factors must be < " + rows + ", the number of rows, but was " + number);
      }
    }
  }

  /** Returns what to report of an argument that only the data could refuse, or null where it is not of factors. */
  public @Nullable ParameterException refusal(IllegalArgumentException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.startsWith("factors must")
            || message.startsWith("samples must have more features")
        ? new ParameterException(
            command.commandLine(),
            "Invalid value for option '" + FACTORS + "': " + message,
            failure)
        : null;
  }
}

package dev.gmm4j.cli.inference;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.bootstrap.LikelihoodRatioBootstrap;
import dev.gmm4j.cli.option.CandidateOptions;
import dev.gmm4j.cli.option.ComputeOptions;
import dev.gmm4j.cli.option.CovarianceOption;
import dev.gmm4j.cli.option.OptionErrors;
import dev.gmm4j.cli.option.OptionGroup;
import dev.gmm4j.covariance.CovarianceModel;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of what is tested, and how. */
@OptionGroup.In(OptionGroup.MIXTURE)
final class TestOptions {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,6})-(\\d{1,6})");

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = {"-k", "--components"},
      paramLabel = "FROM-TO",
      defaultValue = "1-9",
      description =
          "Test FROM against one more, that against one more, until a test does not reject or TO is reached."
              + " Default: ${DEFAULT-VALUE}.")
  private String components = "1-9";

  @Mixin
  private final CovarianceOption covariance = new CovarianceOption();

  @Option(
      names = "--replicates",
      paramLabel = "B",
      defaultValue = "999",
      description =
          "How many samples are simulated for each test; p-values are multiples of 1/(B+1). Default: ${DEFAULT-VALUE}.")
  private int replicates = 999;

  @Option(
      names = "--significance",
      paramLabel = "P",
      defaultValue = "0.05",
      description = "The largest p-value that rejects. Default: ${DEFAULT-VALUE}.")
  private double significance = 0.05;

  @Mixin
  private final CandidateOptions candidates = new CandidateOptions();

  CandidateOptions candidates() {
    return candidates;
  }

  CovarianceModel covariance() {
    return covariance.covariance();
  }

  int replicates() {
    return replicates;
  }

  /**
   * Returns a test's settings.
   *
   * @throws ParameterException if one is refused
   */
  LikelihoodRatioBootstrap.Builder toBuilder(ComputeOptions compute) {
    GaussianMixtureEstimator estimator =
        candidates.toBuilder(compute).covariance(covariance.covariance()).build();
    LikelihoodRatioBootstrap.Builder builder = LikelihoodRatioBootstrap.builder(estimator);
    OptionErrors.apply(command, "--components", () -> addComponents(builder));
    OptionErrors.apply(command, "--replicates", () -> builder.replicates(replicates));
    OptionErrors.apply(command, "--significance", () -> builder.significance(significance));
    OptionErrors.apply(command, "--replicates", builder::build);
    return builder;
  }

  private void addComponents(LikelihoodRatioBootstrap.Builder builder) {
    Matcher range = RANGE.matcher(components);
    if (!range.matches()) {
      throw new IllegalArgumentException(
          "expected a range such as 1-9 but was '" + components + "'");
    }
    builder.components(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)));
  }
}

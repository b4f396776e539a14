package dev.gmm4j.cli;

import dev.gmm4j.BootstrapLikelihoodRatioTest;
import dev.gmm4j.CovarianceModel;
import dev.gmm4j.MixingProportions;
import dev.gmm4j.Start;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is tested, and how. */
final class TestSettings {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,6})-(\\d{1,6})");

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = "--components",
      paramLabel = "FROM-TO",
      defaultValue = "1-9",
      description = {
        "Test FROM against one more, that against one more, until",
        "a test does not reject or TO is reached. Default: ${DEFAULT-VALUE}."
      })
  private String components = "1-9";

  @Option(
      names = "--covariance",
      paramLabel = "MODEL",
      converter = CovarianceConverter.class,
      completionCandidates = CovarianceConverter.class,
      defaultValue = "full",
      description = "The covariance model, see gmm help fit. Default: ${DEFAULT-VALUE}.")
  private CovarianceModel covariance = CovarianceModel.VVV;

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

  @Option(
      names = "--starts",
      split = ",",
      paramLabel = "START",
      converter = SelectSettings.StartConverter.class,
      completionCandidates = SelectSettings.StartConverter.class,
      defaultValue = "hierarchical,short-em",
      description =
          "Where EM starts from, also for what is simulated; see gmm help select. Default: ${DEFAULT-VALUE}.")
  private List<Start> starts = List.of();

  @Option(
      names = "--restarts",
      paramLabel = "N",
      defaultValue = "1",
      description = "How often each random start is tried. Default: ${DEFAULT-VALUE}.")
  private int restarts = 1;

  @Option(
      names = "--proportions",
      paramLabel = "free|equal",
      converter = FitSettings.ProportionsConverter.class,
      completionCandidates = FitSettings.ProportionsConverter.class,
      defaultValue = "free",
      description = "Whether mixing weights are found or held equal. Default: ${DEFAULT-VALUE}.")
  private MixingProportions proportions = MixingProportions.FREE;

  @Option(
      names = "--max-iterations",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Most iterations of a start. Default: ${DEFAULT-VALUE}.")
  private int maxIterations = 1000;

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

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description =
          "Seed of all random choices; the same seed gives the same result. Default: ${DEFAULT-VALUE}.")
  private long seed;

  long seed() {
    return seed;
  }

  CovarianceModel covariance() {
    return covariance;
  }

  int replicates() {
    return replicates;
  }

  /**
   * Returns a test's settings.
   *
   * @throws ParameterException if one is refused
   */
  BootstrapLikelihoodRatioTest.Builder toBuilder() {
    BootstrapLikelihoodRatioTest.Builder builder = BootstrapLikelihoodRatioTest.builder()
        .covariance(covariance)
        .starts(starts)
        .proportions(proportions)
        .seed(seed);
    Usage.apply(command, "--components", () -> addComponents(builder));
    Usage.apply(command, "--replicates", () -> builder.replicates(replicates));
    Usage.apply(command, "--significance", () -> builder.significance(significance));
    Usage.apply(command, "--restarts", () -> builder.restarts(restarts));
    Usage.apply(command, "--max-iterations", () -> builder.maxIterations(maxIterations));
    Usage.apply(command, "--tolerance", () -> builder.tolerance(tolerance));
    Usage.apply(command, "--regularization", () -> builder.regularization(regularization));
    Usage.apply(command, "--replicates", builder::build);
    return builder;
  }

  private void addComponents(BootstrapLikelihoodRatioTest.Builder builder) {
    Matcher range = RANGE.matcher(components);
    if (!range.matches()) {
      throw new IllegalArgumentException(
          "expected a range such as 1-9 but was '" + components + "'");
    }
    builder.components(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)));
  }
}

package dev.gmm4j.cli.option;

import dev.gmm4j.covariance.MixingProportions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Settings of EM that are the same in all commands that fit. */
@OptionGroup.In(OptionGroup.ITERATIONS)
public final class EstimatorOptions {
  @Option(
      names = "--proportions",
      paramLabel = "free|equal",
      converter = ProportionsConverter.class,
      completionCandidates = ProportionsConverter.class,
      defaultValue = "free",
      description =
          "Whether mixing weights are estimated or held equal. Default: ${DEFAULT-VALUE}.")
  @OptionGroup.In(OptionGroup.MIXTURE)
  private MixingProportions proportions = MixingProportions.FREE;

  @Option(
      names = "--max-iterations",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Most iterations of an initialization. Default: ${DEFAULT-VALUE}.")
  private int maxIterations = 1000;

  @Mixin
  private final SeedOption seed = new SeedOption();

  /** Returns what holds for the mixing weights. */
  public MixingProportions proportions() {
    return proportions;
  }

  /** Returns the largest number of iterations. */
  public int maxIterations() {
    return maxIterations;
  }

  /** Returns the seed. */
  public long seed() {
    return seed.seed();
  }
}

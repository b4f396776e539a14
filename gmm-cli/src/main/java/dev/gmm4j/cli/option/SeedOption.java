package dev.gmm4j.cli.option;

import picocli.CommandLine.Option;

/** The seed of random choices. */
@OptionGroup.In(OptionGroup.START)
public final class SeedOption {
  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description =
          "Seed of all random choices; the same seed gives the same result. Default: ${DEFAULT-VALUE}.")
  private long seed;

  /** Returns the seed. */
  public long seed() {
    return seed;
  }
}

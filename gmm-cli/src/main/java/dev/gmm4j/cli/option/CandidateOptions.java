package dev.gmm4j.cli.option;

import dev.gmm4j.MixingProportions;
import dev.gmm4j.Start;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** How each mixture is fitted by a command that fits many and compares them. */
public final class CandidateOptions {
  @Option(
      names = "--starts",
      split = ",",
      paramLabel = "START",
      converter = StartConverter.class,
      completionCandidates = StartConverter.class,
      defaultValue = "hierarchical,short-em",
      description = {
        "Where EM starts from; the best is kept. Default: ${DEFAULT-VALUE}.",
        "  hierarchical  clusters by merging, as in mclust",
        "  short-em      the best of ten short runs",
        "  k-means++, k-means, random, random-from-data"
      })
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
      converter = ProportionsConverter.class,
      completionCandidates = ProportionsConverter.class,
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

  /** Understands the values of {@code --starts}. */
  static final class StartConverter extends LabelConverter<Start> {
    StartConverter() {
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

  /** Returns the initializations, of which the best is kept. */
  public List<Start> starts() {
    return starts;
  }

  /** Returns how often each random initialization is tried. */
  public int restarts() {
    return restarts;
  }

  /** Returns what holds for the mixing weights. */
  public MixingProportions proportions() {
    return proportions;
  }

  /** Returns the largest number of iterations. */
  public int maxIterations() {
    return maxIterations;
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
    return seed;
  }
}

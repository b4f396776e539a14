package dev.gmm4j;

import static dev.gmm4j.internal.Arguments.check;

import dev.gmm4j.internal.start.CentreStart;
import dev.gmm4j.internal.start.GivenStart;
import dev.gmm4j.internal.start.HierarchicalStart;
import dev.gmm4j.internal.start.ResponsibilityStart;
import dev.gmm4j.internal.start.ShortEmStart;
import dev.gmm4j.internal.start.StartStrategy;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * Where EM starts from.
 *
 * <p>Starts that look for centres look among all samples, or where there are more than 32 768 (or 512 for each component,
 * if that is more; fewer if samples have more than 128 features) among as many drawn evenly from them. The first
 * maximization uses those alone, or all samples where that would be fewer than 16 for each component and feature.
 */
public final class Start {
  private final String label;
  private final StartStrategy strategy;

  private Start(String label, StartStrategy strategy) {
    this.label = label;
    this.strategy = strategy;
  }

  /** Returns a start from centres by greedy k-means++, samples to their nearest centre, and one maximization. */
  public static Start kMeansPlusPlus() {
    return new Start("k-means++", new CentreStart(CentreStart.Method.PLUS_PLUS));
  }

  /** Returns the default, a start from k-means clusters, with k-means++ seeds, and one maximization. */
  public static Start kMeans() {
    return new Start("k-means", new CentreStart(CentreStart.Method.K_MEANS));
  }

  /** Returns a start from samples drawn at random as centres, samples to their nearest centre, one maximization. */
  public static Start randomSamples() {
    return new Start("random-from-data", new CentreStart(CentreStart.Method.RANDOM_SAMPLES));
  }

  /**
   * Returns a start from the clusters of model-based hierarchical clustering, and one maximization: from each sample a
   * cluster of its own, pairs are merged that cost the least classification likelihood of unconstrained Gaussians
   * (Fraley 1998), after the features were scaled and turned to weaken what they have in common (Scrucca and Raftery
   * 2015). The same for all covariance models, without chance, and the start of mclust.
   *
   * <p>Time grows with the square of the samples: of more than 2000 rows, as many are drawn evenly (in proportion to
   * weight, if they have weights), by a seed of its own, and the first maximization uses those alone.
   */
  public static Start hierarchical() {
    return new Start("hierarchical", new HierarchicalStart());
  }

  /**
   * Returns a start from the best of some short runs of EM (Biernacki, Celeux and Govaert 2003): ten runs, each from
   * greedy k-means++ centres and of at most ten iterations, less where the likelihood changes by 1e-3 relative or less.
   *
   * <p>Short runs use at most as many samples as are looked at for centres.
   */
  public static Start shortEm() {
    return new Start("short-em", new ShortEmStart(10, 10, 1e-3));
  }

  /**
   * Returns a start from random responsibilities and one maximization.
   *
   * <p>Each row's responsibilities belong to its index: with a row of weight 0 left out, others have other ones.
   *
   * <p>All components start near the samples' mean, where the likelihood is almost flat: EM may need many iterations to
   * leave it, and the default convergence test may stop before that.
   */
  public static Start randomResponsibilities() {
    return new Start("random", ResponsibilityStart.random());
  }

  /**
   * Returns a start from given parameters, which are used as they are.
   *
   * <p>Their structure may differ from the one that is fitted; it then holds for the first expectation only.
   */
  public static Start parameters(GaussianMixture initial) {
    return new Start(
        "parameters",
        new GivenStart(
            initial.parameters().weights(),
            initial.parameters().means(),
            initial.covariances(),
            initial.noiseWeight()));
  }

  /**
   * Returns a start from given responsibilities and one maximization.
   *
   * @param responsibilities {@code n*K} numbers in [0, 1], each row summing to 1 within 1e-6, or in a fit with noise to
   *     what is not noise; not copied
   */
  public static Start responsibilities(double[][] responsibilities) {
    return new Start(
        "responsibilities", ResponsibilityStart.of(ResponsibilityStart.given(responsibilities)));
  }

  /**
   * Returns a start from given labels and one maximization.
   *
   * @param labels for each sample the index of its component, from 0, or in a fit with noise {@link UniformNoise#LABEL};
   *     not copied
   */
  public static Start labels(int[] labels) {
    return new Start("labels", ResponsibilityStart.of(ResponsibilityStart.labels(labels)));
  }

  /** Returns the name used in reports and on the command line, such as {@code k-means++}. */
  public String label() {
    return label;
  }

  /**
   * Returns a copy of starts for fits of different numbers of components.
   *
   * @throws IllegalArgumentException if there is none, or one fits a single number of components
   */
  static List<Start> forAnyComponents(Collection<Start> starts) {
    check(!starts.isEmpty(), "starts must be at least %d, but were 0", 1);
    for (Start start : starts) {
      check(
          start.strategy().fitsAnyComponents(),
          "starts must fit any number of components, but %s do not",
          start.label());
    }
    return List.copyOf(starts);
  }

  /** Returns what tells this start from others: its name, and what it was given. */
  String identity() {
    String given = strategy.given();
    return given.isEmpty() ? label : label + " " + given;
  }

  StartStrategy strategy() {
    return strategy;
  }

  /** Refuses a start that knows rows by their index, for a fit that sees only some of them. */
  void requireNoRows() {
    check(
        !(strategy instanceof ResponsibilityStart) || strategy.isRandom(),
        "start of a fit to remote samples must not depend on the order of rows, but was %s",
        label);
  }

  /** Returns the strategy of each try; there is one only where chance has no part in it. */
  List<StartStrategy> tries(int restarts) {
    return Collections.nCopies(strategy.isRandom() ? restarts : 1, strategy);
  }
}

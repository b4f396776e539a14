package dev.gmm4j;

import dev.gmm4j.internal.start.CentreStart;
import dev.gmm4j.internal.start.GivenStart;
import dev.gmm4j.internal.start.ResponsibilityStart;
import dev.gmm4j.internal.start.StartStrategy;

/**
 * Where EM starts from.
 *
 * <p>Starts that look for centres look among all samples, or where there are more than 32 768 (or 512 for each component,
 * if that is more; fewer if samples have more than 128 features) among as many drawn evenly from them. The first
 * maximization uses all samples.
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
            initial.parameters().weights(), initial.parameters().means(), initial.covariances()));
  }

  /**
   * Returns a start from given responsibilities and one maximization.
   *
   * @param responsibilities {@code n*K} numbers in [0, 1], each row summing to 1 within 1e-6; not copied
   */
  public static Start responsibilities(double[][] responsibilities) {
    return new Start(
        "responsibilities", ResponsibilityStart.of(ResponsibilityStart.given(responsibilities)));
  }

  /**
   * Returns a start from given labels and one maximization.
   *
   * @param labels for each sample the index of its component, from 0; not copied
   */
  public static Start labels(int[] labels) {
    return new Start("labels", ResponsibilityStart.of(ResponsibilityStart.labels(labels)));
  }

  /** Returns the name used in reports and on the command line, such as {@code k-means++}. */
  public String label() {
    return label;
  }

  StartStrategy strategy() {
    return strategy;
  }
}

package dev.gmm4j;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.covariance.ModelFamily;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.Regularization;
import dev.gmm4j.em.Search;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.noise.InitialNoise;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an estimator tells of its settings. */
abstract sealed class ReadableSettings implements Serializable permits GaussianMixtureEstimator {
  private static final long serialVersionUID = 1;

  final transient EstimatorSettings settings;

  /**
   * Creates the readable settings of an estimator.
   *
   * @param settings not changed by others
   */
  ReadableSettings(EstimatorSettings settings) {
    this.settings = settings;
  }

  /** Returns the number of components {@code K}, or 0 where it is not set. */
  public int components() {
    return settings.components;
  }

  /** Returns what the components' covariances have in common. */
  public CovarianceModel covariance() {
    return settings.covariance;
  }

  /** Tells whether mixing weights are found or held equal. */
  public MixingProportions proportions() {
    return settings.proportions;
  }

  /** Returns what covariance model and proportions are together. */
  public ModelFamily family() {
    return new ModelFamily(settings.covariance, settings.proportions);
  }

  /** Returns the initializations that are tried, at least one. */
  public List<Initialization> initializations() {
    return settings.initializations();
  }

  /** Returns how often each random initialization is tried. */
  public int restarts() {
    return settings.restarts;
  }

  /** Returns the largest number of iterations of a restart. */
  public int maxIterations() {
    return settings.maxIterations;
  }

  /** Returns what ends a restart before that. */
  public ConvergenceCriterion convergence() {
    return settings.convergence;
  }

  /** Returns how EM is accelerated. */
  public Acceleration acceleration() {
    return settings.acceleration;
  }

  /** Returns whether a better optimum is looked for than the one that EM leads to from its initial parameters. */
  public Search search() {
    return settings.search;
  }

  /** Returns what each maximization adds to the diagonal of the covariances. */
  public Regularization regularization() {
    return settings.regularization;
  }

  /** Returns the prior of means and covariances, or null for none. */
  public @Nullable ConjugatePrior prior() {
    return settings.prior;
  }

  /** Returns the bound on the ratio of eigenvalues, or null for none. */
  public @Nullable Double maxEigenvalueRatio() {
    return settings.maxEigenvalueRatio;
  }

  /** Returns what noise beside the components begins with, or null for no noise. */
  public @Nullable InitialNoise noise() {
    return settings.noise;
  }

  /** Returns how samples that fit worst are left out, or null where all are fitted. */
  public @Nullable Trimming trimming() {
    return settings.trimming;
  }

  /** Returns what is done about degenerate components. */
  public DegeneracyPolicy degeneracy() {
    return settings.degeneracy;
  }

  /** Returns the seed of all random choices. */
  public long seed() {
    return settings.seed;
  }

  /** Returns how many threads may be used. */
  public int threads() {
    return settings.threads;
  }

  /** Returns the id of the backend that was set, or {@code auto} for the choice of {@link dev.gmm4j.backend.Backends#automatic}. */
  public String backend() {
    return settings.backend.label();
  }

  /** Returns who is told of the progress. */
  public FitListener listener() {
    return settings.listener;
  }
}

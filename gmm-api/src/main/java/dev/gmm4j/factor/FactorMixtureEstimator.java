package dev.gmm4j.factor;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.PreparedSamples;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import java.util.function.UnaryOperator;

/**
 * Fits mixtures of factor analysers by EM: covariances of {@code q} factors and a noise variance for each feature, for features
 * that are too many for full covariances and too dependent for diagonal ones. Immutable and safe to use from several threads.
 *
 * <pre>{@code
 * FactorMixtureFit fit = FactorMixtureEstimator.builder(
 *         GaussianMixtureEstimator.builder().components(3).build())
 *     .model(FactorModel.UCU)
 *     .factors(2)
 *     .build()
 *     .fit(Samples.of(rows));
 * }</pre>
 *
 * <p>Models whose noise is the same for all features ({@link LowRankModel#isIsotropic}) depend on the units of the features:
 * standardize these first where they are not comparable. The others do not.
 *
 * <p>{@link FactorStatistics} tells what a pass takes of the samples, and so what time and memory it needs.
 *
 * <p>The same seed, samples and backend give the same bits, for any number of threads.
 */
public final class FactorMixtureEstimator {
  private static final double DEFAULT_NOISE_FLOOR = 1e-3;
  private static final double DEFAULT_SCREE = 0.2;

  /** So many features have matrices by default: of few, the closed forms need fewer passes for the same time. */
  private static final int MOST_OF_MATRICES = 32;

  private final GaussianMixtureEstimator estimator;
  private final LowRankModel model;
  private final int factors;
  private final double scree;
  private final double noiseFloor;
  private final FactorStatistics statistics;
  private final FactorListener listener;

  private FactorMixtureEstimator(Builder builder) {
    this.estimator = builder.estimator;
    this.model = builder.model;
    this.factors = builder.factors;
    this.scree = builder.scree;
    this.noiseFloor = builder.noiseFloor;
    this.statistics = builder.statistics;
    this.listener = builder.listener;
  }

  /**
   * Returns a builder of an estimator with the settings of another one: components, proportions, initializations, restarts,
   * iterations, convergence, seed, threads and backend. Initial covariances are the ones of the model that fit those of the
   * initialization best. Regularization and degeneracy policy have no meaning here: noise has a floor instead. The listener is one of
   * its own.
   *
   * @throws IllegalArgumentException if the covariance model is not VVV, the default, or there is a prior, noise component, or a
   *     bound of eigenvalues
   */
  public static Builder builder(GaussianMixtureEstimator estimator) {
    return new Builder(checked(estimator));
  }

  private static GaussianMixtureEstimator checked(GaussianMixtureEstimator estimator) {
    notNull("estimator", estimator);
    check(
        estimator.covariance() == CovarianceModel.VVV,
        "the covariance model of a mixture of factor analysers is its own: it must not be set, but was %s",
        estimator.covariance());
    check(estimator.prior() == null, "a mixture of factor analysers must have no prior");
    check(estimator.noise() == null, "a mixture of factor analysers must have no noise component");
    check(
        estimator.maxEigenvalueRatio() == null,
        "a mixture of factor analysers must have no bound of eigenvalues");
    return estimator;
  }

  /** Returns a builder with the settings of this estimator, to change some of them. */
  public Builder toBuilder() {
    Builder builder = builder(estimator)
        .model(model)
        .scree(scree)
        .noiseFloor(noiseFloor)
        .statistics(statistics)
        .listener(listener);
    builder.factors = factors;
    return builder;
  }

  /** Returns the settings that these fits share with others. */
  public GaussianMixtureEstimator estimator() {
    return estimator;
  }

  /** Returns what the covariances have in common. */
  public LowRankModel model() {
    return model;
  }

  /** Returns the number of factors {@code q}; 0 where each component's is found. */
  public int factors() {
    return factors;
  }

  /** Returns the part of the largest fall of eigenvalues that counts as one, where numbers of factors are found. */
  public double scree() {
    return scree;
  }

  /** Returns the least that a noise variance may be, as a part of the feature's variance over all samples. */
  public double noiseFloor() {
    return noiseFloor;
  }

  /** Returns who is told of the progress. */
  public FactorListener listener() {
    return listener;
  }

  /** Returns what a pass takes of the samples. */
  public FactorStatistics statistics() {
    return statistics;
  }

  /**
   * Fits samples; the restart of the highest log-likelihood is kept. Of rows with {@linkplain Samples#withMissingValues missing
   * values} what is observed counts.
   *
   * @throws dev.gmm4j.exception.InvalidSamplesException if a sample or weight is not finite, a weight is negative, or fewer
   *     samples than components have a positive weight
   * @throws IllegalStateException if the number of components is not set
   * @throws IllegalArgumentException if there are more factors than the features' covariance can determine, or statistics of
   *     factors are asked for where there are none
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is no backend, or not the one that was chosen
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public FactorMixtureFit fit(Samples samples) {
    notNull("samples", samples);
    estimator.requireComponents();
    try (PreparedSamples prepared = PreparedSamples.of(
        samples, estimator.chooseBackend(samples), estimator.components(), estimator.threads())) {
      return fit(prepared);
    }
  }

  /**
   * Fits samples that other fits use too, with their backend and threads.
   *
   * @throws IllegalStateException if the number of components is not set
   * @throws IllegalArgumentException as {@link #fit(Samples)} does, or if the samples were prepared for fewer components
   */
  public FactorMixtureFit fit(PreparedSamples samples) {
    notNull("samples", samples);
    return fit(samples, new FactorStarts(samples));
  }

  /**
   * Fits samples from Gaussian mixtures that other fits use too.
   *
   * @param starts of the same samples, and of fits whose settings differ in the number of components at most
   */
  FactorMixtureFit fit(PreparedSamples samples, FactorStarts starts) {
    estimator.requireComponents();
    int dimension = samples.scale().means().length;
    int most = model.maxFactors(dimension);
    check(
        most >= 1,
        "samples must have more features for factors of model %s, but had %d",
        model.label(),
        dimension);
    check(
        factors <= most,
        "factors must be <= %d for model %s and %d features, which determine no more, but was %d",
        most,
        model.label(),
        dimension,
        factors);
    return new FactorRun(this, samples, starts, hasFactorStatistics(samples.samples())).run();
  }

  /** Tells whether a pass takes the products with factors, and not matrices. */
  private boolean hasFactorStatistics(Samples samples) {
    boolean isPossible = model instanceof FactorModel;
    check(
        isPossible || statistics != FactorStatistics.FACTORS,
        "statistics must be MATRICES for model %s, but were FACTORS",
        model.label());
    return isPossible
        && (statistics == FactorStatistics.FACTORS
            || (statistics == FactorStatistics.AUTOMATIC
                && samples.dimension() > MOST_OF_MATRICES));
  }

  /** Settings of an estimator. */
  public static final class Builder {
    private GaussianMixtureEstimator estimator;
    private LowRankModel model = FactorModel.UUU;
    private int factors;
    private double scree = DEFAULT_SCREE;
    private double noiseFloor = DEFAULT_NOISE_FLOOR;
    private FactorStatistics statistics = FactorStatistics.AUTOMATIC;
    private FactorListener listener = FactorListener.NONE;

    private Builder(GaussianMixtureEstimator estimator) {
      this.estimator = estimator;
    }

    /**
     * Changes settings of the estimator: {@code estimator(e -> e.seed(5).threads(1))}.
     *
     * @throws IllegalArgumentException as {@link FactorMixtureEstimator#builder} does
     */
    public Builder estimator(UnaryOperator<GaussianMixtureEstimator.Builder> change) {
      estimator = checked(notNull("change", change).apply(estimator.toBuilder()).build());
      return this;
    }

    /** Sets what the covariances have in common; default {@link FactorModel#UUU}. */
    public Builder model(LowRankModel newModel) {
      model = notNull("model", newModel);
      return this;
    }

    /**
     * Sets the number of factors {@code q}. The default is 1, or where components have {@linkplain
     * SubspaceModel#hasOwnDimensions numbers of their own}, what the scree test finds; a number that is set is that of all
     * components.
     *
     * @throws IllegalArgumentException if {@code newFactors < 1}
     */
    public Builder factors(int newFactors) {
      factors = atLeast("factors", newFactors, 1);
      return this;
    }

    /**
     * Sets the part of the largest fall of a component's eigenvalues that counts as one in the scree test (Cattell 1966), which
     * finds numbers of factors; default 0.2.
     *
     * @throws IllegalArgumentException if it is not above 0 and at most 1
     */
    public Builder scree(double newScree) {
      check(newScree > 0 && newScree <= 1, "scree must be > 0 and <= 1, but was %s", newScree);
      scree = newScree;
      return this;
    }

    /**
     * Sets the least that a noise variance may be, as a part of the feature's variance over all samples, or where noise is the
     * same for all features of the mean of these; default 0.001. Without one the likelihood of some models has no bound
     * (Heywood 1931).
     *
     * @throws IllegalArgumentException if it is not above 0 and below 1
     */
    public Builder noiseFloor(double newFloor) {
      check(newFloor > 0 && newFloor < 1, "noiseFloor must be > 0 and < 1, but was %s", newFloor);
      noiseFloor = newFloor;
      return this;
    }

    /** Sets what a pass takes of the samples; default {@link FactorStatistics#AUTOMATIC}. */
    public Builder statistics(FactorStatistics newStatistics) {
      statistics = notNull("statistics", newStatistics);
      return this;
    }

    /** Sets who is told of the progress; default nobody. */
    public Builder listener(FactorListener newListener) {
      listener = notNull("listener", newListener);
      return this;
    }

    /** Returns the estimator. */
    public FactorMixtureEstimator build() {
      return new FactorMixtureEstimator(this);
    }
  }
}

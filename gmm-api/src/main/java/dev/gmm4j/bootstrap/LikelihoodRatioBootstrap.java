package dev.gmm4j.bootstrap;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.data.Samples;
import dev.gmm4j.internal.data.SampleNumber;
import dev.gmm4j.selection.ModelSelection;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Tests how many components samples need: is a mixture of {@code K+1} components better than one of {@code K} by more
 * than chance would make it? Immutable and safe to use from several threads.
 *
 * <pre>{@code
 * LikelihoodRatioBootstrapResult result =
 *     LikelihoodRatioBootstrap.builder().covariance(CovarianceModel.VVV).build().test(samples);
 * int components = result.components();
 * }</pre>
 *
 * <p>The statistic is the likelihood ratio {@code 2(ℓ_{K+1} - ℓ_K)}. Between numbers of components it does not follow
 * the usual chi-squared law, so its law is simulated (McLachlan 1987): samples are drawn from the fitted mixture of
 * {@code K} components, as many as there are, both mixtures are fitted to them, and {@code p = (1 + r) / (B + 1)} where
 * {@code r} of {@code B} such replicates reach the statistic. Tests begin with one component, and go on to the next
 * number as long as they reject.
 *
 * <p>Replicates are fitted from the same initializations as the samples: a search that misses the maximum would
 * otherwise pass for evidence. They are {@code 2B} fits for each test. Of weighted samples, as many are drawn as they
 * weigh, rounded. Where values are missing, they are missing of the drawn samples too: of each what is missing of the row in
 * its place, which is right where what is missing does not depend on any value.
 *
 * <p>The same seed, samples and backend give the same bits, for any number of threads.
 */
public final class LikelihoodRatioBootstrap {
  final GaussianMixtureEstimator estimator;
  final int from;
  final int to;
  final int replicates;
  final double significance;
  final Consumer<LikelihoodRatioBootstrapResult.Step> listener;

  private LikelihoodRatioBootstrap(Builder builder) {
    estimator = builder.estimator;
    from = builder.from;
    to = builder.to;
    replicates = builder.replicates;
    significance = builder.significance;
    listener = builder.listener;
  }

  /** Returns a builder with all defaults, on the estimator of {@link ModelSelection#defaultEstimator}. */
  public static Builder builder() {
    return builder(ModelSelection.defaultEstimator());
  }

  /**
   * Returns a builder of a test whose mixtures have the settings of an estimator, all but its components and its
   * listener.
   *
   * @throws IllegalArgumentException if an initialization serves a single number of components, such as labels, or
   *     there is a prior or noise
   */
  public static Builder builder(GaussianMixtureEstimator estimator) {
    return new Builder(checked(estimator));
  }

  private static GaussianMixtureEstimator checked(GaussianMixtureEstimator estimator) {
    notNull("estimator", estimator);
    for (Initialization initialization : estimator.initializations()) {
      check(
          initialization.fitsAnyComponents(),
          "initializations must serve any number of components, but %s do not",
          initialization.label());
    }
    check(
        estimator.prior() == null && estimator.noise() == null,
        "a likelihood-ratio test must have neither a prior nor noise, but its estimator was %s",
        estimator);
    check(
        estimator.trimming() == null,
        "a likelihood-ratio test must not trim, as samples that are drawn under its hypothesis have no outliers, but its estimator was %s",
        estimator);
    return estimator;
  }

  /** Returns a builder with the settings of this test, to change some of them. */
  public Builder toBuilder() {
    Builder builder = new Builder(estimator);
    builder.from = from;
    builder.to = to;
    builder.replicates = replicates;
    builder.significance = significance;
    builder.listener = listener;
    return builder;
  }

  /** Returns the settings of the mixtures, all but their components. */
  public GaussianMixtureEstimator estimator() {
    return estimator;
  }

  /** Returns the number of components to begin with. */
  public int from() {
    return from;
  }

  /** Returns the largest number of components to go to. */
  public int to() {
    return to;
  }

  /** Returns how many samples are simulated for each test. */
  public int replicates() {
    return replicates;
  }

  /** Returns the largest p-value that rejects. */
  public double significance() {
    return significance;
  }

  /**
   * Tests samples.
   *
   * <p>Where a larger mixture or all its replicates cannot be fitted, the sequence ends there, and the result says why.
   *
   * @throws dev.gmm4j.exception.InvalidSamplesException if a sample or weight is not finite, a weight is negative, all are 0, or there are
   *     fewer samples than components of the first mixture; also if the total weight is 1 (to within 0.001) or less, which is
   *     no number of samples to draw: see {@link Samples#withNormalizedWeights}
   * @throws dev.gmm4j.exception.GmmException if the first mixture cannot be fitted
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is no backend, or not the one that was chosen
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public LikelihoodRatioBootstrapResult test(Samples samples) {
    notNull("samples", samples);
    SampleNumber.require(samples, "a likelihood-ratio test");
    GaussianMixtureEstimator largest = estimator.toBuilder().components(to).build();
    return new LikelihoodRatioRun(this, samples, largest.chooseBackend(samples)).run();
  }

  /** Settings of a test; all have defaults. */
  public static final class Builder {
    private GaussianMixtureEstimator estimator;
    private int from = 1;
    private int to = 9;
    private int replicates = 999;
    private double significance = 0.05;
    private Consumer<LikelihoodRatioBootstrapResult.Step> listener = step -> {};

    private Builder(GaussianMixtureEstimator estimator) {
      this.estimator = estimator;
    }

    /**
     * Changes settings of the estimator: {@code estimator(e -> e.seed(5).threads(1))}.
     *
     * @throws IllegalArgumentException as {@link LikelihoodRatioBootstrap#builder(GaussianMixtureEstimator)} does
     */
    public Builder estimator(UnaryOperator<GaussianMixtureEstimator.Builder> change) {
      estimator = checked(notNull("change", change).apply(estimator.toBuilder()).build());
      return this;
    }

    /**
     * Sets the number of components to begin with, at least 1, and the largest to go to, at least one more; default 1
     * to 9.
     */
    public Builder components(int newFrom, int newTo) {
      atLeast("components", newFrom, 1);
      check(newTo > newFrom, "components must end at >= %d, but did at %d", newFrom + 1, newTo);
      from = newFrom;
      to = newTo;
      return this;
    }

    /** Sets how many samples are simulated for each test, at least 1; default 999. */
    public Builder replicates(int newReplicates) {
      replicates = atLeast("replicates", newReplicates, 1);
      return this;
    }

    /** Sets the largest p-value that rejects, in (0, 1); default 0.05. */
    public Builder significance(double newSignificance) {
      check(
          newSignificance > 0 && newSignificance < 1,
          "significance must be in (0, 1), but was %s",
          newSignificance);
      significance = newSignificance;
      return this;
    }

    /** Sets who is told of each test when it is done, on the thread that called {@code test}. */
    public Builder listener(Consumer<LikelihoodRatioBootstrapResult.Step> newListener) {
      listener = notNull("listener", newListener);
      return this;
    }

    /**
     * Returns the test.
     *
     * @throws IllegalArgumentException if no test could reject, the smallest p-value {@code 1/(B+1)} being larger than
     *     the significance
     */
    public LikelihoodRatioBootstrap build() {
      check(
          1.0 / (replicates + 1.0) <= significance,
          "replicates must be >= %.0f for a significance of %s, but was %d",
          Math.ceil(1 / significance - 1),
          significance,
          replicates);
      return new LikelihoodRatioBootstrap(this);
    }
  }
}

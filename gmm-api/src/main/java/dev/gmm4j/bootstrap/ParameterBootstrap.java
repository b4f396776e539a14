package dev.gmm4j.bootstrap;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.FitListener;
import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.data.SampleNumber;
import dev.gmm4j.internal.incomplete.IncompleteSamples;
import dev.gmm4j.internal.util.ParallelTasks;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds standard errors and confidence intervals of a mixture's parameters by the bootstrap (Efron 1979; for mixtures
 * O'Hagan, Murphy, Scrucca and Gormley 2019): the mixture is fitted again to other samples like those that there are,
 * many times, and the spread of the estimates is their error. Immutable and safe to use from several threads.
 *
 * <pre>{@code
 * ParameterBootstrapResult errors = ParameterBootstrap.builder().build().run(fit.model(), samples);
 * IntervalEstimate weight = errors.weight(0);
 * }</pre>
 *
 * <p>Each replicate starts from the fitted mixture itself, because it is the error of this solution that is asked for,
 * not that of a search. Its components are matched to those of the fit, at the least sum of Bhattacharyya distances,
 * and intervals reach from one quantile of the replicates to the other.
 *
 * <p>The same seed, samples and backend give the same bits, for any number of threads.
 */
public final class ParameterBootstrap {
  private final GaussianMixtureEstimator estimator;
  private final BootstrapMethod method;
  private final int replicates;
  private final double confidence;

  private ParameterBootstrap(Builder builder) {
    estimator = builder.estimator;
    method = builder.method;
    replicates = builder.replicates;
    confidence = builder.confidence;
  }

  /** A replicate: a model, or why there is none. */
  record Replicate(
      @Nullable GaussianMixture model, @Nullable GmmException failure) {}

  /** Returns a builder with all defaults, for a mixture that was fitted without regularization. */
  public static Builder builder() {
    return builder(GaussianMixtureEstimator.builder().regularization(0).build());
  }

  /**
   * Returns a builder of a bootstrap that fits as an estimator does: with its regularization, prior, bound of eigenvalues,
   * convergence criterion, iterations, seed, threads and backend, which should be those of the fit. A prior should be
   * complete, as {@link dev.gmm4j.GaussianMixtureFit#prior} gives it. Components and covariance model are the mixture's, and
   * replicates begin at the mixture itself.
   *
   * <p>Where the estimator trims, replicates leave out the same share of the samples that they are made of. By chance one may have
   * more outliers than the samples have (Salibian-Barrera and Zamar 2002): the share should be larger than theirs.
   *
   * @throws IllegalArgumentException if there is noise
   */
  public static Builder builder(GaussianMixtureEstimator estimator) {
    return new Builder(checked(estimator));
  }

  private static GaussianMixtureEstimator checked(GaussianMixtureEstimator estimator) {
    notNull("estimator", estimator);
    check(estimator.noise() == null, "a bootstrap must have no noise, but had %s", estimator);
    return estimator;
  }

  /** Returns a builder with the settings of this bootstrap, to change some of them. */
  public Builder toBuilder() {
    return builder(estimator).method(method).replicates(replicates).confidence(confidence);
  }

  /** Returns the settings of the replicates' fits. */
  public GaussianMixtureEstimator estimator() {
    return estimator;
  }

  /** Returns how other samples are made. */
  public BootstrapMethod method() {
    return method;
  }

  /** Returns how many replicates there are. */
  public int replicates() {
    return replicates;
  }

  /** Returns the probability of the intervals. */
  public double confidence() {
    return confidence;
  }

  /**
   * Estimates the errors of a mixture's parameters.
   *
   * <p>Replicates of which a component degenerates are left out, and counted.
   *
   * @param model a mixture that was fitted to the samples; its covariance model and proportions are kept
   * @throws IllegalArgumentException if samples and model differ in features, or the model has noise
   * @throws InvalidSamplesException if a sample or weight is not finite, a weight is negative, or all are 0; also if the total
   *     weight is 1 (to within 0.001) or less and the method draws as many samples: see {@link Samples#withNormalizedWeights}
   * @throws GmmException if fewer than two replicates can be fitted; with the reason of the first that cannot
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is no backend, or not the one that was chosen
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public ParameterBootstrapResult run(GaussianMixture model, Samples samples) {
    notNull("model", model).requireNoNoise();
    if (method.drawsSamples()) {
      SampleNumber.require(samples, "bootstrap method " + method.label());
    }
    // Refuses what is wrong with the samples, for all replicates.
    model.score(samples);
    GaussianMixtureEstimator ofModel = estimator.toBuilder()
        .components(model.components())
        .covariance(model.covarianceModel())
        .proportions(model.proportions())
        .initialization(Initialization.parameters(model))
        .degeneracy(DegeneracyPolicy.FAIL)
        .seed(0)
        .threads(1)
        .listener(FitListener.NONE)
        .build();
    LinearAlgebraBackend backend = ofModel.chooseBackend(samples);
    GaussianMixtureEstimator resolved = ofModel.toBuilder().backend(backend).build();
    double[] weights = IncompleteSamples.observedRows(samples).rowWeights();
    List<Replicate> fitted = ParallelTasks.map(replicates, estimator.threads(), index -> {
      Randomness random = Randomness.of(estimator.seed(), index);
      return replicate(resolved, method.resample(model, samples, weights, random));
    });
    return ParameterBootstrapResult.of(model, method, confidence, fitted, backend);
  }

  private static Replicate replicate(GaussianMixtureEstimator estimator, Samples resampled) {
    try {
      return new Replicate(estimator.fit(resampled).model(), null);
    } catch (GmmException e) {
      return new Replicate(null, e);
    } catch (InvalidSamplesException e) {
      // Fewer different samples than components.
      return new Replicate(null, new GmmException(String.valueOf(e.getMessage()), e));
    }
  }

  /** Settings of a bootstrap; all have defaults. */
  public static final class Builder {
    private GaussianMixtureEstimator estimator;
    private BootstrapMethod method = BootstrapMethod.WEIGHTED_LIKELIHOOD;
    private int replicates = 999;
    private double confidence = 0.95;

    private Builder(GaussianMixtureEstimator estimator) {
      this.estimator = estimator;
    }

    /**
     * Changes settings of the estimator: {@code estimator(e -> e.seed(5).threads(1))}.
     *
     * @throws IllegalArgumentException as {@link ParameterBootstrap#builder(GaussianMixtureEstimator)} does
     */
    public Builder estimator(UnaryOperator<GaussianMixtureEstimator.Builder> change) {
      estimator = checked(notNull("change", change).apply(estimator.toBuilder()).build());
      return this;
    }

    /** Sets how other samples are made; default {@link BootstrapMethod#WEIGHTED_LIKELIHOOD}. */
    public Builder method(BootstrapMethod newMethod) {
      method = notNull("method", newMethod);
      return this;
    }

    /** Sets how often, at least 2; default 999. */
    public Builder replicates(int newReplicates) {
      replicates = atLeast("replicates", newReplicates, 2);
      return this;
    }

    /** Sets the probability of the intervals, in (0, 1); default 0.95. */
    public Builder confidence(double newConfidence) {
      check(
          newConfidence > 0 && newConfidence < 1,
          "confidence must be in (0, 1), but was %s",
          newConfidence);
      confidence = newConfidence;
      return this;
    }

    /**
     * Returns the bootstrap.
     *
     * @throws IllegalArgumentException if there is trimming and samples are drawn from the mixture, which have no outliers: good
     *     ones would be trimmed in place of them
     */
    public ParameterBootstrap build() {
      check(
          estimator.trimming() == null || method != BootstrapMethod.PARAMETRIC,
          "method parametric cannot go with trimming, as what a mixture draws has no outliers, but trimming was %s",
          String.valueOf(estimator.trimming()));
      return new ParameterBootstrap(this);
    }
  }
}

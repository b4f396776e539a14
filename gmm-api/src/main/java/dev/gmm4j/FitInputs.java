package dev.gmm4j;

import dev.gmm4j.data.Samples;
import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.em.ExpectationPass;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.RemoteSamples;
import dev.gmm4j.em.SampleResolution;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.em.TrimmedExpectation;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.comparison.ChosenBackend;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.engine.SampleBox;
import dev.gmm4j.internal.initialization.NoiseInitialization;
import dev.gmm4j.internal.trimming.AbsentDensities;
import dev.gmm4j.noise.InitialNoise;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The inputs that all restarts of a fit have in common.
 *
 * @param engine the samples that initial parameters are sought among; missing values are filled in
 * @param searched the samples among which a better optimum is sought: those that are fitted, or of samples elsewhere some
 * @param pass over the samples that are fitted
 * @param scale of the samples that are fitted
 * @param resolution of those that are searched, found when it is asked for
 * @param rows their number, those of weight 0 included
 * @param missing the number of values that are missing, 0 where that is not known
 * @param prior completed from the samples, or null for none
 * @param noise of the samples, or null for none
 * @param trimming what passes that trim have in common, or null for none
 */
record FitInputs(
    GaussianMixtureEstimator settings,
    ChosenBackend chosen,
    LocalEngine engine,
    LocalEngine searched,
    ExpectationPass pass,
    SampleScale scale,
    Supplier<SampleResolution> resolution,
    long rows,
    long missing,
    @Nullable ConjugatePrior prior,
    @Nullable UniformNoise noise,
    @Nullable FitTrimming trimming) {

  /** Returns the inputs of a fit to samples on this machine. */
  static FitInputs of(GaussianMixtureEstimator settings, ChosenBackend chosen, FitSamples samples) {
    requireAtLeast(settings.components(), samples.scale().count());
    SampleScale scale = scale(settings, samples.observed().samples(), samples.scale());
    FitTrimming trimming = trimming(settings, scale, samples.isIncomplete());
    ExpectationPass pass = trimming == null
        ? samples.pass()
        : checked(
            settings, trimming.pass(samples.observed(), samples.observedOrder()), samples.scale());
    ConjugatePrior prior = settings.prior() == null
        ? null
        : settings
            .prior()
            .completed(
                settings.covariance(), settings.components(), scale, samples.covariance()::get);
    UniformNoise noise =
        settings.noise() == null ? null : noise(settings.noise(), samples, chosen.backend());
    long rows = samples.engine().samples().count();
    return new FitInputs(
        settings,
        chosen,
        samples.engine(),
        samples.observed(),
        pass,
        scale,
        samples::resolution,
        rows,
        samples.missing(),
        prior,
        noise,
        trimming);
  }

  /** Returns what passes that trim have in common, or null for a fit that does not. */
  private static @Nullable FitTrimming trimming(
      GaussianMixtureEstimator settings, SampleScale scale, boolean isIncomplete) {
    Trimming trimming = settings.trimming();
    return trimming == null
        ? null
        : new FitTrimming(trimming, isIncomplete ? AbsentDensities.of(scale) : null);
  }

  /**
   * Returns a pass if it keeps enough samples.
   *
   * @param scale of all samples
   * @throws InvalidSamplesException if there are fewer than components
   */
  private static TrimmedExpectation checked(
      GaussianMixtureEstimator settings, TrimmedExpectation pass, SampleScale scale) {
    double kept = pass.keptWeight() * scale.count() / scale.totalWeight();
    if (kept < settings.components()) {
      throw new InvalidSamplesException("samples that are kept must be at least components = "
          + settings.components() + ", but " + settings.trimming() + " of " + scale.count()
          + " keeps " + kept);
    }
    return pass;
  }

  /** Returns the scale of samples that fits tell what is small by. */
  private static SampleScale scale(
      GaussianMixtureEstimator settings, Samples samples, SampleScale all) {
    Trimming trimming = settings.trimming();
    return trimming == null
        ? all
        : TrimmedScale.of(samples, all, trimming, settings.components(), settings.seed());
  }

  /** Returns the samples that are left out under the parameters, or null for a fit that does not trim. */
  @Nullable
  TrimmedRows trimmedRows(MixtureParameters parameters) {
    return trimming != null && pass instanceof TrimmedExpectation trimmed
        ? TrimmedRows.of(trimming, trimmed, parameters)
        : null;
  }

  /** Returns the noise; where values are missing its box is along the features, for the density of some of them. */
  private static UniformNoise noise(
      InitialNoise noise, FitSamples samples, LinearAlgebraBackend backend) {
    InitialNoise placed = noise;
    if (samples.isIncomplete() && noise.region() == null) {
      placed = noise.withRegion(SampleBox.alongFeatures(samples.observed(), samples.scale()));
    }
    return NoiseInitialization.resolve(placed, samples.engine(), samples.scale(), backend);
  }

  /**
   * Returns the inputs of a fit to samples on other machines.
   *
   * @param engine some of the samples; missing values are filled in
   * @param observed the same samples as they were given
   */
  static FitInputs ofRemote(
      GaussianMixtureEstimator settings,
      ChosenBackend chosen,
      LocalEngine engine,
      LocalEngine observed,
      RemoteSamples.Engine remote) {
    SampleScale all = remote.scale();
    requireAtLeast(settings.components(), all.count());
    SampleScale scale = scale(settings, observed.samples(), all);
    FitTrimming trimming = trimming(settings, scale, observed.samples().mayHaveMissingValues());
    return new FitInputs(
        settings,
        chosen,
        engine,
        observed,
        trimming == null
            ? remote
            : checked(settings, remote.trimmed(trimming.trimming(), scale), all),
        scale,
        new ResolutionOnce(observed),
        remote.count(),
        0,
        null,
        null,
        trimming);
  }

  /**
   * Refuses fewer samples than components.
   *
   * @throws InvalidSamplesException if there are fewer
   */
  static void requireAtLeast(int components, long positive) {
    if (positive < components) {
      throw new InvalidSamplesException("samples of positive weight must be at least components = "
          + components + ", but were " + positive);
    }
  }

  LinearAlgebraBackend backend() {
    return chosen.backend();
  }

  Maximization maximization() {
    Maximization maximization = settings.maximization(backend(), scale).withNoise(noise);
    return prior == null
        ? maximization
        : maximization.withPrior(prior.terms(settings.covariance()));
  }
}

package dev.gmm4j.student;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.PreparedSamples;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.RemoteSamples;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.engine.KeptEngine;
import dev.gmm4j.internal.restart.RestartStart;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the restarts of a fit begin.
 *
 * @param starts for each restart its initial parameters, or why there are none
 * @param backend of the fit
 * @param scale of what is observed of the samples
 * @param missing the number of values that are missing
 * @param completed the samples with missing values filled in
 * @param prior completed from the samples, or null for none
 * @param nanos that it took to find them
 */
record StudentStarts(
    List<Start> starts,
    LinearAlgebraBackend backend,
    SampleScale scale,
    long missing,
    Samples completed,
    @Nullable ConjugatePrior prior,
    long nanos) {

  /**
   * The beginning of a restart.
   *
   * @param stream of its random numbers
   * @param parameters of Gaussian components, or nothing
   * @param failure why there are none
   */
  record Start(
      int stream, Optional<MixtureParameters> parameters, Optional<GmmException> failure) {}

  /**
   * Finds them.
   *
   * @param known how many of the first restarts need none, because they were begun before
   */
  static StudentStarts of(StudentMixtureEstimator estimator, PreparedSamples samples, int known) {
    long began = System.nanoTime();
    GaussianMixtureEstimator settings = silent(estimator);
    ConjugatePrior prior = settings.prior() == null
        ? null
        : settings
            .prior()
            .completed(
                settings.covariance(), settings.components(), samples.scale(), samples::covariance);
    List<Start> starts = starts(settings, known, initial -> initial.fit(samples));
    return new StudentStarts(
        starts,
        samples.backend(),
        samples.scale(),
        samples.missingValues(),
        samples.completed(),
        prior,
        System.nanoTime() - began);
  }

  /**
   * Finds them for samples on other machines, without missing values.
   *
   * @param here some of the samples
   */
  static StudentStarts ofRemote(
      StudentMixtureEstimator estimator,
      RemoteSamples.Engine remote,
      Samples here,
      LinearAlgebraBackend backend) {
    long began = System.nanoTime();
    RemoteSamples opened = components -> new KeptEngine(remote);
    List<Start> starts = starts(silent(estimator), 0, initial -> initial.fit(opened));
    return new StudentStarts(
        starts, backend, remote.scale(), 0, here, null, System.nanoTime() - began);
  }

  private static GaussianMixtureEstimator silent(StudentMixtureEstimator estimator) {
    return estimator.estimator().toBuilder().listener(progress -> {}).build();
  }

  /** Fits a Gaussian mixture by some settings, to the samples of the fit. */
  private interface GaussianFit {
    GaussianMixtureFit of(GaussianMixtureEstimator settings);
  }

  private static List<Start> starts(
      GaussianMixtureEstimator settings, int known, GaussianFit gaussian) {
    List<Start> starts = new ArrayList<>();
    List<RestartStart> restarts = RestartStart.of(settings);
    for (RestartStart restart : restarts) {
      starts.add(
          starts.size() < known
              ? begun(restart.stream())
              : start(restart.stream(), restart.initial(settings).build(), gaussian));
    }
    if (restarts.stream().anyMatch(restart -> restart.searches(settings))) {
      starts.add(starts.size() < known ? begun(0) : start(0, settings, gaussian));
    }
    return starts;
  }

  private static Start begun(int stream) {
    return new Start(stream, Optional.empty(), Optional.empty());
  }

  private static Start start(int stream, GaussianMixtureEstimator settings, GaussianFit gaussian) {
    try {
      return new Start(
          stream, Optional.of(gaussian.of(settings).model().parameters()), Optional.empty());
    } catch (GmmException e) {
      return new Start(stream, Optional.empty(), Optional.of(e));
    }
  }
}

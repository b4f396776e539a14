package dev.gmm4j.em;

import dev.gmm4j.data.Samples;

/**
 * Samples that are not on this machine, but on those of a cluster: what a fit must be able to ask of them.
 *
 * <p>{@link dev.gmm4j.GaussianMixtureEstimator#fit(RemoteSamples)} runs the EM loop here and the expectation pass there.
 */
@FunctionalInterface
public interface RemoteSamples {

  /**
   * Makes the samples ready to be passed over many times, as by laying them out in memory.
   *
   * @param maxComponents the largest number of components that parameters will have
   * @throws dev.gmm4j.exception.InvalidSamplesException if there is no sample, one is not finite, a weight is negative, or all
   *     weights are 0
   */
  Engine open(int maxComponents);

  /** Samples that are ready, and the expectation pass over them; for one caller at a time. */
  interface Engine extends ExpectationPass, AutoCloseable {

    /** Returns the number of rows, those of weight 0 included. */
    long count();

    /** Returns location and spread of all samples. */
    SampleScale scale();

    /**
     * Brings some of the samples here, with their weights; initial parameters are sought among them.
     *
     * @param rows how many rows at most, at least 1; where fewer have a positive weight, it is those, in their order
     * @param seed of the choice; the same seed gives the same rows
     */
    Samples subsample(int rows, long seed);

    /**
     * Returns a pass over the samples that trimming keeps, exactly as one machine would choose them, samples in the order of their
     * parts. It is used before this engine is closed, and needs no closing itself.
     *
     * @param scale of the samples, gross outliers left out: a missing value counts for the average log-density {@code -½ ln(2πe s²)}
     *     of a normal feature of its variance
     * @throws IllegalArgumentException if these samples cannot be trimmed, as by default
     */
    default TrimmedExpectation trimmed(Trimming trimming, SampleScale scale) {
      throw new IllegalArgumentException(
          "a fit to these samples on other machines must not trim, but had " + trimming);
    }

    /** Releases what the passes needed. */
    @Override
    void close();
  }
}

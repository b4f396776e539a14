package dev.gmm4j.em;

import org.jspecify.annotations.Nullable;

/**
 * The pass of EM over the samples that {@linkplain Trimming trimming} keeps. The log-likelihood of its statistics is that of the
 * kept samples, in the hard form of the classification likelihood.
 */
public interface TrimmedExpectation extends ExpectationPass {

  /** Returns the weight of the samples that are kept. */
  double keptWeight();

  /** Returns the smallest score of a sample that is kept under the parameters. */
  double threshold(MixtureParameters parameters);

  /** Returns how many samples of positive weight are left out wholly under the parameters. */
  long trimmedCount(MixtureParameters parameters);

  /**
   * Returns the indices of the samples of positive weight that are left out wholly under the parameters, ascending, or null where
   * samples are on other machines and those left out are too many to bring here.
   */
  int @Nullable [] trimmedRows(MixtureParameters parameters);
}

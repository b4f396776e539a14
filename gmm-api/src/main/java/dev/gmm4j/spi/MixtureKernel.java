package dev.gmm4j.spi;

import dev.gmm4j.data.RowBlock;

/**
 * Turns blocks of samples and the parameters of a mixture into densities (prediction) or statistics (fitting), one
 * block at a time.
 *
 * <p>A kernel owns its scratch memory and is used by one thread at a time; an engine has one for each thread. All
 * densities are natural logarithms. However far a sample lies from all components, its log-density is finite and its
 * responsibilities sum to 1. Squared distances may be cut off at 1e300 for that. Fits give kernels samples of up to 1e145 in
 * magnitude. Predictions give them only samples within 1e5 standard deviations of the components, and evaluate others
 * themselves: {@link dev.gmm4j.em.MixtureKernels#evaluating}.
 *
 * <p>The caller has checked sizes and numbers: samples are finite, weights finite and not negative.
 */
public interface MixtureKernel extends AutoCloseable {
  /**
   * The part of a sample that is nothing to a component, relative to the component's share of all weights: in
   * statistics a kernel may leave out smaller responsibilities, so that a component loses at most this part of its
   * weight, far below rounding.
   */
  double NEGLIGIBLE = 1e-20;

  /** Returns the number of rows that blocks should have; the last block of a set may have fewer. */
  int blockRows();

  /**
   * Lays out rows for this kernel and all others of the same backend and dimension.
   *
   * <p>The block may refer to the arrays of the rows: they do not change while it is in use.
   *
   * @param rows at most {@link #blockRows} rows
   */
  SampleBlock load(RowBlock rows);

  /**
   * Sets the parameters that all other methods work with, until the next call.
   *
   * <p>The last component may be {@linkplain PrecisionFactors#isUniform uniform}, as noise is.
   *
   * @param parameters of this kernel's dimension and at most its number of components
   */
  void use(KernelParameters parameters);

  /**
   * Adds a block to statistics: its moments, divided among the components, its weight, and its log-likelihood.
   *
   * <p>The log-likelihood added is {@code Σ w log p(x)} for {@link Assignment#SOFT}, and the classification
   * log-likelihood {@code Σ w max_k log(π_k p_k(x))} for {@link Assignment#HARD}. Responsibilities below
   * {@link #NEGLIGIBLE} times the component's share of all weights may be left out.
   *
   * @param statistics of as many components as the parameters; moments are taken about its centres
   */
  void accumulate(SampleBlock block, Assignment assignment, SufficientStatistics statistics);

  /**
   * Adds a block to statistics with responsibilities that the caller gives; adds no log-likelihood.
   *
   * <p>Needs no parameters.
   *
   * @param responsibilities {@code rows*K} numbers, row-major
   * @param statistics of as many components {@code K} as the kernel was made for, or fewer; moments are taken about its centres
   */
  void accumulate(SampleBlock block, double[] responsibilities, SufficientStatistics statistics);

  /**
   * Computes the log-density of each sample.
   *
   * @param logDensities receives {@code rows} numbers
   */
  void logDensities(SampleBlock block, double[] logDensities);

  /**
   * Computes each sample's log-density and its responsibilities, the components' posterior probabilities.
   *
   * @param logDensities receives {@code rows} numbers
   * @param responsibilities receives {@code rows*K} numbers, row-major
   */
  void responsibilities(SampleBlock block, double[] logDensities, double[] responsibilities);

  /**
   * Finds the component of highest posterior probability for each sample; ties go to the smallest index.
   *
   * @param labels receives {@code rows} indices from 0
   */
  void labels(SampleBlock block, int[] labels);

  /** Releases what the kernel holds; a kernel on the heap need not override this. */
  @Override
  default void close() {}
}

package dev.gmm4j.spi;

import dev.gmm4j.data.RowBlock;

/**
 * Turns blocks of samples and the parameters of a mixture of factor analysers into statistics or densities, one block at a
 * time, at the cost of the order of {@code d*q} for a sample and component. Its rules are those of {@link MixtureKernel}, which
 * knows nothing of factors.
 *
 * <p>Squared distances are differences, {@code yᵀΨ⁻¹y - ‖Wy‖²}: a kernel takes those that rounding makes negative for 0, and may
 * cut them off at 1e300, so that a log-density is finite however far a sample lies from all components.
 */
public interface LowRankKernel extends AutoCloseable {

  /** Returns the number of rows that blocks should have; the last block of a set may have fewer. */
  int blockRows();

  /**
   * Lays out rows for this kernel and all others for as many factors of the same backend and dimension.
   *
   * <p>The block may refer to the arrays of the rows: they do not change while it is in use.
   *
   * @param rows at most {@link #blockRows} rows
   */
  SampleBlock load(RowBlock rows);

  /**
   * Sets the parameters that all other methods work with, until the next call.
   *
   * @param parameters of this kernel's dimension and number of factors, and at most its number of components
   */
  void use(LowRankKernelParameters parameters);

  /**
   * Adds a block to statistics: its weights {@code Σ w r}, the moments of each feature, their products with what components
   * project samples to, and its log-likelihood {@code Σ w log p(x)}. Responsibilities below {@link MixtureKernel#NEGLIGIBLE}
   * times the component's share of all weights may be left out.
   *
   * @param statistics of as many components and factors as the parameters; moments are taken about its centres
   */
  void accumulate(SampleBlock block, LowRankStatistics statistics);

  /**
   * Computes each sample's log-density and its responsibilities, the components' posterior probabilities.
   *
   * @param logDensities receives {@code rows} numbers
   * @param responsibilities receives {@code rows*K} numbers, row-major
   */
  void responsibilities(SampleBlock block, double[] logDensities, double[] responsibilities);

  /** Releases what the kernel holds; a kernel on the heap need not override this. */
  @Override
  default void close() {}
}

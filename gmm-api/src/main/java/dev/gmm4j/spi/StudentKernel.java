package dev.gmm4j.spi;

import dev.gmm4j.data.RowBlock;

/**
 * Turns blocks of samples and the parameters of a mixture of t distributions into statistics or densities, one block at a
 * time. Its rules are those of {@link MixtureKernel}, which knows nothing of tails.
 *
 * <p>With the squared Mahalanobis distance {@code δ_ik} and the degrees of freedom {@code ν_k}, the scale weight of a sample
 * is {@code u_ik = (ν_k + d) / (ν_k + δ_ik)} (Peel and McLachlan 2000). Squared distances may be cut off at 1e300, so that a
 * log-density is finite however far a sample lies from all components.
 */
public interface StudentKernel extends AutoCloseable {
  /**
   * What may be left out of statistics, of a responsibility relative to the component's share: it adds less than rounding does.
   * The bound may be higher than {@linkplain MixtureKernel#NEGLIGIBLE that of Gaussian components}, for a far sample weighs less:
   * {@code u δ < ν + d} whatever its distance.
   */
  double NEGLIGIBLE = 1e-17;

  /** Returns the number of rows that blocks should have; the last block of a set may have fewer. */
  int blockRows();

  /**
   * Lays out rows for this kernel and all others for t distributions of the same backend and dimension.
   *
   * <p>The block may refer to the arrays of the rows: they do not change while it is in use.
   *
   * @param rows at most {@link #blockRows} rows
   */
  SampleBlock load(RowBlock rows);

  /**
   * Sets the parameters that all other methods work with, until the next call.
   *
   * @param parameters of this kernel's dimension and at most its number of components
   */
  void use(StudentKernelParameters parameters);

  /**
   * Adds a block to statistics: its weights {@code Σ w r}, moments weighted by {@code w r u}, tails {@code Σ w r (ln u - u)},
   * and its log-likelihood {@code Σ w log p(x)}. Responsibilities below {@link #NEGLIGIBLE} times the component's
   * share of all weights may be left out.
   *
   * @param statistics {@linkplain SufficientStatistics#ofStudent of t distributions}, of as many components as the
   *     parameters; moments are taken about its centres
   */
  void accumulate(SampleBlock block, SufficientStatistics statistics);

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

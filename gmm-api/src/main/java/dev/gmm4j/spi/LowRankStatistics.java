package dev.gmm4j.spi;

import java.util.Arrays;

/**
 * What a mixture of factor analysers takes of samples: beside the weights and the first and second moments of each feature, its
 * products with what the samples are projected to, {@code K*d*(q + 2)} numbers in place of {@code K*d*d}.
 *
 * <p>With a component's projection {@code W}, see {@link LowRankKernelParameters}, the products are
 * {@code Σ w r W(x - μ)(x - c)ᵀ} about its centre {@code c}. All else that an M-step needs follows from them: the products of
 * features and expected factors, and the second moments of these.
 */
public final class LowRankStatistics extends SufficientStatistics {
  private final double[] products;

  /**
   * Creates empty statistics.
   *
   * @param centres {@code K*d} numbers, row-major; kept, not copied
   * @param factors number of factors {@code q}
   */
  public LowRankStatistics(double[] centres, int components, int dimension, int factors) {
    super(centres, components, dimension, Moments.DIAGONAL);
    this.products = new double[components * dimension * factors];
  }

  /** Returns the live products: {@code K*q*d} numbers, for each component a row-major matrix of {@code q} rows. */
  public double[] products() {
    return products;
  }

  @Override
  public void reset(double[] newCentres) {
    super.reset(newCentres);
    Arrays.fill(products, 0);
  }

  /**
   * Adds other statistics of the same centres, parameters and shape.
   *
   * @throws ClassCastException if the others are not of factors
   */
  @Override
  public void merge(SufficientStatistics other) {
    super.merge(other);
    double[] added = ((LowRankStatistics) other).products;
    for (int i = 0; i < products.length; i++) {
      products[i] += added[i];
    }
  }

  /** Not supported: products belong to the parameters of one pass. */
  @Override
  public void merge(SufficientStatistics other, double factor) {
    throw new UnsupportedOperationException("statistics of factors are of one pass");
  }

  /** Not supported: products belong to the parameters of one pass. */
  @Override
  public void multiply(double factor) {
    throw new UnsupportedOperationException("statistics of factors are of one pass");
  }

  /** Not supported: products belong to the parameters of one pass. */
  @Override
  public void recentre(double[] newCentres) {
    throw new UnsupportedOperationException("statistics of factors are of one pass");
  }
}

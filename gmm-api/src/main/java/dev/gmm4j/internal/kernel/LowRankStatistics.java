package dev.gmm4j.internal.kernel;

import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;

/**
 * Statistics of components with few factors: beside the moments of each feature, its products with the factors that are
 * expected, {@code Σ w r (x - c_k)zᵀ}.
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

  /** Returns the live products: {@code K*d*q} numbers, row-major. */
  public double[] products() {
    return products;
  }

  @Override
  public void reset(double[] newCentres) {
    super.reset(newCentres);
    Arrays.fill(products, 0);
  }

  @Override
  public void merge(SufficientStatistics other) {
    super.merge(other);
    double[] added = ((LowRankStatistics) other).products;
    for (int i = 0; i < products.length; i++) {
      products[i] += added[i];
    }
  }

  @Override
  public void merge(SufficientStatistics other, double factor) {
    throw new UnsupportedOperationException("statistics of factors are of one pass");
  }

  @Override
  public void multiply(double factor) {
    throw new UnsupportedOperationException("statistics of factors are of one pass");
  }

  @Override
  public void recentre(double[] newCentres) {
    throw new UnsupportedOperationException("statistics of factors are of one pass");
  }
}

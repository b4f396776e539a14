package dev.gmm4j.internal.kernel;

import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.PrecisionFactors;

/**
 * Distances under full covariances: the factors of several components are stacked, so that one product whitens a block
 * for all of them.
 */
final class TriangularWhitening implements Whitening {
  private final int dimension;
  private final int groupSize;
  private final TriangularPanels[] groups;
  private final double[] product;
  private double[] offsets = {};
  private int components;

  /**
   * Creates whitening.
   *
   * @param productNumbers how many numbers a product may have unless it is one component's
   */
  TriangularWhitening(
      LinearAlgebraBackend backend,
      int dimension,
      int maxComponents,
      int blockRows,
      int productNumbers) {
    this.dimension = dimension;
    int panelNumbers = TriangularPanels.panelRows(dimension) * blockRows;
    groupSize = Math.max(1, Math.min(maxComponents, productNumbers / panelNumbers));
    groups = new TriangularPanels[(maxComponents + groupSize - 1) / groupSize];
    for (int g = 0; g < groups.length; g++) {
      groups[g] = new TriangularPanels(backend, dimension);
    }
    product = new double[groupSize * panelNumbers];
  }

  @Override
  public void use(PrecisionFactors factors, double[] newOffsets, int newComponents) {
    components = newComponents;
    offsets = Whitening.whitenOffsets(factors, newOffsets, components, dimension);
    for (int first = 0; first < components; first += groupSize) {
      int size = Math.min(groupSize, components - first);
      groups[first / groupSize].pack(factors.values(), first, size);
    }
  }

  @Override
  public void addSquaredDistances(double[] shifted, int rows, double[] distances) {
    for (int first = 0; first < components; first += groupSize) {
      int last = Math.min(components, first + groupSize);
      TriangularPanels panels = groups[first / groupSize];
      for (int p = 0; p < panels.count(); p++) {
        panels.multiply(p, shifted, rows, product);
        int height = panels.rows(p);
        for (int k = first; k < last; k++) {
          Whitening.addSquares(
              product,
              (k - first) * height * rows,
              offsets,
              k * dimension + panels.firstRow(p),
              height,
              distances,
              k * rows,
              rows);
        }
      }
    }
  }
}

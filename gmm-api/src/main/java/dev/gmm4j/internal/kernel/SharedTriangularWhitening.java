package dev.gmm4j.internal.kernel;

import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.PrecisionFactors;

/** Distances under a covariance that all components share: each sample is whitened once. */
final class SharedTriangularWhitening implements Whitening {
  private final int dimension;
  private final TriangularPanels panels;
  private final double[] product;
  private double[] offsets = {};
  private int components;

  SharedTriangularWhitening(LinearAlgebraBackend backend, int dimension, int blockRows) {
    this.dimension = dimension;
    this.panels = new TriangularPanels(backend, dimension);
    this.product = new double[TriangularPanels.panelRows(dimension) * blockRows];
  }

  @Override
  public void use(PrecisionFactors factors, double[] newOffsets, int newComponents) {
    components = newComponents;
    panels.pack(factors.values(), 0, 1);
    offsets = Whitening.whitenOffsets(factors, newOffsets, components, dimension);
  }

  @Override
  public void addSquaredDistances(double[] shifted, int rows, double[] distances) {
    for (int p = 0; p < panels.count(); p++) {
      panels.multiply(p, shifted, rows, product);
      for (int k = 0; k < components; k++) {
        Whitening.addSquares(
            product,
            0,
            offsets,
            k * dimension + panels.firstRow(p),
            panels.rows(p),
            distances,
            k * rows,
            rows);
      }
    }
  }
}

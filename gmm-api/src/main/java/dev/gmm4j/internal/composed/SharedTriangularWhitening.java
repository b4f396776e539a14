package dev.gmm4j.internal.composed;

import dev.gmm4j.em.PrecisionFactors;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;

/** Distances under a covariance that all components share: each sample is whitened once. */
final class SharedTriangularWhitening implements Whitening {
  private final LinearAlgebraBackend backend;
  private final int dimension;
  private double[] factor = {};
  private double[] offsets = {};
  private double[] whitened = {};

  SharedTriangularWhitening(LinearAlgebraBackend backend, int dimension) {
    this.backend = backend;
    this.dimension = dimension;
  }

  @Override
  public void use(PrecisionFactors factors, double[] newOffsets, int components) {
    factor = factors.values();
    offsets = Whitening.whitenOffsets(factors, newOffsets, components, dimension);
  }

  @Override
  public void addSquaredDistances(double[] shifted, int rows, int components, double[] distances) {
    if (whitened.length < dimension * rows) {
      whitened = new double[dimension * rows];
    }
    backend.multiply(
        Transpose.NO, Transpose.NO, dimension, rows, dimension, factor, shifted, whitened);
    for (int k = 0; k < components; k++) {
      for (int j = 0; j < dimension; j++) {
        Whitening.addSquares(
            whitened, j * rows, offsets[k * dimension + j], distances, k * rows, rows);
      }
    }
  }
}

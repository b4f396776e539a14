package dev.gmm4j.internal.kernel;

import dev.gmm4j.spi.PrecisionFactors;

/** Distances under diagonal and spherical covariances: no matrix is needed. */
final class AxisAlignedWhitening implements Whitening {
  private final int dimension;
  private double[] inverseDeviations = {};
  private double[] offsets = {};
  private int components;

  AxisAlignedWhitening(int dimension) {
    this.dimension = dimension;
  }

  @Override
  public void use(PrecisionFactors factors, double[] newOffsets, int newComponents) {
    components = newComponents;
    inverseDeviations = factors.values();
    offsets = newOffsets;
  }

  @Override
  public void addSquaredDistances(double[] shifted, int rows, double[] distances) {
    for (int k = 0; k < components; k++) {
      for (int j = 0; j < dimension; j++) {
        addScaledSquares(
            shifted,
            j * rows,
            offsets[k * dimension + j],
            inverseDeviations[k * dimension + j],
            distances,
            k * rows,
            rows);
      }
    }
  }

  private static void addScaledSquares(
      double[] values, int from, double offset, double scale, double[] sums, int to, int rows) {
    for (int i = 0; i < rows; i++) {
      double difference = (values[from + i] - offset) * scale;
      sums[to + i] += difference * difference;
    }
  }
}

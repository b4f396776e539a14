package dev.gmm4j.internal.composed;

import dev.gmm4j.em.PrecisionFactors;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;
import java.util.Arrays;

/**
 * Distances under full covariances: the factors of several components are stacked, so that one product whitens a block
 * for all of them.
 */
final class TriangularWhitening implements Whitening {
  /** Numbers that a whitened block may have: half a megabyte of a core's second-level cache. */
  private static final int GROUP_NUMBERS = 1 << 16;

  private final LinearAlgebraBackend backend;
  private final int dimension;
  private final int maxComponents;
  private double[][] stacks = {};
  private double[] offsets = {};
  private double[] whitened = {};
  private int groupSize = 1;

  TriangularWhitening(LinearAlgebraBackend backend, int dimension, int maxComponents) {
    this.backend = backend;
    this.dimension = dimension;
    this.maxComponents = maxComponents;
  }

  @Override
  public void use(PrecisionFactors factors, double[] newOffsets, int components) {
    offsets = Whitening.whitenOffsets(factors, newOffsets, components, dimension);
    int perComponent = dimension * dimension;
    // About 256 rows a block, more or less: only the number of products depends on it.
    groupSize = Math.max(1, Math.min(maxComponents, GROUP_NUMBERS / (dimension * 256)));
    int groups = (components + groupSize - 1) / groupSize;
    stacks = new double[groups][];
    for (int g = 0; g < groups; g++) {
      int first = g * groupSize;
      int last = Math.min(components, first + groupSize);
      stacks[g] = Arrays.copyOfRange(factors.values(), first * perComponent, last * perComponent);
    }
  }

  @Override
  public void addSquaredDistances(double[] shifted, int rows, int components, double[] distances) {
    if (whitened.length < groupSize * dimension * rows) {
      whitened = new double[groupSize * dimension * rows];
    }
    for (int g = 0; g < stacks.length; g++) {
      int first = g * groupSize;
      int last = Math.min(components, first + groupSize);
      int stacked = (last - first) * dimension;
      backend.multiply(
          Transpose.NO, Transpose.NO, stacked, rows, dimension, stacks[g], shifted, whitened);
      for (int k = first; k < last; k++) {
        for (int j = 0; j < dimension; j++) {
          int row = ((k - first) * dimension + j) * rows;
          Whitening.addSquares(
              whitened, row, offsets[k * dimension + j], distances, k * rows, rows);
        }
      }
    }
  }
}

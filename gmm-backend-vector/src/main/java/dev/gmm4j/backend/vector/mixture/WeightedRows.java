package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.Simd.LANES;
import static dev.gmm4j.backend.vector.Simd.SPECIES;
import static dev.gmm4j.backend.vector.mixture.Panels.WIDTH;

import dev.gmm4j.spi.RowBlock;
import jdk.incubator.vector.DoubleVector;

/** Some of a block's rows that have a part in one component, as they were given, with their weights in it. */
final class WeightedRows {
  /** Rows of a tile: as many as have accumulators in registers, two for each. */
  static final int TILE_ROWS = LANES >= 8 ? 8 : 4;

  /** So many rows' weighted features of a tile are 16 KB: half of a core's first-level cache. */
  private static final int CAPACITY = 256;

  private final int[] offsets = new int[CAPACITY];
  private final double[] weights = new double[CAPACITY];
  private final double[] left = new double[CAPACITY * TILE_ROWS];
  private double[] values = {};
  private int count;

  /** Starts anew, with rows of a block. */
  void begin(RowBlock block) {
    values = block.values();
    count = 0;
  }

  /** Tells whether there may not be room for another panel's samples. */
  boolean isFull() {
    return count > CAPACITY - WIDTH;
  }

  /** Adds those samples of a panel that have a weight. */
  void add(RowBlock block, int firstRow, double[] panelWeights, int at) {
    int rows = Math.min(WIDTH, block.rows() - firstRow);
    for (int i = 0; i < rows; i++) {
      offsets[count] = block.rowOffset(firstRow + i);
      weights[count] = panelWeights[at + i];
      count += panelWeights[at + i] > 0 ? 1 : 0;
    }
  }

  /**
   * Centres and weighs some features of all rows, one row after another.
   *
   * @param sums receives {@link #TILE_ROWS} numbers, the sums over the rows
   */
  void weigh(int feature, double[] centres, int centre, double[] sums) {
    for (int v = 0; v < TILE_ROWS; v += LANES) {
      DoubleVector c = DoubleVector.fromArray(SPECIES, centres, centre + feature + v);
      DoubleVector sum = DoubleVector.zero(SPECIES);
      for (int i = 0; i < count; i++) {
        DoubleVector x = DoubleVector.fromArray(SPECIES, values, offsets[i] + feature + v)
            .sub(c)
            .mul(weights[i]);
        x.intoArray(left, i * TILE_ROWS + v);
        sum = sum.add(x);
      }
      sum.intoArray(sums, v);
    }
  }

  /** Returns what {@link #weigh} made: {@link #TILE_ROWS} numbers for each row. */
  double[] left() {
    return left;
  }

  double[] values() {
    return values;
  }

  /** Returns where in the values the rows start, of which the first {@link #count} count. */
  int[] offsets() {
    return offsets;
  }

  int count() {
    return count;
  }
}

package dev.gmm4j.backend.vector.mixture.moments;

import static dev.gmm4j.backend.vector.mixture.layout.Panels.WIDTH;
import static dev.gmm4j.backend.vector.simd.Simd.FMA;
import static dev.gmm4j.backend.vector.simd.Simd.LANES;
import static dev.gmm4j.backend.vector.simd.Simd.SPECIES;

import dev.gmm4j.backend.vector.mixture.layout.RowOrder;
import dev.gmm4j.data.RowBlock;
import jdk.incubator.vector.DoubleVector;

/**
 * Some of a block's rows that contribute to one component, about its centre and times the roots of their weights in it:
 * {@code z = √w (x - c)}, so that the second moments are {@code Σ zzᵀ} and the first {@code Σ √w z}.
 *
 * <p>They are laid out in strips of as many features as a tile has columns, one row after another: a tile streams through
 * a strip, whatever the rows' own stride is. What a last strip has too much is 0.
 */
final class WeightedRows {
  /** Features of a strip: two vectors. */
  static final int STRIP = 2 * LANES;

  /** So many rows of two strips are 32 KB: a first-level cache. */
  private static final int CAPACITY = 128;

  private final int dimension;
  private final int[] offsets = new int[CAPACITY];
  private final double[] roots = new double[CAPACITY];
  private final double[] strips;
  private int count;

  WeightedRows(int dimension) {
    this.dimension = dimension;
    this.strips = new double[(dimension + STRIP - 1) / STRIP * STRIP * CAPACITY];
  }

  /** Starts anew, with no rows. */
  void clear() {
    count = 0;
  }

  /** Tells whether there may not be room for another panel's samples. */
  boolean isFull() {
    return count > CAPACITY - WIDTH;
  }

  /** Adds those samples of a panel that have a weight. */
  void add(RowBlock block, RowOrder order, int first, double[] panelWeights, int at) {
    int rows = Math.min(WIDTH, block.rows() - first);
    for (int i = 0; i < rows; i++) {
      offsets[count] = block.rowOffset(order.row(first + i));
      roots[count] = panelWeights[at + i];
      count += panelWeights[at + i] > 0 ? 1 : 0;
    }
  }

  /**
   * Lays out all rows.
   *
   * @param sums receives {@code √w z} summed over the rows: as many numbers as strips have features
   */
  void layOut(double[] values, double[] centres, int centre, double[] sums) {
    for (int i = 0; i < count; i++) {
      roots[i] = Math.sqrt(roots[i]);
    }
    int from = 0;
    for (; from + STRIP <= dimension; from += STRIP) {
      layOutStrip(values, from, centres, centre + from, sums);
    }
    for (; from + LANES <= dimension; from += LANES) {
      layOutHalf(values, from, centres, centre + from, sums);
    }
    if (from < dimension) {
      layOutRest(values, from, centres, centre + from, sums);
    }
  }

  private void layOutStrip(double[] values, int from, double[] centres, int centre, double[] sums) {
    DoubleVector c0 = DoubleVector.fromArray(SPECIES, centres, centre);
    DoubleVector c1 = DoubleVector.fromArray(SPECIES, centres, centre + LANES);
    DoubleVector sum0 = DoubleVector.zero(SPECIES);
    DoubleVector sum1 = sum0;
    int to = at(from);
    for (int i = 0; i < count; i++) {
      int at = offsets[i] + from;
      DoubleVector root = DoubleVector.broadcast(SPECIES, roots[i]);
      DoubleVector z = DoubleVector.fromArray(SPECIES, values, at).sub(c0).mul(root);
      z.intoArray(strips, to);
      sum0 = FMA ? z.fma(root, sum0) : z.mul(root).add(sum0);
      z = DoubleVector.fromArray(SPECIES, values, at + LANES).sub(c1).mul(root);
      z.intoArray(strips, to + LANES);
      sum1 = FMA ? z.fma(root, sum1) : z.mul(root).add(sum1);
      to += STRIP;
    }
    sum0.intoArray(sums, from);
    sum1.intoArray(sums, from + LANES);
  }

  private void layOutHalf(double[] values, int from, double[] centres, int centre, double[] sums) {
    DoubleVector c = DoubleVector.fromArray(SPECIES, centres, centre);
    DoubleVector sum = DoubleVector.zero(SPECIES);
    int to = at(from);
    for (int i = 0; i < count; i++) {
      DoubleVector root = DoubleVector.broadcast(SPECIES, roots[i]);
      DoubleVector z =
          DoubleVector.fromArray(SPECIES, values, offsets[i] + from).sub(c).mul(root);
      z.intoArray(strips, to);
      sum = FMA ? z.fma(root, sum) : z.mul(root).add(sum);
      to += STRIP;
    }
    sum.intoArray(sums, from);
  }

  /** Lays out the features that are too few for a vector. */
  private void layOutRest(double[] values, int from, double[] centres, int centre, double[] sums) {
    int to = at(from);
    for (int j = 0; j < dimension - from; j++) {
      double sum = 0;
      for (int i = 0; i < count; i++) {
        double z = (values[offsets[i] + from + j] - centres[centre + j]) * roots[i];
        strips[to + i * STRIP + j] = z;
        sum += z * roots[i];
      }
      sums[from + j] = sum;
    }
  }

  /** Returns the strips, rows {@link #STRIP} numbers apart. */
  double[] strips() {
    return strips;
  }

  /** Returns where in the strips a feature of the first row is. */
  int at(int feature) {
    int within = feature % STRIP;
    return (feature - within) * CAPACITY + within;
  }

  int count() {
    return count;
  }
}

package dev.gmm4j.backend.vector.mixture.moments;

import static dev.gmm4j.backend.vector.simd.Simd.FMA;
import static dev.gmm4j.backend.vector.simd.Simd.LANES;
import static dev.gmm4j.backend.vector.simd.Simd.SPECIES;

import dev.gmm4j.backend.vector.dense.ProductTile;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;

/**
 * As many features of some rows as a tile of a product has columns, about the centre of one component: the right operand of a
 * product, row after row. Their moments are taken on the way.
 */
final class FeatureStrip {
  /** Features of a strip: two vectors. */
  static final int WIDTH = ProductTile.COLUMNS;

  private final int dimension;
  private final double[] values;

  /** The moments of a strip, which are added to those of the statistics. */
  private final double[] first = new double[WIDTH];

  private final double[] second = new double[WIDTH];
  private final double[] centre = new double[WIDTH];

  FeatureStrip(int dimension, int rows) {
    this.dimension = dimension;
    this.values = new double[rows * WIDTH];
  }

  /** Returns the features of all rows, {@code WIDTH} for each. */
  double[] values() {
    return values;
  }

  /** Returns the sums of features times weights. */
  double[] first() {
    return first;
  }

  /** Returns the sums of squares of features times weights. */
  double[] second() {
    return second;
  }

  /**
   * Lays out features, and sums up their moments.
   *
   * @param source has the rows
   * @param offsets where each row starts
   * @param weights of the rows in the component
   * @param count number of rows
   * @param feature the first feature; where fewer than a strip are left, which is so only where there are fewer features than
   *     that, the strip is 0 there
   * @param centres has the component's centre from {@code from} on
   */
  void layOut(
      double[] source,
      int[] offsets,
      double[] weights,
      int count,
      int feature,
      double[] centres,
      int from) {
    if (feature + WIDTH <= dimension) {
      System.arraycopy(centres, from + feature, centre, 0, WIDTH);
      layOutWhole(source, offsets, weights, count, feature);
    } else {
      layOutPart(source, offsets, weights, count, feature, centres, from);
    }
  }

  private void layOutWhole(
      double[] source, int[] offsets, double[] weights, int count, int feature) {
    DoubleVector c0 = DoubleVector.fromArray(SPECIES, centre, 0);
    DoubleVector c1 = DoubleVector.fromArray(SPECIES, centre, LANES);
    DoubleVector first0 = DoubleVector.zero(SPECIES);
    DoubleVector first1 = first0;
    DoubleVector second0 = first0;
    DoubleVector second1 = first0;
    int to = 0;
    for (int i = 0; i < count; i++) {
      int from = offsets[i] + feature;
      DoubleVector weight = DoubleVector.broadcast(SPECIES, weights[i]);
      DoubleVector x = DoubleVector.fromArray(SPECIES, source, from).sub(c0);
      x.intoArray(values, to);
      DoubleVector share = x.mul(weight);
      first0 = first0.add(share);
      second0 = FMA ? share.fma(x, second0) : share.mul(x).add(second0);
      x = DoubleVector.fromArray(SPECIES, source, from + LANES).sub(c1);
      x.intoArray(values, to + LANES);
      share = x.mul(weight);
      first1 = first1.add(share);
      second1 = FMA ? share.fma(x, second1) : share.mul(x).add(second1);
      to += WIDTH;
    }
    first0.intoArray(first, 0);
    first1.intoArray(first, LANES);
    second0.intoArray(second, 0);
    second1.intoArray(second, LANES);
  }

  private void layOutPart(
      double[] source,
      int[] offsets,
      double[] weights,
      int count,
      int feature,
      double[] centres,
      int from) {
    Arrays.fill(first, 0);
    Arrays.fill(second, 0);
    Arrays.fill(values, 0, count * WIDTH, 0);
    int width = dimension - feature;
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < width; j++) {
        double x = source[offsets[i] + feature + j] - centres[from + feature + j];
        double share = weights[i] * x;
        values[i * WIDTH + j] = x;
        first[j] += share;
        second[j] += share * x;
      }
    }
  }
}

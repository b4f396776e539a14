package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.Simd.FMA;
import static dev.gmm4j.backend.vector.Simd.LANES;
import static dev.gmm4j.backend.vector.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;

/**
 * Tiles of the second moments of a component, {@code Σ w (x - c)(x - c)ᵀ}, features in the lanes: one sample after
 * another, some weighted and centred features of it times a vector or two of others.
 *
 * <p>The loops are unrolled by hand, for accumulators must be local variables. The order of summation is that of the
 * samples, whatever the number of lanes.
 */
final class RowTiles {
  private RowTiles() {}

  /** Adds 8 rows of two vectors of columns, the first of which is {@code column}. */
  static void rows8ByTwo(
      WeightedRows rows,
      int column,
      double[] centres,
      int centre,
      double[] sums,
      int to,
      int stride) {
    double[] left = rows.left();
    double[] values = rows.values();
    int[] offsets = rows.offsets();
    int count = rows.count();
    DoubleVector c = DoubleVector.fromArray(SPECIES, centres, centre + column);
    DoubleVector d = DoubleVector.fromArray(SPECIES, centres, centre + column + LANES);
    DoubleVector u0 = DoubleVector.zero(SPECIES);
    DoubleVector u1 = DoubleVector.zero(SPECIES);
    DoubleVector u2 = DoubleVector.zero(SPECIES);
    DoubleVector u3 = DoubleVector.zero(SPECIES);
    DoubleVector u4 = DoubleVector.zero(SPECIES);
    DoubleVector u5 = DoubleVector.zero(SPECIES);
    DoubleVector u6 = DoubleVector.zero(SPECIES);
    DoubleVector u7 = DoubleVector.zero(SPECIES);
    DoubleVector v0 = DoubleVector.zero(SPECIES);
    DoubleVector v1 = DoubleVector.zero(SPECIES);
    DoubleVector v2 = DoubleVector.zero(SPECIES);
    DoubleVector v3 = DoubleVector.zero(SPECIES);
    DoubleVector v4 = DoubleVector.zero(SPECIES);
    DoubleVector v5 = DoubleVector.zero(SPECIES);
    DoubleVector v6 = DoubleVector.zero(SPECIES);
    DoubleVector v7 = DoubleVector.zero(SPECIES);
    int at = 0;
    for (int i = 0; i < count; i++) {
      int from = offsets[i] + column;
      DoubleVector x = DoubleVector.fromArray(SPECIES, values, from).sub(c);
      DoubleVector y = DoubleVector.fromArray(SPECIES, values, from + LANES).sub(d);
      DoubleVector w = DoubleVector.broadcast(SPECIES, left[at]);
      u0 = FMA ? w.fma(x, u0) : w.mul(x).add(u0);
      v0 = FMA ? w.fma(y, v0) : w.mul(y).add(v0);
      w = DoubleVector.broadcast(SPECIES, left[at + 1]);
      u1 = FMA ? w.fma(x, u1) : w.mul(x).add(u1);
      v1 = FMA ? w.fma(y, v1) : w.mul(y).add(v1);
      w = DoubleVector.broadcast(SPECIES, left[at + 2]);
      u2 = FMA ? w.fma(x, u2) : w.mul(x).add(u2);
      v2 = FMA ? w.fma(y, v2) : w.mul(y).add(v2);
      w = DoubleVector.broadcast(SPECIES, left[at + 3]);
      u3 = FMA ? w.fma(x, u3) : w.mul(x).add(u3);
      v3 = FMA ? w.fma(y, v3) : w.mul(y).add(v3);
      w = DoubleVector.broadcast(SPECIES, left[at + 4]);
      u4 = FMA ? w.fma(x, u4) : w.mul(x).add(u4);
      v4 = FMA ? w.fma(y, v4) : w.mul(y).add(v4);
      w = DoubleVector.broadcast(SPECIES, left[at + 5]);
      u5 = FMA ? w.fma(x, u5) : w.mul(x).add(u5);
      v5 = FMA ? w.fma(y, v5) : w.mul(y).add(v5);
      w = DoubleVector.broadcast(SPECIES, left[at + 6]);
      u6 = FMA ? w.fma(x, u6) : w.mul(x).add(u6);
      v6 = FMA ? w.fma(y, v6) : w.mul(y).add(v6);
      w = DoubleVector.broadcast(SPECIES, left[at + 7]);
      u7 = FMA ? w.fma(x, u7) : w.mul(x).add(u7);
      v7 = FMA ? w.fma(y, v7) : w.mul(y).add(v7);
      at += 8;
    }
    at = to;
    u0.add(DoubleVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
    v0.add(DoubleVector.fromArray(SPECIES, sums, at + LANES)).intoArray(sums, at + LANES);
    at += stride;
    u1.add(DoubleVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
    v1.add(DoubleVector.fromArray(SPECIES, sums, at + LANES)).intoArray(sums, at + LANES);
    at += stride;
    u2.add(DoubleVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
    v2.add(DoubleVector.fromArray(SPECIES, sums, at + LANES)).intoArray(sums, at + LANES);
    at += stride;
    u3.add(DoubleVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
    v3.add(DoubleVector.fromArray(SPECIES, sums, at + LANES)).intoArray(sums, at + LANES);
    at += stride;
    u4.add(DoubleVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
    v4.add(DoubleVector.fromArray(SPECIES, sums, at + LANES)).intoArray(sums, at + LANES);
    at += stride;
    u5.add(DoubleVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
    v5.add(DoubleVector.fromArray(SPECIES, sums, at + LANES)).intoArray(sums, at + LANES);
    at += stride;
    u6.add(DoubleVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
    v6.add(DoubleVector.fromArray(SPECIES, sums, at + LANES)).intoArray(sums, at + LANES);
    at += stride;
    u7.add(DoubleVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
    v7.add(DoubleVector.fromArray(SPECIES, sums, at + LANES)).intoArray(sums, at + LANES);
  }

  /** Adds 8 rows of one vector of columns, the first of which is {@code column}. */
  static void rows8ByOne(
      WeightedRows rows,
      int column,
      double[] centres,
      int centre,
      double[] sums,
      int to,
      int stride) {
    double[] left = rows.left();
    double[] values = rows.values();
    int[] offsets = rows.offsets();
    int count = rows.count();
    DoubleVector c = DoubleVector.fromArray(SPECIES, centres, centre + column);
    DoubleVector u0 = DoubleVector.zero(SPECIES);
    DoubleVector u1 = DoubleVector.zero(SPECIES);
    DoubleVector u2 = DoubleVector.zero(SPECIES);
    DoubleVector u3 = DoubleVector.zero(SPECIES);
    DoubleVector u4 = DoubleVector.zero(SPECIES);
    DoubleVector u5 = DoubleVector.zero(SPECIES);
    DoubleVector u6 = DoubleVector.zero(SPECIES);
    DoubleVector u7 = DoubleVector.zero(SPECIES);
    int at = 0;
    for (int i = 0; i < count; i++) {
      int from = offsets[i] + column;
      DoubleVector x = DoubleVector.fromArray(SPECIES, values, from).sub(c);
      DoubleVector w = DoubleVector.broadcast(SPECIES, left[at]);
      u0 = FMA ? w.fma(x, u0) : w.mul(x).add(u0);
      w = DoubleVector.broadcast(SPECIES, left[at + 1]);
      u1 = FMA ? w.fma(x, u1) : w.mul(x).add(u1);
      w = DoubleVector.broadcast(SPECIES, left[at + 2]);
      u2 = FMA ? w.fma(x, u2) : w.mul(x).add(u2);
      w = DoubleVector.broadcast(SPECIES, left[at + 3]);
      u3 = FMA ? w.fma(x, u3) : w.mul(x).add(u3);
      w = DoubleVector.broadcast(SPECIES, left[at + 4]);
      u4 = FMA ? w.fma(x, u4) : w.mul(x).add(u4);
      w = DoubleVector.broadcast(SPECIES, left[at + 5]);
      u5 = FMA ? w.fma(x, u5) : w.mul(x).add(u5);
      w = DoubleVector.broadcast(SPECIES, left[at + 6]);
      u6 = FMA ? w.fma(x, u6) : w.mul(x).add(u6);
      w = DoubleVector.broadcast(SPECIES, left[at + 7]);
      u7 = FMA ? w.fma(x, u7) : w.mul(x).add(u7);
      at += 8;
    }
    at = to;
    u0.add(DoubleVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
    at += stride;
    u1.add(DoubleVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
    at += stride;
    u2.add(DoubleVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
    at += stride;
    u3.add(DoubleVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
    at += stride;
    u4.add(DoubleVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
    at += stride;
    u5.add(DoubleVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
    at += stride;
    u6.add(DoubleVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
    at += stride;
    u7.add(DoubleVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
  }

  /** Adds 4 rows of two vectors of columns, the first of which is {@code column}. */
  static void rows4ByTwo(
      WeightedRows rows,
      int column,
      double[] centres,
      int centre,
      double[] sums,
      int to,
      int stride) {
    double[] left = rows.left();
    double[] values = rows.values();
    int[] offsets = rows.offsets();
    int count = rows.count();
    DoubleVector c = DoubleVector.fromArray(SPECIES, centres, centre + column);
    DoubleVector d = DoubleVector.fromArray(SPECIES, centres, centre + column + LANES);
    DoubleVector u0 = DoubleVector.zero(SPECIES);
    DoubleVector u1 = DoubleVector.zero(SPECIES);
    DoubleVector u2 = DoubleVector.zero(SPECIES);
    DoubleVector u3 = DoubleVector.zero(SPECIES);
    DoubleVector v0 = DoubleVector.zero(SPECIES);
    DoubleVector v1 = DoubleVector.zero(SPECIES);
    DoubleVector v2 = DoubleVector.zero(SPECIES);
    DoubleVector v3 = DoubleVector.zero(SPECIES);
    int at = 0;
    for (int i = 0; i < count; i++) {
      int from = offsets[i] + column;
      DoubleVector x = DoubleVector.fromArray(SPECIES, values, from).sub(c);
      DoubleVector y = DoubleVector.fromArray(SPECIES, values, from + LANES).sub(d);
      DoubleVector w = DoubleVector.broadcast(SPECIES, left[at]);
      u0 = FMA ? w.fma(x, u0) : w.mul(x).add(u0);
      v0 = FMA ? w.fma(y, v0) : w.mul(y).add(v0);
      w = DoubleVector.broadcast(SPECIES, left[at + 1]);
      u1 = FMA ? w.fma(x, u1) : w.mul(x).add(u1);
      v1 = FMA ? w.fma(y, v1) : w.mul(y).add(v1);
      w = DoubleVector.broadcast(SPECIES, left[at + 2]);
      u2 = FMA ? w.fma(x, u2) : w.mul(x).add(u2);
      v2 = FMA ? w.fma(y, v2) : w.mul(y).add(v2);
      w = DoubleVector.broadcast(SPECIES, left[at + 3]);
      u3 = FMA ? w.fma(x, u3) : w.mul(x).add(u3);
      v3 = FMA ? w.fma(y, v3) : w.mul(y).add(v3);
      at += 4;
    }
    at = to;
    u0.add(DoubleVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
    v0.add(DoubleVector.fromArray(SPECIES, sums, at + LANES)).intoArray(sums, at + LANES);
    at += stride;
    u1.add(DoubleVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
    v1.add(DoubleVector.fromArray(SPECIES, sums, at + LANES)).intoArray(sums, at + LANES);
    at += stride;
    u2.add(DoubleVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
    v2.add(DoubleVector.fromArray(SPECIES, sums, at + LANES)).intoArray(sums, at + LANES);
    at += stride;
    u3.add(DoubleVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
    v3.add(DoubleVector.fromArray(SPECIES, sums, at + LANES)).intoArray(sums, at + LANES);
  }

  /** Adds 4 rows of one vector of columns, the first of which is {@code column}. */
  static void rows4ByOne(
      WeightedRows rows,
      int column,
      double[] centres,
      int centre,
      double[] sums,
      int to,
      int stride) {
    double[] left = rows.left();
    double[] values = rows.values();
    int[] offsets = rows.offsets();
    int count = rows.count();
    DoubleVector c = DoubleVector.fromArray(SPECIES, centres, centre + column);
    DoubleVector u0 = DoubleVector.zero(SPECIES);
    DoubleVector u1 = DoubleVector.zero(SPECIES);
    DoubleVector u2 = DoubleVector.zero(SPECIES);
    DoubleVector u3 = DoubleVector.zero(SPECIES);
    int at = 0;
    for (int i = 0; i < count; i++) {
      int from = offsets[i] + column;
      DoubleVector x = DoubleVector.fromArray(SPECIES, values, from).sub(c);
      DoubleVector w = DoubleVector.broadcast(SPECIES, left[at]);
      u0 = FMA ? w.fma(x, u0) : w.mul(x).add(u0);
      w = DoubleVector.broadcast(SPECIES, left[at + 1]);
      u1 = FMA ? w.fma(x, u1) : w.mul(x).add(u1);
      w = DoubleVector.broadcast(SPECIES, left[at + 2]);
      u2 = FMA ? w.fma(x, u2) : w.mul(x).add(u2);
      w = DoubleVector.broadcast(SPECIES, left[at + 3]);
      u3 = FMA ? w.fma(x, u3) : w.mul(x).add(u3);
      at += 4;
    }
    at = to;
    u0.add(DoubleVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
    at += stride;
    u1.add(DoubleVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
    at += stride;
    u2.add(DoubleVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
    at += stride;
    u3.add(DoubleVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
  }
}

package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.mixture.WeightedRows.STRIP;
import static dev.gmm4j.backend.vector.simd.Simd.FMA;
import static dev.gmm4j.backend.vector.simd.Simd.LANES;
import static dev.gmm4j.backend.vector.simd.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;

/**
 * Tiles of the second moments of a component, {@code Σ zzᵀ}, features in the lanes: one sample after
 * another, some features of it times a vector or two of others.
 *
 * <p>The loops are unrolled by hand, for accumulators must be local variables. The order of summation is that of the
 * samples, whatever the number of lanes.
 */
final class RowTiles {
  private RowTiles() {}

  /** 8 rows of two vectors of columns, the first of which is {@code column}; rows {@link WeightedRows#STRIP} apart. */
  static void rows8ByTwo(WeightedRows rows, int row, int column, double[] tile) {
    double[] strips = rows.strips();
    int count = rows.count();
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector u0 = zero;
    DoubleVector u1 = zero;
    DoubleVector u2 = zero;
    DoubleVector u3 = zero;
    DoubleVector u4 = zero;
    DoubleVector u5 = zero;
    DoubleVector u6 = zero;
    DoubleVector u7 = zero;
    DoubleVector v0 = zero;
    DoubleVector v1 = zero;
    DoubleVector v2 = zero;
    DoubleVector v3 = zero;
    DoubleVector v4 = zero;
    DoubleVector v5 = zero;
    DoubleVector v6 = zero;
    DoubleVector v7 = zero;
    int at = rows.at(row);
    int from = rows.at(column);
    for (int i = 0; i < count; i++) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, strips, from);
      DoubleVector y = DoubleVector.fromArray(SPECIES, strips, from + LANES);
      DoubleVector w = DoubleVector.broadcast(SPECIES, strips[at]);
      u0 = FMA ? w.fma(x, u0) : w.mul(x).add(u0);
      v0 = FMA ? w.fma(y, v0) : w.mul(y).add(v0);
      w = DoubleVector.broadcast(SPECIES, strips[at + 1]);
      u1 = FMA ? w.fma(x, u1) : w.mul(x).add(u1);
      v1 = FMA ? w.fma(y, v1) : w.mul(y).add(v1);
      w = DoubleVector.broadcast(SPECIES, strips[at + 2]);
      u2 = FMA ? w.fma(x, u2) : w.mul(x).add(u2);
      v2 = FMA ? w.fma(y, v2) : w.mul(y).add(v2);
      w = DoubleVector.broadcast(SPECIES, strips[at + 3]);
      u3 = FMA ? w.fma(x, u3) : w.mul(x).add(u3);
      v3 = FMA ? w.fma(y, v3) : w.mul(y).add(v3);
      w = DoubleVector.broadcast(SPECIES, strips[at + 4]);
      u4 = FMA ? w.fma(x, u4) : w.mul(x).add(u4);
      v4 = FMA ? w.fma(y, v4) : w.mul(y).add(v4);
      w = DoubleVector.broadcast(SPECIES, strips[at + 5]);
      u5 = FMA ? w.fma(x, u5) : w.mul(x).add(u5);
      v5 = FMA ? w.fma(y, v5) : w.mul(y).add(v5);
      w = DoubleVector.broadcast(SPECIES, strips[at + 6]);
      u6 = FMA ? w.fma(x, u6) : w.mul(x).add(u6);
      v6 = FMA ? w.fma(y, v6) : w.mul(y).add(v6);
      w = DoubleVector.broadcast(SPECIES, strips[at + 7]);
      u7 = FMA ? w.fma(x, u7) : w.mul(x).add(u7);
      v7 = FMA ? w.fma(y, v7) : w.mul(y).add(v7);
      at += STRIP;
      from += STRIP;
    }
    u0.intoArray(tile, 0);
    v0.intoArray(tile, LANES);
    u1.intoArray(tile, STRIP);
    v1.intoArray(tile, STRIP + LANES);
    u2.intoArray(tile, 2 * STRIP);
    v2.intoArray(tile, 2 * STRIP + LANES);
    u3.intoArray(tile, 3 * STRIP);
    v3.intoArray(tile, 3 * STRIP + LANES);
    u4.intoArray(tile, 4 * STRIP);
    v4.intoArray(tile, 4 * STRIP + LANES);
    u5.intoArray(tile, 5 * STRIP);
    v5.intoArray(tile, 5 * STRIP + LANES);
    u6.intoArray(tile, 6 * STRIP);
    v6.intoArray(tile, 6 * STRIP + LANES);
    u7.intoArray(tile, 7 * STRIP);
    v7.intoArray(tile, 7 * STRIP + LANES);
  }

  /** 8 rows of one vector of columns, the first of which is {@code column}; rows {@link WeightedRows#STRIP} apart. */
  static void rows8ByOne(WeightedRows rows, int row, int column, double[] tile) {
    double[] strips = rows.strips();
    int count = rows.count();
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector u0 = zero;
    DoubleVector u1 = zero;
    DoubleVector u2 = zero;
    DoubleVector u3 = zero;
    DoubleVector u4 = zero;
    DoubleVector u5 = zero;
    DoubleVector u6 = zero;
    DoubleVector u7 = zero;
    int at = rows.at(row);
    int from = rows.at(column);
    for (int i = 0; i < count; i++) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, strips, from);
      DoubleVector w = DoubleVector.broadcast(SPECIES, strips[at]);
      u0 = FMA ? w.fma(x, u0) : w.mul(x).add(u0);
      w = DoubleVector.broadcast(SPECIES, strips[at + 1]);
      u1 = FMA ? w.fma(x, u1) : w.mul(x).add(u1);
      w = DoubleVector.broadcast(SPECIES, strips[at + 2]);
      u2 = FMA ? w.fma(x, u2) : w.mul(x).add(u2);
      w = DoubleVector.broadcast(SPECIES, strips[at + 3]);
      u3 = FMA ? w.fma(x, u3) : w.mul(x).add(u3);
      w = DoubleVector.broadcast(SPECIES, strips[at + 4]);
      u4 = FMA ? w.fma(x, u4) : w.mul(x).add(u4);
      w = DoubleVector.broadcast(SPECIES, strips[at + 5]);
      u5 = FMA ? w.fma(x, u5) : w.mul(x).add(u5);
      w = DoubleVector.broadcast(SPECIES, strips[at + 6]);
      u6 = FMA ? w.fma(x, u6) : w.mul(x).add(u6);
      w = DoubleVector.broadcast(SPECIES, strips[at + 7]);
      u7 = FMA ? w.fma(x, u7) : w.mul(x).add(u7);
      at += STRIP;
      from += STRIP;
    }
    u0.intoArray(tile, 0);
    u1.intoArray(tile, STRIP);
    u2.intoArray(tile, 2 * STRIP);
    u3.intoArray(tile, 3 * STRIP);
    u4.intoArray(tile, 4 * STRIP);
    u5.intoArray(tile, 5 * STRIP);
    u6.intoArray(tile, 6 * STRIP);
    u7.intoArray(tile, 7 * STRIP);
  }

  /** 4 rows of two vectors of columns, the first of which is {@code column}; rows {@link WeightedRows#STRIP} apart. */
  static void rows4ByTwo(WeightedRows rows, int row, int column, double[] tile) {
    double[] strips = rows.strips();
    int count = rows.count();
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector u0 = zero;
    DoubleVector u1 = zero;
    DoubleVector u2 = zero;
    DoubleVector u3 = zero;
    DoubleVector v0 = zero;
    DoubleVector v1 = zero;
    DoubleVector v2 = zero;
    DoubleVector v3 = zero;
    int at = rows.at(row);
    int from = rows.at(column);
    for (int i = 0; i < count; i++) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, strips, from);
      DoubleVector y = DoubleVector.fromArray(SPECIES, strips, from + LANES);
      DoubleVector w = DoubleVector.broadcast(SPECIES, strips[at]);
      u0 = FMA ? w.fma(x, u0) : w.mul(x).add(u0);
      v0 = FMA ? w.fma(y, v0) : w.mul(y).add(v0);
      w = DoubleVector.broadcast(SPECIES, strips[at + 1]);
      u1 = FMA ? w.fma(x, u1) : w.mul(x).add(u1);
      v1 = FMA ? w.fma(y, v1) : w.mul(y).add(v1);
      w = DoubleVector.broadcast(SPECIES, strips[at + 2]);
      u2 = FMA ? w.fma(x, u2) : w.mul(x).add(u2);
      v2 = FMA ? w.fma(y, v2) : w.mul(y).add(v2);
      w = DoubleVector.broadcast(SPECIES, strips[at + 3]);
      u3 = FMA ? w.fma(x, u3) : w.mul(x).add(u3);
      v3 = FMA ? w.fma(y, v3) : w.mul(y).add(v3);
      at += STRIP;
      from += STRIP;
    }
    u0.intoArray(tile, 0);
    v0.intoArray(tile, LANES);
    u1.intoArray(tile, STRIP);
    v1.intoArray(tile, STRIP + LANES);
    u2.intoArray(tile, 2 * STRIP);
    v2.intoArray(tile, 2 * STRIP + LANES);
    u3.intoArray(tile, 3 * STRIP);
    v3.intoArray(tile, 3 * STRIP + LANES);
  }

  /** 4 rows of one vector of columns, the first of which is {@code column}; rows {@link WeightedRows#STRIP} apart. */
  static void rows4ByOne(WeightedRows rows, int row, int column, double[] tile) {
    double[] strips = rows.strips();
    int count = rows.count();
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector u0 = zero;
    DoubleVector u1 = zero;
    DoubleVector u2 = zero;
    DoubleVector u3 = zero;
    int at = rows.at(row);
    int from = rows.at(column);
    for (int i = 0; i < count; i++) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, strips, from);
      DoubleVector w = DoubleVector.broadcast(SPECIES, strips[at]);
      u0 = FMA ? w.fma(x, u0) : w.mul(x).add(u0);
      w = DoubleVector.broadcast(SPECIES, strips[at + 1]);
      u1 = FMA ? w.fma(x, u1) : w.mul(x).add(u1);
      w = DoubleVector.broadcast(SPECIES, strips[at + 2]);
      u2 = FMA ? w.fma(x, u2) : w.mul(x).add(u2);
      w = DoubleVector.broadcast(SPECIES, strips[at + 3]);
      u3 = FMA ? w.fma(x, u3) : w.mul(x).add(u3);
      at += STRIP;
      from += STRIP;
    }
    u0.intoArray(tile, 0);
    u1.intoArray(tile, STRIP);
    u2.intoArray(tile, 2 * STRIP);
    u3.intoArray(tile, 3 * STRIP);
  }
}

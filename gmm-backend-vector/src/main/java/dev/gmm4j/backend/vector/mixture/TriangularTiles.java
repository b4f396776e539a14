package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.mixture.Panels.WIDTH;
import static dev.gmm4j.backend.vector.simd.Simd.FMA;
import static dev.gmm4j.backend.vector.simd.Simd.LANES;
import static dev.gmm4j.backend.vector.simd.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;

/**
 * Tiles of a lower triangular matrix times a panel of samples: some rows of the product are summed up in registers, and
 * of the product nothing is kept but the sums of its squares, {@code ‖Wx - ν‖²}.
 *
 * <p>The loops are unrolled by hand, for accumulators must be local variables; {@link TriangularMatrix} packs the numbers
 * in the order in which they are read here.
 */
final class TriangularTiles {
  private TriangularTiles() {}

  /** Adds the squares of 8 rows, the first of which is {@code row}. */
  static void rows8(
      double[] packed, int from, double[] panels, int panel, int row, double[] squares) {
    DoubleVector u0 = DoubleVector.broadcast(SPECIES, packed[from]);
    DoubleVector u1 = DoubleVector.broadcast(SPECIES, packed[from + 1]);
    DoubleVector u2 = DoubleVector.broadcast(SPECIES, packed[from + 2]);
    DoubleVector u3 = DoubleVector.broadcast(SPECIES, packed[from + 3]);
    DoubleVector u4 = DoubleVector.broadcast(SPECIES, packed[from + 4]);
    DoubleVector u5 = DoubleVector.broadcast(SPECIES, packed[from + 5]);
    DoubleVector u6 = DoubleVector.broadcast(SPECIES, packed[from + 6]);
    DoubleVector u7 = DoubleVector.broadcast(SPECIES, packed[from + 7]);
    DoubleVector v0 = u0;
    DoubleVector v1 = u1;
    DoubleVector v2 = u2;
    DoubleVector v3 = u3;
    DoubleVector v4 = u4;
    DoubleVector v5 = u5;
    DoubleVector v6 = u6;
    DoubleVector v7 = u7;
    int c = from + 8;
    int at = panel;
    for (int l = 0; l < row + 4; l++) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, panels, at);
      DoubleVector y = DoubleVector.fromArray(SPECIES, panels, at + LANES);
      DoubleVector w = DoubleVector.broadcast(SPECIES, packed[c]);
      u0 = FMA ? w.fma(x, u0) : w.mul(x).add(u0);
      v0 = FMA ? w.fma(y, v0) : w.mul(y).add(v0);
      w = DoubleVector.broadcast(SPECIES, packed[c + 1]);
      u1 = FMA ? w.fma(x, u1) : w.mul(x).add(u1);
      v1 = FMA ? w.fma(y, v1) : w.mul(y).add(v1);
      w = DoubleVector.broadcast(SPECIES, packed[c + 2]);
      u2 = FMA ? w.fma(x, u2) : w.mul(x).add(u2);
      v2 = FMA ? w.fma(y, v2) : w.mul(y).add(v2);
      w = DoubleVector.broadcast(SPECIES, packed[c + 3]);
      u3 = FMA ? w.fma(x, u3) : w.mul(x).add(u3);
      v3 = FMA ? w.fma(y, v3) : w.mul(y).add(v3);
      w = DoubleVector.broadcast(SPECIES, packed[c + 4]);
      u4 = FMA ? w.fma(x, u4) : w.mul(x).add(u4);
      v4 = FMA ? w.fma(y, v4) : w.mul(y).add(v4);
      w = DoubleVector.broadcast(SPECIES, packed[c + 5]);
      u5 = FMA ? w.fma(x, u5) : w.mul(x).add(u5);
      v5 = FMA ? w.fma(y, v5) : w.mul(y).add(v5);
      w = DoubleVector.broadcast(SPECIES, packed[c + 6]);
      u6 = FMA ? w.fma(x, u6) : w.mul(x).add(u6);
      v6 = FMA ? w.fma(y, v6) : w.mul(y).add(v6);
      w = DoubleVector.broadcast(SPECIES, packed[c + 7]);
      u7 = FMA ? w.fma(x, u7) : w.mul(x).add(u7);
      v7 = FMA ? w.fma(y, v7) : w.mul(y).add(v7);
      c += 8;
      at += WIDTH;
    }
    // Of the triangle at the end, the lower rows have four columns more.
    for (int l = 0; l < 4; l++) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, panels, at);
      DoubleVector y = DoubleVector.fromArray(SPECIES, panels, at + LANES);
      DoubleVector w = DoubleVector.broadcast(SPECIES, packed[c]);
      u4 = FMA ? w.fma(x, u4) : w.mul(x).add(u4);
      v4 = FMA ? w.fma(y, v4) : w.mul(y).add(v4);
      w = DoubleVector.broadcast(SPECIES, packed[c + 1]);
      u5 = FMA ? w.fma(x, u5) : w.mul(x).add(u5);
      v5 = FMA ? w.fma(y, v5) : w.mul(y).add(v5);
      w = DoubleVector.broadcast(SPECIES, packed[c + 2]);
      u6 = FMA ? w.fma(x, u6) : w.mul(x).add(u6);
      v6 = FMA ? w.fma(y, v6) : w.mul(y).add(v6);
      w = DoubleVector.broadcast(SPECIES, packed[c + 3]);
      u7 = FMA ? w.fma(x, u7) : w.mul(x).add(u7);
      v7 = FMA ? w.fma(y, v7) : w.mul(y).add(v7);
      c += 4;
      at += WIDTH;
    }
    DoubleVector s = DoubleVector.fromArray(SPECIES, squares, 0);
    DoubleVector t = DoubleVector.fromArray(SPECIES, squares, LANES);
    s = FMA ? u0.fma(u0, s) : u0.mul(u0).add(s);
    t = FMA ? v0.fma(v0, t) : v0.mul(v0).add(t);
    s = FMA ? u1.fma(u1, s) : u1.mul(u1).add(s);
    t = FMA ? v1.fma(v1, t) : v1.mul(v1).add(t);
    s = FMA ? u2.fma(u2, s) : u2.mul(u2).add(s);
    t = FMA ? v2.fma(v2, t) : v2.mul(v2).add(t);
    s = FMA ? u3.fma(u3, s) : u3.mul(u3).add(s);
    t = FMA ? v3.fma(v3, t) : v3.mul(v3).add(t);
    s = FMA ? u4.fma(u4, s) : u4.mul(u4).add(s);
    t = FMA ? v4.fma(v4, t) : v4.mul(v4).add(t);
    s = FMA ? u5.fma(u5, s) : u5.mul(u5).add(s);
    t = FMA ? v5.fma(v5, t) : v5.mul(v5).add(t);
    s = FMA ? u6.fma(u6, s) : u6.mul(u6).add(s);
    t = FMA ? v6.fma(v6, t) : v6.mul(v6).add(t);
    s = FMA ? u7.fma(u7, s) : u7.mul(u7).add(s);
    t = FMA ? v7.fma(v7, t) : v7.mul(v7).add(t);
    s.intoArray(squares, 0);
    t.intoArray(squares, LANES);
  }

  /** Adds the squares of 4 rows, the first of which is {@code row}. */
  static void rows4(
      double[] packed, int from, double[] panels, int panel, int row, double[] squares) {
    DoubleVector u0 = DoubleVector.broadcast(SPECIES, packed[from]);
    DoubleVector u1 = DoubleVector.broadcast(SPECIES, packed[from + 1]);
    DoubleVector u2 = DoubleVector.broadcast(SPECIES, packed[from + 2]);
    DoubleVector u3 = DoubleVector.broadcast(SPECIES, packed[from + 3]);
    DoubleVector v0 = u0;
    DoubleVector v1 = u1;
    DoubleVector v2 = u2;
    DoubleVector v3 = u3;
    int c = from + 4;
    int at = panel;
    for (int l = 0; l < row; l++) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, panels, at);
      DoubleVector y = DoubleVector.fromArray(SPECIES, panels, at + LANES);
      DoubleVector w = DoubleVector.broadcast(SPECIES, packed[c]);
      u0 = FMA ? w.fma(x, u0) : w.mul(x).add(u0);
      v0 = FMA ? w.fma(y, v0) : w.mul(y).add(v0);
      w = DoubleVector.broadcast(SPECIES, packed[c + 1]);
      u1 = FMA ? w.fma(x, u1) : w.mul(x).add(u1);
      v1 = FMA ? w.fma(y, v1) : w.mul(y).add(v1);
      w = DoubleVector.broadcast(SPECIES, packed[c + 2]);
      u2 = FMA ? w.fma(x, u2) : w.mul(x).add(u2);
      v2 = FMA ? w.fma(y, v2) : w.mul(y).add(v2);
      w = DoubleVector.broadcast(SPECIES, packed[c + 3]);
      u3 = FMA ? w.fma(x, u3) : w.mul(x).add(u3);
      v3 = FMA ? w.fma(y, v3) : w.mul(y).add(v3);
      c += 4;
      at += WIDTH;
    }
    // The triangle at the end.
    DoubleVector x = DoubleVector.fromArray(SPECIES, panels, at);
    DoubleVector y = DoubleVector.fromArray(SPECIES, panels, at + LANES);
    DoubleVector w = DoubleVector.broadcast(SPECIES, packed[c]);
    u0 = FMA ? w.fma(x, u0) : w.mul(x).add(u0);
    v0 = FMA ? w.fma(y, v0) : w.mul(y).add(v0);
    w = DoubleVector.broadcast(SPECIES, packed[c + 1]);
    u1 = FMA ? w.fma(x, u1) : w.mul(x).add(u1);
    v1 = FMA ? w.fma(y, v1) : w.mul(y).add(v1);
    w = DoubleVector.broadcast(SPECIES, packed[c + 2]);
    u2 = FMA ? w.fma(x, u2) : w.mul(x).add(u2);
    v2 = FMA ? w.fma(y, v2) : w.mul(y).add(v2);
    w = DoubleVector.broadcast(SPECIES, packed[c + 3]);
    u3 = FMA ? w.fma(x, u3) : w.mul(x).add(u3);
    v3 = FMA ? w.fma(y, v3) : w.mul(y).add(v3);
    c += 4;
    at += WIDTH;
    x = DoubleVector.fromArray(SPECIES, panels, at);
    y = DoubleVector.fromArray(SPECIES, panels, at + LANES);
    w = DoubleVector.broadcast(SPECIES, packed[c]);
    u1 = FMA ? w.fma(x, u1) : w.mul(x).add(u1);
    v1 = FMA ? w.fma(y, v1) : w.mul(y).add(v1);
    w = DoubleVector.broadcast(SPECIES, packed[c + 1]);
    u2 = FMA ? w.fma(x, u2) : w.mul(x).add(u2);
    v2 = FMA ? w.fma(y, v2) : w.mul(y).add(v2);
    w = DoubleVector.broadcast(SPECIES, packed[c + 2]);
    u3 = FMA ? w.fma(x, u3) : w.mul(x).add(u3);
    v3 = FMA ? w.fma(y, v3) : w.mul(y).add(v3);
    c += 3;
    at += WIDTH;
    x = DoubleVector.fromArray(SPECIES, panels, at);
    y = DoubleVector.fromArray(SPECIES, panels, at + LANES);
    w = DoubleVector.broadcast(SPECIES, packed[c]);
    u2 = FMA ? w.fma(x, u2) : w.mul(x).add(u2);
    v2 = FMA ? w.fma(y, v2) : w.mul(y).add(v2);
    w = DoubleVector.broadcast(SPECIES, packed[c + 1]);
    u3 = FMA ? w.fma(x, u3) : w.mul(x).add(u3);
    v3 = FMA ? w.fma(y, v3) : w.mul(y).add(v3);
    c += 2;
    at += WIDTH;
    x = DoubleVector.fromArray(SPECIES, panels, at);
    y = DoubleVector.fromArray(SPECIES, panels, at + LANES);
    w = DoubleVector.broadcast(SPECIES, packed[c]);
    u3 = FMA ? w.fma(x, u3) : w.mul(x).add(u3);
    v3 = FMA ? w.fma(y, v3) : w.mul(y).add(v3);
    DoubleVector s = DoubleVector.fromArray(SPECIES, squares, 0);
    DoubleVector t = DoubleVector.fromArray(SPECIES, squares, LANES);
    s = FMA ? u0.fma(u0, s) : u0.mul(u0).add(s);
    t = FMA ? v0.fma(v0, t) : v0.mul(v0).add(t);
    s = FMA ? u1.fma(u1, s) : u1.mul(u1).add(s);
    t = FMA ? v1.fma(v1, t) : v1.mul(v1).add(t);
    s = FMA ? u2.fma(u2, s) : u2.mul(u2).add(s);
    t = FMA ? v2.fma(v2, t) : v2.mul(v2).add(t);
    s = FMA ? u3.fma(u3, s) : u3.mul(u3).add(s);
    t = FMA ? v3.fma(v3, t) : v3.mul(v3).add(t);
    s.intoArray(squares, 0);
    t.intoArray(squares, LANES);
  }

  /** Adds the squares of 3 rows, the first of which is {@code row}. */
  static void rows3(
      double[] packed, int from, double[] panels, int panel, int row, double[] squares) {
    DoubleVector u0 = DoubleVector.broadcast(SPECIES, packed[from]);
    DoubleVector u1 = DoubleVector.broadcast(SPECIES, packed[from + 1]);
    DoubleVector u2 = DoubleVector.broadcast(SPECIES, packed[from + 2]);
    DoubleVector v0 = u0;
    DoubleVector v1 = u1;
    DoubleVector v2 = u2;
    int c = from + 3;
    int at = panel;
    for (int l = 0; l < row; l++) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, panels, at);
      DoubleVector y = DoubleVector.fromArray(SPECIES, panels, at + LANES);
      DoubleVector w = DoubleVector.broadcast(SPECIES, packed[c]);
      u0 = FMA ? w.fma(x, u0) : w.mul(x).add(u0);
      v0 = FMA ? w.fma(y, v0) : w.mul(y).add(v0);
      w = DoubleVector.broadcast(SPECIES, packed[c + 1]);
      u1 = FMA ? w.fma(x, u1) : w.mul(x).add(u1);
      v1 = FMA ? w.fma(y, v1) : w.mul(y).add(v1);
      w = DoubleVector.broadcast(SPECIES, packed[c + 2]);
      u2 = FMA ? w.fma(x, u2) : w.mul(x).add(u2);
      v2 = FMA ? w.fma(y, v2) : w.mul(y).add(v2);
      c += 3;
      at += WIDTH;
    }
    // The triangle at the end.
    DoubleVector x = DoubleVector.fromArray(SPECIES, panels, at);
    DoubleVector y = DoubleVector.fromArray(SPECIES, panels, at + LANES);
    DoubleVector w = DoubleVector.broadcast(SPECIES, packed[c]);
    u0 = FMA ? w.fma(x, u0) : w.mul(x).add(u0);
    v0 = FMA ? w.fma(y, v0) : w.mul(y).add(v0);
    w = DoubleVector.broadcast(SPECIES, packed[c + 1]);
    u1 = FMA ? w.fma(x, u1) : w.mul(x).add(u1);
    v1 = FMA ? w.fma(y, v1) : w.mul(y).add(v1);
    w = DoubleVector.broadcast(SPECIES, packed[c + 2]);
    u2 = FMA ? w.fma(x, u2) : w.mul(x).add(u2);
    v2 = FMA ? w.fma(y, v2) : w.mul(y).add(v2);
    c += 3;
    at += WIDTH;
    x = DoubleVector.fromArray(SPECIES, panels, at);
    y = DoubleVector.fromArray(SPECIES, panels, at + LANES);
    w = DoubleVector.broadcast(SPECIES, packed[c]);
    u1 = FMA ? w.fma(x, u1) : w.mul(x).add(u1);
    v1 = FMA ? w.fma(y, v1) : w.mul(y).add(v1);
    w = DoubleVector.broadcast(SPECIES, packed[c + 1]);
    u2 = FMA ? w.fma(x, u2) : w.mul(x).add(u2);
    v2 = FMA ? w.fma(y, v2) : w.mul(y).add(v2);
    c += 2;
    at += WIDTH;
    x = DoubleVector.fromArray(SPECIES, panels, at);
    y = DoubleVector.fromArray(SPECIES, panels, at + LANES);
    w = DoubleVector.broadcast(SPECIES, packed[c]);
    u2 = FMA ? w.fma(x, u2) : w.mul(x).add(u2);
    v2 = FMA ? w.fma(y, v2) : w.mul(y).add(v2);
    DoubleVector s = DoubleVector.fromArray(SPECIES, squares, 0);
    DoubleVector t = DoubleVector.fromArray(SPECIES, squares, LANES);
    s = FMA ? u0.fma(u0, s) : u0.mul(u0).add(s);
    t = FMA ? v0.fma(v0, t) : v0.mul(v0).add(t);
    s = FMA ? u1.fma(u1, s) : u1.mul(u1).add(s);
    t = FMA ? v1.fma(v1, t) : v1.mul(v1).add(t);
    s = FMA ? u2.fma(u2, s) : u2.mul(u2).add(s);
    t = FMA ? v2.fma(v2, t) : v2.mul(v2).add(t);
    s.intoArray(squares, 0);
    t.intoArray(squares, LANES);
  }

  /** Adds the squares of 2 rows, the first of which is {@code row}. */
  static void rows2(
      double[] packed, int from, double[] panels, int panel, int row, double[] squares) {
    DoubleVector u0 = DoubleVector.broadcast(SPECIES, packed[from]);
    DoubleVector u1 = DoubleVector.broadcast(SPECIES, packed[from + 1]);
    DoubleVector v0 = u0;
    DoubleVector v1 = u1;
    int c = from + 2;
    int at = panel;
    for (int l = 0; l < row; l++) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, panels, at);
      DoubleVector y = DoubleVector.fromArray(SPECIES, panels, at + LANES);
      DoubleVector w = DoubleVector.broadcast(SPECIES, packed[c]);
      u0 = FMA ? w.fma(x, u0) : w.mul(x).add(u0);
      v0 = FMA ? w.fma(y, v0) : w.mul(y).add(v0);
      w = DoubleVector.broadcast(SPECIES, packed[c + 1]);
      u1 = FMA ? w.fma(x, u1) : w.mul(x).add(u1);
      v1 = FMA ? w.fma(y, v1) : w.mul(y).add(v1);
      c += 2;
      at += WIDTH;
    }
    // The triangle at the end.
    DoubleVector x = DoubleVector.fromArray(SPECIES, panels, at);
    DoubleVector y = DoubleVector.fromArray(SPECIES, panels, at + LANES);
    DoubleVector w = DoubleVector.broadcast(SPECIES, packed[c]);
    u0 = FMA ? w.fma(x, u0) : w.mul(x).add(u0);
    v0 = FMA ? w.fma(y, v0) : w.mul(y).add(v0);
    w = DoubleVector.broadcast(SPECIES, packed[c + 1]);
    u1 = FMA ? w.fma(x, u1) : w.mul(x).add(u1);
    v1 = FMA ? w.fma(y, v1) : w.mul(y).add(v1);
    c += 2;
    at += WIDTH;
    x = DoubleVector.fromArray(SPECIES, panels, at);
    y = DoubleVector.fromArray(SPECIES, panels, at + LANES);
    w = DoubleVector.broadcast(SPECIES, packed[c]);
    u1 = FMA ? w.fma(x, u1) : w.mul(x).add(u1);
    v1 = FMA ? w.fma(y, v1) : w.mul(y).add(v1);
    DoubleVector s = DoubleVector.fromArray(SPECIES, squares, 0);
    DoubleVector t = DoubleVector.fromArray(SPECIES, squares, LANES);
    s = FMA ? u0.fma(u0, s) : u0.mul(u0).add(s);
    t = FMA ? v0.fma(v0, t) : v0.mul(v0).add(t);
    s = FMA ? u1.fma(u1, s) : u1.mul(u1).add(s);
    t = FMA ? v1.fma(v1, t) : v1.mul(v1).add(t);
    s.intoArray(squares, 0);
    t.intoArray(squares, LANES);
  }

  /** Adds the squares of one row. */
  static void rows1(
      double[] packed, int from, double[] panels, int panel, int row, double[] squares) {
    DoubleVector u0 = DoubleVector.broadcast(SPECIES, packed[from]);
    DoubleVector v0 = u0;
    int c = from + 1;
    int at = panel;
    for (int l = 0; l < row; l++) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, panels, at);
      DoubleVector y = DoubleVector.fromArray(SPECIES, panels, at + LANES);
      DoubleVector w = DoubleVector.broadcast(SPECIES, packed[c]);
      u0 = FMA ? w.fma(x, u0) : w.mul(x).add(u0);
      v0 = FMA ? w.fma(y, v0) : w.mul(y).add(v0);
      c += 1;
      at += WIDTH;
    }
    // The triangle at the end.
    DoubleVector x = DoubleVector.fromArray(SPECIES, panels, at);
    DoubleVector y = DoubleVector.fromArray(SPECIES, panels, at + LANES);
    DoubleVector w = DoubleVector.broadcast(SPECIES, packed[c]);
    u0 = FMA ? w.fma(x, u0) : w.mul(x).add(u0);
    v0 = FMA ? w.fma(y, v0) : w.mul(y).add(v0);
    DoubleVector s = DoubleVector.fromArray(SPECIES, squares, 0);
    DoubleVector t = DoubleVector.fromArray(SPECIES, squares, LANES);
    s = FMA ? u0.fma(u0, s) : u0.mul(u0).add(s);
    t = FMA ? v0.fma(v0, t) : v0.mul(v0).add(t);
    s.intoArray(squares, 0);
    t.intoArray(squares, LANES);
  }
}

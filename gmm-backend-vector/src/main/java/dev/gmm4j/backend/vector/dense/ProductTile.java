package dev.gmm4j.backend.vector.dense;

import static dev.gmm4j.backend.vector.simd.Simd.FMA;
import static dev.gmm4j.backend.vector.simd.Simd.LANES;
import static dev.gmm4j.backend.vector.simd.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;

/**
 * The inner loop of products: a tile of C, as large as the registers hold, takes the products of a panel of A with a
 * panel of B.
 *
 * <p>A panel holds, for each inner index, the numbers of the tile's rows (A) or columns (B), one after the other.
 */
final class ProductTile {
  /** RowCombinations of a tile: 512 bits come with 32 registers, narrower vectors with 16. */
  static final int ROWS = LANES == 8 ? 8 : 4;

  static final int COLUMNS = 2 * LANES;

  private ProductTile() {}

  /**
   * Adds the product of two panels to a tile.
   *
   * @param depth the number of inner indices
   * @param stride the distance between rows of C
   */
  static void add(
      int depth,
      double[] a,
      int aOffset,
      double[] b,
      int bOffset,
      double[] c,
      int cOffset,
      int stride) {
    if (ROWS == 8) {
      add8(depth, a, aOffset, b, bOffset, c, cOffset, stride);
    } else {
      add4(depth, a, aOffset, b, bOffset, c, cOffset, stride);
    }
  }

  private static void add4(
      int depth,
      double[] a,
      int aOffset,
      double[] b,
      int bOffset,
      double[] c,
      int cOffset,
      int stride) {
    int row1 = cOffset + stride;
    int row2 = row1 + stride;
    int row3 = row2 + stride;
    DoubleVector c00 = DoubleVector.fromArray(SPECIES, c, cOffset);
    DoubleVector c01 = DoubleVector.fromArray(SPECIES, c, cOffset + LANES);
    DoubleVector c10 = DoubleVector.fromArray(SPECIES, c, row1);
    DoubleVector c11 = DoubleVector.fromArray(SPECIES, c, row1 + LANES);
    DoubleVector c20 = DoubleVector.fromArray(SPECIES, c, row2);
    DoubleVector c21 = DoubleVector.fromArray(SPECIES, c, row2 + LANES);
    DoubleVector c30 = DoubleVector.fromArray(SPECIES, c, row3);
    DoubleVector c31 = DoubleVector.fromArray(SPECIES, c, row3 + LANES);
    for (int l = 0, i = aOffset, j = bOffset; l < depth; l++, i += 4, j += COLUMNS) {
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, j);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, j + LANES);
      DoubleVector x = DoubleVector.broadcast(SPECIES, a[i]);
      c00 = FMA ? b0.fma(x, c00) : b0.mul(x).add(c00);
      c01 = FMA ? b1.fma(x, c01) : b1.mul(x).add(c01);
      x = DoubleVector.broadcast(SPECIES, a[i + 1]);
      c10 = FMA ? b0.fma(x, c10) : b0.mul(x).add(c10);
      c11 = FMA ? b1.fma(x, c11) : b1.mul(x).add(c11);
      x = DoubleVector.broadcast(SPECIES, a[i + 2]);
      c20 = FMA ? b0.fma(x, c20) : b0.mul(x).add(c20);
      c21 = FMA ? b1.fma(x, c21) : b1.mul(x).add(c21);
      x = DoubleVector.broadcast(SPECIES, a[i + 3]);
      c30 = FMA ? b0.fma(x, c30) : b0.mul(x).add(c30);
      c31 = FMA ? b1.fma(x, c31) : b1.mul(x).add(c31);
    }
    c00.intoArray(c, cOffset);
    c01.intoArray(c, cOffset + LANES);
    c10.intoArray(c, row1);
    c11.intoArray(c, row1 + LANES);
    c20.intoArray(c, row2);
    c21.intoArray(c, row2 + LANES);
    c30.intoArray(c, row3);
    c31.intoArray(c, row3 + LANES);
  }

  private static void add8(
      int depth,
      double[] a,
      int aOffset,
      double[] b,
      int bOffset,
      double[] c,
      int cOffset,
      int stride) {
    int row1 = cOffset + stride;
    int row2 = row1 + stride;
    int row3 = row2 + stride;
    int row4 = row3 + stride;
    int row5 = row4 + stride;
    int row6 = row5 + stride;
    int row7 = row6 + stride;
    DoubleVector c00 = DoubleVector.fromArray(SPECIES, c, cOffset);
    DoubleVector c01 = DoubleVector.fromArray(SPECIES, c, cOffset + LANES);
    DoubleVector c10 = DoubleVector.fromArray(SPECIES, c, row1);
    DoubleVector c11 = DoubleVector.fromArray(SPECIES, c, row1 + LANES);
    DoubleVector c20 = DoubleVector.fromArray(SPECIES, c, row2);
    DoubleVector c21 = DoubleVector.fromArray(SPECIES, c, row2 + LANES);
    DoubleVector c30 = DoubleVector.fromArray(SPECIES, c, row3);
    DoubleVector c31 = DoubleVector.fromArray(SPECIES, c, row3 + LANES);
    DoubleVector c40 = DoubleVector.fromArray(SPECIES, c, row4);
    DoubleVector c41 = DoubleVector.fromArray(SPECIES, c, row4 + LANES);
    DoubleVector c50 = DoubleVector.fromArray(SPECIES, c, row5);
    DoubleVector c51 = DoubleVector.fromArray(SPECIES, c, row5 + LANES);
    DoubleVector c60 = DoubleVector.fromArray(SPECIES, c, row6);
    DoubleVector c61 = DoubleVector.fromArray(SPECIES, c, row6 + LANES);
    DoubleVector c70 = DoubleVector.fromArray(SPECIES, c, row7);
    DoubleVector c71 = DoubleVector.fromArray(SPECIES, c, row7 + LANES);
    for (int l = 0, i = aOffset, j = bOffset; l < depth; l++, i += 8, j += COLUMNS) {
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, j);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, j + LANES);
      DoubleVector x = DoubleVector.broadcast(SPECIES, a[i]);
      c00 = FMA ? b0.fma(x, c00) : b0.mul(x).add(c00);
      c01 = FMA ? b1.fma(x, c01) : b1.mul(x).add(c01);
      x = DoubleVector.broadcast(SPECIES, a[i + 1]);
      c10 = FMA ? b0.fma(x, c10) : b0.mul(x).add(c10);
      c11 = FMA ? b1.fma(x, c11) : b1.mul(x).add(c11);
      x = DoubleVector.broadcast(SPECIES, a[i + 2]);
      c20 = FMA ? b0.fma(x, c20) : b0.mul(x).add(c20);
      c21 = FMA ? b1.fma(x, c21) : b1.mul(x).add(c21);
      x = DoubleVector.broadcast(SPECIES, a[i + 3]);
      c30 = FMA ? b0.fma(x, c30) : b0.mul(x).add(c30);
      c31 = FMA ? b1.fma(x, c31) : b1.mul(x).add(c31);
      x = DoubleVector.broadcast(SPECIES, a[i + 4]);
      c40 = FMA ? b0.fma(x, c40) : b0.mul(x).add(c40);
      c41 = FMA ? b1.fma(x, c41) : b1.mul(x).add(c41);
      x = DoubleVector.broadcast(SPECIES, a[i + 5]);
      c50 = FMA ? b0.fma(x, c50) : b0.mul(x).add(c50);
      c51 = FMA ? b1.fma(x, c51) : b1.mul(x).add(c51);
      x = DoubleVector.broadcast(SPECIES, a[i + 6]);
      c60 = FMA ? b0.fma(x, c60) : b0.mul(x).add(c60);
      c61 = FMA ? b1.fma(x, c61) : b1.mul(x).add(c61);
      x = DoubleVector.broadcast(SPECIES, a[i + 7]);
      c70 = FMA ? b0.fma(x, c70) : b0.mul(x).add(c70);
      c71 = FMA ? b1.fma(x, c71) : b1.mul(x).add(c71);
    }
    c00.intoArray(c, cOffset);
    c01.intoArray(c, cOffset + LANES);
    c10.intoArray(c, row1);
    c11.intoArray(c, row1 + LANES);
    c20.intoArray(c, row2);
    c21.intoArray(c, row2 + LANES);
    c30.intoArray(c, row3);
    c31.intoArray(c, row3 + LANES);
    c40.intoArray(c, row4);
    c41.intoArray(c, row4 + LANES);
    c50.intoArray(c, row5);
    c51.intoArray(c, row5 + LANES);
    c60.intoArray(c, row6);
    c61.intoArray(c, row6 + LANES);
    c70.intoArray(c, row7);
    c71.intoArray(c, row7 + LANES);
  }
}

package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.simd.Simd.FMA;
import static dev.gmm4j.backend.vector.simd.Simd.LANES;
import static dev.gmm4j.backend.vector.simd.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;

/**
 * A tile of the product of samples and the coefficients of linear discriminants: components in the lanes.
 *
 * <p>The loop is unrolled by hand, for accumulators must be local variables.
 */
final class DiscriminantTile {
  /** Samples of a tile. */
  static final int ROWS = 4;

  private DiscriminantTile() {}

  /**
   * Multiplies samples with two vectors of components.
   *
   * @param rows where in the values each sample starts
   * @param component the first component
   * @param stride numbers between the coefficients of two features, and between the products of two samples
   */
  static void multiply(
      double[] values,
      int[] rows,
      int dimension,
      double[] coefficients,
      int component,
      int stride,
      double[] products) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    int at0 = rows[0];
    int at1 = rows[1];
    int at2 = rows[2];
    int at3 = rows[3];
    DoubleVector u0 = zero;
    DoubleVector v0 = zero;
    DoubleVector u1 = zero;
    DoubleVector v1 = zero;
    DoubleVector u2 = zero;
    DoubleVector v2 = zero;
    DoubleVector u3 = zero;
    DoubleVector v3 = zero;
    int from = component;
    for (int j = 0; j < dimension; j++) {
      DoubleVector a = DoubleVector.fromArray(SPECIES, coefficients, from);
      DoubleVector b = DoubleVector.fromArray(SPECIES, coefficients, from + LANES);
      DoubleVector x = DoubleVector.broadcast(SPECIES, values[at0 + j]);
      u0 = FMA ? x.fma(a, u0) : x.mul(a).add(u0);
      v0 = FMA ? x.fma(b, v0) : x.mul(b).add(v0);
      x = DoubleVector.broadcast(SPECIES, values[at1 + j]);
      u1 = FMA ? x.fma(a, u1) : x.mul(a).add(u1);
      v1 = FMA ? x.fma(b, v1) : x.mul(b).add(v1);
      x = DoubleVector.broadcast(SPECIES, values[at2 + j]);
      u2 = FMA ? x.fma(a, u2) : x.mul(a).add(u2);
      v2 = FMA ? x.fma(b, v2) : x.mul(b).add(v2);
      x = DoubleVector.broadcast(SPECIES, values[at3 + j]);
      u3 = FMA ? x.fma(a, u3) : x.mul(a).add(u3);
      v3 = FMA ? x.fma(b, v3) : x.mul(b).add(v3);
      from += stride;
    }
    u0.intoArray(products, component);
    v0.intoArray(products, component + LANES);
    u1.intoArray(products, component + stride);
    v1.intoArray(products, component + stride + LANES);
    u2.intoArray(products, component + 2 * stride);
    v2.intoArray(products, component + 2 * stride + LANES);
    u3.intoArray(products, component + 3 * stride);
    v3.intoArray(products, component + 3 * stride + LANES);
  }
}

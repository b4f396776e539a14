package dev.gmm4j.backend.vector.mixture.density;

import static dev.gmm4j.backend.vector.mixture.layout.Panels.WIDTH;
import static dev.gmm4j.backend.vector.simd.Simd.FMA;
import static dev.gmm4j.backend.vector.simd.Simd.LANES;
import static dev.gmm4j.backend.vector.simd.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;

/** Sums of squares of some features over their noise variances, for the samples of a panel and two components. */
final class NoiseSquares {
  private NoiseSquares() {}

  /**
   * Adds the squares of a feature times a factor plus an offset.
   *
   * @param panel samples, {@code count} features from {@code at} on
   * @param k0 where in factors and offsets those of the first component start
   * @param k1 where those of the second start; where there is none, {@code k0}
   * @param squares the sums, {@code WIDTH} for each component
   * @param to0 where the sums of the first component are
   * @param to1 where the sums of the second are; where there is none, {@code to0}
   */
  static void add(
      double[] panel,
      int at,
      int count,
      double[] factors,
      double[] offsets,
      int k0,
      int k1,
      double[] squares,
      int to0,
      int to1) {
    DoubleVector s0 = DoubleVector.fromArray(SPECIES, squares, to0);
    DoubleVector t0 = DoubleVector.fromArray(SPECIES, squares, to0 + LANES);
    DoubleVector s1 = DoubleVector.fromArray(SPECIES, squares, to1);
    DoubleVector t1 = DoubleVector.fromArray(SPECIES, squares, to1 + LANES);
    int from = at;
    for (int j = 0; j < count; j++) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, panel, from);
      DoubleVector y = DoubleVector.fromArray(SPECIES, panel, from + LANES);
      DoubleVector o = DoubleVector.broadcast(SPECIES, offsets[k0 + j]);
      DoubleVector w = DoubleVector.broadcast(SPECIES, factors[k0 + j]);
      DoubleVector u = FMA ? x.fma(w, o) : x.mul(w).add(o);
      DoubleVector v = FMA ? y.fma(w, o) : y.mul(w).add(o);
      s0 = FMA ? u.fma(u, s0) : u.mul(u).add(s0);
      t0 = FMA ? v.fma(v, t0) : v.mul(v).add(t0);
      o = DoubleVector.broadcast(SPECIES, offsets[k1 + j]);
      w = DoubleVector.broadcast(SPECIES, factors[k1 + j]);
      u = FMA ? x.fma(w, o) : x.mul(w).add(o);
      v = FMA ? y.fma(w, o) : y.mul(w).add(o);
      s1 = FMA ? u.fma(u, s1) : u.mul(u).add(s1);
      t1 = FMA ? v.fma(v, t1) : v.mul(v).add(t1);
      from += WIDTH;
    }
    s0.intoArray(squares, to0);
    t0.intoArray(squares, to0 + LANES);
    s1.intoArray(squares, to1);
    t1.intoArray(squares, to1 + LANES);
  }
}

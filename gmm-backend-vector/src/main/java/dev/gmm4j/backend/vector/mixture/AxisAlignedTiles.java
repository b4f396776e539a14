package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.mixture.Panels.WIDTH;
import static dev.gmm4j.backend.vector.simd.Simd.FMA;
import static dev.gmm4j.backend.vector.simd.Simd.LANES;
import static dev.gmm4j.backend.vector.simd.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Log-densities of two neighbouring components under covariances that, maybe after whitening, do not mix features: a
 * feature of a panel's samples is loaded once for both. A last component without a neighbour is evaluated twice.
 *
 * <p>The loops are unrolled by hand, for accumulators must be local variables. No component is given up half-way, as with
 * full covariances: there is too little left to save.
 */
final class AxisAlignedTiles {
  /** Components of a tile. */
  static final int COMPONENTS = 2;

  private AxisAlignedTiles() {}

  /**
   * Evaluates the run's components: a feature times a factor plus an offset is what is squared.
   *
   * @param factors {@code K*d} numbers, as the offsets
   */
  static void scaled(
      PanelRun run, double[] panels, int dimension, double[] factors, double[] offsets) {
    double[] values = run.values();
    double[] maxima = run.maxima();
    int k0 = run.component();
    int k1 = run.lastComponent();
    DoubleVector c0 = DoubleVector.broadcast(SPECIES, run.coefficient(k0));
    DoubleVector c1 = DoubleVector.broadcast(SPECIES, run.coefficient(k1));
    DoubleVector half = DoubleVector.broadcast(SPECIES, -0.5);
    DoubleVector zero = DoubleVector.zero(SPECIES);
    for (int p = run.first(); p < run.end(); p++) {
      DoubleVector s0 = zero;
      DoubleVector t0 = zero;
      DoubleVector s1 = zero;
      DoubleVector t1 = zero;
      int at = p * dimension * WIDTH;
      for (int j = 0; j < dimension; j++) {
        DoubleVector x = DoubleVector.fromArray(SPECIES, panels, at);
        DoubleVector y = DoubleVector.fromArray(SPECIES, panels, at + LANES);
        DoubleVector o = DoubleVector.broadcast(SPECIES, offsets[k0 * dimension + j]);
        DoubleVector w = DoubleVector.broadcast(SPECIES, factors[k0 * dimension + j]);
        DoubleVector u = FMA ? x.fma(w, o) : x.mul(w).add(o);
        DoubleVector v = FMA ? y.fma(w, o) : y.mul(w).add(o);
        s0 = FMA ? u.fma(u, s0) : u.mul(u).add(s0);
        t0 = FMA ? v.fma(v, t0) : v.mul(v).add(t0);
        o = DoubleVector.broadcast(SPECIES, offsets[k1 * dimension + j]);
        w = DoubleVector.broadcast(SPECIES, factors[k1 * dimension + j]);
        u = FMA ? x.fma(w, o) : x.mul(w).add(o);
        v = FMA ? y.fma(w, o) : y.mul(w).add(o);
        s1 = FMA ? u.fma(u, s1) : u.mul(u).add(s1);
        t1 = FMA ? v.fma(v, t1) : v.mul(v).add(t1);
        at += WIDTH;
      }
      DoubleVector m = DoubleVector.fromArray(SPECIES, maxima, p * WIDTH);
      s0 = FMA ? s0.fma(half, c0) : s0.mul(half).add(c0);
      s0.intoArray(values, run.at(p, k0));
      m = m.blend(s0, s0.compare(VectorOperators.GT, m));
      s1 = FMA ? s1.fma(half, c1) : s1.mul(half).add(c1);
      s1.intoArray(values, run.at(p, k1));
      m = m.blend(s1, s1.compare(VectorOperators.GT, m));
      m.intoArray(maxima, p * WIDTH);
      DoubleVector n = DoubleVector.fromArray(SPECIES, maxima, p * WIDTH + LANES);
      t0 = FMA ? t0.fma(half, c0) : t0.mul(half).add(c0);
      t0.intoArray(values, run.at(p, k0) + LANES);
      n = n.blend(t0, t0.compare(VectorOperators.GT, n));
      t1 = FMA ? t1.fma(half, c1) : t1.mul(half).add(c1);
      t1.intoArray(values, run.at(p, k1) + LANES);
      n = n.blend(t1, t1.compare(VectorOperators.GT, n));
      n.intoArray(maxima, p * WIDTH + LANES);
      run.setActive(p, true);
    }
  }

  /**
   * Evaluates the run's components for samples that are whitened already: a feature minus a mean is what is squared.
   *
   * @param panels the whitened samples, laid out as the block's
   */
  static void unscaled(PanelRun run, double[] panels, int dimension, double[] means) {
    double[] values = run.values();
    double[] maxima = run.maxima();
    int k0 = run.component();
    int k1 = run.lastComponent();
    DoubleVector c0 = DoubleVector.broadcast(SPECIES, run.coefficient(k0));
    DoubleVector c1 = DoubleVector.broadcast(SPECIES, run.coefficient(k1));
    DoubleVector half = DoubleVector.broadcast(SPECIES, -0.5);
    DoubleVector zero = DoubleVector.zero(SPECIES);
    for (int p = run.first(); p < run.end(); p++) {
      DoubleVector s0 = zero;
      DoubleVector t0 = zero;
      DoubleVector s1 = zero;
      DoubleVector t1 = zero;
      int at = p * dimension * WIDTH;
      for (int j = 0; j < dimension; j++) {
        DoubleVector x = DoubleVector.fromArray(SPECIES, panels, at);
        DoubleVector y = DoubleVector.fromArray(SPECIES, panels, at + LANES);
        DoubleVector o = DoubleVector.broadcast(SPECIES, means[k0 * dimension + j]);
        DoubleVector u = x.sub(o);
        DoubleVector v = y.sub(o);
        s0 = FMA ? u.fma(u, s0) : u.mul(u).add(s0);
        t0 = FMA ? v.fma(v, t0) : v.mul(v).add(t0);
        o = DoubleVector.broadcast(SPECIES, means[k1 * dimension + j]);
        u = x.sub(o);
        v = y.sub(o);
        s1 = FMA ? u.fma(u, s1) : u.mul(u).add(s1);
        t1 = FMA ? v.fma(v, t1) : v.mul(v).add(t1);
        at += WIDTH;
      }
      DoubleVector m = DoubleVector.fromArray(SPECIES, maxima, p * WIDTH);
      s0 = FMA ? s0.fma(half, c0) : s0.mul(half).add(c0);
      s0.intoArray(values, run.at(p, k0));
      m = m.blend(s0, s0.compare(VectorOperators.GT, m));
      s1 = FMA ? s1.fma(half, c1) : s1.mul(half).add(c1);
      s1.intoArray(values, run.at(p, k1));
      m = m.blend(s1, s1.compare(VectorOperators.GT, m));
      m.intoArray(maxima, p * WIDTH);
      DoubleVector n = DoubleVector.fromArray(SPECIES, maxima, p * WIDTH + LANES);
      t0 = FMA ? t0.fma(half, c0) : t0.mul(half).add(c0);
      t0.intoArray(values, run.at(p, k0) + LANES);
      n = n.blend(t0, t0.compare(VectorOperators.GT, n));
      t1 = FMA ? t1.fma(half, c1) : t1.mul(half).add(c1);
      t1.intoArray(values, run.at(p, k1) + LANES);
      n = n.blend(t1, t1.compare(VectorOperators.GT, n));
      n.intoArray(maxima, p * WIDTH + LANES);
      run.setActive(p, true);
    }
  }
}

package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.mixture.Panels.WIDTH;
import static dev.gmm4j.backend.vector.simd.Simd.FMA;
import static dev.gmm4j.backend.vector.simd.Simd.LANES;
import static dev.gmm4j.backend.vector.simd.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Log-densities under full covariances of few features: the whole factor is in registers while a run of panels goes by.
 *
 * <p>The loops are unrolled by hand, for registers must be local variables; {@link TriangularMatrix} has packed the
 * factor as a single tile.
 */
final class NarrowTriangles {
  private NarrowTriangles() {}

  /** Writes the log-densities of a component of one feature. */
  static void one(double[] packed, int from, PanelRun run) {
    double[] panels = run.panels();
    double[] values = run.values();
    double[] maxima = run.maxima();
    DoubleVector coefficient = DoubleVector.broadcast(SPECIES, run.coefficient());
    DoubleVector half = DoubleVector.broadcast(SPECIES, -0.5);
    DoubleVector o0 = DoubleVector.broadcast(SPECIES, packed[from]);
    DoubleVector w00 = DoubleVector.broadcast(SPECIES, packed[from + 1]);
    for (int p = run.first(); p < run.end(); p++) {
      int to = run.at(p);
      for (int v = 0; v < WIDTH; v += LANES) {
        int at = p * WIDTH + v;
        DoubleVector x0 = DoubleVector.fromArray(SPECIES, panels, at);
        DoubleVector y0 = FMA ? w00.fma(x0, o0) : w00.mul(x0).add(o0);
        DoubleVector q = y0.mul(y0);
        q = FMA ? q.fma(half, coefficient) : q.mul(half).add(coefficient);
        q.intoArray(values, to + v);
        DoubleVector m = DoubleVector.fromArray(SPECIES, maxima, p * WIDTH + v);
        m.blend(q, q.compare(VectorOperators.GT, m)).intoArray(maxima, p * WIDTH + v);
      }
    }
  }

  /** Writes the log-densities of a component of 2 features. */
  static void two(double[] packed, int from, PanelRun run) {
    double[] panels = run.panels();
    double[] values = run.values();
    double[] maxima = run.maxima();
    DoubleVector coefficient = DoubleVector.broadcast(SPECIES, run.coefficient());
    DoubleVector half = DoubleVector.broadcast(SPECIES, -0.5);
    DoubleVector o0 = DoubleVector.broadcast(SPECIES, packed[from]);
    DoubleVector o1 = DoubleVector.broadcast(SPECIES, packed[from + 1]);
    DoubleVector w00 = DoubleVector.broadcast(SPECIES, packed[from + 2]);
    DoubleVector w10 = DoubleVector.broadcast(SPECIES, packed[from + 3]);
    DoubleVector w11 = DoubleVector.broadcast(SPECIES, packed[from + 4]);
    for (int p = run.first(); p < run.end(); p++) {
      int to = run.at(p);
      for (int v = 0; v < WIDTH; v += LANES) {
        int at = p * 2 * WIDTH + v;
        DoubleVector x0 = DoubleVector.fromArray(SPECIES, panels, at);
        DoubleVector x1 = DoubleVector.fromArray(SPECIES, panels, at + WIDTH);
        DoubleVector y0 = FMA ? w00.fma(x0, o0) : w00.mul(x0).add(o0);
        DoubleVector y1 = FMA ? w10.fma(x0, o1) : w10.mul(x0).add(o1);
        y1 = FMA ? w11.fma(x1, y1) : w11.mul(x1).add(y1);
        DoubleVector q = y0.mul(y0);
        q = FMA ? y1.fma(y1, q) : y1.mul(y1).add(q);
        q = FMA ? q.fma(half, coefficient) : q.mul(half).add(coefficient);
        q.intoArray(values, to + v);
        DoubleVector m = DoubleVector.fromArray(SPECIES, maxima, p * WIDTH + v);
        m.blend(q, q.compare(VectorOperators.GT, m)).intoArray(maxima, p * WIDTH + v);
      }
    }
  }

  /** Writes the log-densities of a component of 3 features. */
  static void three(double[] packed, int from, PanelRun run) {
    double[] panels = run.panels();
    double[] values = run.values();
    double[] maxima = run.maxima();
    DoubleVector coefficient = DoubleVector.broadcast(SPECIES, run.coefficient());
    DoubleVector half = DoubleVector.broadcast(SPECIES, -0.5);
    DoubleVector o0 = DoubleVector.broadcast(SPECIES, packed[from]);
    DoubleVector o1 = DoubleVector.broadcast(SPECIES, packed[from + 1]);
    DoubleVector o2 = DoubleVector.broadcast(SPECIES, packed[from + 2]);
    DoubleVector w00 = DoubleVector.broadcast(SPECIES, packed[from + 3]);
    DoubleVector w10 = DoubleVector.broadcast(SPECIES, packed[from + 4]);
    DoubleVector w20 = DoubleVector.broadcast(SPECIES, packed[from + 5]);
    DoubleVector w11 = DoubleVector.broadcast(SPECIES, packed[from + 6]);
    DoubleVector w21 = DoubleVector.broadcast(SPECIES, packed[from + 7]);
    DoubleVector w22 = DoubleVector.broadcast(SPECIES, packed[from + 8]);
    for (int p = run.first(); p < run.end(); p++) {
      int to = run.at(p);
      for (int v = 0; v < WIDTH; v += LANES) {
        int at = p * 3 * WIDTH + v;
        DoubleVector x0 = DoubleVector.fromArray(SPECIES, panels, at);
        DoubleVector x1 = DoubleVector.fromArray(SPECIES, panels, at + WIDTH);
        DoubleVector x2 = DoubleVector.fromArray(SPECIES, panels, at + 2 * WIDTH);
        DoubleVector y0 = FMA ? w00.fma(x0, o0) : w00.mul(x0).add(o0);
        DoubleVector y1 = FMA ? w10.fma(x0, o1) : w10.mul(x0).add(o1);
        y1 = FMA ? w11.fma(x1, y1) : w11.mul(x1).add(y1);
        DoubleVector y2 = FMA ? w20.fma(x0, o2) : w20.mul(x0).add(o2);
        y2 = FMA ? w21.fma(x1, y2) : w21.mul(x1).add(y2);
        y2 = FMA ? w22.fma(x2, y2) : w22.mul(x2).add(y2);
        DoubleVector q = y0.mul(y0);
        q = FMA ? y1.fma(y1, q) : y1.mul(y1).add(q);
        q = FMA ? y2.fma(y2, q) : y2.mul(y2).add(q);
        q = FMA ? q.fma(half, coefficient) : q.mul(half).add(coefficient);
        q.intoArray(values, to + v);
        DoubleVector m = DoubleVector.fromArray(SPECIES, maxima, p * WIDTH + v);
        m.blend(q, q.compare(VectorOperators.GT, m)).intoArray(maxima, p * WIDTH + v);
      }
    }
  }

  /** Writes the log-densities of a component of 4 features. */
  static void four(double[] packed, int from, PanelRun run) {
    double[] panels = run.panels();
    double[] values = run.values();
    double[] maxima = run.maxima();
    DoubleVector coefficient = DoubleVector.broadcast(SPECIES, run.coefficient());
    DoubleVector half = DoubleVector.broadcast(SPECIES, -0.5);
    DoubleVector o0 = DoubleVector.broadcast(SPECIES, packed[from]);
    DoubleVector o1 = DoubleVector.broadcast(SPECIES, packed[from + 1]);
    DoubleVector o2 = DoubleVector.broadcast(SPECIES, packed[from + 2]);
    DoubleVector o3 = DoubleVector.broadcast(SPECIES, packed[from + 3]);
    DoubleVector w00 = DoubleVector.broadcast(SPECIES, packed[from + 4]);
    DoubleVector w10 = DoubleVector.broadcast(SPECIES, packed[from + 5]);
    DoubleVector w20 = DoubleVector.broadcast(SPECIES, packed[from + 6]);
    DoubleVector w30 = DoubleVector.broadcast(SPECIES, packed[from + 7]);
    DoubleVector w11 = DoubleVector.broadcast(SPECIES, packed[from + 8]);
    DoubleVector w21 = DoubleVector.broadcast(SPECIES, packed[from + 9]);
    DoubleVector w31 = DoubleVector.broadcast(SPECIES, packed[from + 10]);
    DoubleVector w22 = DoubleVector.broadcast(SPECIES, packed[from + 11]);
    DoubleVector w32 = DoubleVector.broadcast(SPECIES, packed[from + 12]);
    DoubleVector w33 = DoubleVector.broadcast(SPECIES, packed[from + 13]);
    for (int p = run.first(); p < run.end(); p++) {
      int to = run.at(p);
      for (int v = 0; v < WIDTH; v += LANES) {
        int at = p * 4 * WIDTH + v;
        DoubleVector x0 = DoubleVector.fromArray(SPECIES, panels, at);
        DoubleVector x1 = DoubleVector.fromArray(SPECIES, panels, at + WIDTH);
        DoubleVector x2 = DoubleVector.fromArray(SPECIES, panels, at + 2 * WIDTH);
        DoubleVector x3 = DoubleVector.fromArray(SPECIES, panels, at + 3 * WIDTH);
        DoubleVector y0 = FMA ? w00.fma(x0, o0) : w00.mul(x0).add(o0);
        DoubleVector y1 = FMA ? w10.fma(x0, o1) : w10.mul(x0).add(o1);
        y1 = FMA ? w11.fma(x1, y1) : w11.mul(x1).add(y1);
        DoubleVector y2 = FMA ? w20.fma(x0, o2) : w20.mul(x0).add(o2);
        y2 = FMA ? w21.fma(x1, y2) : w21.mul(x1).add(y2);
        y2 = FMA ? w22.fma(x2, y2) : w22.mul(x2).add(y2);
        DoubleVector y3 = FMA ? w30.fma(x0, o3) : w30.mul(x0).add(o3);
        y3 = FMA ? w31.fma(x1, y3) : w31.mul(x1).add(y3);
        y3 = FMA ? w32.fma(x2, y3) : w32.mul(x2).add(y3);
        y3 = FMA ? w33.fma(x3, y3) : w33.mul(x3).add(y3);
        DoubleVector q = y0.mul(y0);
        q = FMA ? y1.fma(y1, q) : y1.mul(y1).add(q);
        q = FMA ? y2.fma(y2, q) : y2.mul(y2).add(q);
        q = FMA ? y3.fma(y3, q) : y3.mul(y3).add(q);
        q = FMA ? q.fma(half, coefficient) : q.mul(half).add(coefficient);
        q.intoArray(values, to + v);
        DoubleVector m = DoubleVector.fromArray(SPECIES, maxima, p * WIDTH + v);
        m.blend(q, q.compare(VectorOperators.GT, m)).intoArray(maxima, p * WIDTH + v);
      }
    }
  }
}

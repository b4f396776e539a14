package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.mixture.Panels.WIDTH;
import static dev.gmm4j.backend.vector.simd.Simd.FMA;
import static dev.gmm4j.backend.vector.simd.Simd.LANES;
import static dev.gmm4j.backend.vector.simd.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;

/**
 * Tiles of the moments of four components at once about a common point, samples in the lanes: responsibilities times
 * features, and times their squares.
 *
 * <p>The loops are unrolled by hand, for accumulators must be local variables. They are written lane by lane, those of one
 * component after another.
 */
final class JointTiles {
  private JointTiles() {}

  /** First moments of 4 components and 4 features. */
  static void firstOfFour(JointPanels panels, double[] lanes) {
    double[] values = panels.values();
    double[] weights = panels.weights();
    int k1 = panels.component(1);
    int k2 = panels.component(2);
    int k3 = panels.component(3);
    int j1 = panels.feature(1);
    int j2 = panels.feature(2);
    int j3 = panels.feature(3);
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector s00 = zero;
    DoubleVector s01 = zero;
    DoubleVector s02 = zero;
    DoubleVector s03 = zero;
    DoubleVector s10 = zero;
    DoubleVector s11 = zero;
    DoubleVector s12 = zero;
    DoubleVector s13 = zero;
    DoubleVector s20 = zero;
    DoubleVector s21 = zero;
    DoubleVector s22 = zero;
    DoubleVector s23 = zero;
    DoubleVector s30 = zero;
    DoubleVector s31 = zero;
    DoubleVector s32 = zero;
    DoubleVector s33 = zero;
    for (int n = 0; n < panels.count(); n++) {
      int from = panels.at(n);
      int at = panels.weightsAt(n);
      for (int v = 0; v < WIDTH; v += LANES) {
        DoubleVector z0 = DoubleVector.fromArray(SPECIES, values, from + v);
        DoubleVector z1 = DoubleVector.fromArray(SPECIES, values, from + v + j1);
        DoubleVector z2 = DoubleVector.fromArray(SPECIES, values, from + v + j2);
        DoubleVector z3 = DoubleVector.fromArray(SPECIES, values, from + v + j3);
        DoubleVector w = DoubleVector.fromArray(SPECIES, weights, at + v);
        s00 = FMA ? w.fma(z0, s00) : w.mul(z0).add(s00);
        s01 = FMA ? w.fma(z1, s01) : w.mul(z1).add(s01);
        s02 = FMA ? w.fma(z2, s02) : w.mul(z2).add(s02);
        s03 = FMA ? w.fma(z3, s03) : w.mul(z3).add(s03);
        w = DoubleVector.fromArray(SPECIES, weights, at + v + k1);
        s10 = FMA ? w.fma(z0, s10) : w.mul(z0).add(s10);
        s11 = FMA ? w.fma(z1, s11) : w.mul(z1).add(s11);
        s12 = FMA ? w.fma(z2, s12) : w.mul(z2).add(s12);
        s13 = FMA ? w.fma(z3, s13) : w.mul(z3).add(s13);
        w = DoubleVector.fromArray(SPECIES, weights, at + v + k2);
        s20 = FMA ? w.fma(z0, s20) : w.mul(z0).add(s20);
        s21 = FMA ? w.fma(z1, s21) : w.mul(z1).add(s21);
        s22 = FMA ? w.fma(z2, s22) : w.mul(z2).add(s22);
        s23 = FMA ? w.fma(z3, s23) : w.mul(z3).add(s23);
        w = DoubleVector.fromArray(SPECIES, weights, at + v + k3);
        s30 = FMA ? w.fma(z0, s30) : w.mul(z0).add(s30);
        s31 = FMA ? w.fma(z1, s31) : w.mul(z1).add(s31);
        s32 = FMA ? w.fma(z2, s32) : w.mul(z2).add(s32);
        s33 = FMA ? w.fma(z3, s33) : w.mul(z3).add(s33);
      }
    }
    s00.intoArray(lanes, 0);
    s01.intoArray(lanes, LANES);
    s02.intoArray(lanes, 2 * LANES);
    s03.intoArray(lanes, 3 * LANES);
    s10.intoArray(lanes, 4 * LANES);
    s11.intoArray(lanes, 5 * LANES);
    s12.intoArray(lanes, 6 * LANES);
    s13.intoArray(lanes, 7 * LANES);
    s20.intoArray(lanes, 8 * LANES);
    s21.intoArray(lanes, 9 * LANES);
    s22.intoArray(lanes, 10 * LANES);
    s23.intoArray(lanes, 11 * LANES);
    s30.intoArray(lanes, 12 * LANES);
    s31.intoArray(lanes, 13 * LANES);
    s32.intoArray(lanes, 14 * LANES);
    s33.intoArray(lanes, 15 * LANES);
  }

  /** First and second moments of 4 components and 2 features, by component: the first moments, then the second. */
  static void firstAndSecondOfTwo(JointPanels panels, double[] lanes) {
    double[] values = panels.values();
    double[] weights = panels.weights();
    int k1 = panels.component(1);
    int k2 = panels.component(2);
    int k3 = panels.component(3);
    int j1 = panels.feature(1);
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector s00 = zero;
    DoubleVector s01 = zero;
    DoubleVector q00 = zero;
    DoubleVector q01 = zero;
    DoubleVector s10 = zero;
    DoubleVector s11 = zero;
    DoubleVector q10 = zero;
    DoubleVector q11 = zero;
    DoubleVector s20 = zero;
    DoubleVector s21 = zero;
    DoubleVector q20 = zero;
    DoubleVector q21 = zero;
    DoubleVector s30 = zero;
    DoubleVector s31 = zero;
    DoubleVector q30 = zero;
    DoubleVector q31 = zero;
    for (int n = 0; n < panels.count(); n++) {
      int from = panels.at(n);
      int at = panels.weightsAt(n);
      for (int v = 0; v < WIDTH; v += LANES) {
        DoubleVector z0 = DoubleVector.fromArray(SPECIES, values, from + v);
        DoubleVector z1 = DoubleVector.fromArray(SPECIES, values, from + v + j1);
        DoubleVector y0 = z0.mul(z0);
        DoubleVector y1 = z1.mul(z1);
        DoubleVector w = DoubleVector.fromArray(SPECIES, weights, at + v);
        s00 = FMA ? w.fma(z0, s00) : w.mul(z0).add(s00);
        q00 = FMA ? w.fma(y0, q00) : w.mul(y0).add(q00);
        s01 = FMA ? w.fma(z1, s01) : w.mul(z1).add(s01);
        q01 = FMA ? w.fma(y1, q01) : w.mul(y1).add(q01);
        w = DoubleVector.fromArray(SPECIES, weights, at + v + k1);
        s10 = FMA ? w.fma(z0, s10) : w.mul(z0).add(s10);
        q10 = FMA ? w.fma(y0, q10) : w.mul(y0).add(q10);
        s11 = FMA ? w.fma(z1, s11) : w.mul(z1).add(s11);
        q11 = FMA ? w.fma(y1, q11) : w.mul(y1).add(q11);
        w = DoubleVector.fromArray(SPECIES, weights, at + v + k2);
        s20 = FMA ? w.fma(z0, s20) : w.mul(z0).add(s20);
        q20 = FMA ? w.fma(y0, q20) : w.mul(y0).add(q20);
        s21 = FMA ? w.fma(z1, s21) : w.mul(z1).add(s21);
        q21 = FMA ? w.fma(y1, q21) : w.mul(y1).add(q21);
        w = DoubleVector.fromArray(SPECIES, weights, at + v + k3);
        s30 = FMA ? w.fma(z0, s30) : w.mul(z0).add(s30);
        q30 = FMA ? w.fma(y0, q30) : w.mul(y0).add(q30);
        s31 = FMA ? w.fma(z1, s31) : w.mul(z1).add(s31);
        q31 = FMA ? w.fma(y1, q31) : w.mul(y1).add(q31);
      }
    }
    s00.intoArray(lanes, 0);
    s01.intoArray(lanes, LANES);
    q00.intoArray(lanes, 2 * LANES);
    q01.intoArray(lanes, 3 * LANES);
    s10.intoArray(lanes, 4 * LANES);
    s11.intoArray(lanes, 5 * LANES);
    q10.intoArray(lanes, 6 * LANES);
    q11.intoArray(lanes, 7 * LANES);
    s20.intoArray(lanes, 8 * LANES);
    s21.intoArray(lanes, 9 * LANES);
    q20.intoArray(lanes, 10 * LANES);
    q21.intoArray(lanes, 11 * LANES);
    s30.intoArray(lanes, 12 * LANES);
    s31.intoArray(lanes, 13 * LANES);
    q30.intoArray(lanes, 14 * LANES);
    q31.intoArray(lanes, 15 * LANES);
  }
}

package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.mixture.Panels.WIDTH;
import static dev.gmm4j.backend.vector.simd.Simd.FMA;
import static dev.gmm4j.backend.vector.simd.Simd.LANES;
import static dev.gmm4j.backend.vector.simd.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;

/**
 * Tiles of the moments of a component, each feature by itself, samples in the lanes: summed over panels that have a part
 * in the component.
 *
 * <p>The loops are unrolled by hand, for accumulators must be local variables. They are written lane by lane, one
 * accumulator after another.
 */
final class SquareTiles {
  private SquareTiles() {}

  /** First moments of 4 features, then their second moments with themselves alone. */
  static void squaresOfFour(WeightedPanels panels, int row, double[] lanes) {
    double[] values = panels.values();
    double[] weights = panels.weights();
    double[] centre = panels.centre();
    DoubleVector c0 = DoubleVector.broadcast(SPECIES, centre[row]);
    DoubleVector c1 = DoubleVector.broadcast(SPECIES, centre[row + 1]);
    DoubleVector c2 = DoubleVector.broadcast(SPECIES, centre[row + 2]);
    DoubleVector c3 = DoubleVector.broadcast(SPECIES, centre[row + 3]);
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector s0 = zero;
    DoubleVector s1 = zero;
    DoubleVector s2 = zero;
    DoubleVector s3 = zero;
    DoubleVector q0 = zero;
    DoubleVector q1 = zero;
    DoubleVector q2 = zero;
    DoubleVector q3 = zero;
    for (int n = panels.first(); n < panels.end(); n++) {
      int from = panels.at(n, row);
      int at = panels.weightsAt(n);
      for (int v = 0; v < WIDTH; v += LANES) {
        DoubleVector w = DoubleVector.fromArray(SPECIES, weights, at + v);
        DoubleVector x = DoubleVector.fromArray(SPECIES, values, from + v).sub(c0);
        DoubleVector t = x.mul(w);
        s0 = s0.add(t);
        q0 = FMA ? t.fma(x, q0) : t.mul(x).add(q0);
        x = DoubleVector.fromArray(SPECIES, values, from + v + WIDTH).sub(c1);
        t = x.mul(w);
        s1 = s1.add(t);
        q1 = FMA ? t.fma(x, q1) : t.mul(x).add(q1);
        x = DoubleVector.fromArray(SPECIES, values, from + v + 2 * WIDTH).sub(c2);
        t = x.mul(w);
        s2 = s2.add(t);
        q2 = FMA ? t.fma(x, q2) : t.mul(x).add(q2);
        x = DoubleVector.fromArray(SPECIES, values, from + v + 3 * WIDTH).sub(c3);
        t = x.mul(w);
        s3 = s3.add(t);
        q3 = FMA ? t.fma(x, q3) : t.mul(x).add(q3);
      }
    }
    s0.intoArray(lanes, 0);
    s1.intoArray(lanes, LANES);
    s2.intoArray(lanes, 2 * LANES);
    s3.intoArray(lanes, 3 * LANES);
    q0.intoArray(lanes, 4 * LANES);
    q1.intoArray(lanes, 5 * LANES);
    q2.intoArray(lanes, 6 * LANES);
    q3.intoArray(lanes, 7 * LANES);
  }

  /** First moments of 1 feature, then their second moments with themselves alone. */
  static void squaresOfOne(WeightedPanels panels, int row, double[] lanes) {
    double[] values = panels.values();
    double[] weights = panels.weights();
    double[] centre = panels.centre();
    DoubleVector c0 = DoubleVector.broadcast(SPECIES, centre[row]);
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector s0 = zero;
    DoubleVector q0 = zero;
    for (int n = panels.first(); n < panels.end(); n++) {
      int from = panels.at(n, row);
      int at = panels.weightsAt(n);
      for (int v = 0; v < WIDTH; v += LANES) {
        DoubleVector w = DoubleVector.fromArray(SPECIES, weights, at + v);
        DoubleVector x = DoubleVector.fromArray(SPECIES, values, from + v).sub(c0);
        DoubleVector t = x.mul(w);
        s0 = s0.add(t);
        q0 = FMA ? t.fma(x, q0) : t.mul(x).add(q0);
      }
    }
    s0.intoArray(lanes, 0);
    q0.intoArray(lanes, LANES);
  }
}

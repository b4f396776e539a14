package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.mixture.Panels.WIDTH;
import static dev.gmm4j.backend.vector.simd.Simd.FMA;
import static dev.gmm4j.backend.vector.simd.Simd.LANES;
import static dev.gmm4j.backend.vector.simd.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;

/**
 * Tiles of the moments of a component, samples in the lanes: weighted and centred features times others, summed over
 * panels that have a part in the component.
 *
 * <p>The loops are unrolled by hand, for accumulators must be local variables. They are written lane by
 * lane, one accumulator after another.
 */
final class PanelTiles {
  private PanelTiles() {}

  /** First moments of 4 features, then their second moments, the lower triangle by rows; centres the features. */
  static void triangleOfFour(WeightedPanels panels, int row, double[] lanes) {
    double[] values = panels.values();
    double[] centred = panels.centred();
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
    DoubleVector q00 = zero;
    DoubleVector q10 = zero;
    DoubleVector q11 = zero;
    DoubleVector q20 = zero;
    DoubleVector q21 = zero;
    DoubleVector q22 = zero;
    DoubleVector q30 = zero;
    DoubleVector q31 = zero;
    DoubleVector q32 = zero;
    DoubleVector q33 = zero;
    for (int n = panels.first(); n < panels.end(); n++) {
      int from = panels.at(n, row);
      int centredAt = panels.centredAt(n, row);
      int at = panels.weightsAt(n);
      for (int v = 0; v < WIDTH; v += LANES) {
        DoubleVector w = DoubleVector.fromArray(SPECIES, weights, at + v);
        DoubleVector x0 = DoubleVector.fromArray(SPECIES, values, from + v).sub(c0);
        x0.intoArray(centred, centredAt + v);
        DoubleVector t = x0.mul(w);
        s0 = s0.add(t);
        q00 = FMA ? t.fma(x0, q00) : t.mul(x0).add(q00);
        DoubleVector x1 =
            DoubleVector.fromArray(SPECIES, values, from + v + WIDTH).sub(c1);
        x1.intoArray(centred, centredAt + v + WIDTH);
        t = x1.mul(w);
        s1 = s1.add(t);
        q10 = FMA ? t.fma(x0, q10) : t.mul(x0).add(q10);
        q11 = FMA ? t.fma(x1, q11) : t.mul(x1).add(q11);
        DoubleVector x2 =
            DoubleVector.fromArray(SPECIES, values, from + v + 2 * WIDTH).sub(c2);
        x2.intoArray(centred, centredAt + v + 2 * WIDTH);
        t = x2.mul(w);
        s2 = s2.add(t);
        q20 = FMA ? t.fma(x0, q20) : t.mul(x0).add(q20);
        q21 = FMA ? t.fma(x1, q21) : t.mul(x1).add(q21);
        q22 = FMA ? t.fma(x2, q22) : t.mul(x2).add(q22);
        DoubleVector x3 =
            DoubleVector.fromArray(SPECIES, values, from + v + 3 * WIDTH).sub(c3);
        x3.intoArray(centred, centredAt + v + 3 * WIDTH);
        t = x3.mul(w);
        s3 = s3.add(t);
        q30 = FMA ? t.fma(x0, q30) : t.mul(x0).add(q30);
        q31 = FMA ? t.fma(x1, q31) : t.mul(x1).add(q31);
        q32 = FMA ? t.fma(x2, q32) : t.mul(x2).add(q32);
        q33 = FMA ? t.fma(x3, q33) : t.mul(x3).add(q33);
      }
    }
    s0.intoArray(lanes, 0);
    s1.intoArray(lanes, LANES);
    s2.intoArray(lanes, 2 * LANES);
    s3.intoArray(lanes, 3 * LANES);
    q00.intoArray(lanes, 4 * LANES);
    q10.intoArray(lanes, 5 * LANES);
    q11.intoArray(lanes, 6 * LANES);
    q20.intoArray(lanes, 7 * LANES);
    q21.intoArray(lanes, 8 * LANES);
    q22.intoArray(lanes, 9 * LANES);
    q30.intoArray(lanes, 10 * LANES);
    q31.intoArray(lanes, 11 * LANES);
    q32.intoArray(lanes, 12 * LANES);
    q33.intoArray(lanes, 13 * LANES);
  }

  /** First moments of 3 features, then their second moments, the lower triangle by rows; centres the features. */
  static void triangleOfThree(WeightedPanels panels, int row, double[] lanes) {
    double[] values = panels.values();
    double[] centred = panels.centred();
    double[] weights = panels.weights();
    double[] centre = panels.centre();
    DoubleVector c0 = DoubleVector.broadcast(SPECIES, centre[row]);
    DoubleVector c1 = DoubleVector.broadcast(SPECIES, centre[row + 1]);
    DoubleVector c2 = DoubleVector.broadcast(SPECIES, centre[row + 2]);
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector s0 = zero;
    DoubleVector s1 = zero;
    DoubleVector s2 = zero;
    DoubleVector q00 = zero;
    DoubleVector q10 = zero;
    DoubleVector q11 = zero;
    DoubleVector q20 = zero;
    DoubleVector q21 = zero;
    DoubleVector q22 = zero;
    for (int n = panels.first(); n < panels.end(); n++) {
      int from = panels.at(n, row);
      int centredAt = panels.centredAt(n, row);
      int at = panels.weightsAt(n);
      for (int v = 0; v < WIDTH; v += LANES) {
        DoubleVector w = DoubleVector.fromArray(SPECIES, weights, at + v);
        DoubleVector x0 = DoubleVector.fromArray(SPECIES, values, from + v).sub(c0);
        x0.intoArray(centred, centredAt + v);
        DoubleVector t = x0.mul(w);
        s0 = s0.add(t);
        q00 = FMA ? t.fma(x0, q00) : t.mul(x0).add(q00);
        DoubleVector x1 =
            DoubleVector.fromArray(SPECIES, values, from + v + WIDTH).sub(c1);
        x1.intoArray(centred, centredAt + v + WIDTH);
        t = x1.mul(w);
        s1 = s1.add(t);
        q10 = FMA ? t.fma(x0, q10) : t.mul(x0).add(q10);
        q11 = FMA ? t.fma(x1, q11) : t.mul(x1).add(q11);
        DoubleVector x2 =
            DoubleVector.fromArray(SPECIES, values, from + v + 2 * WIDTH).sub(c2);
        x2.intoArray(centred, centredAt + v + 2 * WIDTH);
        t = x2.mul(w);
        s2 = s2.add(t);
        q20 = FMA ? t.fma(x0, q20) : t.mul(x0).add(q20);
        q21 = FMA ? t.fma(x1, q21) : t.mul(x1).add(q21);
        q22 = FMA ? t.fma(x2, q22) : t.mul(x2).add(q22);
      }
    }
    s0.intoArray(lanes, 0);
    s1.intoArray(lanes, LANES);
    s2.intoArray(lanes, 2 * LANES);
    q00.intoArray(lanes, 3 * LANES);
    q10.intoArray(lanes, 4 * LANES);
    q11.intoArray(lanes, 5 * LANES);
    q20.intoArray(lanes, 6 * LANES);
    q21.intoArray(lanes, 7 * LANES);
    q22.intoArray(lanes, 8 * LANES);
  }

  /** First moments of 2 features, then their second moments, the lower triangle by rows; centres the features. */
  static void triangleOfTwo(WeightedPanels panels, int row, double[] lanes) {
    double[] values = panels.values();
    double[] centred = panels.centred();
    double[] weights = panels.weights();
    double[] centre = panels.centre();
    DoubleVector c0 = DoubleVector.broadcast(SPECIES, centre[row]);
    DoubleVector c1 = DoubleVector.broadcast(SPECIES, centre[row + 1]);
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector s0 = zero;
    DoubleVector s1 = zero;
    DoubleVector q00 = zero;
    DoubleVector q10 = zero;
    DoubleVector q11 = zero;
    for (int n = panels.first(); n < panels.end(); n++) {
      int from = panels.at(n, row);
      int centredAt = panels.centredAt(n, row);
      int at = panels.weightsAt(n);
      for (int v = 0; v < WIDTH; v += LANES) {
        DoubleVector w = DoubleVector.fromArray(SPECIES, weights, at + v);
        DoubleVector x0 = DoubleVector.fromArray(SPECIES, values, from + v).sub(c0);
        x0.intoArray(centred, centredAt + v);
        DoubleVector t = x0.mul(w);
        s0 = s0.add(t);
        q00 = FMA ? t.fma(x0, q00) : t.mul(x0).add(q00);
        DoubleVector x1 =
            DoubleVector.fromArray(SPECIES, values, from + v + WIDTH).sub(c1);
        x1.intoArray(centred, centredAt + v + WIDTH);
        t = x1.mul(w);
        s1 = s1.add(t);
        q10 = FMA ? t.fma(x0, q10) : t.mul(x0).add(q10);
        q11 = FMA ? t.fma(x1, q11) : t.mul(x1).add(q11);
      }
    }
    s0.intoArray(lanes, 0);
    s1.intoArray(lanes, LANES);
    q00.intoArray(lanes, 2 * LANES);
    q10.intoArray(lanes, 3 * LANES);
    q11.intoArray(lanes, 4 * LANES);
  }

  /** First moments of 1 feature, then their second moments, the lower triangle by rows; centres the features. */
  static void triangleOfOne(WeightedPanels panels, int row, double[] lanes) {
    double[] values = panels.values();
    double[] centred = panels.centred();
    double[] weights = panels.weights();
    double[] centre = panels.centre();
    DoubleVector c0 = DoubleVector.broadcast(SPECIES, centre[row]);
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector s0 = zero;
    DoubleVector q00 = zero;
    for (int n = panels.first(); n < panels.end(); n++) {
      int from = panels.at(n, row);
      int centredAt = panels.centredAt(n, row);
      int at = panels.weightsAt(n);
      for (int v = 0; v < WIDTH; v += LANES) {
        DoubleVector w = DoubleVector.fromArray(SPECIES, weights, at + v);
        DoubleVector x0 = DoubleVector.fromArray(SPECIES, values, from + v).sub(c0);
        x0.intoArray(centred, centredAt + v);
        DoubleVector t = x0.mul(w);
        s0 = s0.add(t);
        q00 = FMA ? t.fma(x0, q00) : t.mul(x0).add(q00);
      }
    }
    s0.intoArray(lanes, 0);
    q00.intoArray(lanes, LANES);
  }

  /** Second moments of 4 centred features with 4 others, by rows. */
  static void fourByFour(WeightedPanels panels, int row, int column, double[] lanes) {
    double[] centred = panels.centred();
    double[] weights = panels.weights();
    int down = (row - column) * WIDTH;
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector q00 = zero;
    DoubleVector q01 = zero;
    DoubleVector q02 = zero;
    DoubleVector q03 = zero;
    DoubleVector q10 = zero;
    DoubleVector q11 = zero;
    DoubleVector q12 = zero;
    DoubleVector q13 = zero;
    DoubleVector q20 = zero;
    DoubleVector q21 = zero;
    DoubleVector q22 = zero;
    DoubleVector q23 = zero;
    DoubleVector q30 = zero;
    DoubleVector q31 = zero;
    DoubleVector q32 = zero;
    DoubleVector q33 = zero;
    for (int n = panels.first(); n < panels.end(); n++) {
      int from = panels.centredAt(n, column);
      int at = panels.weightsAt(n);
      for (int v = 0; v < WIDTH; v += LANES) {
        DoubleVector w = DoubleVector.fromArray(SPECIES, weights, at + v);
        DoubleVector y0 = DoubleVector.fromArray(SPECIES, centred, from + v);
        DoubleVector y1 = DoubleVector.fromArray(SPECIES, centred, from + v + WIDTH);
        DoubleVector y2 = DoubleVector.fromArray(SPECIES, centred, from + v + 2 * WIDTH);
        DoubleVector y3 = DoubleVector.fromArray(SPECIES, centred, from + v + 3 * WIDTH);
        DoubleVector t =
            DoubleVector.fromArray(SPECIES, centred, from + down + v).mul(w);
        q00 = FMA ? t.fma(y0, q00) : t.mul(y0).add(q00);
        q01 = FMA ? t.fma(y1, q01) : t.mul(y1).add(q01);
        q02 = FMA ? t.fma(y2, q02) : t.mul(y2).add(q02);
        q03 = FMA ? t.fma(y3, q03) : t.mul(y3).add(q03);
        t = DoubleVector.fromArray(SPECIES, centred, from + down + v + WIDTH).mul(w);
        q10 = FMA ? t.fma(y0, q10) : t.mul(y0).add(q10);
        q11 = FMA ? t.fma(y1, q11) : t.mul(y1).add(q11);
        q12 = FMA ? t.fma(y2, q12) : t.mul(y2).add(q12);
        q13 = FMA ? t.fma(y3, q13) : t.mul(y3).add(q13);
        t = DoubleVector.fromArray(SPECIES, centred, from + down + v + 2 * WIDTH)
            .mul(w);
        q20 = FMA ? t.fma(y0, q20) : t.mul(y0).add(q20);
        q21 = FMA ? t.fma(y1, q21) : t.mul(y1).add(q21);
        q22 = FMA ? t.fma(y2, q22) : t.mul(y2).add(q22);
        q23 = FMA ? t.fma(y3, q23) : t.mul(y3).add(q23);
        t = DoubleVector.fromArray(SPECIES, centred, from + down + v + 3 * WIDTH)
            .mul(w);
        q30 = FMA ? t.fma(y0, q30) : t.mul(y0).add(q30);
        q31 = FMA ? t.fma(y1, q31) : t.mul(y1).add(q31);
        q32 = FMA ? t.fma(y2, q32) : t.mul(y2).add(q32);
        q33 = FMA ? t.fma(y3, q33) : t.mul(y3).add(q33);
      }
    }
    q00.intoArray(lanes, 0);
    q01.intoArray(lanes, LANES);
    q02.intoArray(lanes, 2 * LANES);
    q03.intoArray(lanes, 3 * LANES);
    q10.intoArray(lanes, 4 * LANES);
    q11.intoArray(lanes, 5 * LANES);
    q12.intoArray(lanes, 6 * LANES);
    q13.intoArray(lanes, 7 * LANES);
    q20.intoArray(lanes, 8 * LANES);
    q21.intoArray(lanes, 9 * LANES);
    q22.intoArray(lanes, 10 * LANES);
    q23.intoArray(lanes, 11 * LANES);
    q30.intoArray(lanes, 12 * LANES);
    q31.intoArray(lanes, 13 * LANES);
    q32.intoArray(lanes, 14 * LANES);
    q33.intoArray(lanes, 15 * LANES);
  }

  /** Second moments of 3 centred features with 4 others, by rows. */
  static void threeByFour(WeightedPanels panels, int row, int column, double[] lanes) {
    double[] centred = panels.centred();
    double[] weights = panels.weights();
    int down = (row - column) * WIDTH;
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector q00 = zero;
    DoubleVector q01 = zero;
    DoubleVector q02 = zero;
    DoubleVector q03 = zero;
    DoubleVector q10 = zero;
    DoubleVector q11 = zero;
    DoubleVector q12 = zero;
    DoubleVector q13 = zero;
    DoubleVector q20 = zero;
    DoubleVector q21 = zero;
    DoubleVector q22 = zero;
    DoubleVector q23 = zero;
    for (int n = panels.first(); n < panels.end(); n++) {
      int from = panels.centredAt(n, column);
      int at = panels.weightsAt(n);
      for (int v = 0; v < WIDTH; v += LANES) {
        DoubleVector w = DoubleVector.fromArray(SPECIES, weights, at + v);
        DoubleVector y0 = DoubleVector.fromArray(SPECIES, centred, from + v);
        DoubleVector y1 = DoubleVector.fromArray(SPECIES, centred, from + v + WIDTH);
        DoubleVector y2 = DoubleVector.fromArray(SPECIES, centred, from + v + 2 * WIDTH);
        DoubleVector y3 = DoubleVector.fromArray(SPECIES, centred, from + v + 3 * WIDTH);
        DoubleVector t =
            DoubleVector.fromArray(SPECIES, centred, from + down + v).mul(w);
        q00 = FMA ? t.fma(y0, q00) : t.mul(y0).add(q00);
        q01 = FMA ? t.fma(y1, q01) : t.mul(y1).add(q01);
        q02 = FMA ? t.fma(y2, q02) : t.mul(y2).add(q02);
        q03 = FMA ? t.fma(y3, q03) : t.mul(y3).add(q03);
        t = DoubleVector.fromArray(SPECIES, centred, from + down + v + WIDTH).mul(w);
        q10 = FMA ? t.fma(y0, q10) : t.mul(y0).add(q10);
        q11 = FMA ? t.fma(y1, q11) : t.mul(y1).add(q11);
        q12 = FMA ? t.fma(y2, q12) : t.mul(y2).add(q12);
        q13 = FMA ? t.fma(y3, q13) : t.mul(y3).add(q13);
        t = DoubleVector.fromArray(SPECIES, centred, from + down + v + 2 * WIDTH)
            .mul(w);
        q20 = FMA ? t.fma(y0, q20) : t.mul(y0).add(q20);
        q21 = FMA ? t.fma(y1, q21) : t.mul(y1).add(q21);
        q22 = FMA ? t.fma(y2, q22) : t.mul(y2).add(q22);
        q23 = FMA ? t.fma(y3, q23) : t.mul(y3).add(q23);
      }
    }
    q00.intoArray(lanes, 0);
    q01.intoArray(lanes, LANES);
    q02.intoArray(lanes, 2 * LANES);
    q03.intoArray(lanes, 3 * LANES);
    q10.intoArray(lanes, 4 * LANES);
    q11.intoArray(lanes, 5 * LANES);
    q12.intoArray(lanes, 6 * LANES);
    q13.intoArray(lanes, 7 * LANES);
    q20.intoArray(lanes, 8 * LANES);
    q21.intoArray(lanes, 9 * LANES);
    q22.intoArray(lanes, 10 * LANES);
    q23.intoArray(lanes, 11 * LANES);
  }

  /** Second moments of 2 centred features with 4 others, by rows. */
  static void twoByFour(WeightedPanels panels, int row, int column, double[] lanes) {
    double[] centred = panels.centred();
    double[] weights = panels.weights();
    int down = (row - column) * WIDTH;
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector q00 = zero;
    DoubleVector q01 = zero;
    DoubleVector q02 = zero;
    DoubleVector q03 = zero;
    DoubleVector q10 = zero;
    DoubleVector q11 = zero;
    DoubleVector q12 = zero;
    DoubleVector q13 = zero;
    for (int n = panels.first(); n < panels.end(); n++) {
      int from = panels.centredAt(n, column);
      int at = panels.weightsAt(n);
      for (int v = 0; v < WIDTH; v += LANES) {
        DoubleVector w = DoubleVector.fromArray(SPECIES, weights, at + v);
        DoubleVector y0 = DoubleVector.fromArray(SPECIES, centred, from + v);
        DoubleVector y1 = DoubleVector.fromArray(SPECIES, centred, from + v + WIDTH);
        DoubleVector y2 = DoubleVector.fromArray(SPECIES, centred, from + v + 2 * WIDTH);
        DoubleVector y3 = DoubleVector.fromArray(SPECIES, centred, from + v + 3 * WIDTH);
        DoubleVector t =
            DoubleVector.fromArray(SPECIES, centred, from + down + v).mul(w);
        q00 = FMA ? t.fma(y0, q00) : t.mul(y0).add(q00);
        q01 = FMA ? t.fma(y1, q01) : t.mul(y1).add(q01);
        q02 = FMA ? t.fma(y2, q02) : t.mul(y2).add(q02);
        q03 = FMA ? t.fma(y3, q03) : t.mul(y3).add(q03);
        t = DoubleVector.fromArray(SPECIES, centred, from + down + v + WIDTH).mul(w);
        q10 = FMA ? t.fma(y0, q10) : t.mul(y0).add(q10);
        q11 = FMA ? t.fma(y1, q11) : t.mul(y1).add(q11);
        q12 = FMA ? t.fma(y2, q12) : t.mul(y2).add(q12);
        q13 = FMA ? t.fma(y3, q13) : t.mul(y3).add(q13);
      }
    }
    q00.intoArray(lanes, 0);
    q01.intoArray(lanes, LANES);
    q02.intoArray(lanes, 2 * LANES);
    q03.intoArray(lanes, 3 * LANES);
    q10.intoArray(lanes, 4 * LANES);
    q11.intoArray(lanes, 5 * LANES);
    q12.intoArray(lanes, 6 * LANES);
    q13.intoArray(lanes, 7 * LANES);
  }

  /** Second moments of 1 centred feature with 4 others, by rows. */
  static void oneByFour(WeightedPanels panels, int row, int column, double[] lanes) {
    double[] centred = panels.centred();
    double[] weights = panels.weights();
    int down = (row - column) * WIDTH;
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector q00 = zero;
    DoubleVector q01 = zero;
    DoubleVector q02 = zero;
    DoubleVector q03 = zero;
    for (int n = panels.first(); n < panels.end(); n++) {
      int from = panels.centredAt(n, column);
      int at = panels.weightsAt(n);
      for (int v = 0; v < WIDTH; v += LANES) {
        DoubleVector w = DoubleVector.fromArray(SPECIES, weights, at + v);
        DoubleVector y0 = DoubleVector.fromArray(SPECIES, centred, from + v);
        DoubleVector y1 = DoubleVector.fromArray(SPECIES, centred, from + v + WIDTH);
        DoubleVector y2 = DoubleVector.fromArray(SPECIES, centred, from + v + 2 * WIDTH);
        DoubleVector y3 = DoubleVector.fromArray(SPECIES, centred, from + v + 3 * WIDTH);
        DoubleVector t =
            DoubleVector.fromArray(SPECIES, centred, from + down + v).mul(w);
        q00 = FMA ? t.fma(y0, q00) : t.mul(y0).add(q00);
        q01 = FMA ? t.fma(y1, q01) : t.mul(y1).add(q01);
        q02 = FMA ? t.fma(y2, q02) : t.mul(y2).add(q02);
        q03 = FMA ? t.fma(y3, q03) : t.mul(y3).add(q03);
      }
    }
    q00.intoArray(lanes, 0);
    q01.intoArray(lanes, LANES);
    q02.intoArray(lanes, 2 * LANES);
    q03.intoArray(lanes, 3 * LANES);
  }
}

package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.Simd.FMA;
import static dev.gmm4j.backend.vector.Simd.LANES;
import static dev.gmm4j.backend.vector.Simd.SPECIES;
import static dev.gmm4j.backend.vector.mixture.Panels.WIDTH;

import jdk.incubator.vector.DoubleVector;

/**
 * Tiles of the moments of a component, samples in the lanes: weighted and centred features times others, summed over the
 * panels that have a part in the component.
 *
 * <p>The loops are unrolled by hand, for accumulators must be local variables. They are written lane by lane, one
 * accumulator after another.
 */
final class PanelTiles {
  private PanelTiles() {}

  /** First moments of 4 features, then their second moments, the lower triangle by rows. */
  static void triangleOfFour(WeightedPanels panels, double[] centre, int row, double[] lanes) {
    double[] values = panels.values();
    double[] weights = panels.weights();
    int[] list = panels.list();
    int count = panels.count();
    DoubleVector c0 = DoubleVector.broadcast(SPECIES, centre[row]);
    DoubleVector c1 = DoubleVector.broadcast(SPECIES, centre[row + 1]);
    DoubleVector c2 = DoubleVector.broadcast(SPECIES, centre[row + 2]);
    DoubleVector c3 = DoubleVector.broadcast(SPECIES, centre[row + 3]);
    DoubleVector s0 = DoubleVector.zero(SPECIES);
    DoubleVector s1 = DoubleVector.zero(SPECIES);
    DoubleVector s2 = DoubleVector.zero(SPECIES);
    DoubleVector s3 = DoubleVector.zero(SPECIES);
    DoubleVector q00 = DoubleVector.zero(SPECIES);
    DoubleVector q10 = DoubleVector.zero(SPECIES);
    DoubleVector q11 = DoubleVector.zero(SPECIES);
    DoubleVector q20 = DoubleVector.zero(SPECIES);
    DoubleVector q21 = DoubleVector.zero(SPECIES);
    DoubleVector q22 = DoubleVector.zero(SPECIES);
    DoubleVector q30 = DoubleVector.zero(SPECIES);
    DoubleVector q31 = DoubleVector.zero(SPECIES);
    DoubleVector q32 = DoubleVector.zero(SPECIES);
    DoubleVector q33 = DoubleVector.zero(SPECIES);
    for (int n = 0; n < count; n++) {
      int from = panels.at(list[n], row);
      int at = panels.weightsAt(list[n]);
      for (int v = 0; v < WIDTH; v += LANES) {
        DoubleVector w = DoubleVector.fromArray(SPECIES, weights, at + v);
        DoubleVector x0 = DoubleVector.fromArray(SPECIES, values, from + v).sub(c0);
        DoubleVector t = x0.mul(w);
        s0 = s0.add(t);
        q00 = FMA ? t.fma(x0, q00) : t.mul(x0).add(q00);
        DoubleVector x1 =
            DoubleVector.fromArray(SPECIES, values, from + v + WIDTH).sub(c1);
        t = x1.mul(w);
        s1 = s1.add(t);
        q10 = FMA ? t.fma(x0, q10) : t.mul(x0).add(q10);
        q11 = FMA ? t.fma(x1, q11) : t.mul(x1).add(q11);
        DoubleVector x2 =
            DoubleVector.fromArray(SPECIES, values, from + v + 2 * WIDTH).sub(c2);
        t = x2.mul(w);
        s2 = s2.add(t);
        q20 = FMA ? t.fma(x0, q20) : t.mul(x0).add(q20);
        q21 = FMA ? t.fma(x1, q21) : t.mul(x1).add(q21);
        q22 = FMA ? t.fma(x2, q22) : t.mul(x2).add(q22);
        DoubleVector x3 =
            DoubleVector.fromArray(SPECIES, values, from + v + 3 * WIDTH).sub(c3);
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

  /** First moments of 2 features, then their second moments, the lower triangle by rows. */
  static void triangleOfTwo(WeightedPanels panels, double[] centre, int row, double[] lanes) {
    double[] values = panels.values();
    double[] weights = panels.weights();
    int[] list = panels.list();
    int count = panels.count();
    DoubleVector c0 = DoubleVector.broadcast(SPECIES, centre[row]);
    DoubleVector c1 = DoubleVector.broadcast(SPECIES, centre[row + 1]);
    DoubleVector s0 = DoubleVector.zero(SPECIES);
    DoubleVector s1 = DoubleVector.zero(SPECIES);
    DoubleVector q00 = DoubleVector.zero(SPECIES);
    DoubleVector q10 = DoubleVector.zero(SPECIES);
    DoubleVector q11 = DoubleVector.zero(SPECIES);
    for (int n = 0; n < count; n++) {
      int from = panels.at(list[n], row);
      int at = panels.weightsAt(list[n]);
      for (int v = 0; v < WIDTH; v += LANES) {
        DoubleVector w = DoubleVector.fromArray(SPECIES, weights, at + v);
        DoubleVector x0 = DoubleVector.fromArray(SPECIES, values, from + v).sub(c0);
        DoubleVector t = x0.mul(w);
        s0 = s0.add(t);
        q00 = FMA ? t.fma(x0, q00) : t.mul(x0).add(q00);
        DoubleVector x1 =
            DoubleVector.fromArray(SPECIES, values, from + v + WIDTH).sub(c1);
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

  /** First moments of 1 feature, then their second moments, the lower triangle by rows. */
  static void triangleOfOne(WeightedPanels panels, double[] centre, int row, double[] lanes) {
    double[] values = panels.values();
    double[] weights = panels.weights();
    int[] list = panels.list();
    int count = panels.count();
    DoubleVector c0 = DoubleVector.broadcast(SPECIES, centre[row]);
    DoubleVector s0 = DoubleVector.zero(SPECIES);
    DoubleVector q00 = DoubleVector.zero(SPECIES);
    for (int n = 0; n < count; n++) {
      int from = panels.at(list[n], row);
      int at = panels.weightsAt(list[n]);
      for (int v = 0; v < WIDTH; v += LANES) {
        DoubleVector w = DoubleVector.fromArray(SPECIES, weights, at + v);
        DoubleVector x0 = DoubleVector.fromArray(SPECIES, values, from + v).sub(c0);
        DoubleVector t = x0.mul(w);
        s0 = s0.add(t);
        q00 = FMA ? t.fma(x0, q00) : t.mul(x0).add(q00);
      }
    }
    s0.intoArray(lanes, 0);
    q00.intoArray(lanes, LANES);
  }

  /** Second moments of 4 features with 4 others, by rows. */
  static void fourByFour(
      WeightedPanels panels, double[] centre, int row, int column, double[] lanes) {
    double[] values = panels.values();
    double[] weights = panels.weights();
    int[] list = panels.list();
    int count = panels.count();
    DoubleVector c0 = DoubleVector.broadcast(SPECIES, centre[row]);
    DoubleVector c1 = DoubleVector.broadcast(SPECIES, centre[row + 1]);
    DoubleVector c2 = DoubleVector.broadcast(SPECIES, centre[row + 2]);
    DoubleVector c3 = DoubleVector.broadcast(SPECIES, centre[row + 3]);
    DoubleVector d0 = DoubleVector.broadcast(SPECIES, centre[column]);
    DoubleVector d1 = DoubleVector.broadcast(SPECIES, centre[column + 1]);
    DoubleVector d2 = DoubleVector.broadcast(SPECIES, centre[column + 2]);
    DoubleVector d3 = DoubleVector.broadcast(SPECIES, centre[column + 3]);
    DoubleVector q00 = DoubleVector.zero(SPECIES);
    DoubleVector q01 = DoubleVector.zero(SPECIES);
    DoubleVector q02 = DoubleVector.zero(SPECIES);
    DoubleVector q03 = DoubleVector.zero(SPECIES);
    DoubleVector q10 = DoubleVector.zero(SPECIES);
    DoubleVector q11 = DoubleVector.zero(SPECIES);
    DoubleVector q12 = DoubleVector.zero(SPECIES);
    DoubleVector q13 = DoubleVector.zero(SPECIES);
    DoubleVector q20 = DoubleVector.zero(SPECIES);
    DoubleVector q21 = DoubleVector.zero(SPECIES);
    DoubleVector q22 = DoubleVector.zero(SPECIES);
    DoubleVector q23 = DoubleVector.zero(SPECIES);
    DoubleVector q30 = DoubleVector.zero(SPECIES);
    DoubleVector q31 = DoubleVector.zero(SPECIES);
    DoubleVector q32 = DoubleVector.zero(SPECIES);
    DoubleVector q33 = DoubleVector.zero(SPECIES);
    int down = (row - column) * WIDTH;
    for (int n = 0; n < count; n++) {
      int from = panels.at(list[n], column);
      int at = panels.weightsAt(list[n]);
      for (int v = 0; v < WIDTH; v += LANES) {
        DoubleVector w = DoubleVector.fromArray(SPECIES, weights, at + v);
        DoubleVector y0 = DoubleVector.fromArray(SPECIES, values, from + v).sub(d0);
        DoubleVector y1 =
            DoubleVector.fromArray(SPECIES, values, from + v + WIDTH).sub(d1);
        DoubleVector y2 =
            DoubleVector.fromArray(SPECIES, values, from + v + 2 * WIDTH).sub(d2);
        DoubleVector y3 =
            DoubleVector.fromArray(SPECIES, values, from + v + 3 * WIDTH).sub(d3);
        DoubleVector t =
            DoubleVector.fromArray(SPECIES, values, from + down + v).sub(c0).mul(w);
        q00 = FMA ? t.fma(y0, q00) : t.mul(y0).add(q00);
        q01 = FMA ? t.fma(y1, q01) : t.mul(y1).add(q01);
        q02 = FMA ? t.fma(y2, q02) : t.mul(y2).add(q02);
        q03 = FMA ? t.fma(y3, q03) : t.mul(y3).add(q03);
        t = DoubleVector.fromArray(SPECIES, values, from + down + v + WIDTH)
            .sub(c1)
            .mul(w);
        q10 = FMA ? t.fma(y0, q10) : t.mul(y0).add(q10);
        q11 = FMA ? t.fma(y1, q11) : t.mul(y1).add(q11);
        q12 = FMA ? t.fma(y2, q12) : t.mul(y2).add(q12);
        q13 = FMA ? t.fma(y3, q13) : t.mul(y3).add(q13);
        t = DoubleVector.fromArray(SPECIES, values, from + down + v + 2 * WIDTH)
            .sub(c2)
            .mul(w);
        q20 = FMA ? t.fma(y0, q20) : t.mul(y0).add(q20);
        q21 = FMA ? t.fma(y1, q21) : t.mul(y1).add(q21);
        q22 = FMA ? t.fma(y2, q22) : t.mul(y2).add(q22);
        q23 = FMA ? t.fma(y3, q23) : t.mul(y3).add(q23);
        t = DoubleVector.fromArray(SPECIES, values, from + down + v + 3 * WIDTH)
            .sub(c3)
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

  /** Second moments of 2 features with 4 others, by rows. */
  static void twoByFour(
      WeightedPanels panels, double[] centre, int row, int column, double[] lanes) {
    double[] values = panels.values();
    double[] weights = panels.weights();
    int[] list = panels.list();
    int count = panels.count();
    DoubleVector c0 = DoubleVector.broadcast(SPECIES, centre[row]);
    DoubleVector c1 = DoubleVector.broadcast(SPECIES, centre[row + 1]);
    DoubleVector d0 = DoubleVector.broadcast(SPECIES, centre[column]);
    DoubleVector d1 = DoubleVector.broadcast(SPECIES, centre[column + 1]);
    DoubleVector d2 = DoubleVector.broadcast(SPECIES, centre[column + 2]);
    DoubleVector d3 = DoubleVector.broadcast(SPECIES, centre[column + 3]);
    DoubleVector q00 = DoubleVector.zero(SPECIES);
    DoubleVector q01 = DoubleVector.zero(SPECIES);
    DoubleVector q02 = DoubleVector.zero(SPECIES);
    DoubleVector q03 = DoubleVector.zero(SPECIES);
    DoubleVector q10 = DoubleVector.zero(SPECIES);
    DoubleVector q11 = DoubleVector.zero(SPECIES);
    DoubleVector q12 = DoubleVector.zero(SPECIES);
    DoubleVector q13 = DoubleVector.zero(SPECIES);
    int down = (row - column) * WIDTH;
    for (int n = 0; n < count; n++) {
      int from = panels.at(list[n], column);
      int at = panels.weightsAt(list[n]);
      for (int v = 0; v < WIDTH; v += LANES) {
        DoubleVector w = DoubleVector.fromArray(SPECIES, weights, at + v);
        DoubleVector y0 = DoubleVector.fromArray(SPECIES, values, from + v).sub(d0);
        DoubleVector y1 =
            DoubleVector.fromArray(SPECIES, values, from + v + WIDTH).sub(d1);
        DoubleVector y2 =
            DoubleVector.fromArray(SPECIES, values, from + v + 2 * WIDTH).sub(d2);
        DoubleVector y3 =
            DoubleVector.fromArray(SPECIES, values, from + v + 3 * WIDTH).sub(d3);
        DoubleVector t =
            DoubleVector.fromArray(SPECIES, values, from + down + v).sub(c0).mul(w);
        q00 = FMA ? t.fma(y0, q00) : t.mul(y0).add(q00);
        q01 = FMA ? t.fma(y1, q01) : t.mul(y1).add(q01);
        q02 = FMA ? t.fma(y2, q02) : t.mul(y2).add(q02);
        q03 = FMA ? t.fma(y3, q03) : t.mul(y3).add(q03);
        t = DoubleVector.fromArray(SPECIES, values, from + down + v + WIDTH)
            .sub(c1)
            .mul(w);
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

  /** Second moments of 1 feature with 4 others, by rows. */
  static void oneByFour(
      WeightedPanels panels, double[] centre, int row, int column, double[] lanes) {
    double[] values = panels.values();
    double[] weights = panels.weights();
    int[] list = panels.list();
    int count = panels.count();
    DoubleVector c0 = DoubleVector.broadcast(SPECIES, centre[row]);
    DoubleVector d0 = DoubleVector.broadcast(SPECIES, centre[column]);
    DoubleVector d1 = DoubleVector.broadcast(SPECIES, centre[column + 1]);
    DoubleVector d2 = DoubleVector.broadcast(SPECIES, centre[column + 2]);
    DoubleVector d3 = DoubleVector.broadcast(SPECIES, centre[column + 3]);
    DoubleVector q00 = DoubleVector.zero(SPECIES);
    DoubleVector q01 = DoubleVector.zero(SPECIES);
    DoubleVector q02 = DoubleVector.zero(SPECIES);
    DoubleVector q03 = DoubleVector.zero(SPECIES);
    int down = (row - column) * WIDTH;
    for (int n = 0; n < count; n++) {
      int from = panels.at(list[n], column);
      int at = panels.weightsAt(list[n]);
      for (int v = 0; v < WIDTH; v += LANES) {
        DoubleVector w = DoubleVector.fromArray(SPECIES, weights, at + v);
        DoubleVector y0 = DoubleVector.fromArray(SPECIES, values, from + v).sub(d0);
        DoubleVector y1 =
            DoubleVector.fromArray(SPECIES, values, from + v + WIDTH).sub(d1);
        DoubleVector y2 =
            DoubleVector.fromArray(SPECIES, values, from + v + 2 * WIDTH).sub(d2);
        DoubleVector y3 =
            DoubleVector.fromArray(SPECIES, values, from + v + 3 * WIDTH).sub(d3);
        DoubleVector t =
            DoubleVector.fromArray(SPECIES, values, from + down + v).sub(c0).mul(w);
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

  /** Second moments of 1 feature with 2 others, by rows. */
  static void oneByTwo(
      WeightedPanels panels, double[] centre, int row, int column, double[] lanes) {
    double[] values = panels.values();
    double[] weights = panels.weights();
    int[] list = panels.list();
    int count = panels.count();
    DoubleVector c0 = DoubleVector.broadcast(SPECIES, centre[row]);
    DoubleVector d0 = DoubleVector.broadcast(SPECIES, centre[column]);
    DoubleVector d1 = DoubleVector.broadcast(SPECIES, centre[column + 1]);
    DoubleVector q00 = DoubleVector.zero(SPECIES);
    DoubleVector q01 = DoubleVector.zero(SPECIES);
    int down = (row - column) * WIDTH;
    for (int n = 0; n < count; n++) {
      int from = panels.at(list[n], column);
      int at = panels.weightsAt(list[n]);
      for (int v = 0; v < WIDTH; v += LANES) {
        DoubleVector w = DoubleVector.fromArray(SPECIES, weights, at + v);
        DoubleVector y0 = DoubleVector.fromArray(SPECIES, values, from + v).sub(d0);
        DoubleVector y1 =
            DoubleVector.fromArray(SPECIES, values, from + v + WIDTH).sub(d1);
        DoubleVector t =
            DoubleVector.fromArray(SPECIES, values, from + down + v).sub(c0).mul(w);
        q00 = FMA ? t.fma(y0, q00) : t.mul(y0).add(q00);
        q01 = FMA ? t.fma(y1, q01) : t.mul(y1).add(q01);
      }
    }
    q00.intoArray(lanes, 0);
    q01.intoArray(lanes, LANES);
  }

  /** First moments of 4 features, then their second moments with themselves alone. */
  static void squaresOfFour(WeightedPanels panels, double[] centre, int row, double[] lanes) {
    double[] values = panels.values();
    double[] weights = panels.weights();
    int[] list = panels.list();
    int count = panels.count();
    DoubleVector c0 = DoubleVector.broadcast(SPECIES, centre[row]);
    DoubleVector c1 = DoubleVector.broadcast(SPECIES, centre[row + 1]);
    DoubleVector c2 = DoubleVector.broadcast(SPECIES, centre[row + 2]);
    DoubleVector c3 = DoubleVector.broadcast(SPECIES, centre[row + 3]);
    DoubleVector s0 = DoubleVector.zero(SPECIES);
    DoubleVector s1 = DoubleVector.zero(SPECIES);
    DoubleVector s2 = DoubleVector.zero(SPECIES);
    DoubleVector s3 = DoubleVector.zero(SPECIES);
    DoubleVector q0 = DoubleVector.zero(SPECIES);
    DoubleVector q1 = DoubleVector.zero(SPECIES);
    DoubleVector q2 = DoubleVector.zero(SPECIES);
    DoubleVector q3 = DoubleVector.zero(SPECIES);
    for (int n = 0; n < count; n++) {
      int from = panels.at(list[n], row);
      int at = panels.weightsAt(list[n]);
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
  static void squaresOfOne(WeightedPanels panels, double[] centre, int row, double[] lanes) {
    double[] values = panels.values();
    double[] weights = panels.weights();
    int[] list = panels.list();
    int count = panels.count();
    DoubleVector c0 = DoubleVector.broadcast(SPECIES, centre[row]);
    DoubleVector s0 = DoubleVector.zero(SPECIES);
    DoubleVector q0 = DoubleVector.zero(SPECIES);
    for (int n = 0; n < count; n++) {
      int from = panels.at(list[n], row);
      int at = panels.weightsAt(list[n]);
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

package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.mixture.Panels.WIDTH;
import static dev.gmm4j.backend.vector.simd.Simd.FMA;
import static dev.gmm4j.backend.vector.simd.Simd.LANES;
import static dev.gmm4j.backend.vector.simd.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * From squared distances to densities, for the samples of one panel and one component at a time.
 *
 * <p>Exponentials and logarithms are our own: those of the Vector API give other bits before the compiler has got hold of
 * them than after.
 */
final class PanelDensities {
  private static final double LOG2_E = 0x1.71547652b82fep0;

  /** 1.5·2^52: added to a number it leaves the nearest integer in the lowest bits. */
  private static final double ROUNDING = 0x1.8p52;

  private static final double LN2_HIGH = 0x1.62e42fefa38p-1;
  private static final double LN2_LOW = 0x1.ef35793c7673p-45;

  private static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;
  private static final long ROUNDING_BITS = 0x4330000000000000L;

  private static final DoubleVector LOG_0 = DoubleVector.broadcast(SPECIES, 0.666666666666667);
  private static final DoubleVector LOG_1 = DoubleVector.broadcast(SPECIES, 0.39999999999899444);
  private static final DoubleVector LOG_2 = DoubleVector.broadcast(SPECIES, 0.2857142862600327);
  private static final DoubleVector LOG_3 = DoubleVector.broadcast(SPECIES, 0.22222211130259878);
  private static final DoubleVector LOG_4 = DoubleVector.broadcast(SPECIES, 0.18182889455674947);
  private static final DoubleVector LOG_5 = DoubleVector.broadcast(SPECIES, 0.15331710618210773);

  private PanelDensities() {}

  /** Writes log densities {@code c - q/2}, keeps maxima. */
  static void logDensities(
      double[] squares,
      double coefficient,
      double[] values,
      int at,
      double[] maxima,
      int maximaAt) {
    for (int v = 0; v < WIDTH; v += LANES) {
      DoubleVector q = DoubleVector.fromArray(SPECIES, squares, v);
      DoubleVector half = DoubleVector.broadcast(SPECIES, -0.5);
      DoubleVector c = DoubleVector.broadcast(SPECIES, coefficient);
      DoubleVector l = FMA ? q.fma(half, c) : q.mul(half).add(c);
      l.intoArray(values, at + v);
      DoubleVector m = DoubleVector.fromArray(SPECIES, maxima, maximaAt + v);
      m.blend(l, l.compare(VectorOperators.GT, m)).intoArray(maxima, maximaAt + v);
    }
  }

  /**
   * Turns log-densities into their exponentials relative to the largest, and adds these to sums.
   *
   * @param negligible what is less than {@code exp(-negligible)} of the largest becomes 0
   * @return whether any is more
   */
  static boolean exponentials(
      double[] values, int at, double[] maxima, int maximaAt, double[] sums, double negligible) {
    DoubleVector least = DoubleVector.broadcast(SPECIES, -negligible);
    DoubleVector x0 = DoubleVector.fromArray(SPECIES, values, at)
        .sub(DoubleVector.fromArray(SPECIES, maxima, maximaAt));
    DoubleVector x1 = DoubleVector.fromArray(SPECIES, values, at + LANES)
        .sub(DoubleVector.fromArray(SPECIES, maxima, maximaAt + LANES));
    VectorMask<Double> m0 = x0.compare(VectorOperators.GT, least);
    VectorMask<Double> m1 = x1.compare(VectorOperators.GT, least);
    DoubleVector zero = DoubleVector.zero(SPECIES);
    if (!m0.or(m1).anyTrue()) {
      zero.intoArray(values, at);
      zero.intoArray(values, at + LANES);
      return false;
    }
    DoubleVector t0 = FMA
        ? x0.fma(DoubleVector.broadcast(SPECIES, LOG2_E), DoubleVector.broadcast(SPECIES, ROUNDING))
        : x0.mul(LOG2_E).add(ROUNDING);
    DoubleVector t1 = FMA
        ? x1.fma(DoubleVector.broadcast(SPECIES, LOG2_E), DoubleVector.broadcast(SPECIES, ROUNDING))
        : x1.mul(LOG2_E).add(ROUNDING);
    DoubleVector n0 = t0.sub(ROUNDING);
    DoubleVector n1 = t1.sub(ROUNDING);
    DoubleVector high = DoubleVector.broadcast(SPECIES, -LN2_HIGH);
    DoubleVector low = DoubleVector.broadcast(SPECIES, -LN2_LOW);
    DoubleVector r0 =
        FMA ? n0.fma(low, n0.fma(high, x0)) : n0.mul(low).add(n0.mul(high).add(x0));
    DoubleVector r1 =
        FMA ? n1.fma(low, n1.fma(high, x1)) : n1.mul(low).add(n1.mul(high).add(x1));
    DoubleVector c = DoubleVector.broadcast(SPECIES, 2.510038549551032e-08);
    DoubleVector p0 = c;
    DoubleVector p1 = c;
    c = DoubleVector.broadcast(SPECIES, 2.7620088445409746e-07);
    p0 = FMA ? p0.fma(r0, c) : p0.mul(r0).add(c);
    p1 = FMA ? p1.fma(r1, c) : p1.mul(r1).add(c);
    c = DoubleVector.broadcast(SPECIES, 2.7557268459997064e-06);
    p0 = FMA ? p0.fma(r0, c) : p0.mul(r0).add(c);
    p1 = FMA ? p1.fma(r1, c) : p1.mul(r1).add(c);
    c = DoubleVector.broadcast(SPECIES, 2.4801521295954376e-05);
    p0 = FMA ? p0.fma(r0, c) : p0.mul(r0).add(c);
    p1 = FMA ? p1.fma(r1, c) : p1.mul(r1).add(c);
    c = DoubleVector.broadcast(SPECIES, 0.00019841269863053618);
    p0 = FMA ? p0.fma(r0, c) : p0.mul(r0).add(c);
    p1 = FMA ? p1.fma(r1, c) : p1.mul(r1).add(c);
    c = DoubleVector.broadcast(SPECIES, 0.0013888888917213717);
    p0 = FMA ? p0.fma(r0, c) : p0.mul(r0).add(c);
    p1 = FMA ? p1.fma(r1, c) : p1.mul(r1).add(c);
    c = DoubleVector.broadcast(SPECIES, 0.008333333333330062);
    p0 = FMA ? p0.fma(r0, c) : p0.mul(r0).add(c);
    p1 = FMA ? p1.fma(r1, c) : p1.mul(r1).add(c);
    c = DoubleVector.broadcast(SPECIES, 0.04166666666662413);
    p0 = FMA ? p0.fma(r0, c) : p0.mul(r0).add(c);
    p1 = FMA ? p1.fma(r1, c) : p1.mul(r1).add(c);
    c = DoubleVector.broadcast(SPECIES, 0.16666666666666669);
    p0 = FMA ? p0.fma(r0, c) : p0.mul(r0).add(c);
    p1 = FMA ? p1.fma(r1, c) : p1.mul(r1).add(c);
    c = DoubleVector.broadcast(SPECIES, 0.5);
    p0 = FMA ? p0.fma(r0, c) : p0.mul(r0).add(c);
    p1 = FMA ? p1.fma(r1, c) : p1.mul(r1).add(c);
    c = DoubleVector.broadcast(SPECIES, 1);
    p0 = FMA ? p0.fma(r0, c) : p0.mul(r0).add(c);
    p1 = FMA ? p1.fma(r1, c) : p1.mul(r1).add(c);
    p0 = FMA ? p0.fma(r0, c) : p0.mul(r0).add(c);
    p1 = FMA ? p1.fma(r1, c) : p1.mul(r1).add(c);
    LongVector b0 =
        p0.reinterpretAsLongs().add(t0.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52));
    LongVector b1 =
        p1.reinterpretAsLongs().add(t1.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52));
    DoubleVector e0 = zero.blend(b0.reinterpretAsDoubles(), m0);
    DoubleVector e1 = zero.blend(b1.reinterpretAsDoubles(), m1);
    e0.intoArray(values, at);
    e1.intoArray(values, at + LANES);
    e0.add(DoubleVector.fromArray(SPECIES, sums, 0)).intoArray(sums, 0);
    e1.add(DoubleVector.fromArray(SPECIES, sums, LANES)).intoArray(sums, LANES);
    return true;
  }

  /** Writes the natural logarithms of numbers between 1 and the largest double. */
  static void logarithms(double[] numbers, double[] logarithms) {
    for (int v = 0; v < WIDTH; v += LANES) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, numbers, v);
      LongVector bits = x.reinterpretAsLongs();
      // The exponent, and the significand between √½ and √2.
      LongVector shifted = bits.sub(SQRT_HALF_BITS);
      LongVector exponent = shifted.lanewise(VectorOperators.LSHR, 52);
      DoubleVector m = bits.sub(exponent.lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles();
      DoubleVector e = exponent.or(ROUNDING_BITS).reinterpretAsDoubles().sub(0x1p52);
      DoubleVector z = m.sub(1).div(m.add(1));
      DoubleVector t = z.mul(z);
      DoubleVector p = DoubleVector.broadcast(SPECIES, 0.14616585424888623);
      p = FMA ? p.fma(t, LOG_5) : p.mul(t).add(LOG_5);
      p = FMA ? p.fma(t, LOG_4) : p.mul(t).add(LOG_4);
      p = FMA ? p.fma(t, LOG_3) : p.mul(t).add(LOG_3);
      p = FMA ? p.fma(t, LOG_2) : p.mul(t).add(LOG_2);
      p = FMA ? p.fma(t, LOG_1) : p.mul(t).add(LOG_1);
      p = FMA ? p.fma(t, LOG_0) : p.mul(t).add(LOG_0);
      DoubleVector small = p.mul(t).mul(z).add(e.mul(LN2_LOW));
      e.mul(LN2_HIGH).add(small.add(z.add(z))).intoArray(logarithms, v);
    }
  }
}

package dev.gmm4j.backend.vector.mixture.density;

import static dev.gmm4j.backend.vector.mixture.layout.Panels.WIDTH;
import static dev.gmm4j.backend.vector.simd.Simd.FMA;
import static dev.gmm4j.backend.vector.simd.Simd.LANES;
import static dev.gmm4j.backend.vector.simd.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * From squared distances to densities, for the samples of one panel and one component at a time.
 *
 * <p>Logarithms, like {@link Exponentials}, are our own: those of the Vector API give other bits before the compiler has
 * got hold of them than after.
 */
public final class PanelDensities {
  /** The logarithm of 2 in two parts: the products of the first with exponents are exact. */
  static final double LN2_HIGH = 0x1.62e42fefa38p-1;

  static final double LN2_LOW = 0x1.ef35793c7673p-45;

  static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;
  static final long ROUNDING_BITS = 0x4330000000000000L;

  static final DoubleVector LOG_0 = DoubleVector.broadcast(SPECIES, 0.666666666666667);
  static final DoubleVector LOG_1 = DoubleVector.broadcast(SPECIES, 0.39999999999899444);
  static final DoubleVector LOG_2 = DoubleVector.broadcast(SPECIES, 0.2857142862600327);
  static final DoubleVector LOG_3 = DoubleVector.broadcast(SPECIES, 0.22222211130259878);
  static final DoubleVector LOG_4 = DoubleVector.broadcast(SPECIES, 0.18182889455674947);
  static final DoubleVector LOG_5 = DoubleVector.broadcast(SPECIES, 0.15331710618210773);
  static final DoubleVector LOG_6 = DoubleVector.broadcast(SPECIES, 0.14616585424888623);

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

  /** Writes the natural logarithms of numbers between 1 and the largest double. */
  public static void logarithms(double[] numbers, double[] logarithms) {
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
      DoubleVector p = LOG_6;
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

package dev.gmm4j.internal.util;

/**
 * A stream of random numbers that is the same on every JDK: SplitMix64 (Steele, Lea and Flood 2014).
 *
 * <p>Streams of different labels under the same seed are independent for all practical purposes.
 */
public final class Randomness {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
  private static final double UNIT = 0x1.0p-53;

  private long state;
  private double spareGaussian;
  private boolean hasSpareGaussian;

  /** Creates the stream of a seed. */
  public Randomness(long seed) {
    this.state = mix(seed);
  }

  /** Returns a stream of its own for a label, such as the index of a restart or of a row. */
  public static Randomness of(long seed, long label) {
    return new Randomness(mix(seed) + GOLDEN_GAMMA * mix(label + GOLDEN_GAMMA));
  }

  /** Returns a stream that goes on from a {@link #state}. */
  public static Randomness at(long state) {
    Randomness stream = new Randomness(0);
    stream.state = state;
    return stream;
  }

  /** Returns what a stream that draws no Gaussian numbers goes on from. */
  public long state() {
    return state;
  }

  /** Returns 64 random bits. */
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** Returns a uniform number in [0, 1), a multiple of 2⁻⁵³. */
  public double nextDouble() {
    return (nextLong() >>> 11) * UNIT;
  }

  /** Returns a uniform index in [0, bound). */
  public long nextLong(long bound) {
    // Rejects the incomplete last stretch of multiples, so that all indices are equally likely.
    long bits;
    long value;
    do {
      bits = nextLong() >>> 1;
      value = bits % bound;
    } while (bits - value + (bound - 1) < 0);
    return value;
  }

  /** Returns a standard normal number (polar method, Marsaglia 1964). */
  public double nextGaussian() {
    if (hasSpareGaussian) {
      hasSpareGaussian = false;
      return spareGaussian;
    }
    double u;
    double v;
    double s;
    do {
      u = 2 * nextDouble() - 1;
      v = 2 * nextDouble() - 1;
      s = u * u + v * v;
    } while (s >= 1 || s == 0);
    double factor = Math.sqrt(-2 * StrictMath.log(s) / s);
    spareGaussian = v * factor;
    hasSpareGaussian = true;
    return u * factor;
  }

  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}

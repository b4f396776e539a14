package dev.gmm4j.factor;

import dev.gmm4j.internal.util.Arguments;

/** Numbers of parameters of loadings. */
final class FactorCounts {
  private FactorCounts() {}

  static void check(int dimension, int... factors) {
    Arguments.atLeast("dimension", dimension, 1);
    Arguments.atLeast("components", factors.length, 1);
    for (int own : factors) {
      Arguments.check(
          own >= 0 && own < dimension, "factors must be >= 0 and < %d, but was %d", dimension, own);
    }
  }

  /** Returns the free parameters of {@code d*q} loadings that are determined but for a rotation. */
  static long loadings(int dimension, int factors) {
    return (long) dimension * factors - (long) factors * (factors - 1) / 2;
  }

  /** Returns the free parameters of {@code q} orthogonal unit vectors of {@code d} features, in a given order. */
  static long axes(int dimension, int factors) {
    return (long) dimension * factors - (long) factors * (factors + 1) / 2;
  }
}

package dev.gmm4j.tck.internal.rules;

/** Orders that operations are tried with: 1, 2, 3, primes, and lane counts 2, 4, 8 and powers of two ± 1. */
final class Sizes {
  static final int[] SMALL = {1, 2, 3, 4, 5, 7, 8, 9, 13, 15, 16, 17, 31, 32, 33};
  static final int[] ALL = {
    1, 2, 3, 4, 5, 7, 8, 9, 13, 15, 16, 17, 31, 32, 33, 40, 63, 64, 65, 97, 150
  };

  /** Rows of a block: lane counts ± 1 and numbers that no block size divides. */
  static final int[] ROWS = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 65, 101};

  private Sizes() {}
}

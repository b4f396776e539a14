package dev.gmm4j.spi;

import dev.gmm4j.internal.util.Arguments;

/**
 * The options that a backend is created with.
 *
 * @param threadsPerCall how many threads the backend may use within one call; 1 where the caller runs blocks over
 *     threads itself, as the local engine does
 */
public record BackendOptions(int threadsPerCall) {

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if {@code threadsPerCall < 1}
   */
  public BackendOptions {
    Arguments.atLeast("threadsPerCall", threadsPerCall, 1);
  }

  /** Returns the options of the local engine: one thread within a call. */
  public static BackendOptions defaults() {
    return new BackendOptions(1);
  }
}

package dev.gmm4j.bench.compare;

import java.util.function.LongSupplier;

/**
 * Tells when fits have become as fast as they get: when they have not become faster for a while. Vector code that is not
 * compiled yet is slower by orders of magnitude, and it takes seconds until the last of it is.
 */
final class WarmUp {
  private static final double FASTER = 0.95;

  /** It ends after so many of its spans, whatever the times are. */
  private static final int MAX_SPANS = 10;

  private final double span;
  private final LongSupplier nanoTime;
  private final long began;
  private long improved;
  private double fastest = Double.POSITIVE_INFINITY;

  /**
   * Begins.
   *
   * @param span for how many seconds fits must not become faster
   */
  WarmUp(double span) {
    this(span, System::nanoTime);
  }

  /** Begins, by a clock like {@link System#nanoTime()}. */
  WarmUp(double span, LongSupplier nanoTime) {
    this.span = span;
    this.nanoTime = nanoTime;
    this.began = nanoTime.getAsLong();
    this.improved = began;
  }

  /**
   * Takes the time of an iteration of a fit, and tells whether it was the last fit of the warm-up.
   *
   * @param fitBegan when the fit began, in nanoseconds
   */
  boolean isOver(double secondsPerIteration, long fitBegan) {
    if (secondsPerIteration < FASTER * fastest) {
      fastest = secondsPerIteration;
      improved = fitBegan;
    }
    return since(improved) >= span || since(began) >= MAX_SPANS * span;
  }

  private double since(long nanos) {
    return (nanoTime.getAsLong() - nanos) * 1e-9;
  }
}

package dev.gmm4j.bench.compare;

/**
 * Tells when fits have become as fast as they get: when they have not become faster for a while. Vector code that is not
 * compiled yet is slower by orders of magnitude, and it takes seconds until the last of it is.
 */
final class WarmUp {
  private static final double FASTER = 0.95;

  /** It ends after so many of its spans, whatever the times are. */
  private static final int MAX_SPANS = 10;

  private final double span;
  private final long began = System.nanoTime();
  private long improved = began;
  private double fastest = Double.POSITIVE_INFINITY;

  /**
   * Begins.
   *
   * @param span for how many seconds fits must not become faster
   */
  WarmUp(double span) {
    this.span = span;
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

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) * 1e-9;
  }
}

package dev.gmm4j.internal.search;

/**
 * How much a search may do before it must have found something: in passes over samples for a component, so that work on
 * parts of samples and components counts for what it is.
 */
final class Work {
  /** What a search costs at least is little where EM has many components or samples. */
  private static final double PASSES = 2;

  /** EM that converges in so few iterations has hardly ended at a poor optimum, unless a component looks divided. */
  private static final int FEW_ITERATIONS = 3;

  private final double limit;
  private final double blindLimit;
  private double spent;

  /**
   * Creates an account.
   *
   * @param iterations of EM that led to the start
   * @param pass what one of them costs
   * @param look what it costs to look at all components
   */
  Work(int iterations, double pass, double look) {
    boolean isSoon = iterations <= FEW_ITERATIONS;
    blindLimit = isSoon ? 0 : Math.max(look, iterations * pass);
    limit = (PASSES + iterations) * pass + (isSoon ? 0 : look);
  }

  void spend(double passes) {
    spent += passes;
  }

  boolean isDone() {
    return spent >= limit;
  }

  /** Tells whether so much may be spent on a component, so that enough is left for a trial. */
  boolean allows(double passes, boolean isPromising) {
    return spent + passes <= Math.max(blindLimit, isPromising ? limit / 2 : 0);
  }

  /** Begins anew, after something was found. */
  void renew() {
    spent = 0;
  }
}

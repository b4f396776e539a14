package dev.gmm4j.internal.search;

/** How many random swaps a search makes: so many as cost no more than twice the EM before it, or next to nothing. */
final class SwapBudget {
  private static final double PARTS_OF_START = 2;

  /** Numbers of samples times parameters that are gone over in a few milliseconds. */
  private static final double FEW_NUMBERS = 2e6;

  private static final int SWAPS_OF_COMPONENT = 8;

  /** EM that converges in so few iterations has hardly ended at a poor optimum. */
  private static final int FEW_ITERATIONS = 3;

  private final double limit;
  private int left;
  private double spent;

  /**
   * Creates a budget.
   *
   * @param iterations of EM that led to the start
   * @param pass what one of them costs: samples times components
   * @param parameters of a component
   */
  SwapBudget(int iterations, int components, double pass, double parameters) {
    limit = Math.max(PARTS_OF_START * iterations * pass, FEW_NUMBERS / parameters);
    left = iterations <= FEW_ITERATIONS ? 0 : SWAPS_OF_COMPONENT * components;
  }

  boolean allowsAnother() {
    return left > 0 && spent < limit;
  }

  void spend(double passes) {
    left--;
    spent += passes;
  }
}

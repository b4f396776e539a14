package dev.gmm4j.internal.search;

/**
 * How much work a search may do with random swaps without finding something better: as much as EM before it, or a fixed amount,
 * which takes one core some tenths of a second; and twice that in all. It is counted and not timed, so that a result does not
 * depend on the machine. It ends before where swaps lead back again and again.
 */
final class SwapBudget {
  /**
   * What a fixed amount of swaps may go over: small samples, which EM is done with in some milliseconds, have optima enough to
   * look among for longer.
   */
  private static final double FEW_NUMBERS = 2.5e9;

  /** So many passes over all components, some hundred swaps, suffice for the smallest samples. */
  private static final double MOST_PASSES = 6000;

  /** Swaps in all may cost so many times what they may cost in vain. */
  private static final double IN_ALL = 2;

  /** What it takes to go over a sample for a component, beside its parameters: as much as so many of those. */
  private static final double NUMBERS_OF_ANY = 64;

  /** EM that comes near its limit in so few iterations has hardly ended at a poor optimum. */
  private static final int FEW_ITERATIONS = 2;

  private final double limit;
  private double spent;

  /** What was spent until something better was found. */
  private double useful;

  /** Swaps since something better was found, and those of them that led back to where they began. */
  private int swaps;

  private int returned;

  /**
   * Creates a budget.
   *
   * @param iterations in which EM came near the start
   * @param pass what one of them costs: samples times components
   * @param parameters of a component
   * @param effort the part of the fixed amount that is allowed
   */
  SwapBudget(int iterations, double pass, double parameters, double effort) {
    double few = effort * Math.min(FEW_NUMBERS / (parameters + NUMBERS_OF_ANY), MOST_PASSES * pass);
    limit = iterations <= FEW_ITERATIONS ? 0 : Math.max(iterations * pass, few);
  }

  boolean allowsAnother() {
    return spent < IN_ALL * limit && spent - useful < limit && !hasSeenAll();
  }

  /**
   * Tells whether there is hardly another optimum to be found: of {@code n} swaps that led to {@code w} optima, as many as
   * {@code w (n - 1) / (n - w - 2)} are expected in all (Boender and Rinnooy Kan 1987). Each swap that did not lead back counts
   * for an optimum of its own.
   */
  private boolean hasSeenAll() {
    int optima = swaps - returned + 1;
    int others = swaps - optima - 2;
    return others > 0 && optima * (swaps - 1.0) < (optima + 0.5) * others;
  }

  /** Takes note of a swap that found nothing better. */
  void spend(double passes, boolean isBack) {
    spent += passes;
    swaps++;
    returned += isBack ? 1 : 0;
  }

  /** Takes note of a swap that found something better. */
  void found(double passes) {
    spent += passes;
    useful = spent;
    swaps = 0;
    returned = 0;
  }
}

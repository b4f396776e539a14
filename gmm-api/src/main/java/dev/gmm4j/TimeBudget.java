package dev.gmm4j;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How long some fits may take together, on the wall clock. Safe to use from several threads. */
final class TimeBudget {
  /** As long as it takes. */
  static final TimeBudget NONE = new TimeBudget(null, 0);

  private final @Nullable Duration limit;
  private final long began;

  private TimeBudget(@Nullable Duration limit, long began) {
    this.limit = limit;
    this.began = began;
  }

  /** Returns a budget that runs from now on. */
  static TimeBudget of(Duration limit) {
    return new TimeBudget(limit, System.nanoTime());
  }

  boolean isSpent() {
    return limit != null && System.nanoTime() - began >= limit.toNanos();
  }

  /**
   * Ends a start for which no time is left.
   *
   * @throws GmmException if the budget is spent
   */
  void check(int iteration) {
    require("in iteration " + iteration);
  }

  /**
   * Ends a start for which no time is left before its first iteration.
   *
   * @throws GmmException if the budget is spent
   */
  void checkInStart() {
    require("before a start was found");
  }

  private void require(String where) {
    if (isSpent()) {
      throw new GmmException(String.format(
          Locale.ROOT,
          "the time budget of %s s was spent %s",
          limit == null ? 0 : limit.toMillis() / 1000.0,
          where));
    }
  }
}

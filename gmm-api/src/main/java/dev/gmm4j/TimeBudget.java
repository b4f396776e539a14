package dev.gmm4j;

import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.util.Arguments;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The time that some fits may take together, on the wall clock. Immutable and safe to use from several threads. */
public final class TimeBudget {
  /** As long as it takes. */
  public static final TimeBudget UNLIMITED = new TimeBudget(null, 0);

  private final @Nullable Duration limit;
  private final long began;

  private TimeBudget(@Nullable Duration limit, long began) {
    this.limit = limit;
    this.began = began;
  }

  /**
   * Returns a budget that runs from now on.
   *
   * @throws IllegalArgumentException if the limit is not positive
   */
  public static TimeBudget of(Duration limit) {
    Arguments.check(
        !limit.isZero() && !limit.isNegative(), "timeBudget must be > 0, but was %s", limit);
    return new TimeBudget(limit, System.nanoTime());
  }

  private boolean isSpent() {
    return limit != null && System.nanoTime() - began >= limit.toNanos();
  }

  /**
   * Ends a restart for which no time is left.
   *
   * @throws GmmException if the budget is spent
   */
  public void check(int iteration) {
    require("in iteration " + iteration);
  }

  /**
   * Ends a restart for which no time is left before its first iteration.
   *
   * @throws GmmException if the budget is spent
   */
  public void checkInitialization() {
    require("before initial parameters were found");
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

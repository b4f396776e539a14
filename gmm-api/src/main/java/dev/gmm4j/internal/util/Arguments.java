package dev.gmm4j.internal.util;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks of arguments, with messages that name the argument, its value and the bound. */
public final class Arguments {
  private Arguments() {}

  /** Returns the value if it is at least the bound. */
  public static int atLeast(String name, int value, int bound) {
    check(value >= bound, "%s must be >= %d, but was %d", name, bound, value);
    return value;
  }

  /** Returns the value if it is finite and not negative. */
  public static double notNegative(String name, double value) {
    check(
        value >= 0 && value < Double.POSITIVE_INFINITY,
        "%s must be finite and >= 0, but was %s",
        name,
        value);
    return value;
  }

  /**
   * Returns the value if it is not null.
   *
   * @throws NullPointerException if it is, with the argument's name
   */
  public static <T> T notNull(String name, @Nullable T value) {
    return Objects.requireNonNull(value, () -> name + " must not be null");
  }

  /** Throws an {@link IllegalArgumentException} with a formatted message unless the condition holds. */
  public static void check(boolean condition, String format, Object... arguments) {
    if (!condition) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, format, arguments));
    }
  }
}

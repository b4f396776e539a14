package dev.gmm4j.bench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as people read them. */
final class Numbers {
  private static final int DIGITS = 3;

  private Numbers() {}

  /** Returns a number with three significant digits, without an exponent; empty where it is not finite. */
  static String significant(double value) {
    if (!Double.isFinite(value)) {
      return "";
    }
    BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(DIGITS));
    int places = rounded.signum() == 0 ? 0 : rounded.scale() + DIGITS - rounded.precision();
    return rounded.setScale(Math.max(0, places)).toPlainString();
  }

  /** Returns a share as a whole percentage; empty where it is not finite. */
  static String percent(double share) {
    return Double.isFinite(share) ? String.format(Locale.ROOT, "%.0f %%", 100 * share) : "";
  }

  /** Returns bytes in MB (1e6); empty where they are not known. */
  static String megabytes(@Nullable Double bytes) {
    return bytes == null ? "" : significant(bytes / 1e6);
  }
}

package dev.gmm4j.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A logarithmic axis from one pixel to another.
 *
 * @param low the number at the pixel {@code from}
 * @param high the number at the pixel {@code to}
 */
record LogAxis(double low, double high, double from, double to) {
  private static final double FEW_DECADES = 2.5;
  private static final double LARGEST_PLAIN = 99_999;
  private static final double SMALLEST_PLAIN = 1e-3;

  /** Returns an axis with all numbers on it and a little room around them. */
  static LogAxis over(List<Double> numbers, double from, double to) {
    double[] sorted = numbers.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double smallest = sorted[0];
    double largest = sorted[sorted.length - 1];
    double room = Math.pow(Math.max(largest / smallest, 1.2), 0.06);
    return new LogAxis(smallest / room, largest * room, from, to);
  }

  double pixel(double number) {
    return from + (to - from) * Math.log(number / low) / Math.log(high / low);
  }

  /** Returns the numbers to mark: powers of ten, and 2 and 5 times these where there are few. */
  List<Double> ticks() {
    double decades = Math.log10(high / low);
    double[] multiples = decades < FEW_DECADES ? new double[] {1, 2, 5} : new double[] {1};
    List<Double> ticks = new ArrayList<>();
    for (int power = (int) Math.floor(Math.log10(low)); Math.pow(10, power) <= high; power++) {
      for (double multiple : multiples) {
        double tick = multiple * Math.pow(10, power);
        if (tick >= low && tick <= high) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  static String label(double tick) {
    if (tick > LARGEST_PLAIN || tick < SMALLEST_PLAIN) {
      return String.format(Locale.ROOT, "%.0e", tick).replace("e+0", "e").replace("e-0", "e-");
    }
    return tick >= 1
        ? Long.toString(Math.round(tick))
        : String.format(Locale.ROOT, "%.3f", tick).replaceAll("0+$", "");
  }
}

package dev.gmm4j.plot;

import dev.gmm4j.data.Samples;
import java.util.List;
import java.util.Locale;

/** Checks of arguments, with messages that name the argument, its value and the bound. */
final class Checks {
  private Checks() {}

  static void check(boolean condition, String format, Object... arguments) {
    if (!condition) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, format, arguments));
    }
  }

  /** Returns the value if it is at least the bound. */
  static int atLeast(String name, int value, int bound) {
    check(value >= bound, "%s must be >= %d, but was %d", name, bound, value);
    return value;
  }

  /** Checks a column's index. */
  static void column(String name, int column, int dimension) {
    check(
        column >= 0 && column < dimension,
        "%s must be in [0, %d), as the samples have %d columns, but was %d",
        name,
        dimension,
        dimension,
        column);
  }

  /** Checks that a model has the features of samples. */
  static void features(int features, Samples samples) {
    check(
        features == samples.dimension(),
        "model must have %d features, as the samples have columns, but had %d",
        samples.dimension(),
        features);
  }

  /** Returns a copy of the names if there is one for each column. */
  static List<String> names(List<String> names, int dimension) {
    check(
        names.size() == dimension,
        "names must be %d, one for each column of the samples, but were %d",
        dimension,
        names.size());
    return List.copyOf(names);
  }

  /** Returns the range if it is one that an axis can have. */
  static Range range(String axis, double min, double max) {
    check(
        min < max && Double.isFinite(max - min),
        "%s must begin below its end and both be finite, but they were %s and %s",
        axis,
        min,
        max);
    return new Range(min, max);
  }
}

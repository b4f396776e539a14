package dev.gmm4j.plot;

import java.awt.Font;

/**
 * An axis: its name, its range, and how its ticks are.
 *
 * <p>The chart library's ticks fail on ranges far below 1 and on large numbers with small differences. It is therefore
 * given numbers in units of {@code 10^exponent} from an offset, and the name says so.
 */
record Axis(String name, Range range, Ticks ticks) {
  /** Ranges between these need no unit. */
  private static final double SMALL = 1e-3;

  private static final double LARGE = 1e5;

  /** Numbers this much larger than the range leave no room for digits that differ. */
  private static final double FAR = 1e5;

  /** The numbers and texts along an axis. */
  enum Ticks {
    NUMBERS,
    INTEGERS,
    /** Integers whose negatives the numbers along the axis are, so that they descend. */
    DESCENDING_INTEGERS,
    LOGARITHMIC,
    /** Marks without numbers, as between panels that share an axis. */
    BARE,
    NONE
  }

  static Axis of(String name, Range range) {
    return new Axis(name, range, Ticks.NUMBERS);
  }

  Axis withRange(Range newRange) {
    return new Axis(name, newRange, ticks);
  }

  boolean isLogarithmic() {
    return ticks == Ticks.LOGARITHMIC;
  }

  boolean isLabelled() {
    return ticks != Ticks.NONE && ticks != Ticks.BARE;
  }

  boolean isOfIntegers() {
    return ticks == Ticks.INTEGERS || ticks == Ticks.DESCENDING_INTEGERS;
  }

  /** Returns how far along the axis a number lies: 0 at the smallest, 1 at the largest. */
  double share(double value) {
    if (isLogarithmic()) {
      return Math.log(value / range.min()) / Math.log(range.max() / range.min());
    }
    return (value - range.min()) / range.span();
  }

  double offset() {
    double centre = range.centre();
    if (isLogarithmic() || Math.abs(centre) < FAR * range.span()) {
      return 0;
    }
    double digit = Math.pow(10, Math.ceil(Math.log10(range.span())) + 1);
    return Math.rint(centre / digit) * digit;
  }

  int exponent() {
    double offset = offset();
    double size = Math.max(Math.abs(range.min() - offset), Math.abs(range.max() - offset));
    if (isLogarithmic() || (range.span() > SMALL && size < LARGE)) {
      return 0;
    }
    return 3 * (int) Math.floor(Math.log10(size) / 3);
  }

  /** Returns a number in the units that the axis is labelled in. */
  double inUnits(double value) {
    // One factor of a power of ten would overflow at the ends of the doubles.
    return isLogarithmic() ? value : (value - offset()) / Math.pow(10, exponent());
  }

  /** Returns the name and, if there is one, the unit. */
  String label() {
    return name + unit();
  }

  /** Returns as much of the name as there is room for, and all of the unit. */
  String label(Font font, double room) {
    String unit = unit();
    return Text.elided(name, font, room - Text.width(unit, font)) + unit;
  }

  private String unit() {
    StringBuilder label = new StringBuilder();
    double offset = offset();
    int exponent = exponent();
    if (offset != 0) {
      label.append(offset < 0 ? " + " : " \u2212 ").append(Text.number(Math.abs(offset), 15));
    }
    if (exponent != 0) {
      label.append(" (\u00d7 1e").append(exponent).append(')');
    }
    return label.toString();
  }
}

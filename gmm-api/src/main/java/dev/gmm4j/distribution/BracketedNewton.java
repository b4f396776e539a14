package dev.gmm4j.distribution;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Roots of increasing functions: Newton's steps, and halving of the bracket wherever those are slow or leave it. */
final class BracketedNewton {
  /** Halving alone needs about as many steps as a double has bits and exponents. */
  private static final int MAX_STEPS = 2200;

  private BracketedNewton() {}

  /**
   * Returns a root to the last place or so.
   *
   * @param function increasing, with {@code f(low) <= 0 <= f(high)}
   * @param slope its derivative, from {@code x} and the function's value there; one that is not positive is not used
   */
  static double root(
      DoubleUnaryOperator function, DoubleBinaryOperator slope, double low, double high) {
    if (function.applyAsDouble(low) == 0) {
      return low;
    }
    double below = low;
    double above = high;
    double x = middle(below, above);
    double lastStep = above - below;
    for (int i = 0; i < MAX_STEPS && below < x && x < above; i++) {
      double value = function.applyAsDouble(x);
      if (value == 0) {
        return x;
      }
      if (value < 0) {
        below = x;
      } else {
        above = x;
      }
      double newton = x - value / slope.applyAsDouble(x, value);
      if (newton == x) {
        return x;
      }
      boolean useful =
          below < newton && newton < above && Math.abs(newton - x) < 0.5 * Math.abs(lastStep);
      double next = useful ? newton : middle(below, above);
      lastStep = next - x;
      x = next;
    }
    return x;
  }

  /** Returns a root of an increasing function by halving alone. */
  static double root(DoubleUnaryOperator function, double low, double high) {
    return root(function, (x, value) -> Double.NaN, low, high);
  }

  private static double middle(double low, double high) {
    return 0.5 * low + 0.5 * high;
  }
}

package dev.gmm4j.bayesian;

import static dev.gmm4j.internal.util.Arguments.check;

/** Checks of the numbers that posteriors are made of. */
final class PosteriorChecks {
  private PosteriorChecks() {}

  static double positive(String name, double value) {
    check(
        value > 0 && value < Double.POSITIVE_INFINITY,
        "%s must be finite and > 0, but was %s",
        name,
        value);
    return value;
  }

  /** Returns a copy of numbers that are all positive. */
  static double[] positive(String name, double[] values) {
    for (int i = 0; i < values.length; i++) {
      check(
          values[i] > 0 && values[i] < Double.POSITIVE_INFINITY,
          "%s[%d] must be finite and > 0, but was %s",
          name,
          i,
          values[i]);
    }
    return values.clone();
  }

  static void probability(double probability) {
    check(
        probability > 0 && probability < 1,
        "probability must be in (0, 1), but was %s",
        probability);
  }
}

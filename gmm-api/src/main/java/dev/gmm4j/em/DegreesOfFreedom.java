package dev.gmm4j.em;

import static dev.gmm4j.internal.util.Arguments.check;

import dev.gmm4j.internal.util.DecimalText;
import dev.gmm4j.internal.util.SpecialFunctions;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;

/**
 * How the degrees of freedom of t distributions are found: given, one number for all components, or one for each. The fewer,
 * the heavier the tails; from some hundred on nobody can tell a t distribution from a Gaussian one.
 *
 * @param kind given, common or free
 * @param least the smallest value, at least 0.1
 * @param greatest the largest value, at most 1000
 * @param initial where the first iteration begins; the value itself where it is given
 */
public record DegreesOfFreedom(Kind kind, double least, double greatest, double initial)
    implements Serializable {
  private static final double LEAST = 0.1;
  private static final double GREATEST = 1000;
  private static final double DEFAULT_LEAST = 1;
  private static final double DEFAULT_GREATEST = 200;
  private static final double DEFAULT_INITIAL = 30;

  /** Halvings of an interval of logarithms that leave nothing but rounding. */
  private static final int HALVINGS = 200;

  /** What is given, and what is found. */
  public enum Kind {
    /** The value is given. */
    FIXED,
    /** One value for all components is found. */
    COMMON,
    /** A value for each component is found. */
    FREE
  }

  /**
   * Creates settings.
   *
   * @throws IllegalArgumentException if numbers are out of range or order
   */
  public DegreesOfFreedom {
    check(
        least >= LEAST && greatest <= GREATEST && least <= greatest,
        "range of degrees of freedom must be in [%s, %s], but was [%s, %s]",
        LEAST,
        GREATEST,
        least,
        greatest);
    check(
        initial >= least && initial <= greatest,
        "degrees of freedom must be in [%s, %s], but were %s",
        least,
        greatest,
        initial);
  }

  /**
   * Returns settings by which all components have a given value.
   *
   * @param value in [0.1, 1000]
   * @throws IllegalArgumentException if it is out of range
   */
  public static DegreesOfFreedom fixed(double value) {
    return new DegreesOfFreedom(Kind.FIXED, LEAST, GREATEST, value);
  }

  /** Returns settings by which one value for all components is found in [1, 200]. */
  public static DegreesOfFreedom common() {
    return new DegreesOfFreedom(Kind.COMMON, DEFAULT_LEAST, DEFAULT_GREATEST, DEFAULT_INITIAL);
  }

  /** Returns settings by which a value for each component is found in [1, 200]. */
  public static DegreesOfFreedom free() {
    return new DegreesOfFreedom(Kind.FREE, DEFAULT_LEAST, DEFAULT_GREATEST, DEFAULT_INITIAL);
  }

  /**
   * Returns these settings with another range; the initial value moves into it.
   *
   * @param newLeast at least 0.1
   * @param newGreatest at most 1000
   * @throws IllegalArgumentException if the bounds are out of range or order, or the value is given and not between them
   */
  public DegreesOfFreedom withRange(double newLeast, double newGreatest) {
    double start = kind == Kind.FIXED
        ? initial
        : Math.min(Math.max(newLeast, initial), Math.max(newLeast, newGreatest));
    return new DegreesOfFreedom(kind, newLeast, newGreatest, start);
  }

  /**
   * Returns these settings with another value to begin with.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public DegreesOfFreedom startingAt(double newInitial) {
    return new DegreesOfFreedom(kind, least, greatest, newInitial);
  }

  /**
   * Returns the settings of a text: {@code free}, {@code common} or a number in [1, 200].
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static DegreesOfFreedom parse(String text) {
    if (text.equalsIgnoreCase("free")) {
      return free();
    }
    if (text.equalsIgnoreCase("common")) {
      return common();
    }
    try {
      double value = Double.parseDouble(text);
      if (value >= DEFAULT_LEAST && value <= DEFAULT_GREATEST) {
        return fixed(value);
      }
    } catch (NumberFormatException e) {
      // Reported below, as a number out of range is.
    }
    throw new IllegalArgumentException(String.format(
        Locale.ROOT,
        "tails must be free, common or a number in [%.0f, %.0f], but was %s",
        DEFAULT_LEAST,
        DEFAULT_GREATEST,
        text));
  }

  /** Returns the text that {@link #parse} reads. */
  public String label() {
    return kind == Kind.FIXED ? DecimalText.of(initial) : kind.name().toLowerCase(Locale.ROOT);
  }

  /** Returns how many free parameters the degrees of freedom are. */
  public int freeParameters(int components) {
    return switch (kind) {
      case FIXED -> 0;
      case COMMON -> 1;
      case FREE -> components;
    };
  }

  /** Returns the values of the first iteration. */
  public double[] initial(int components) {
    double[] values = new double[components];
    Arrays.fill(values, initial);
    return values;
  }

  /**
   * Returns the values after a maximization: the root of {@code ln(ν/2) - ψ(ν/2) + 1 + Σ r (ln u - u) / Σ r + ψ((ν₀+d)/2) -
   * ln((ν₀+d)/2)} (Peel and McLachlan 2000, equation 32), or the end of the range beyond which it lies.
   *
   * @param before the values that the sums were taken under
   * @param weights {@code Σ r} of each component
   * @param tails {@code Σ r (ln u - u)} of each component
   * @param dimension the number of features {@code d}
   */
  double[] next(double[] before, double[] weights, double[] tails, int dimension) {
    double[] values = before.clone();
    if (kind == Kind.COMMON) {
      Arrays.fill(
          values,
          root(Arrays.stream(weights).sum(), Arrays.stream(tails).sum(), before[0], dimension));
    } else if (kind == Kind.FREE) {
      for (int k = 0; k < values.length; k++) {
        values[k] = root(weights[k], tails[k], before[k], dimension);
      }
    }
    return values;
  }

  private double root(double weight, double tail, double before, int dimension) {
    if (!(weight > 0)) {
      return before;
    }
    double half = (before + dimension) / 2;
    double constant = 1 + tail / weight + SpecialFunctions.digamma(half) - StrictMath.log(half);
    if (equation(greatest, constant) >= 0) {
      return greatest;
    }
    if (equation(least, constant) <= 0) {
      return least;
    }
    double low = StrictMath.log(least);
    double high = StrictMath.log(greatest);
    for (int i = 0; i < HALVINGS; i++) {
      double middle = low + (high - low) / 2;
      if (!(middle > low && middle < high)) {
        break;
      }
      if (equation(StrictMath.exp(middle), constant) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return StrictMath.exp(low);
  }

  /** Falls in {@code ν}. */
  private static double equation(double nu, double constant) {
    return StrictMath.log(nu / 2) - SpecialFunctions.digamma(nu / 2) + constant;
  }

  /** Returns the value in the range that is nearest to that of a reciprocal. */
  double within(double reciprocal) {
    return reciprocal > 1 / greatest ? Math.max(least, 1 / reciprocal) : greatest;
  }
}

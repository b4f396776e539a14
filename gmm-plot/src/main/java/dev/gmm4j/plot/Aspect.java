package dev.gmm4j.plot;

/** The lengths of a unit along the two axes. */
public enum Aspect {
  /** Units are as long as the space allows, each axis for itself. */
  FREE,
  /** A unit is as long along both axes, so that circles are round. */
  EQUAL,
  /** Equal where the columns' ranges differ by less than a factor of three, else free. */
  AUTOMATIC;

  private static final double COMPARABLE = 3;

  boolean isEqual(Range x, Range y) {
    return switch (this) {
      case FREE -> false;
      case EQUAL -> true;
      case AUTOMATIC -> x.span() < COMPARABLE * y.span() && y.span() < COMPARABLE * x.span();
    };
  }
}

package dev.gmm4j.plot;

/** An interval of numbers that is not empty. */
record Range(double min, double max) {
  /** Room between the outermost data and the frame. */
  private static final double PADDING = 0.05;

  /** The distance beyond the data, as a share of its range, by which a mixture may widen a picture. */
  private static final double REACH = 0.4;

  Range {
    if (!(min <= max) || !Double.isFinite(max - min)) {
      throw new PlotException(
          "cannot draw numbers from " + min + " to " + max
              + ", which have no finite range; scale the samples",
          null);
    }
  }

  static Range of(double... values) {
    double min = values[0];
    double max = values[0];
    for (double value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    return new Range(min, max);
  }

  double span() {
    return max - min;
  }

  double centre() {
    return 0.5 * min + 0.5 * max;
  }

  /** Returns the number at a share of the way from the smallest to the largest. */
  double at(double share) {
    return min + share * span();
  }

  boolean contains(double value) {
    return value >= min && value <= max;
  }

  Range union(Range other) {
    return new Range(Math.min(min, other.min), Math.max(max, other.max));
  }

  Range intersection(Range other) {
    double lower = Math.max(min, other.min);
    double upper = Math.min(max, other.max);
    return new Range(lower, upper);
  }

  /** Returns the range with some room at both ends; a single number gets room that suits its size. */
  Range padded() {
    return grown(span() > wide() ? PADDING * span() : Math.max(0.5 * Math.abs(centre()), 0.5));
  }

  /** Returns the range, of data, widened to what a mixture reaches, as far as that does not dwarf the data. */
  Range reaching(Range mixture) {
    Range most = grown(REACH * span());
    return mixture.max() > most.min() && mixture.min() < most.max()
        ? union(mixture.intersection(most))
        : this;
  }

  private double wide() {
    return 1e-12 * Math.max(Math.abs(min), Math.abs(max));
  }

  Range grown(double by) {
    return new Range(min - by, max + by);
  }

  /** Returns the range of another span about the same centre. */
  Range withSpan(double span) {
    return grown((span - span()) / 2);
  }
}

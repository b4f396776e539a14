package dev.gmm4j.clustering;

/** The point of a curve at which two straight lines that share it fit best, by least squares. */
final class Elbow {
  private Elbow() {}

  /**
   * Returns the index of the elbow, neither the first nor the last.
   *
   * @param values at equal distances, at least 3; the first of equally good points is taken
   */
  static int of(double[] values) {
    int elbow = 1;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 1; i < values.length - 1; i++) {
      double squares = residual(values, 0, i) + residual(values, i, values.length - 1);
      if (squares < least) {
        least = squares;
        elbow = i;
      }
    }
    return elbow;
  }

  /** Returns the sum of squares that a line leaves of some values, the last included. */
  private static double residual(double[] values, int first, int last) {
    int count = last - first + 1;
    double meanX = (first + last) / 2.0;
    double meanY = 0;
    for (int i = first; i <= last; i++) {
      meanY += values[i] / count;
    }
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i = first; i <= last; i++) {
      xx += (i - meanX) * (i - meanX);
      xy += (i - meanX) * (values[i] - meanY);
      yy += (values[i] - meanY) * (values[i] - meanY);
    }
    return Math.max(0, yy - xy * xy / xx);
  }
}

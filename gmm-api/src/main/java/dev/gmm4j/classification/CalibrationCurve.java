package dev.gmm4j.classification;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How well probabilities agree with what happened: of the rows that were given nearly the same probability, the share where it
 * happened (reliability diagram; Murphy and Winkler 1977). Immutable.
 */
public final class CalibrationCurve {
  private final double[] probabilities;
  private final double[] shares;
  private final long[] counts;
  private final double brierScore;

  private CalibrationCurve(
      double[] probabilities, double[] shares, long[] counts, double brierScore) {
    this.probabilities = probabilities;
    this.shares = shares;
    this.counts = counts;
    this.brierScore = brierScore;
  }

  /**
   * Returns the curve of the probabilities of an event.
   *
   * @param probabilities one for each row, in [0, 1]; rows of NaN are left out
   * @param happened whether the event happened
   * @param bins how many parts of the same length [0, 1] is divided into, at least 1; a bound belongs to the part below it
   * @throws IllegalArgumentException if the lengths differ, a probability is out of range, or all are NaN
   */
  public static CalibrationCurve of(double[] probabilities, boolean[] happened, int bins) {
    notNull("probabilities", probabilities);
    notNull("happened", happened);
    check(
        probabilities.length == happened.length,
        "happened must be as many as probabilities = %d, but were %d",
        probabilities.length,
        happened.length);
    atLeast("bins", bins, 1);
    double[] sums = new double[bins];
    long[] events = new long[bins];
    long[] counts = new long[bins];
    double brier = 0;
    for (int i = 0; i < probabilities.length; i++) {
      double p = probabilities[i];
      if (Double.isNaN(p)) {
        continue;
      }
      check(p >= 0 && p <= 1 + 1e-9, "probabilities[%d] must be in [0, 1], but was %s", i, p);
      int bin = Math.min(bins - 1, Math.max(0, (int) Math.ceil(p * bins) - 1));
      sums[bin] += p;
      counts[bin]++;
      events[bin] += happened[i] ? 1 : 0;
      double difference = p - (happened[i] ? 1 : 0);
      brier += difference * difference;
    }
    long rows = Arrays.stream(counts).sum();
    check(rows > 0, "probabilities must be of at least %d row, but were of 0", 1);
    int[] filled = IntStream.range(0, bins).filter(bin -> counts[bin] > 0).toArray();
    return new CalibrationCurve(
        Arrays.stream(filled).mapToDouble(bin -> sums[bin] / counts[bin]).toArray(),
        Arrays.stream(filled)
            .mapToDouble(bin -> (double) events[bin] / counts[bin])
            .toArray(),
        Arrays.stream(filled).mapToLong(bin -> counts[bin]).toArray(),
        brier / rows);
  }

  /**
   * Returns the curve of a classifier: of the probability of the likeliest class of each row, and whether it was the true one. Rows
   * of unknown class, and of NaN, are left out.
   *
   * @param probabilities shape {@code n*C}
   * @param labels of as many rows, of the same classes in the same order
   * @param bins how many parts [0, 1] is divided into, at least 1
   * @throws IllegalArgumentException if the lengths differ, a probability is out of range, or no row is left
   */
  public static CalibrationCurve ofDecisions(double[][] probabilities, Labels labels, int bins) {
    notNull("probabilities", probabilities);
    notNull("labels", labels);
    check(
        probabilities.length == labels.count(),
        "labels must be as many as probabilities = %d, but were %d",
        probabilities.length,
        labels.count());
    double[] highest = new double[probabilities.length];
    boolean[] right = new boolean[highest.length];
    for (int i = 0; i < highest.length; i++) {
      int decided = DecisionRule.LIKELIEST.decide(probabilities[i], 0);
      right[i] = decided == labels.index(i);
      highest[i] = labels.index(i) == Labels.UNKNOWN ? Double.NaN : probabilities[i][decided];
    }
    return of(highest, right, bins);
  }

  /** Returns a copy of the mean probability of each part that has rows, in ascending order. */
  public double[] probabilities() {
    return probabilities.clone();
  }

  /** Returns a copy of the share of rows of each part where the event happened. */
  public double[] shares() {
    return shares.clone();
  }

  /** Returns a copy of the number of rows of each part. */
  public long[] counts() {
    return counts.clone();
  }

  /** Returns the mean squared difference of probability and event (Brier 1950), in [0, 1]; lower is better. */
  public double brierScore() {
    return brierScore;
  }

  /**
   * Returns the expected calibration error (Naeini, Cooper and Hauskrecht 2015): the mean over rows of how far the share of their
   * part is from its mean probability.
   */
  public double expectedError() {
    double sum = 0;
    long rows = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += counts[i] * Math.abs(shares[i] - probabilities[i]);
      rows += counts[i];
    }
    return sum / rows;
  }
}

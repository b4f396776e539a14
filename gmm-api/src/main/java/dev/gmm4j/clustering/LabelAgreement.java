package dev.gmm4j.clustering;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.internal.util.OptimalAssignment;
import java.util.Arrays;

/**
 * The agreement of two labellings of the same samples, where the numbers of the labels mean nothing: components that a
 * fit found, say, against the groups that the samples were drawn from. Immutable.
 *
 * <pre>{@code
 * LabelAgreement agreement = LabelAgreement.between(groups, model.predict(samples));
 * double accuracy = agreement.accuracy();
 * int[] groupOfComponent = agreement.matching();
 * }</pre>
 */
public final class LabelAgreement {
  private final long[][] counts;
  private final int[] matching;
  private final long samples;

  private LabelAgreement(long[][] counts, int[] matching, long samples) {
    this.counts = counts;
    this.matching = matching;
    this.samples = samples;
  }

  /**
   * Compares two labellings.
   *
   * @param truth a label for each sample, from 0
   * @param predicted another label for each sample, from 0; there may be more or fewer different ones
   * @throws IllegalArgumentException if the lengths differ, there is no label, or a label is negative
   */
  public static LabelAgreement between(int[] truth, int[] predicted) {
    notNull("truth", truth);
    notNull("predicted", predicted);
    check(
        truth.length == predicted.length,
        "predicted must be as many labels as truth = %d, but were %d",
        truth.length,
        predicted.length);
    check(truth.length > 0, "truth must have at least 1 label, but had 0");
    int rows = labels("truth", truth);
    int columns = labels("predicted", predicted);
    long[][] counts = new long[rows][columns];
    for (int i = 0; i < truth.length; i++) {
      counts[truth[i]][predicted[i]]++;
    }
    return new LabelAgreement(counts, match(counts), truth.length);
  }

  /**
   * Compares two labellings of which the table of counts is known, as where there are too many samples for arrays.
   *
   * @param counts how many samples have each pair of labels: a row for each true label, all of as many counts, one for each
   *     predicted label; copied
   * @throws IllegalArgumentException if there is no row, a row has another length than the first or none, a count is negative, or
   *     all are 0
   */
  public static LabelAgreement ofCounts(long[][] counts) {
    notNull("counts", counts);
    check(counts.length > 0, "counts must have at least 1 row, but had 0");
    int columns = notNull("counts[0]", counts[0]).length;
    check(columns > 0, "counts[0] must have at least 1 number, but had 0");
    long[][] copy = new long[counts.length][];
    long samples = 0;
    for (int i = 0; i < copy.length; i++) {
      copy[i] = notNull("counts[" + i + "]", counts[i]).clone();
      check(
          copy[i].length == columns,
          "counts[%d] must have %d numbers, as counts[0] has, but had %d",
          i,
          columns,
          copy[i].length);
      for (int j = 0; j < columns; j++) {
        check(copy[i][j] >= 0, "counts[%d][%d] must be >= 0, but was %d", i, j, copy[i][j]);
        samples = Math.addExact(samples, copy[i][j]);
      }
    }
    check(samples > 0, "counts must not all be 0");
    return new LabelAgreement(copy, match(copy), samples);
  }

  private static int labels(String name, int[] labels) {
    int largest = 0;
    for (int i = 0; i < labels.length; i++) {
      check(labels[i] >= 0, "%s[%d] must be >= 0, but was %d", name, i, labels[i]);
      largest = Math.max(largest, labels[i]);
    }
    return Math.addExact(largest, 1);
  }

  /** Matches columns to rows so that the matched counts have the largest sum; -1 where no row is left. */
  private static int[] match(long[][] counts) {
    int rows = counts.length;
    int columns = counts[0].length;
    int size = Math.max(rows, columns);
    double[][] costs = new double[size][size];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        costs[j][i] = -counts[i][j];
      }
    }
    int[] matching = Arrays.copyOf(OptimalAssignment.of(costs), columns);
    for (int j = 0; j < columns; j++) {
      matching[j] = matching[j] < rows ? matching[j] : -1;
    }
    return matching;
  }

  /**
   * Returns how many samples have each pair of labels: a copy of the table with a row for each true label and a column
   * for each predicted one.
   */
  public long[][] counts() {
    long[][] copy = new long[counts.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = counts[i].clone();
    }
    return copy;
  }

  /**
   * Returns a copy of the true label that each predicted label is matched to, one to one, so that the most samples agree;
   * -1 where there are more predicted labels than true ones and none is left.
   */
  public int[] matching() {
    return matching.clone();
  }

  /**
   * Returns labels renamed by the matching, so that they can be compared with the true ones.
   *
   * @param labels predicted labels; -1 becomes of those that are matched to none
   * @throws IllegalArgumentException if a label was not among the predicted ones
   */
  public int[] rename(int[] labels) {
    int[] renamed = new int[labels.length];
    for (int i = 0; i < labels.length; i++) {
      check(
          labels[i] >= 0 && labels[i] < matching.length,
          "labels[%d] must be in [0, %d), but was %d",
          i,
          matching.length,
          labels[i]);
      renamed[i] = matching[labels[i]];
    }
    return renamed;
  }

  /** Returns the number of samples whose matched label is the true one. */
  public long agreeing() {
    long sum = 0;
    for (int j = 0; j < matching.length; j++) {
      sum += matching[j] < 0 ? 0 : counts[matching[j]][j];
    }
    return sum;
  }

  /** Returns the share of samples whose matched label is the true one, in [0, 1]. */
  public double accuracy() {
    return (double) agreeing() / samples;
  }

  /** Returns the share of samples whose matched label is not the true one, {@code 1 - accuracy}. */
  public double misclassificationRate() {
    return (double) (samples - agreeing()) / samples;
  }

  /**
   * Returns the adjusted Rand index (Hubert and Arabie 1985): 1 for equal partitions, 0 on average for random ones, and it
   * can be negative. Needs no matching; 1 where both partitions are trivial in the same way.
   */
  public double adjustedRandIndex() {
    Pairs pairs = countPairs();
    double expected = samples < 2 ? 0 : pairs.inTruth * (pairs.inPredicted / pairs.all);
    double largest = 0.5 * (pairs.inTruth + pairs.inPredicted);
    return largest == expected ? 1 : (pairs.inBoth - expected) / (largest - expected);
  }

  /**
   * Returns the Rand index (Rand 1971): the share of pairs of samples that are together in both partitions or apart in both,
   * in [0, 1]; 1 for a single sample. Not adjusted for chance.
   */
  public double randIndex() {
    Pairs pairs = countPairs();
    double apart = pairs.all - pairs.inTruth - pairs.inPredicted + pairs.inBoth;
    return pairs.all == 0 ? 1 : (pairs.inBoth + apart) / pairs.all;
  }

  /**
   * Returns the Jaccard index of pairs: of those that are together in one of the partitions the share that are so in both, in
   * [0, 1]; 1 where no pair is together in either. Not adjusted for chance.
   */
  public double jaccardIndex() {
    Pairs pairs = countPairs();
    double inOne = pairs.inTruth + pairs.inPredicted - pairs.inBoth;
    return inOne == 0 ? 1 : pairs.inBoth / inOne;
  }

  /**
   * Returns the index of Fowlkes and Mallows (1983): the geometric mean of the shares of pairs together in one partition that
   * are so in the other, in [0, 1]; 1 where no pair is together in either, 0 where that is so in one of them alone. Not
   * adjusted for chance.
   */
  public double fowlkesMallowsIndex() {
    Pairs pairs = countPairs();
    if (pairs.inTruth == 0 || pairs.inPredicted == 0) {
      return pairs.inTruth == pairs.inPredicted ? 1 : 0;
    }
    return Math.sqrt(pairs.inBoth / pairs.inTruth) * Math.sqrt(pairs.inBoth / pairs.inPredicted);
  }

  /** How many pairs of samples there are, and how many of them are together in partitions. */
  private record Pairs(double all, double inTruth, double inPredicted, double inBoth) {}

  private Pairs countPairs() {
    double together = 0;
    double inRows = 0;
    long[] columns = new long[matching.length];
    for (long[] row : counts) {
      long sum = 0;
      for (int j = 0; j < row.length; j++) {
        together += pairs(row[j]);
        sum += row[j];
        columns[j] += row[j];
      }
      inRows += pairs(sum);
    }
    double inColumns = 0;
    for (long column : columns) {
      inColumns += pairs(column);
    }
    return new Pairs(pairs(samples), inRows, inColumns, together);
  }

  /**
   * Returns the mutual information of the two labellings, adjusted for chance (Vinh, Epps and Bailey 2010): 1 for equal
   * partitions, 0 on average for random ones, and it can be negative. It is divided by the mean of the two entropies. 1 where both
   * partitions have a single part, or both have every sample in one of its own.
   */
  public double adjustedMutualInformation() {
    return new LabelInformation(counts).adjusted();
  }

  /**
   * Returns the homogeneity (Rosenberg and Hirschberg 2007): the share of the true labels' entropy that the predicted ones tell, in
   * [0, 1]; 1 where each predicted label has samples of one true label only.
   */
  public double homogeneity() {
    return new LabelInformation(counts).shareOfRows();
  }

  /**
   * Returns the completeness (Rosenberg and Hirschberg 2007): the share of the predicted labels' entropy that the true ones tell,
   * in [0, 1]; 1 where the samples of each true label have one predicted label only.
   */
  public double completeness() {
    return new LabelInformation(counts).shareOfColumns();
  }

  /**
   * Returns the V-measure (Rosenberg and Hirschberg 2007): the harmonic mean of homogeneity and completeness, in [0, 1]. Not
   * adjusted for chance.
   */
  public double vMeasure() {
    double homogeneity = homogeneity();
    double completeness = completeness();
    return homogeneity + completeness == 0
        ? 0
        : 2 * homogeneity * completeness / (homogeneity + completeness);
  }

  private static double pairs(long n) {
    return 0.5 * (double) n * (double) (n - 1);
  }
}

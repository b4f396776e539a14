package dev.gmm4j.data;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNegative;

import dev.gmm4j.internal.util.Randomness;

/**
 * Generates samples in round groups, the usual toy data of clustering. The same seed gives the same samples on every
 * machine.
 *
 * <p>For groups of any other shape, and for group sizes that are random, see {@link dev.gmm4j.GaussianMixture#sample}.
 */
public final class Blobs {
  /** Half the width of the cube that random centres lie in. */
  private static final double BOX = 10;

  /** The stream of the centres; that of the samples is another, so that more samples do not move the centres. */
  private static final long CENTRES = 0;

  private static final long SAMPLES = 1;

  private Blobs() {}

  /**
   * Draws spherical groups of equal deviation around centres that are uniform in the cube [-10, 10].
   *
   * @param count of samples in all groups together, at least 0; the first groups have one more if it does not divide
   * @param dimension the number of columns, at least 1
   * @param groups the number of groups, at least 1
   * @param deviation the standard deviation in each direction, at least 0
   * @return the samples in random order
   * @throws IllegalArgumentException if a number is out of range
   */
  public static LabelledSamples random(
      int count, int dimension, int groups, double deviation, long seed) {
    atLeast("count", count, 0);
    atLeast("dimension", dimension, 1);
    atLeast("groups", groups, 1);
    notNegative("deviation", deviation);
    Randomness random = Randomness.of(seed, CENTRES);
    double[][] centres = new double[groups][dimension];
    double[] deviations = new double[groups];
    int[] counts = new int[groups];
    for (int k = 0; k < groups; k++) {
      for (int j = 0; j < dimension; j++) {
        centres[k][j] = BOX * (2 * random.nextDouble() - 1);
      }
      deviations[k] = deviation;
      counts[k] = count / groups + (k < count % groups ? 1 : 0);
    }
    return around(centres, deviations, counts, seed);
  }

  /**
   * Draws spherical groups around given centres.
   *
   * @param centres shape {@code K*d}
   * @param deviations the {@code K} groups' standard deviations in each direction, at least 0
   * @param counts how many samples each of the {@code K} groups has, at least 0
   * @return the samples in random order
   * @throws IllegalArgumentException if shapes differ or a number is out of range; the message names it
   */
  public static LabelledSamples around(
      double[][] centres, double[] deviations, int[] counts, long seed) {
    int groups = centres.length;
    atLeast("centres.length", groups, 1);
    check(
        deviations.length == groups,
        "deviations must be %d numbers, but were %d",
        groups,
        deviations.length);
    check(counts.length == groups, "counts must be %d numbers, but were %d", groups, counts.length);
    int dimension = atLeast("centres[0].length", centres[0].length, 1);
    int total = 0;
    for (int k = 0; k < groups; k++) {
      check(
          centres[k].length == dimension,
          "centres[%d] must have %d numbers, but had %d",
          k,
          dimension,
          centres[k].length);
      notNegative("deviations[" + k + "]", deviations[k]);
      total = Math.addExact(total, atLeast("counts[" + k + "]", counts[k], 0));
    }
    Randomness random = Randomness.of(seed, SAMPLES);
    double[][] rows = new double[total][dimension];
    int[] labels = new int[total];
    int i = 0;
    for (int k = 0; k < groups; k++) {
      for (int end = i + counts[k]; i < end; i++) {
        labels[i] = k;
        for (int j = 0; j < dimension; j++) {
          rows[i][j] = centres[k][j] + deviations[k] * random.nextGaussian();
        }
      }
    }
    shuffle(rows, labels, random);
    return new LabelledSamples(rows, labels);
  }

  /** Fisher and Yates (1938), in the form of Durstenfeld (1964). */
  private static void shuffle(double[][] rows, int[] labels, Randomness random) {
    for (int i = rows.length - 1; i > 0; i--) {
      int j = (int) random.nextLong(i + 1L);
      double[] row = rows[i];
      rows[i] = rows[j];
      rows[j] = row;
      int label = labels[i];
      labels[i] = labels[j];
      labels[j] = label;
    }
  }
}

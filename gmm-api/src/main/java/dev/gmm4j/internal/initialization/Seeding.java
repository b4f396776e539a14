package dev.gmm4j.internal.initialization;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.internal.util.Randomness;
import java.util.Arrays;

/**
 * Chooses samples as the centres of clusters: at random, or by greedy k-means++ (Arthur and Vassilvitskii 2007), where
 * each next centre is the best of a few drawn in proportion to weight times squared distance to the nearest centre.
 */
public final class Seeding {
  /** A hundred megabytes: of more no copy is made. */
  private static final long MAX_COPIED = 1 << 24;

  private final int rows;
  private final int dimension;
  private final double[] weights;

  private final double[] inverseLengths;
  private final RowBlock block;

  /** Feature-major, so that distances are computed for many samples at once; empty where that copy would be large. */
  private final double[] values;

  private Seeding(Samples samples, Metric metric) {
    inverseLengths = metric.inverseLengths();
    rows = Math.toIntExact(samples.count());
    dimension = samples.dimension();
    weights = new double[rows];
    block = samples.block(0, rows);
    values = new double[(long) rows * dimension <= MAX_COPIED ? rows * dimension : 0];
    for (int i = 0; i < rows; i++) {
      weights[i] = block.weight(i);
      for (int j = 0; values.length > 0 && j < dimension; j++) {
        values[j * rows + i] = block.values()[block.rowOffset(i) + j];
      }
    }
  }

  /** Returns seeding among some samples, or where they are many, among a subsample of them. */
  public static Seeding among(Samples samples, int components, Metric metric, Randomness random) {
    return new Seeding(Subsample.of(samples, components, random), metric);
  }

  /** Returns k samples drawn in proportion to their weights, none twice while others are left; row-major. */
  public double[] random(int k, Randomness random) {
    double[] left = weights.clone();
    double[] centres = new double[k * dimension];
    for (int c = 0; c < k; c++) {
      int row = draw(left, weights, random);
      left[row] = 0;
      copyRow(row, centres, c);
    }
    return centres;
  }

  /**
   * Returns k samples chosen by greedy k-means++; row-major.
   *
   * @param checkpoint called before each pass over the samples; what it throws ends the choice
   */
  public double[] plusPlus(int k, Randomness random, Runnable checkpoint) {
    int trials = 2 + (int) Math.log(k);
    double[] centres = new double[k * dimension];
    double[] nearest = new double[rows];
    double[] distances = new double[rows];
    double[] best = new double[rows];
    double[] potential = new double[rows];
    int row = draw(weights, weights, random);
    copyRow(row, centres, 0);
    squaredDistances(row, nearest);
    for (int c = 1; c < k; c++) {
      for (int i = 0; i < rows; i++) {
        potential[i] = weights[i] * nearest[i];
      }
      double bestSum = Double.POSITIVE_INFINITY;
      int bestRow = 0;
      for (int trial = 0; trial < trials; trial++) {
        checkpoint.run();
        int candidate = draw(potential, weights, random);
        squaredDistances(candidate, distances);
        double sum = 0;
        for (int i = 0; i < rows; i++) {
          distances[i] = Math.min(distances[i], nearest[i]);
          sum += weights[i] * distances[i];
        }
        if (sum < bestSum) {
          bestSum = sum;
          bestRow = candidate;
          double[] swap = best;
          best = distances;
          distances = swap;
        }
      }
      double[] swap = nearest;
      nearest = best;
      best = swap;
      copyRow(bestRow, centres, c);
    }
    return centres;
  }

  /** Draws an index in proportion to some numbers, or to others where all of those are 0. */
  private int draw(double[] proportions, double[] otherwise, Randomness random) {
    double total = 0;
    for (double p : proportions) {
      total += p;
    }
    if (!(total > 0)) {
      if (proportions == otherwise) {
        throw new IllegalStateException("no row has a weight");
      }
      return draw(otherwise, otherwise, random);
    }
    double target = random.nextDouble() * total;
    double sum = 0;
    int last = 0;
    for (int i = 0; i < rows; i++) {
      if (proportions[i] > 0) {
        sum += proportions[i];
        last = i;
        if (sum > target) {
          return i;
        }
      }
    }
    return last;
  }

  private void squaredDistances(int row, double[] distances) {
    if (values.length == 0) {
      for (int i = 0; i < rows; i++) {
        distances[i] = squaredDistance(block.rowOffset(row), block.rowOffset(i));
      }
      return;
    }
    Arrays.fill(distances, 0);
    for (int j = 0; j < dimension; j++) {
      double centre = values[j * rows + row];
      double inverseLength = inverseLengths[j];
      int from = j * rows;
      for (int i = 0; i < rows; i++) {
        double difference = (values[from + i] - centre) * inverseLength;
        distances[i] += difference * difference;
      }
    }
  }

  /** Adds up in the order of the features, as the loop over many samples does. */
  private double squaredDistance(int centre, int sample) {
    double[] all = block.values();
    double sum = 0;
    for (int j = 0; j < dimension; j++) {
      double difference = (all[sample + j] - all[centre + j]) * inverseLengths[j];
      sum += difference * difference;
    }
    return sum;
  }

  private void copyRow(int row, double[] centres, int c) {
    System.arraycopy(block.values(), block.rowOffset(row), centres, c * dimension, dimension);
  }
}

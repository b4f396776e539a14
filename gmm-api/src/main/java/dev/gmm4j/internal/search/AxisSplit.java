package dev.gmm4j.internal.search;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import org.jspecify.annotations.Nullable;

/**
 * Two groups of some weighted samples along the axis of their largest spread: a mixture of two Gaussians is fitted to their
 * coordinates there.
 *
 * <p>It costs no more than a few passes over the samples' numbers, whatever the features.
 *
 * @param sides for each sample the group it belongs to, 0 or 1
 * @param gain by how much two Gaussians are likelier than one on the axis, in nats, of weights as they are
 */
public record AxisSplit(int[] sides, double gain) {
  /** The axis only begins a run of EM, so that a few digits are enough. */
  private static final int POWER_ITERATIONS = 10;

  private static final int ITERATIONS = 15;

  /** An iteration that adds a smaller part to the gain is the last. */
  private static final double SMALL_GAIN = 0.02;

  /** A group on one point has this part of the variance of all: it is to gain something, but not without bound. */
  private static final double LEAST_VARIANCE = 1e-4;

  /**
   * Divides samples.
   *
   * <p>The axis is found by power iteration over the samples, which needs no matrix of many features, from the direction of
   * the farthest sample.
   *
   * @param inverseDeviations what features are multiplied by, so that their units do not count; {@code d} numbers
   */
  public static AxisSplit of(Samples samples, double[] inverseDeviations) {
    int n = Math.toIntExact(samples.count());
    int d = samples.dimension();
    double[] weights = new double[n];
    double[] centred = centred(samples, inverseDeviations, weights);
    double[] direction = farthest(centred, weights, d);
    double[] projections = new double[n];
    for (int iteration = 0; iteration < POWER_ITERATIONS; iteration++) {
      project(centred, direction, projections);
      double[] next = new double[d];
      for (int i = 0; i < n; i++) {
        double factor = weights[i] * projections[i];
        for (int j = 0; j < d; j++) {
          next[j] += factor * centred[i * d + j];
        }
      }
      double largest = 0;
      for (double value : next) {
        largest = Math.max(largest, Math.abs(value));
      }
      for (int j = 0; j < d && largest > 0; j++) {
        direction[j] = next[j] / largest;
      }
    }
    project(centred, direction, projections);
    return divided(projections, weights);
  }

  /** Returns the samples less their mean, in common units, and fills in their weights. */
  private static double[] centred(Samples samples, double[] inverseDeviations, double[] weights) {
    int d = samples.dimension();
    double[] mean = new double[d];
    double[] values = new double[weights.length * d];
    double total = 0;
    RowBlock row = null;
    for (int i = 0; i < weights.length; i++) {
      row = samples.block(i, 1, row);
      weights[i] = row.weight(0);
      total += weights[i];
      System.arraycopy(row.values(), row.offset(), values, i * d, d);
      // Updated rather than summed, so that a large offset loses no digits.
      double share = total > 0 ? weights[i] / total : 0;
      for (int j = 0; j < d; j++) {
        mean[j] += share * (values[i * d + j] - mean[j]);
      }
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] - mean[i % d]) * inverseDeviations[i % d];
    }
    return values;
  }

  private static double[] farthest(double[] centred, double[] weights, int d) {
    double[] direction = new double[d];
    double farthest = -1;
    for (int i = 0; i < weights.length; i++) {
      double square = 0;
      for (int j = 0; j < d; j++) {
        square += centred[i * d + j] * centred[i * d + j];
      }
      if (weights[i] * square > farthest) {
        farthest = weights[i] * square;
        System.arraycopy(centred, i * d, direction, 0, d);
      }
    }
    return direction;
  }

  private static void project(double[] centred, double[] direction, double[] projections) {
    int d = direction.length;
    for (int i = 0; i < projections.length; i++) {
      double sum = 0;
      for (int j = 0; j < d; j++) {
        sum += centred[i * d + j] * direction[j];
      }
      projections[i] = sum;
    }
  }

  /** Fits two Gaussians to numbers of mean 0, from those below and above 0. */
  private static AxisSplit divided(double[] values, double[] weights) {
    double[] upper = new double[values.length];
    double total = 0;
    double variance = 0;
    for (int i = 0; i < values.length; i++) {
      upper[i] = values[i] > 0 ? 1 : 0;
      total += weights[i];
      variance += weights[i] * values[i] * values[i];
    }
    variance /= total;
    if (!(variance > 0)) {
      return new AxisSplit(new int[values.length], 0);
    }
    double gain = 0;
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      Groups groups = Groups.of(values, weights, upper, total, LEAST_VARIANCE * variance);
      if (groups == null) {
        return new AxisSplit(new int[values.length], 0);
      }
      double last = gain;
      gain = groups.assign(values, weights, upper, variance);
      if (iteration > 0 && gain - last < SMALL_GAIN * Math.abs(gain)) {
        break;
      }
    }
    int[] sides = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      sides[i] = upper[i] > 0.5 ? 1 : 0;
    }
    return new AxisSplit(sides, gain);
  }

  /** The two Gaussians: logarithms of weights over deviations, means, variances. */
  private record Groups(double[] factors, double[] means, double[] variances) {

    /** Returns those of some responsibilities, or null where one group has nothing. */
    static @Nullable Groups of(
        double[] values, double[] weights, double[] upper, double total, double least) {
      double[] sums = new double[2];
      double[] means = new double[2];
      double[] variances = new double[2];
      for (int i = 0; i < values.length; i++) {
        sums[1] += weights[i] * upper[i];
        means[1] += weights[i] * upper[i] * values[i];
        means[0] += weights[i] * (1 - upper[i]) * values[i];
      }
      sums[0] = total - sums[1];
      if (!(sums[0] > 1e-9 * total && sums[1] > 1e-9 * total)) {
        return null;
      }
      means[0] /= sums[0];
      means[1] /= sums[1];
      for (int i = 0; i < values.length; i++) {
        double below = values[i] - means[0];
        double above = values[i] - means[1];
        variances[0] += weights[i] * (1 - upper[i]) * below * below;
        variances[1] += weights[i] * upper[i] * above * above;
      }
      double[] factors = new double[2];
      for (int k = 0; k < 2; k++) {
        variances[k] = Math.max(variances[k] / sums[k], least);
        factors[k] = Math.log(sums[k] / total) - 0.5 * Math.log(variances[k]);
      }
      return new Groups(factors, means, variances);
    }

    /** Fills in the shares of the second group; returns by how much both are likelier than one of all. */
    double assign(double[] values, double[] weights, double[] upper, double variance) {
      double gain = 0;
      for (int i = 0; i < values.length; i++) {
        double below = log(0, values[i]);
        double above = log(1, values[i]);
        double both = Math.max(below, above) + Math.log1p(Math.exp(-Math.abs(below - above)));
        upper[i] = Math.exp(above - both);
        gain +=
            weights[i] * (both + 0.5 * Math.log(variance) + 0.5 * values[i] * values[i] / variance);
      }
      return gain;
    }

    private double log(int group, double value) {
      double difference = value - means[group];
      return factors[group] - 0.5 * difference * difference / variances[group];
    }
  }
}

package dev.gmm4j.internal.search;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.internal.incomplete.RowCompletion;
import dev.gmm4j.internal.matching.WeightedGaussian;
import dev.gmm4j.internal.util.Randomness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A component drawn at random begins anew at a sample drawn at random (Fränti 2018): where no single merge and split leads to
 * something better, a move that makes things worse at first may.
 *
 * @param dropped index of the component
 * @param near index of the one that was most likely to have made the sample
 * @param components those to begin with, in their order
 */
record RandomSwap(int dropped, int near, List<WeightedGaussian> components) {

  /** Returns the next swap of a stream of random numbers, which draws as many numbers for each. */
  static RandomSwap of(SearchContext context, MixtureParameters current, Randomness random) {
    Samples samples = context.engine().samples();
    int count = current.components();
    int d = samples.dimension();
    int dropped = (int) random.nextLong(count);
    RowBlock row = samples.block(random.nextLong(samples.count()), 1);
    double[] mean = new double[d];
    System.arraycopy(row.values(), row.rowOffset(0), mean, 0, d);
    if (samples.mayHaveMissingValues() && RowCompletion.isIncomplete(row, 0)) {
      int[] all = new int[count];
      Arrays.setAll(all, k -> k);
      new RowCompletion(current).fillRandomAmong(all, mean, 0, random);
    }
    List<WeightedGaussian> components = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      components.add(WeightedGaussian.of(current, k));
    }
    double whole = components.stream().mapToDouble(WeightedGaussian::weight).sum();
    int near = nearest(current, mean);
    components.set(
        dropped,
        new WeightedGaussian(
            whole / count,
            mean,
            components.get(near).type(),
            average(components, components.get(near).covariance().length)));
    double sum = components.stream().mapToDouble(WeightedGaussian::weight).sum();
    components.replaceAll(each -> each.weighing(each.weight() / sum * whole));
    return new RandomSwap(dropped, near, components);
  }

  /** Returns the covariance within components. */
  private static double[] average(List<WeightedGaussian> components, int size) {
    double[] average = new double[size];
    double total = components.stream().mapToDouble(WeightedGaussian::weight).sum();
    for (WeightedGaussian each : components) {
      for (int i = 0; i < size; i++) {
        average[i] += each.weight() / total * each.covariance()[i];
      }
    }
    return average;
  }

  private static int nearest(MixtureParameters parameters, double[] point) {
    int d = point.length;
    double[] difference = new double[d];
    double[] whitened = new double[d];
    int nearest = 0;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < parameters.components(); k++) {
      for (int j = 0; j < d; j++) {
        difference[j] = point[j] - parameters.means()[k * d + j];
      }
      parameters.kernelParameters().factors().whiten(k, difference, whitened, 0);
      double logDensity = parameters.kernelParameters().logCoefficient(k);
      for (double value : whitened) {
        logDensity -= 0.5 * value * value;
      }
      if (logDensity > greatest) {
        greatest = logDensity;
        nearest = k;
      }
    }
    return nearest;
  }
}

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
 * Components drawn at random begin anew at samples drawn at random (Fränti 2018): where no single merge and split leads to
 * something better, a move that makes things worse at first may.
 *
 * <p>Half of the swaps are of one component: of two, the one that another can better stand for. The others are of more of them,
 * each number half as often as the one before it, and where more than half would begin anew, all do: that reaches optima that
 * are unlike the one at hand. Each begins at the one of two samples that the mixture explains worse, so that a group it has
 * overlooked is found sooner, yet not only outliers are.
 *
 * @param dropped index of the first component that begins anew
 * @param near index of the one that was most likely to have made its sample
 * @param components those to begin with, in their order
 */
record RandomSwap(int dropped, int near, List<WeightedGaussian> components) {

  /** Returns the next swap of a stream of random numbers. */
  static RandomSwap of(SearchContext context, MixtureParameters current, Randomness random) {
    int count = current.components();
    List<WeightedGaussian> components = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      components.add(WeightedGaussian.of(current, k));
    }
    int[] dropped = drawn(count, components, context, random);
    double whole = components.stream().mapToDouble(WeightedGaussian::weight).sum();
    WeightedGaussian any = components.get(0);
    double[] covariance = average(components, any.covariance().length);
    double[] first = new double[0];
    for (int k : dropped) {
      double[] mean = unlikely(context, current, random);
      first = first.length == 0 ? mean : first;
      components.set(k, new WeightedGaussian(whole / count, mean, any.type(), covariance));
    }
    double sum = components.stream().mapToDouble(WeightedGaussian::weight).sum();
    components.replaceAll(each -> each.weighing(each.weight() / sum * whole));
    return new RandomSwap(dropped[0], Nearest.of(current, first).component, components);
  }

  /** Draws the components that begin anew. */
  private static int[] drawn(
      int count, List<WeightedGaussian> components, SearchContext context, Randomness random) {
    int size = 1;
    while (size < count && random.nextDouble() < 0.5) {
      size++;
    }
    if (size == 1) {
      int one = (int) random.nextLong(count);
      int other = (int) random.nextLong(count);
      double costOfOne = costOfDropping(one, components, context);
      return new int[] {costOfDropping(other, components, context) < costOfOne ? other : one};
    }
    int[] all = new int[count];
    Arrays.setAll(all, k -> k);
    if (2 * size > count + 1) {
      return all;
    }
    for (int i = 0; i < size; i++) {
      int at = i + (int) random.nextLong(count - i);
      int k = all[at];
      all[at] = all[i];
      all[i] = k;
    }
    return Arrays.copyOf(all, size);
  }

  /** Returns a bound on what it costs at least if another component stands for one as well. */
  private static double costOfDropping(
      int component, List<WeightedGaussian> components, SearchContext context) {
    WeightedGaussian one = components.get(component);
    double logDeterminant = one.logDeterminant(context.backend(), component);
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < components.size(); k++) {
      if (k != component) {
        WeightedGaussian other = components.get(k);
        double ofOther = other.logDeterminant(context.backend(), k);
        least =
            Math.min(least, one.costOfMerging(other, logDeterminant, ofOther, context.backend()));
      }
    }
    return least;
  }

  /** Draws two samples; returns the one that its nearest component is less likely to have made. */
  private static double[] unlikely(
      SearchContext context, MixtureParameters current, Randomness random) {
    double[] one = row(context, current, random);
    double[] other = row(context, current, random);
    double logDensity = Nearest.of(current, one).logDensity;
    return Nearest.of(current, other).logDensity < logDensity ? other : one;
  }

  /** Draws a sample; what is missing of it is drawn as the mixture would make it. */
  private static double[] row(SearchContext context, MixtureParameters current, Randomness random) {
    Samples samples = context.engine().samples();
    RowBlock row = samples.block(random.nextLong(samples.count()), 1);
    double[] values = new double[samples.dimension()];
    System.arraycopy(row.values(), row.rowOffset(0), values, 0, values.length);
    if (samples.mayHaveMissingValues() && RowCompletion.isIncomplete(row, 0)) {
      int[] all = new int[current.components()];
      Arrays.setAll(all, k -> k);
      new RowCompletion(current).fillRandomAmong(all, values, 0, random);
    }
    return values;
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

  /** The component whose weighted density is the largest at a point. */
  private record Nearest(int component, double logDensity) {
    static Nearest of(MixtureParameters parameters, double[] point) {
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
      return new Nearest(nearest, greatest);
    }
  }
}

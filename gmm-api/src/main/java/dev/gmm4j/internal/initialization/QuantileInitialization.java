package dev.gmm4j.internal.initialization;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.util.Randomness;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Initialization of mixtures of one feature by classes between quantiles, as many samples in each, and one maximization:
 * mclust's way to begin there. Of very many samples some, evenly drawn, stand for all.
 */
public final class QuantileInitialization implements InitializationStrategy {
  private static final long MAX_ROWS = 32_768;
  private static final long ROWS_PER_COMPONENT = 512;
  private static final long SUBSAMPLE_SEED = 0x7175616e74L;

  @Override
  public boolean isRandom() {
    return false;
  }

  @Override
  public MixtureParameters parameters(InitializationContext context) {
    Samples samples = context.engine().samples();
    if (samples.dimension() != 1) {
      throw new InvalidSamplesException(
          "initialization by quantiles needs samples of 1 feature, but they have "
              + samples.dimension());
    }
    int components = context.components();
    long rows = Math.max(MAX_ROWS, ROWS_PER_COMPONENT * components);
    Samples subsample = Subsample.atMost(rows, samples, new Randomness(SUBSAMPLE_SEED));
    return HierarchicalInitialization.clusterParameters(
        subsample, classes(subsample, components), context);
  }

  /** Returns the class of each sample, from 0, ascending; no class is empty where there are as many different numbers. */
  static int[] classes(Samples samples, int count) {
    RowBlock block = samples.block(0, Math.toIntExact(samples.count()));
    double[] values = new double[block.rows()];
    double[] weights = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = block.values()[block.rowOffset(i)];
      weights[i] = block.weight(i);
    }
    double[] bounds = new SortedNumbers(values, weights).bounds(count);
    int[] classes = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      int at = Arrays.binarySearch(bounds, values[i]);
      classes[i] = at >= 0 ? at + 1 : -at - 1;
    }
    return classes;
  }

  /** Numbers in ascending order, and the sums of the weights up to each; ties are one number. */
  private static final class SortedNumbers {
    /** What is so near to a whole number of units was rounded off it. */
    private static final double ROUNDING = 1e-9;

    private final double[] numbers;
    private final double[] sums;
    private final double unit;
    private int size;

    SortedNumbers(double[] values, double[] weights) {
      numbers = new double[values.length];
      sums = new double[values.length];
      double smallest = Double.POSITIVE_INFINITY;
      double sum = 0;
      int[] order = IntStream.range(0, values.length)
          .boxed()
          .sorted(Comparator.comparingDouble(i -> values[i]))
          .mapToInt(Integer::intValue)
          .toArray();
      for (int i : order) {
        if (weights[i] > 0) {
          sum += weights[i];
          smallest = Math.min(smallest, weights[i]);
          if (size == 0 || values[i] > numbers[size - 1]) {
            size++;
          }
          // 0.0 for -0.0, which compares equal but is another number to a binary search.
          numbers[size - 1] = values[i] + 0.0;
          sums[size - 1] = sum;
        }
      }
      unit = smallest;
    }

    /**
     * Returns the least numbers of all classes but the first, ascending: quantiles, or where ties make some of them equal,
     * those of a finer division that are farthest apart, as mclust takes them. There are fewer where there are fewer
     * different numbers than classes.
     */
    double[] bounds(int count) {
      if (size <= count) {
        return Arrays.copyOfRange(numbers, 1, size);
      }
      double[] cuts = distinct(count);
      for (int parts = count + 1; cuts.length <= count && parts <= finest(count); parts++) {
        cuts = distinct(parts);
      }
      if (cuts.length <= count) {
        return ofDifferent(count);
      }
      while (cuts.length > count + 1) {
        cuts = withoutSmallestGap(cuts);
      }
      return Arrays.copyOfRange(cuts, 1, count);
    }

    private static int finest(int count) {
      return 4 * count + 100;
    }

    /** Returns the bounds of classes of as many different numbers each, where nearly all weight is on a few. */
    private double[] ofDifferent(int count) {
      return IntStream.range(1, count)
          .mapToDouble(i -> numbers[(int) ((long) size * i / count)])
          .toArray();
    }

    private double[] distinct(int parts) {
      return IntStream.rangeClosed(0, parts)
          .mapToDouble(i -> quantile((double) i / parts))
          .distinct()
          .toArray();
    }

    private static double[] withoutSmallestGap(double[] cuts) {
      int smallest = 1;
      for (int i = 2; i < cuts.length - 1; i++) {
        if (cuts[i + 1] - cuts[i] < cuts[smallest + 1] - cuts[smallest]) {
          smallest = i;
        }
      }
      double[] left = new double[cuts.length - 1];
      System.arraycopy(cuts, 0, left, 0, smallest);
      System.arraycopy(cuts, smallest + 1, left, smallest, left.length - smallest);
      return left;
    }

    /**
     * Returns a quantile as of rows of the smallest weight each, heavier ones repeated: between the numbers at both sides
     * of {@code 1 + (n - 1) p} (the seventh of Hyndman and Fan 1996).
     */
    private double quantile(double p) {
      double units = sums[size - 1] / unit;
      double at = 1 + (units - 1) * p;
      double whole = Math.rint(at);
      double below = Math.abs(at - whole) <= ROUNDING * at ? whole : Math.floor(at);
      double lower = number(below);
      double upper = at > below ? number(below + 1) : lower;
      return lower + Math.max(0, at - below) * (upper - lower);
    }

    /** Returns the number at a place, from 1, among rows of the smallest weight. */
    private double number(double place) {
      int low = 0;
      int high = size - 1;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (sums[middle] >= place * unit * (1 - ROUNDING)) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      return numbers[low];
    }
  }
}

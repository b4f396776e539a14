package dev.gmm4j.io;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Collects a nested array whose shape is only known when it has been read. Memory grows with what is read, never with
 * what is announced. Methods return what is wrong, or null.
 */
final class NumberArrayBuilder {
  private static final int UNKNOWN = -1;

  /** A quarter of the heap. */
  private static final long MAX_NUMBERS = Runtime.getRuntime().maxMemory() / 32;

  private final int maxDimensions;
  private final int[] lengths;
  private int leafLevel = UNKNOWN;
  private double[] values = new double[16];
  private int count;

  NumberArrayBuilder(int maxDimensions) {
    this.maxDimensions = maxDimensions;
    this.lengths = new int[maxDimensions];
    Arrays.fill(lengths, UNKNOWN);
  }

  /** Begins an array within that of a level, counted from 0. */
  @Nullable
  String descend(int level) {
    if (level + 1 == maxDimensions) {
      return "must be nested at most " + maxDimensions + " deep";
    }
    return leafLevel == UNKNOWN || level < leafLevel ? null : "must not mix numbers and arrays";
  }

  /** Adds a number to the array of a level. */
  @Nullable
  String add(double value, int level) {
    if (leafLevel == UNKNOWN) {
      leafLevel = level;
    } else if (leafLevel != level) {
      return "must not mix numbers and arrays";
    }
    if (count == values.length) {
      if (count >= MAX_NUMBERS) {
        return "has more numbers than a quarter of the memory can hold";
      }
      values = Arrays.copyOf(values, (int) Math.min(count * 3L / 2, Integer.MAX_VALUE - 8));
    }
    values[count++] = value;
    return null;
  }

  /** Ends an array of a level. */
  @Nullable
  String ascend(int level, int length) {
    if (length == 0) {
      return "must not have empty arrays";
    }
    if (lengths[level] == UNKNOWN) {
      lengths[level] = length;
    }
    return lengths[level] == length
        ? null
        : "must have arrays of equal length, but has " + lengths[level] + " and " + length;
  }

  NumberArray build() {
    return new NumberArray(Arrays.copyOf(lengths, leafLevel + 1), Arrays.copyOf(values, count));
  }
}

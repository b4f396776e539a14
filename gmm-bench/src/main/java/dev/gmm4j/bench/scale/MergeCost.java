package dev.gmm4j.bench.scale;

import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.util.Arrays;

/**
 * The cost that the statistics of one task have for a driver, measured on real ones of full covariances.
 *
 * @param components the number of components {@code K}
 * @param dimension the number of features {@code d}
 * @param bytes the size of the statistics as numbers: {@code 8 (1 + K + K d + K d²)}
 * @param mergeSeconds to read them from bytes and merge them
 */
public record MergeCost(int components, int dimension, long bytes, double mergeSeconds) {
  private static final int REPEATS = 7;

  /** The time that is measured at once, about. */
  private static final double ENOUGH_SECONDS = 0.02;

  /** Statistics that arrive one after the other do not lie in the processor's caches. */
  private static final long BEYOND_CACHES = 64 << 20;

  /** Measures statistics of a size; the median of some repetitions. */
  public static MergeCost measure(int components, int dimension) {
    SufficientStatistics task = Tasks.statistics(components, dimension, 1);
    long bytes = Tasks.encode(task).capacity();
    ByteBuffer[] arriving =
        new ByteBuffer[(int) Math.min(4096, Math.max(2, BEYOND_CACHES / bytes))];
    Arrays.setAll(arriving, i -> Tasks.encode(Tasks.statistics(components, dimension, i)));
    SufficientStatistics sum = Tasks.empty(components, dimension);
    SufficientStatistics read = Tasks.empty(components, dimension);
    int merges = 1;
    while (seconds(arriving, sum, read, merges) < ENOUGH_SECONDS) {
      merges *= 2;
    }
    double[] seconds = new double[REPEATS];
    for (int i = 0; i < REPEATS; i++) {
      seconds[i] = seconds(arriving, sum, read, merges) / merges;
    }
    Arrays.sort(seconds);
    return new MergeCost(components, dimension, bytes, seconds[REPEATS / 2]);
  }

  private static double seconds(
      ByteBuffer[] arriving, SufficientStatistics sum, SufficientStatistics read, int merges) {
    double began = processorSeconds();
    for (int i = 0; i < merges; i++) {
      Tasks.decode(arriving[i % arriving.length], read);
      sum.merge(read);
    }
    return processorSeconds() - began;
  }

  /** Returns the processor time of this thread: that of the clock would count what else the machine is doing. */
  static double processorSeconds() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() * 1e-9;
  }

  /** Statistics of tasks, and how they travel. */
  static final class Tasks {
    private Tasks() {}

    static SufficientStatistics empty(int components, int dimension) {
      return new SufficientStatistics(
          new double[components * dimension], components, dimension, Moments.FULL);
    }

    /** Returns statistics filled with numbers that depend on the task. */
    static SufficientStatistics statistics(int components, int dimension, int task) {
      SufficientStatistics statistics = empty(components, dimension);
      double seed = 1 + task * 0.618;
      Arrays.setAll(statistics.weights(), i -> 1 + seed * (i + 1) % 1);
      Arrays.setAll(statistics.first(), i -> seed * (i + 1) % 1 - 0.5);
      Arrays.setAll(statistics.second(), i -> seed * (i + 1) % 1);
      statistics.addLogLikelihood(-seed);
      return statistics;
    }

    static ByteBuffer encode(SufficientStatistics statistics) {
      int numbers =
          1 + statistics.weights().length + statistics.first().length + statistics.second().length;
      ByteBuffer bytes = ByteBuffer.allocate(numbers * Double.BYTES);
      bytes
          .asDoubleBuffer()
          .put(statistics.logLikelihood())
          .put(statistics.weights())
          .put(statistics.first())
          .put(statistics.second());
      return bytes;
    }

    static void decode(ByteBuffer bytes, SufficientStatistics into) {
      DoubleBuffer numbers = bytes.asDoubleBuffer();
      into.reset(into.centres());
      into.addLogLikelihood(numbers.get());
      numbers.get(into.weights()).get(into.first()).get(into.second());
    }
  }
}

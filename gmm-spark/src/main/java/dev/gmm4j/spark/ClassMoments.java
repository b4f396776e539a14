package dev.gmm4j.spark;

import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.SufficientStatistics;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The message that an executor needs to take the moments of each class over its partitions, and its work on it. */
final class ClassMoments implements Serializable {
  private static final long serialVersionUID = 1;

  /** Rows that are added up one after the other, before sums are added up pairwise. */
  private static final int RUN_ROWS = 16384;

  private final double[][] centres;
  private final Moments moments;
  private final int maxComponents;
  private final @Nullable String backend;

  /**
   * Creates a message.
   *
   * @param centres those that moments are taken about, one for each class
   */
  ClassMoments(double[][] centres, Moments moments, int maxComponents, @Nullable String backend) {
    this.centres = centres;
    this.moments = moments;
    this.maxComponents = maxComponents;
    this.backend = backend;
  }

  /** The moments of a class so far. */
  private static final class Sum {
    private final PairwiseSum<StatisticsPart> runs = new PairwiseSum<>(StatisticsPart::plus);
    private final SufficientStatistics run;
    private int rows;

    Sum(SufficientStatistics run) {
      this.run = run;
    }
  }

  /** Returns the statistics of a partition, a component a class. */
  StatisticsPart of(Iterator<PackedRows> blocks) {
    int d = centres[0].length;
    List<Sum> sums = new ArrayList<>();
    for (double[] centre : centres) {
      sums.add(new Sum(new SufficientStatistics(centre, 1, d, moments)));
    }
    try (MixtureKernel kernel = MixtureKernels.of(ExecutorBackend.get(backend), d, maxComponents)) {
      double[] ones = new double[kernel.blockRows()];
      Arrays.fill(ones, 1);
      while (blocks.hasNext()) {
        PackedRows packed = blocks.next();
        Sum sum = sums.get(packed.label());
        try (SampleBlock block = kernel.load(packed.block())) {
          kernel.accumulate(block, ones, sum.run);
        }
        sum.rows += packed.rows();
        if (sum.rows >= RUN_ROWS) {
          end(sum, centres[packed.label()]);
        }
      }
    }
    List<StatisticsPart> parts = new ArrayList<>();
    for (int c = 0; c < centres.length; c++) {
      Sum sum = sums.get(c);
      if (sum.rows > 0) {
        end(sum, centres[c]);
      }
      StatisticsPart total = sum.runs.total();
      parts.add(total == null ? StatisticsPart.empty(1, d, moments) : total);
    }
    return StatisticsPart.joined(parts, moments);
  }

  private static void end(Sum sum, double[] centre) {
    sum.runs.add(StatisticsPart.of(sum.run));
    sum.run.reset(centre);
    sum.rows = 0;
  }
}

package dev.gmm4j.spark;

import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.SufficientStatistics;
import java.io.Serializable;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The message that an executor needs for an expectation pass over its partitions, and its work on it. */
final class PassMessage implements Serializable {
  private static final long serialVersionUID = 1;

  /** Rows that are added up one after the other, before sums are added up pairwise. */
  private static final int RUN_ROWS = 16384;

  private final ParametersMessage parameters;
  private final double[] centres;
  private final Moments moments;
  private final int maxComponents;
  private final @Nullable String backend;

  PassMessage(
      MixtureParameters parameters,
      double[] centres,
      Moments moments,
      int maxComponents,
      @Nullable String backend) {
    this.parameters = new ParametersMessage(parameters);
    this.centres = centres;
    this.moments = moments;
    this.maxComponents = maxComponents;
    this.backend = backend;
  }

  /** Returns the statistics of a partition. */
  StatisticsPart expect(Iterator<PackedRows> blocks) {
    int components = parameters.components();
    int d = parameters.dimension();
    if (!blocks.hasNext()) {
      return StatisticsPart.empty(components, d, moments);
    }
    PairwiseSum<StatisticsPart> sum = new PairwiseSum<>(StatisticsPart::plus);
    SufficientStatistics run = new SufficientStatistics(centres, components, d, moments);
    try (MixtureKernel kernel = MixtureKernels.of(ExecutorBackend.get(backend), d, maxComponents)) {
      kernel.use(parameters.parameters().kernelParameters());
      int rows = 0;
      while (blocks.hasNext()) {
        PackedRows packed = blocks.next();
        try (SampleBlock block = kernel.load(packed.block())) {
          kernel.accumulate(block, Assignment.SOFT, run);
        }
        rows += packed.rows();
        if (rows >= RUN_ROWS || !blocks.hasNext()) {
          sum.add(StatisticsPart.of(run));
          run.reset(centres);
          rows = 0;
        }
      }
    }
    StatisticsPart total = sum.total();
    return total == null ? StatisticsPart.empty(components, d, moments) : total;
  }
}

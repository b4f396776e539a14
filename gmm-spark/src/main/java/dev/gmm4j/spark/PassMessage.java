package dev.gmm4j.spark;

import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.internal.incomplete.IncompleteKernel;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.LinearAlgebraBackend;
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
  private final boolean mayMiss;
  private final int maxComponents;
  private final @Nullable String backend;

  PassMessage(
      MixtureParameters parameters,
      double[] centres,
      Moments moments,
      boolean mayMiss,
      int maxComponents,
      @Nullable String backend) {
    this.parameters = new ParametersMessage(parameters);
    this.centres = centres;
    this.moments = moments;
    this.mayMiss = mayMiss;
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
    try (MixtureKernel kernel = kernel()) {
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

  /** Returns a kernel that has been told the parameters. */
  private MixtureKernel kernel() {
    MixtureParameters used = parameters.parameters();
    LinearAlgebraBackend chosen = ExecutorBackend.get(backend);
    int d = parameters.dimension();
    if (mayMiss) {
      IncompleteKernel kernel = IncompleteKernel.fitting(chosen, d, maxComponents, 1);
      kernel.use(used);
      return kernel;
    }
    MixtureKernel kernel = MixtureKernels.of(chosen, d, maxComponents);
    kernel.use(used.kernelParameters());
    return kernel;
  }
}

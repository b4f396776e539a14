package dev.gmm4j.spark;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.internal.trimming.AbsentDensities;
import dev.gmm4j.internal.trimming.TrimmingCut;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.SufficientStatistics;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The message that an executor needs for an expectation pass over its partitions, and its work on it. */
final class PassMessage implements Serializable {
  private static final long serialVersionUID = 1;

  /** Rows that are added up one after the other, before sums are added up pairwise. */
  private static final int RUN_ROWS = 16384;

  private final ParametersMessage parameters;
  private final double[] centres;
  private final Moments moments;
  private final ExecutorKernel kernels;

  PassMessage(
      MixtureParameters parameters, double[] centres, Moments moments, ExecutorKernel kernels) {
    this.parameters = new ParametersMessage(parameters);
    this.centres = centres;
    this.moments = moments;
    this.kernels = kernels;
  }

  /** The rows of a partition as they count. */
  private interface Counted {
    /** Returns rows of a block, the first of which has an index in the partition. */
    RowBlock of(PackedRows packed, int first);
  }

  /** Returns the statistics of a partition. */
  StatisticsPart expect(Iterator<PackedRows> blocks) {
    return expect(blocks, Assignment.SOFT, (packed, first) -> packed.block(), rows -> 0);
  }

  /** Returns the statistics of the rows of a partition that trimming keeps. */
  StatisticsPart expectKept(
      Iterator<PackedRows> blocks,
      TrimmingCut cut,
      Trimming.Form form,
      @Nullable AbsentDensities absent) {
    Assignment assignment = form == Trimming.Form.HARD ? Assignment.HARD : Assignment.SOFT;
    return expect(
        blocks,
        assignment,
        (packed, first) -> kept(packed, first, cut),
        rows -> absent == null ? 0 : ofAbsent(rows, absent));
  }

  /** Returns what the missing values of rows count for together. */
  private static double ofAbsent(RowBlock rows, AbsentDensities absent) {
    double sum = 0;
    for (int i = 0; i < rows.rows(); i++) {
      sum += absent.isObserved(rows, i) ? rows.weight(i) * absent.of(rows, i) : 0;
    }
    return sum;
  }

  private static RowBlock kept(PackedRows packed, int first, TrimmingCut cut) {
    double[] weights = new double[packed.rows()];
    Arrays.setAll(weights, i -> cut.kept((long) first + i, packed.weight(i)));
    return new RowBlock(packed.values(), 0, packed.rows(), packed.dimension(), weights);
  }

  /**
   * Returns the statistics of a partition.
   *
   * @param more returns what is added to the log-likelihood of rows
   */
  private StatisticsPart expect(
      Iterator<PackedRows> blocks,
      Assignment assignment,
      Counted counted,
      ToDoubleFunction<RowBlock> more) {
    int components = parameters.components();
    int d = parameters.dimension();
    if (!blocks.hasNext()) {
      return empty();
    }
    PairwiseSum<StatisticsPart> sum = new PairwiseSum<>(StatisticsPart::plus);
    SufficientStatistics run = parameters.isOfStudent()
        ? SufficientStatistics.ofStudent(centres, components, d, moments)
        : new SufficientStatistics(centres, components, d, moments);
    try (MixtureKernel kernel = kernels.open(parameters)) {
      int rows = 0;
      int first = 0;
      while (blocks.hasNext()) {
        PackedRows packed = blocks.next();
        RowBlock counts = counted.of(packed, first);
        accumulate(kernel, counts, assignment, run);
        run.addLogLikelihood(more.applyAsDouble(counts));
        rows += packed.rows();
        first += packed.rows();
        if (rows >= RUN_ROWS || !blocks.hasNext()) {
          sum.add(StatisticsPart.of(run));
          run.reset(centres);
          rows = 0;
        }
      }
    }
    StatisticsPart total = sum.total();
    return total == null ? empty() : total;
  }

  /** Adds rows; those for t distributions in blocks of their kernel, for they were packed for one of Gaussian components. */
  private void accumulate(
      MixtureKernel kernel, RowBlock rows, Assignment assignment, SufficientStatistics sums) {
    int most = parameters.isOfStudent() ? kernel.blockRows() : rows.rows();
    for (int from = 0; from < rows.rows(); from += most) {
      RowBlock some = rows.rows() <= most ? rows : slice(rows, from, most);
      try (SampleBlock block = kernel.load(some)) {
        kernel.accumulate(block, assignment, sums);
      }
    }
  }

  private static RowBlock slice(RowBlock rows, int from, int most) {
    int count = Math.min(most, rows.rows() - from);
    double[] weights = new double[count];
    Arrays.setAll(weights, i -> rows.weight(from + i));
    return new RowBlock(rows.values(), rows.rowOffset(from), count, rows.dimension(), weights);
  }

  private StatisticsPart empty() {
    return StatisticsPart.empty(
        parameters.components(), parameters.dimension(), moments, parameters.isOfStudent());
  }
}

package dev.gmm4j.tck;

import static dev.gmm4j.tck.BrokenStatistics.scale;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.LowRankKernel;
import dev.gmm4j.spi.LowRankKernelParameters;
import dev.gmm4j.spi.LowRankStatistics;
import dev.gmm4j.spi.SampleBlock;
import java.util.List;
import java.util.Optional;

/** Backends whose kernels for few factors are wrong in one way; those for Gaussian mixtures are right. */
final class BrokenFactors {
  private BrokenFactors() {}

  static List<BrokenBackend> all() {
    return List.of(
        broken("FACTOR-01", "the last log-density of a block is off by 1e-6", new Fault() {
          @Override
          public void responsibilities(int rows, double[] logDensities) {
            logDensities[rows - 1] -= 1e-6;
          }
        }),
        broken("FACTOR-02", "the products of 4 components are off by 1e-6", new Fault() {
          @Override
          public void accumulate(int rows, LowRankStatistics statistics) {
            scale(statistics.products(), statistics.components() == 4 ? 1 + 1e-6 : 1);
          }
        }),
        broken("FACTOR-03", "the second moments of 150 rows are off by 1e-6", new Fault() {
          @Override
          public void accumulate(int rows, LowRankStatistics statistics) {
            scale(statistics.second(), rows == 150 ? 1 + 1e-2 : 1);
          }
        }));
  }

  /** What is done to correct results. */
  interface Fault {
    default void accumulate(int rows, LowRankStatistics statistics) {}

    default void responsibilities(int rows, double[] logDensities) {}
  }

  private static BrokenBackend broken(String rule, String error, Fault fault) {
    return BrokenBackend.operation(rule, error, backend -> new FaultyBackend(backend, fault));
  }

  private static final class FaultyBackend extends DelegatingBackend {
    private final Fault fault;

    FaultyBackend(LinearAlgebraBackend backend, Fault fault) {
      super(backend);
      this.fault = fault;
    }

    @Override
    public Optional<LowRankKernel> newLowRankKernel(int dimension, int factors, int maxComponents) {
      return super.newLowRankKernel(dimension, factors, maxComponents)
          .map(kernel -> new FaultyLowRankKernel(kernel, fault));
    }
  }

  private record FaultyLowRankKernel(LowRankKernel correct, Fault fault) implements LowRankKernel {
    @Override
    public int blockRows() {
      return correct.blockRows();
    }

    @Override
    public SampleBlock load(RowBlock rows) {
      return correct.load(rows);
    }

    @Override
    public void use(LowRankKernelParameters parameters) {
      correct.use(parameters);
    }

    @Override
    public void accumulate(SampleBlock block, LowRankStatistics statistics) {
      correct.accumulate(block, statistics);
      fault.accumulate(block.rows(), statistics);
    }

    @Override
    public void responsibilities(
        SampleBlock block, double[] logDensities, double[] responsibilities) {
      correct.responsibilities(block, logDensities, responsibilities);
      fault.responsibilities(block.rows(), logDensities);
    }
  }
}

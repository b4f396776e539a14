package dev.gmm4j.tck;

import static dev.gmm4j.tck.BrokenStatistics.scale;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.StudentKernel;
import dev.gmm4j.spi.StudentKernelParameters;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.List;
import java.util.Optional;

/** Backends whose kernels for t distributions are wrong in one way; those for Gaussian mixtures are right. */
final class BrokenTails {
  private BrokenTails() {}

  static List<BrokenBackend> all() {
    return List.of(
        broken("TAIL-01", "the last log-density of a block is off by 1e-6", new Fault() {
          @Override
          public void responsibilities(int rows, double[] logDensities) {
            logDensities[rows - 1] -= 1e-6;
          }
        }),
        broken("TAIL-02", "the tails of 4 components are off by 1e-7", new Fault() {
          @Override
          public void accumulate(int rows, SufficientStatistics statistics) {
            scale(statistics.tails(), statistics.components() == 4 ? 1 + 1e-7 : 1);
          }
        }),
        broken(
            "TAIL-03",
            "moments of 272 rows are off by 1e-7",
            new Fault() {
              @Override
              public void accumulate(int rows, SufficientStatistics statistics) {
                scale(statistics.second(), rows == 272 ? 1 + 1e-7 : 1);
              }
            },
            "TAIL-04"),
        broken("TAIL-04", "the log-likelihood of 150 rows is off by 1e-8", new Fault() {
          @Override
          public void accumulate(int rows, SufficientStatistics statistics) {
            statistics.addLogLikelihood(rows == 150 ? 1e-8 * statistics.logLikelihood() : 0);
          }
        }));
  }

  /** What is done to correct results. */
  interface Fault {
    default void accumulate(int rows, SufficientStatistics statistics) {}

    default void responsibilities(int rows, double[] logDensities) {}
  }

  private static BrokenBackend broken(String rule, String error, Fault fault, String... others) {
    return BrokenBackend.operation(
        rule, error, backend -> new FaultyBackend(backend, fault), others);
  }

  private static final class FaultyBackend extends DelegatingBackend {
    private final Fault fault;

    FaultyBackend(LinearAlgebraBackend backend, Fault fault) {
      super(backend);
      this.fault = fault;
    }

    @Override
    public Optional<StudentKernel> newStudentKernel(int dimension, int maxComponents) {
      return super.newStudentKernel(dimension, maxComponents)
          .map(kernel -> new FaultyStudentKernel(kernel, fault));
    }
  }

  private record FaultyStudentKernel(StudentKernel correct, Fault fault) implements StudentKernel {
    @Override
    public int blockRows() {
      return correct.blockRows();
    }

    @Override
    public SampleBlock load(RowBlock rows) {
      return correct.load(rows);
    }

    @Override
    public void use(StudentKernelParameters parameters) {
      correct.use(parameters);
    }

    @Override
    public void accumulate(SampleBlock block, SufficientStatistics statistics) {
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

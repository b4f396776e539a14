package dev.gmm4j.internal.kernel;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.internal.data.SampleChecks;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.ForwardingKernel;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.SufficientStatistics;
import org.jspecify.annotations.Nullable;

/**
 * A kernel for the evaluation of one mixture at samples of any size: blocks in the mixture's {@link EvaluationRange} go
 * to another kernel as they are, others are evaluated here, row by row and on any backend alike.
 *
 * <p>Where the density of a sample is below all doubles its log-density is negative infinity; labels are right and
 * responsibilities sum to 1 all the same.
 */
public final class EvaluationKernel extends ForwardingKernel {
  private final MixtureKernel kernel;
  private final KernelParameters parameters;
  private final EvaluationRange range;
  private @Nullable BlockDensities densities;

  /**
   * Creates a kernel.
   *
   * @param kernel of a backend, for as many components as the parameters have; closed with this one
   * @param parameters the only ones that this kernel is used with
   */
  public EvaluationKernel(
      MixtureKernel kernel, KernelParameters parameters, EvaluationRange range) {
    super(kernel);
    this.kernel = kernel;
    this.parameters = parameters;
    this.range = range;
  }

  /** Rows outside the range, as they were given. */
  private record FarRows(RowBlock rowBlock) implements SampleBlock {
    @Override
    public int rows() {
      return rowBlock.rows();
    }
  }

  @Override
  public SampleBlock load(RowBlock rows) {
    return range.contains(rows) ? kernel.load(rows) : new FarRows(rows);
  }

  /**
   * Loads rows that nobody has checked: what is in the range is finite, so that numbers are looked at once.
   *
   * @param firstRow index of the block's first row, for messages
   * @throws dev.gmm4j.exception.InvalidSamplesException as {@link SampleChecks#requireFinite}
   */
  public SampleBlock loadUnchecked(RowBlock rows, long firstRow) {
    if (range.contains(rows)) {
      SampleChecks.requireUsableWeights(rows, firstRow);
      return kernel.load(rows);
    }
    SampleChecks.requireFinite(rows, firstRow);
    return new FarRows(rows);
  }

  @Override
  public void use(KernelParameters newParameters) {
    if (newParameters != parameters) {
      throw new IllegalArgumentException("parameters must be those that the kernel was made for");
    }
    if (!range.isEmpty()) {
      kernel.use(parameters);
    }
  }

  @Override
  public void accumulate(
      SampleBlock block, Assignment assignment, SufficientStatistics statistics) {
    if (!(block instanceof FarRows far)) {
      kernel.accumulate(block, assignment, statistics);
      return;
    }
    RowBlock rows = far.rowBlock();
    int components = parameters.components();
    double[] responsibilities = new double[rows.rows() * components];
    double[] logLikelihood = new double[1];
    evaluate(far, (i, row) -> {
      double logDensity;
      if (assignment == Assignment.SOFT) {
        row.responsibilities(responsibilities, i * components);
        logDensity = row.logDensity();
      } else {
        responsibilities[i * components + row.likeliest()] = 1;
        logDensity = row.largest();
      }
      // Not 0 times infinity.
      if (rows.weight(i) > 0) {
        logLikelihood[0] += rows.weight(i) * logDensity;
      }
    });
    statistics.addLogLikelihood(logLikelihood[0]);
    accumulate(block, responsibilities, statistics);
  }

  @Override
  public void accumulate(
      SampleBlock block, double[] responsibilities, SufficientStatistics statistics) {
    if (block instanceof FarRows far) {
      try (SampleBlock loaded = kernel.load(far.rowBlock())) {
        kernel.accumulate(loaded, responsibilities, statistics);
      }
    } else {
      kernel.accumulate(block, responsibilities, statistics);
    }
  }

  @Override
  public void logDensities(SampleBlock block, double[] logDensities) {
    if (block instanceof FarRows far) {
      evaluate(far, (i, row) -> logDensities[i] = row.logDensity());
    } else {
      kernel.logDensities(block, logDensities);
    }
  }

  @Override
  public void responsibilities(
      SampleBlock block, double[] logDensities, double[] responsibilities) {
    if (block instanceof FarRows far) {
      evaluate(far, (i, row) -> {
        logDensities[i] = row.logDensity();
        row.responsibilities(responsibilities, i * parameters.components());
      });
    } else {
      kernel.responsibilities(block, logDensities, responsibilities);
    }
  }

  @Override
  public void labels(SampleBlock block, int[] labels) {
    if (block instanceof FarRows far) {
      evaluate(far, (i, row) -> labels[i] = row.likeliest());
    } else {
      kernel.labels(block, labels);
    }
  }

  /** Memory that most evaluations need none of. */
  private void evaluate(FarRows rows, BlockDensities.Reader reader) {
    BlockDensities evaluated = densities;
    if (evaluated == null) {
      evaluated = new BlockDensities(parameters);
      densities = evaluated;
    }
    evaluated.forEach(rows.rowBlock(), reader);
  }
}

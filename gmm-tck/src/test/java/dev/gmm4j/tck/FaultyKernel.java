package dev.gmm4j.tck;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.ForwardingKernel;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.SufficientStatistics;

/** A correct kernel whose results pass through a fault. */
final class FaultyKernel extends ForwardingKernel {
  private final KernelFault fault;

  FaultyKernel(MixtureKernel correct, KernelFault fault) {
    super(correct);
    this.fault = fault;
  }

  @Override
  public SampleBlock load(RowBlock rows) {
    return super.load(fault.load(rows));
  }

  @Override
  public void use(KernelParameters parameters) {
    super.use(parameters);
    fault.use(parameters);
  }

  @Override
  public void accumulate(
      SampleBlock block, Assignment assignment, SufficientStatistics statistics) {
    super.accumulate(block, assignment, statistics);
    fault.accumulate(block.rows(), assignment, statistics);
  }

  @Override
  public void accumulate(
      SampleBlock block, double[] responsibilities, SufficientStatistics statistics) {
    super.accumulate(block, responsibilities, statistics);
    fault.accumulateGiven(block.rows(), statistics);
  }

  @Override
  public void logDensities(SampleBlock block, double[] logDensities) {
    super.logDensities(block, logDensities);
    fault.logDensities(block.rows(), logDensities);
  }

  @Override
  public void responsibilities(
      SampleBlock block, double[] logDensities, double[] responsibilities) {
    super.responsibilities(block, logDensities, responsibilities);
    fault.responsibilities(block.rows(), logDensities, responsibilities);
  }

  @Override
  public void labels(SampleBlock block, int[] labels) {
    super.labels(block, labels);
    double[] responsibilities = new double[block.rows() * fault.parameters.components()];
    super.responsibilities(block, new double[block.rows()], responsibilities);
    fault.labels(block.rows(), responsibilities, labels);
  }
}

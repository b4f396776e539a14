package dev.gmm4j.tck;

import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.SufficientStatistics;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.RowBlock;
import dev.gmm4j.spi.SampleBlock;

/** A correct kernel whose results pass through a fault. */
record FaultyKernel(MixtureKernel correct, KernelFault fault) implements MixtureKernel {

  @Override
  public int blockRows() {
    return correct.blockRows();
  }

  @Override
  public SampleBlock load(RowBlock rows) {
    return correct.load(fault.load(rows));
  }

  @Override
  public void use(MixtureParameters parameters) {
    correct.use(parameters);
    fault.use(parameters);
  }

  @Override
  public void accumulate(
      SampleBlock block, Assignment assignment, SufficientStatistics statistics) {
    correct.accumulate(block, assignment, statistics);
    fault.accumulate(block.rows(), assignment, statistics);
  }

  @Override
  public void accumulate(
      SampleBlock block, double[] responsibilities, SufficientStatistics statistics) {
    correct.accumulate(block, responsibilities, statistics);
    fault.accumulateGiven(block.rows(), statistics);
  }

  @Override
  public void logDensities(SampleBlock block, double[] logDensities) {
    correct.logDensities(block, logDensities);
    fault.logDensities(block.rows(), logDensities);
  }

  @Override
  public void responsibilities(
      SampleBlock block, double[] logDensities, double[] responsibilities) {
    correct.responsibilities(block, logDensities, responsibilities);
    fault.responsibilities(block.rows(), logDensities, responsibilities);
  }

  @Override
  public void labels(SampleBlock block, int[] labels) {
    correct.labels(block, labels);
    double[] responsibilities = new double[block.rows() * fault.parameters.components()];
    correct.responsibilities(block, new double[block.rows()], responsibilities);
    fault.labels(block.rows(), responsibilities, labels);
  }

  @Override
  public void close() {
    correct.close();
  }
}

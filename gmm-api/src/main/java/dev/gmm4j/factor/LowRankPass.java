package dev.gmm4j.factor;

import dev.gmm4j.data.Samples;
import dev.gmm4j.em.ExpectationPass;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.engine.ParameterKernel;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.LowRankStatistics;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.function.Supplier;

/** A pass over samples that never makes a matrix of {@code d*d} numbers; its statistics are {@link LowRankStatistics}. */
final class LowRankPass implements ExpectationPass, AutoCloseable {
  private final LocalEngine engine;
  private final Supplier<SufficientStatistics> empty;

  LowRankPass(
      Samples samples, LinearAlgebraBackend backend, int components, int factors, int threads) {
    int d = samples.dimension();
    this.empty = () -> new LowRankStatistics(new double[components * d], components, d, factors);
    this.engine = new LocalEngine(
        samples,
        () -> kernel(
            samples,
            new LowRankEngineKernel(MixtureKernels.ofLowRank(backend, d, factors, components))),
        components,
        threads);
  }

  private static ParameterKernel kernel(Samples samples, ParameterKernel kernel) {
    return samples.mayHaveMissingValues() ? new IncompleteFactorKernel(kernel) : kernel;
  }

  @Override
  public SufficientStatistics expect(
      MixtureParameters parameters, double[] centres, Moments moments) {
    return engine.accumulate(
        parameters,
        centres,
        empty,
        (kernel, block, first, statistics) ->
            kernel.accumulate(block, Assignment.SOFT, statistics));
  }

  @Override
  public void close() {
    engine.close();
  }
}

package dev.gmm4j.bench.jmh;

import dev.gmm4j.bench.Blobs;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.ExpectationPass;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.ParameterEstimate;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One thread's pass over samples laid out once: a backend's kernel alone, without the engine around it. */
final class KernelPass implements ExpectationPass, AutoCloseable {
  private final MixtureKernel kernel;
  private final List<SampleBlock> blocks = new ArrayList<>();

  KernelPass(LinearAlgebraBackend backend, Samples samples, int components) {
    kernel = MixtureKernels.of(backend, samples.dimension(), components);
    for (long row = 0; row < samples.count(); row += kernel.blockRows()) {
      int count = (int) Math.min(kernel.blockRows(), samples.count() - row);
      blocks.add(kernel.load(samples.block(row, count)));
    }
  }

  /** Returns initial parameters: equal weights, unit variances. */
  static MixtureParameters start(Blobs blobs, LinearAlgebraBackend backend) {
    int components = blobs.shape().components();
    double[] weights = new double[components];
    double[] variances = new double[components];
    Arrays.fill(weights, 1.0 / components);
    Arrays.fill(variances, 1);
    return MixtureParameters.of(
        weights,
        blobs.startMeans(),
        Covariances.spherical(variances, blobs.shape().dimension()),
        backend);
  }

  /** Does one iteration of EM. */
  MixtureParameters iterate(
      MixtureParameters parameters, Maximization maximization, LinearAlgebraBackend backend) {
    ParameterEstimate estimate = maximization.maximize(expect(parameters, maximization.moments()));
    return MixtureParameters.of(
        estimate.weights(), estimate.means(), estimate.covariances(), backend);
  }

  @Override
  public SufficientStatistics expect(
      MixtureParameters parameters, double[] centres, Moments moments) {
    SufficientStatistics statistics =
        new SufficientStatistics(centres, parameters.components(), parameters.dimension(), moments);
    kernel.use(parameters.kernelParameters());
    for (SampleBlock block : blocks) {
      kernel.accumulate(block, Assignment.SOFT, statistics);
    }
    return statistics;
  }

  @Override
  public void close() {
    blocks.forEach(SampleBlock::close);
    kernel.close();
  }
}

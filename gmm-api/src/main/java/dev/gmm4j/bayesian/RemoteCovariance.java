package dev.gmm4j.bayesian;

import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.RemoteSamples;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.internal.util.MemoryLimit;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Moments;

/** The covariance of samples on other machines, by one pass: that of the only component there is. */
final class RemoteCovariance {
  private RemoteCovariance() {}

  /** Returns {@code d*d} numbers, row-major; the divisor is the total weight. */
  static double[] of(RemoteSamples.Engine engine, LinearAlgebraBackend backend) {
    SampleScale scale = engine.scale();
    double[] means = scale.means();
    MemoryLimit.square(
        "covariances of " + means.length + " features", means.length, "use fewer features");
    MixtureParameters all = MixtureParameters.of(
        new double[] {1}, means, Covariances.diagonal(new double[][] {scale.variances()}), backend);
    double[] covariance = engine.expect(all, means, Moments.FULL).second().clone();
    for (int i = 0; i < covariance.length; i++) {
      covariance[i] /= scale.totalWeight();
    }
    return covariance;
  }
}

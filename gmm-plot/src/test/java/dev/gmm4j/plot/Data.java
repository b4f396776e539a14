package dev.gmm4j.plot;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Blobs;
import dev.gmm4j.data.Samples;

/** Small samples and models. */
final class Data {
  static final GaussianMixture SLANTED = GaussianMixture.of(
      new double[] {0.7, 0.3}, new double[][] {{0, 0}, {4, 1}}, Covariances.full(new double[][][] {
        {{2, 1.2}, {1.2, 1}}, {{0.3, -0.1}, {-0.1, 0.5}}
      }));

  static final GaussianMixture LINE = GaussianMixture.of(
      new double[] {0.25, 0.75}, new double[][] {{-2}, {3}}, Covariances.full(new double[][][] {
        {{0.25}}, {{4}}
      }));

  private Data() {}

  static Samples slanted(int count) {
    return Samples.of(SLANTED.sample(count, 1).rows());
  }

  static Samples line(int count) {
    return Samples.of(LINE.sample(count, 1).rows());
  }

  static Samples blobs(int count, int dimension) {
    return Samples.of(Blobs.random(count, dimension, 3, 1, 4).rows());
  }
}

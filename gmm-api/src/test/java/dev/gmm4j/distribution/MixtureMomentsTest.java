package dev.gmm4j.distribution;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.testing.Expect;
import org.junit.jupiter.api.Test;

class MixtureMomentsTest {

  /** Means ±1 about an offset that squares would drown in: the variance between them is 1. */
  @Test
  void moments_ofTwoComponents_areTheirClosedForm() {
    double offset = 1e8;
    MixtureMoments moments = MixtureMoments.of(GaussianMixture.of(
        new double[] {0.5, 0.5},
        new double[][] {{offset - 1, 3}, {offset + 1, 5}},
        Covariances.diagonal(new double[][] {{1, 2}, {3, 4}})));

    Expect.close("mean", moments.mean(), new double[] {offset, 4}, 1e-15);
    Expect.close("covariance", moments.covariance(), new double[][] {{3, 1}, {1, 4}}, 1e-15);
  }
}

package dev.gmm4j.factor;

import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.Arrays;

/**
 * Where EM begins where covariances are never made: half of each variance is noise, and the other half is that of random
 * loadings. EM turns them as subspace iteration does (Roweis 1998).
 */
final class LowRankStart {
  private LowRankStart() {}

  /**
   * Returns parameters.
   *
   * @param found weights, means and variances of an initialization
   * @param seed of the loadings
   */
  static FactorParameters of(
      MixtureParameters found,
      FactorModel model,
      int factors,
      FactorEmStep step,
      long seed,
      LinearAlgebraBackend backend) {
    int components = found.components();
    int d = found.dimension();
    Randomness random = Randomness.of(seed, 0);
    double[][] residuals = new double[components][];
    for (int k = 0; k < components; k++) {
      residuals[k] = Arrays.stream(found.covariances().variances(k))
          .map(variance -> 0.5 * variance)
          .toArray();
    }
    double[][] noise = step.noise(found.weights(), residuals);
    double[][] loadings = new double[components][];
    for (int k = 0; k < components; k++) {
      loadings[k] = new double[d * factors];
      for (int i = 0; i < d * factors; i++) {
        loadings[k][i] = Math.sqrt(noise[k][i / factors] / factors) * random.nextGaussian();
      }
      if (model.hasCommonLoadings()) {
        Arrays.fill(loadings, loadings[0]);
        break;
      }
    }
    return FactorParameters.ofFactors(
        found.weights(), found.means(), new LowRank(loadings, noise), backend);
  }
}

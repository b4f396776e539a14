package dev.gmm4j.factor;

import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.internal.util.SerialProxies;
import java.io.InvalidObjectException;
import java.io.Serializable;

/** What is written of a {@link FactorMixture}: its parameters, which are checked when they are read. */
record FactorMixtureProxy(
    String model,
    int[] factors,
    MixingProportions proportions,
    double[] weights,
    double[][] means,
    double[][][] loadings,
    double[][] noise,
    String backendId)
    implements Serializable {

  static FactorMixtureProxy of(FactorMixture mixture) {
    int components = mixture.components();
    int[] factors = new int[components];
    double[][][] loadings = new double[components][][];
    double[][] means = new double[components][];
    double[][] noise = new double[components][];
    for (int k = 0; k < components; k++) {
      factors[k] = mixture.factors(k);
      loadings[k] = mixture.loadings(k);
      means[k] = mixture.mean(k);
      noise[k] = mixture.noiseVariances(k);
    }
    return new FactorMixtureProxy(
        mixture.model().label(),
        factors,
        mixture.proportions(),
        mixture.weights(),
        means,
        loadings,
        noise,
        mixture.backend().id());
  }

  private Object readResolve() throws InvalidObjectException {
    return SerialProxies.rebuild(() -> FactorMixture.of(
        LowRankModel.parse(model),
        factors,
        notNull("proportions", proportions),
        weights,
        means,
        loadings,
        noise,
        Backends.standard().find(backendId).orElseGet(Backends.standard()::automatic)));
  }
}

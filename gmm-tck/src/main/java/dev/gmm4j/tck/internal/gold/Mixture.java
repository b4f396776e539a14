package dev.gmm4j.tck.internal.gold;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.spi.LinearAlgebraBackend;
import tools.jackson.databind.JsonNode;

/**
 * The parameters of a mixture as a file states them.
 *
 * @param weights the mixing weights
 * @param means shape {@code K*d}
 * @param covariances shape {@code K*d*d}, whatever the structure
 */
public record Mixture(double[] weights, double[][] means, double[][][] covariances) {

  /** Reads the three arrays of an object. */
  public static Mixture of(JsonNode object) {
    return of(object, "covariances");
  }

  /** Reads the three arrays of an object, where the matrices have a name of their own. */
  public static Mixture of(JsonNode object, String matricesName) {
    JsonNode matrices = object.get(matricesName);
    double[][][] covariances = new double[matrices.size()][][];
    for (int k = 0; k < covariances.length; k++) {
      covariances[k] = Resources.matrix(matrices.get(k));
    }
    return new Mixture(
        Resources.numbers(object.get("weights")),
        Resources.matrix(object.get("means")),
        covariances);
  }

  /** Returns the mixture as a model with full covariances. */
  public GaussianMixture model(LinearAlgebraBackend backend) {
    return GaussianMixture.of(weights, means, Covariances.full(covariances), backend);
  }
}

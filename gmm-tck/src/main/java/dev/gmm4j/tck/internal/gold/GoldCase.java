package dev.gmm4j.tck.internal.gold;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One result computed in 50-digit arithmetic and the samples it belongs to; see {@code gold/README.md}.
 *
 * @param name the file
 * @param json the file's object
 * @param samples weighted where the file has weights
 */
public record GoldCase(String name, JsonNode json, Samples samples) {
  /** All cases. */
  public static final List<String> NAMES = List.of(
      "faithful-full",
      "faithful-full-one-component",
      "faithful-tied",
      "faithful-diagonal",
      "faithful-spherical",
      "iris-full",
      "iris-full-regularized",
      "iris-full-weighted",
      "iris-tied",
      "worked-example-1d");

  /** Reads a case. */
  public static GoldCase load(String name) {
    JsonNode json = Resources.json(name);
    Samples samples = Samples.of(
        Resources.data(json.get("data").asString(), Resources.integers(json.get("columns"))));
    JsonNode weights = json.get("sampleWeights");
    return new GoldCase(
        name, json, weights == null ? samples : samples.weighted(Resources.numbers(weights)));
  }

  /** Does the iterations that the file states. */
  public GaussianMixtureFit fit(LinearAlgebraBackend backend) {
    Mixture initial = Mixture.of(json.get("initial"));
    return GaussianMixtureEstimator.builder()
        .components(initial.weights().length)
        .covarianceType(CovarianceType.parse(json.get("covarianceType").asString()))
        .initialization(Initialization.parameters(initial.model(backend)))
        .maxIterations(json.get("iterations").asInt())
        .tolerance(0)
        .regularization(number("regularization"))
        .backend(backend)
        .threads(1)
        .build()
        .fit(samples);
  }

  /** Returns a number of the file. */
  public double number(String key) {
    return json.get(key).asDouble();
  }
}

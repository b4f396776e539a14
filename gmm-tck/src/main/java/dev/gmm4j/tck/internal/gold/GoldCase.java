package dev.gmm4j.tck.internal.gold;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.bayesian.BayesianMixtureEstimator;
import dev.gmm4j.bayesian.BayesianMixtureFit;
import dev.gmm4j.bayesian.ComponentPrior;
import dev.gmm4j.bayesian.StickOrder;
import dev.gmm4j.bayesian.WeightPrior;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegreesOfFreedom;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.student.StudentMixtureEstimator;
import dev.gmm4j.student.StudentMixtureFit;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One result computed in 50-digit arithmetic, or 40-digit where values are missing, and the samples it belongs to; see
 * {@code gold/README.md}.
 *
 * @param name the file
 * @param json the file's object
 * @param samples weighted where the file has weights, with NaN where it lists missing values
 */
public record GoldCase(String name, JsonNode json, Samples samples) {
  /** The cases with missing values. */
  public static final List<String> MISSING = List.of(
      "missing-faithful-full",
      "missing-iris-full",
      "missing-iris-tied",
      "missing-iris-diagonal",
      "missing-iris-spherical");

  /** The cases of variational Bayes. */
  public static final List<String> VARIATIONAL = List.of(
      "vb-faithful-full-dirichlet",
      "vb-faithful-full-dirichlet-process",
      "vb-faithful-tied-dirichlet",
      "vb-faithful-tied-dirichlet-process",
      "vb-faithful-diagonal-dirichlet",
      "vb-faithful-diagonal-dirichlet-process",
      "vb-faithful-spherical-dirichlet",
      "vb-faithful-spherical-dirichlet-process",
      "vb-iris-full-dirichlet-process");

  /** The cases of t distributions. */
  public static final List<String> STUDENT = List.of(
      "t-faithful-full-fixed",
      "t-faithful-full-common",
      "t-faithful-full-free",
      "t-faithful-tied-free",
      "t-iris-full-free");

  /** The cases without missing values. */
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
    double[][] rows =
        Resources.data(json.get("data").asString(), Resources.integers(json.get("columns")));
    return new GoldCase(name, json, samples(json, rows));
  }

  private static Samples samples(JsonNode json, double[][] rows) {
    JsonNode missing = json.get("missing");
    if (missing != null) {
      for (JsonNode cell : missing) {
        rows[cell.get(0).asInt()][cell.get(1).asInt()] = Double.NaN;
      }
      return Samples.of(rows).withMissingValues();
    }
    JsonNode weights = json.get("sampleWeights");
    return weights == null
        ? Samples.of(rows)
        : Samples.of(rows).weighted(Resources.numbers(weights));
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

  /** Does the variational iterations that the file states. */
  public BayesianMixtureFit fitPosterior(LinearAlgebraBackend backend) {
    GaussianMixtureEstimator settings = GaussianMixtureEstimator.builder()
        .components(json.get("components").asInt())
        .covarianceType(CovarianceType.parse(json.get("covarianceType").asString()))
        .initialization(Initialization.labels(Resources.integers(json.get("initialLabels"))))
        .maxIterations(json.get("iterations").asInt())
        .tolerance(0)
        .backend(backend)
        .threads(1)
        .build();
    return BayesianMixtureEstimator.builder(settings)
        .weightPrior(new WeightPrior(
            WeightPrior.Kind.parse(json.get("weightPrior").asString()),
            number("weightConcentrationPrior"),
            StickOrder.AS_GIVEN))
        .componentPrior(ComponentPrior.fromSamples()
            .withMeanPrecision(number("meanPrecisionPrior"))
            .withDegreesOfFreedom(number("degreesOfFreedomPrior")))
        .build()
        .fit(samples);
  }

  /** Does the iterations for t distributions that the file states. */
  public StudentMixtureFit fitStudent(LinearAlgebraBackend backend) {
    JsonNode initial = json.get("initial");
    double[] range = Resources.numbers(json.get("degreesOfFreedomRange"));
    double nu = Resources.numbers(initial.get("degreesOfFreedom"))[0];
    GaussianMixtureEstimator settings = GaussianMixtureEstimator.builder()
        .components(json.get("components").asInt())
        .covarianceType(CovarianceType.parse(json.get("covarianceType").asString()))
        .initialization(Initialization.parameters(Mixture.of(initial, "scales").model(backend)))
        .maxIterations(json.get("iterations").asInt())
        .tolerance(0)
        .regularization(0)
        .backend(backend)
        .threads(1)
        .build();
    String kind = json.get("degreesOfFreedom").asString();
    DegreesOfFreedom tails =
        kind.equals("fixed") ? DegreesOfFreedom.fixed(nu) : DegreesOfFreedom.parse(kind);
    return StudentMixtureEstimator.builder(settings)
        .degreesOfFreedom(tails.withRange(range[0], range[1]).startingAt(nu))
        .build()
        .fit(samples);
  }

  /** Returns a number of the file. */
  public double number(String key) {
    return json.get(key).asDouble();
  }
}

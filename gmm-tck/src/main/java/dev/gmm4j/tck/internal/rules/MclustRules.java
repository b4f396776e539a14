package dev.gmm4j.tck.internal.rules;

import static dev.gmm4j.tck.internal.rules.PublishedRules.near;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.tck.internal.gold.Resources;
import dev.gmm4j.tck.rule.TckContext;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Fits against the results of mclust. */
final class MclustRules {
  /** Models whose volumes both programs find by turns, mclust to half the digits. */
  private static final Set<CovarianceModel> BY_TURNS =
      Set.of(CovarianceModel.VEI, CovarianceModel.VEV);

  private MclustRules() {}

  private static Samples samples(JsonNode expected) {
    return Samples.of(Resources.data(
        expected.get("data").asString(), Resources.integers(expected.get("columns"))));
  }

  private static int[] labels(JsonNode expected) {
    double above = expected.has("labelAbove") ? expected.get("labelAbove").asDouble() : Double.NaN;
    return PublishedRules.labels(
        expected.get("data").asString(), expected.get("labelColumn").asInt(), above);
  }

  private static CovarianceModel model(JsonNode expected) {
    return CovarianceModel.parse(expected.get("covarianceType").asString());
  }

  private static GaussianMixtureEstimator.Builder estimator(TckContext tck, JsonNode expected) {
    return PublishedRules.estimator(tck, expected)
        .covariance(model(expected))
        .initialization(Initialization.labels(labels(expected)));
  }

  static void fits(TckContext tck) {
    for (JsonNode expected : Resources.json("mclust").get("cases")) {
      tck.at("%s", expected.get("name").asString());
      GaussianMixtureFit fit = estimator(tck, expected)
          .maxIterations(10_000)
          .tolerance(1e-13)
          .build()
          .fit(samples(expected));
      near(tck, "parameters", (double) fit.model().freeParameters(), expected.get("parameters"), 0);
      if (expected.has("atLeast")) {
        atLeast(tck, fit, expected);
      } else {
        equal(tck, fit, expected);
      }
    }
  }

  private static void atLeast(TckContext tck, GaussianMixtureFit fit, JsonNode expected) {
    double first = fit.bestRestart().trace().get(0);
    // The best maximization of the complete-data likelihood need not have the best likelihood.
    near(tck, "first log-likelihood", first, expected.get("first"), 1e-5);
    notBelow(tck, "final log-likelihood", fit.logLikelihood(), expected.get("last"), 1e-6);
    if (expected.has("bic")) {
      notBelow(tck, "BIC", -fit.bic(), expected.get("bic"), 1e-5);
    }
  }

  private static void notBelow(
      TckContext tck, String what, double actual, JsonNode expected, double bound) {
    near(tck, what, Math.min(actual, expected.asDouble()), expected, bound);
  }

  private static void equal(TckContext tck, GaussianMixtureFit fit, JsonNode expected) {
    near(tck, "final log-likelihood", fit.logLikelihood(), expected.get("last"), 1e-6);
    if (expected.has("first")) {
      double first = fit.bestRestart().trace().get(0);
      near(tck, "first log-likelihood", first, expected.get("first"), 1e-7);
    }
    if (expected.has("firstFive")) {
      for (int i = 0; i < 5; i++) {
        double value = fit.bestRestart().trace().get(i);
        near(tck, "log-likelihood " + i, value, expected.get("firstFive").get(i), 1e-7);
      }
    }
    if (expected.has("bic")) {
      near(tck, "BIC", -fit.bic(), expected.get("bic"), 1e-5);
    }
    parameters(tck, fit.model(), expected);
  }

  private static void parameters(TckContext tck, GaussianMixture model, JsonNode expected) {
    for (int k = 0; k < model.components(); k++) {
      if (expected.has("weights")) {
        near(tck, "weight", model.weight(k), expected.get("weights").get(k), 1e-5);
      }
      for (int i = 0; i < model.dimension(); i++) {
        if (expected.has("means")) {
          JsonNode mean = expected.get("means").get(k).get(i);
          near(tck, "mean", model.mean(k)[i], mean, 1e-5 * Math.abs(mean.asDouble()));
        }
        for (int j = 0; j < model.dimension() && expected.has("covariances"); j++) {
          JsonNode entry = expected.get("covariances").get(k).get(i).get(j);
          double bound = 1e-5 * Math.abs(entry.asDouble());
          near(tck, "covariance", model.covariances().get(k, i, j), entry, bound);
        }
      }
    }
  }

  static void maximization(TckContext tck) {
    for (JsonNode expected : Resources.json("mclust").get("cases")) {
      if (expected.has("mStep")) {
        tck.at("%s", expected.get("name").asString());
        maximization(tck, expected, expected.get("mStep"));
      }
    }
  }

  private static void maximization(TckContext tck, JsonNode expected, JsonNode step) {
    GaussianMixtureFit fit =
        estimator(tck, expected).maxIterations(0).build().fit(samples(expected));
    double[] weights = Resources.numbers(step.get("pro"));
    double[][] means = Resources.matrix(step.get("mean"));
    double[][][] covariances = new double[step.get("sigma").size()][][];
    for (int k = 0; k < covariances.length; k++) {
      covariances[k] = Resources.matrix(step.get("sigma").get(k));
    }
    if (expected.has("atLeast")) {
      GaussianMixture theirs =
          GaussianMixture.of(weights, means, Covariances.full(covariances), tck.backend());
      double best = classificationLikelihood(theirs, expected);
      double ours = classificationLikelihood(fit.model(), expected);
      tck.near("classification likelihood", Math.min(ours, best), best, 1e-7);
    } else {
      boolean byTurns = BY_TURNS.contains(model(expected));
      Fits.compare(tck, fit.model(), weights, means, covariances, byTurns ? 1e-6 : 1e-11);
      near(
          tck,
          "log-likelihood",
          fit.logLikelihood(),
          step.get("logLikelihood"),
          byTurns ? 1e-6 : 1e-9);
    }
  }

  /** Returns {@code Σ log(π_k p_k(x))} with the component that each sample is labelled with. */
  private static double classificationLikelihood(GaussianMixture model, JsonNode expected) {
    Samples samples = samples(expected);
    int[] labels = labels(expected);
    double[] logDensities = model.logDensities(samples);
    double[][] responsibilities = model.responsibilities(samples);
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum += logDensities[i] + Math.log(responsibilities[i][labels[i]]);
    }
    return sum;
  }
}

package dev.gmm4j.tck.internal.rules;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.tck.internal.gold.Mixture;
import dev.gmm4j.tck.internal.gold.Resources;
import dev.gmm4j.tck.rule.Rule;
import dev.gmm4j.tck.rule.TckContext;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Fits against published results of other software. */
final class PublishedRules {
  private static final String ADVICE =
      "GOLD rules first: they compare the same quantities to more digits";

  static final List<Rule> RULES = List.of(
      new Rule(
          "PUBL-01",
          "fits of iris give scikit-learn's bounds, score, AIC and BIC for the four structures",
          "1e-9 for mean log-likelihoods, 1e-6 for criteria: the printed digits",
          ADVICE,
          PublishedRules::scikitLearn),
      new Rule(
          "PUBL-02",
          "fits of iris and faithful give mclust's first and final log-likelihood, BIC and parameters for all fourteen"
              + " covariance models; for VEE, EVE and VVE no lower ones than the best known",
          "1e-7 for first and 1e-6 for final log-likelihoods, 1e-5 for BIC, 1e-5 relative for parameters at convergence;"
              + " for VEE, EVE and VVE 1e-5, 1e-6 and 1e-5",
          ADVICE,
          MclustRules::fits),
      new Rule(
          "PUBL-03",
          "one maximization from the species of iris gives mclust's parameters for all fourteen covariance models; for"
              + " VEE, EVE and VVE no lower classification likelihood",
          "1e-11 relative to the scale of each number: the printed digits; 1e-6 for VEI and VEV, where mclust's own search"
              + " ends",
          "accumulate with given responsibilities",
          MclustRules::maximization),
      new Rule(
          "PUBL-04",
          "fits of the two sets of 15 points in Spark's tests give the parameters stated there",
          "1e-4 and 1e-6, a unit of the last printed digit",
          ADVICE,
          PublishedRules::spark),
      new Rule(
          "PUBL-05",
          "12 iterations on the 100 points in Commons Math's tests give the parameters stated there",
          "1e-11 relative to the scale of each number",
          ADVICE,
          PublishedRules::commonsMath));

  private PublishedRules() {}

  /** Returns the settings that all rules begin with. */
  static GaussianMixtureEstimator.Builder estimator(TckContext tck, JsonNode json) {
    return GaussianMixtureEstimator.builder()
        .components(json.get("components").asInt())
        .degeneracy(DegeneracyPolicy.FAIL)
        .regularization(0)
        .acceleration(Acceleration.NONE)
        .tolerance(0)
        .threads(1)
        .backend(tck.backend());
  }

  private static void scikitLearn(TckContext tck) {
    JsonNode json = Resources.json("scikit-learn");
    Samples iris = Samples.of(Resources.data("iris.csv", 0, 1, 2, 3));
    for (JsonNode expected : json.get("cases")) {
      CovarianceType type = CovarianceType.parse(expected.get("covarianceType").asString());
      tck.at("iris, %s", type.label());
      int iterations = expected.get("iterations").asInt();
      GaussianMixtureEstimator.Builder builder = estimator(tck, json)
          .covarianceType(type)
          .initialization(Initialization.labels(labels("iris.csv", 4, Double.NaN)))
          .regularization(json.get("regularization").asDouble());
      GaussianMixtureFit fit = builder.maxIterations(iterations).build().fit(iris);
      double n = iris.count();
      List<Double> trace = fit.bestRestart().trace();
      near(tck, "first bound", trace.get(0) / n, expected.get("firstLowerBound"), 1e-9);
      double last = trace.get(trace.size() - 2) / n;
      near(tck, "last bound", last, expected.get("lastLowerBound"), 1e-9);
      near(tck, "score", fit.meanLogLikelihood(), expected.get("score"), 1e-9);
      near(tck, "AIC", fit.aic(), expected.get("aic"), 1e-6);
      near(tck, "BIC", fit.bic(), expected.get("bic"), 1e-6);
      near(tck, "parameters", (double) fit.model().freeParameters(), expected.get("parameters"), 0);
      // scikit-learn compares bounds that lag one iteration behind its parameters.
      GaussianMixtureFit converged = builder
          .maxIterations(100)
          .convergence(ConvergenceCriterion.meanChange(json.get("tolerance").asDouble()))
          .build()
          .fit(iris);
      tck.that(
          converged.iterations() == iterations - 1,
          "converged after " + converged.iterations() + " iterations, not " + (iterations - 1));
    }
    sixPoints(tck, json.get("sixPoints"));
  }

  private static void sixPoints(TckContext tck, JsonNode expected) {
    tck.at("six points");
    Samples samples = Samples.of(Resources.matrix(expected.get("samples")));
    double[][] means = Resources.matrix(expected.get("means"));
    double[][] identity = {{1, 0}, {0, 1}};
    GaussianMixture initial = GaussianMixture.of(
        new double[] {0.5, 0.5},
        means,
        Covariances.full(new double[][][] {identity, identity}),
        tck.backend());
    GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
        .components(2)
        .initialization(Initialization.parameters(initial))
        .regularization(1e-6)
        .backend(tck.backend())
        .build()
        .fit(samples);
    // The printed score has ten decimals.
    near(tck, "score", fit.meanLogLikelihood(), expected.get("score"), 1e-9);
    for (int k = 0; k < 2; k++) {
      near(tck, "mean", fit.model().mean(k)[0], expected.get("means").get(k).get(0), 1e-9);
      near(tck, "mean", fit.model().mean(k)[1], expected.get("means").get(k).get(1), 1e-9);
    }
  }

  /** Returns labels from a column: its numbers, or where a bound is given whether they are above it. */
  static int[] labels(String file, int column, double above) {
    double[][] values = Resources.data(file, column);
    int[] labels = new int[values.length];
    for (int i = 0; i < labels.length; i++) {
      boolean higher = values[i][0] > above;
      labels[i] = Double.isNaN(above) ? (int) values[i][0] : higher ? 1 : 0;
    }
    return labels;
  }

  private static void spark(TckContext tck) {
    for (JsonNode expected : Resources.json("spark").get("cases")) {
      tck.at("%s", expected.get("name").asString());
      double unit = expected.get("unit").asDouble();
      GaussianMixtureFit fit = fit(tck, expected, 20);
      Mixture mixture = Mixture.of(expected);
      for (int k = 0; k < 2; k++) {
        tck.near("weight", fit.model().weight(k), mixture.weights()[k], unit);
        tck.near("mean", fit.model().mean(k), mixture.means()[k], filled(unit));
        for (int i = 0; i < fit.model().dimension(); i++) {
          tck.near(
              "covariance",
              fit.model().covariances().matrix(k)[i],
              mixture.covariances()[k][i],
              filled(unit));
        }
      }
      if (expected.has("logLikelihood")) {
        near(tck, "log-likelihood", fit.logLikelihood(), expected.get("logLikelihood"), 1e-5);
      }
    }
  }

  private static double[] filled(double value) {
    return new double[] {value, value};
  }

  private static void commonsMath(TckContext tck) {
    JsonNode expected = Resources.json("commons-math").get("cases").get(0);
    tck.at("%s", expected.get("name").asString());
    GaussianMixtureFit fit = fit(tck, expected, expected.get("iterations").asInt());
    Mixture mixture = Mixture.of(expected);
    Fits.compare(
        tck, fit.model(), mixture.weights(), mixture.means(), mixture.covariances(), 1e-11);
    List<Double> trace = fit.bestRestart().trace();
    double before = trace.get(trace.size() - 2) / fit.totalWeight();
    near(tck, "mean log-likelihood", before, expected.get("meanLogLikelihoodBefore"), 1e-12);
  }

  private static GaussianMixtureFit fit(TckContext tck, JsonNode expected, int iterations) {
    GaussianMixture initial = Mixture.of(expected.get("initial")).model(tck.backend());
    return GaussianMixtureEstimator.builder()
        .components(2)
        .initialization(Initialization.parameters(initial))
        .maxIterations(iterations)
        .tolerance(0)
        .regularization(0)
        .threads(1)
        .backend(tck.backend())
        .build()
        .fit(Samples.of(Resources.matrix(expected.get("samples"))));
  }

  /** Compares with a number of a file. */
  static void near(TckContext tck, String what, double actual, JsonNode expected, double bound) {
    tck.near(what, actual, expected.asDouble(), bound);
  }
}

package dev.gmm4j.tck.internal.rules;

import dev.gmm4j.bayesian.BayesianMixtureFit;
import dev.gmm4j.bayesian.DirichletWeights;
import dev.gmm4j.bayesian.MixturePosterior;
import dev.gmm4j.bayesian.PredictiveMixture;
import dev.gmm4j.bayesian.StickWeights;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.tck.internal.gold.GoldCase;
import dev.gmm4j.tck.internal.gold.Resources;
import dev.gmm4j.tck.rule.Rule;
import dev.gmm4j.tck.rule.TckContext;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Bayesian mixtures against results in 40-digit arithmetic. */
final class VariationalRules {
  private static final double RELATIVE = 1e-9;

  private static final String TOLERANCE =
      "1e-9 relative to the number or the scale of its kind: rounding grown over 25 iterations on overlapping components";

  private static final String ADVICE =
      "the rules of kernels and GOLD first; if they pass, weights that do not sum to 1, as expectations of logarithms give";

  static final List<Rule> RULES = List.of(
      new Rule(
          "VB-01",
          "posteriors, responsibilities and predictive densities of nine variational fits are those computed in 40-digit"
              + " arithmetic",
          TOLERANCE,
          ADVICE,
          VariationalRules::posteriors),
      new Rule(
          "VB-02",
          "the bound of each iteration of nine variational fits is the one computed in 40-digit arithmetic",
          TOLERANCE,
          ADVICE,
          VariationalRules::bounds));

  private VariationalRules() {}

  private static void posteriors(TckContext tck) {
    for (String name : GoldCase.VARIATIONAL) {
      tck.at("%s", name);
      GoldCase gold = GoldCase.load(name);
      MixturePosterior posterior = gold.fitPosterior(tck.backend()).posterior();
      compareParameters(tck, gold.json(), posterior, tck.backend());
      comparePredictions(tck, gold, posterior);
    }
  }

  private static void compareParameters(
      TckContext tck, JsonNode json, MixturePosterior posterior, LinearAlgebraBackend backend) {
    double[] weights = Resources.numbers(json.get("weights"));
    Covariances covariances =
        covariances(json.get("covariances"), posterior.covarianceType(), weights.length);
    double[][][] matrices = new double[weights.length][][];
    Arrays.setAll(matrices, covariances::matrix);
    double[][] means = Resources.matrix(json.get("means"));
    Fits.compare(tck, posterior.toMixture(backend), weights, means, matrices, RELATIVE);
    compare(tck, "mean precision", posterior.meanPrecisions(), json.get("meanPrecision"));
    compare(tck, "degrees of freedom", posterior.degreesOfFreedom(), json.get("degreesOfFreedom"));
    JsonNode concentration = json.get("weightConcentration");
    if (posterior.weights() instanceof StickWeights sticks) {
      compare(tck, "a", sticks.a(), concentration.get(0));
      compare(tck, "b", sticks.b(), concentration.get(1));
    } else if (posterior.weights() instanceof DirichletWeights dirichlet) {
      compare(tck, "concentration", dirichlet.concentrations(), concentration);
    }
  }

  private static Covariances covariances(JsonNode json, CovarianceType type, int components) {
    return switch (type) {
      case FULL -> {
        double[][][] matrices = new double[components][][];
        Arrays.setAll(matrices, k -> Resources.matrix(json.get(k)));
        yield Covariances.full(matrices);
      }
      case TIED -> Covariances.tied(Resources.matrix(json), components);
      case DIAGONAL -> Covariances.diagonal(Resources.matrix(json));
      case SPHERICAL -> Covariances.spherical(Resources.numbers(json), 2);
    };
  }

  private static void compare(TckContext tck, String what, double[] actual, JsonNode expected) {
    double[] numbers =
        expected.isArray() ? Resources.numbers(expected) : new double[] {expected.asDouble()};
    for (int k = 0; k < numbers.length; k++) {
      Fits.relative(tck, what + " " + k, actual[k], numbers[k], RELATIVE);
    }
  }

  private static void comparePredictions(
      TckContext tck, GoldCase gold, MixturePosterior posterior) {
    double[][] expected = Resources.matrix(gold.json().get("responsibilitiesFirst5"));
    double[][] responsibilities = posterior.responsibilities(gold.samples(), tck.backend());
    JsonNode densities = gold.json().get("predictiveLogDensityFirst5");
    PredictiveMixture predictive = posterior.predictive();
    for (int i = 0; i < expected.length; i++) {
      for (int k = 0; k < expected[i].length; k++) {
        tck.near(
            "responsibility " + i + ", " + k, responsibilities[i][k], expected[i][k], RELATIVE);
      }
      if (!densities.isNull()) {
        RowBlock row = gold.samples().block(i, 1);
        double[] sample =
            Arrays.copyOfRange(row.values(), row.offset(), row.offset() + row.dimension());
        double density = predictive.logDensity(sample);
        tck.near("predictive log-density " + i, density, densities.get(i).asDouble(), RELATIVE);
      }
    }
  }

  private static void bounds(TckContext tck) {
    for (String name : GoldCase.VARIATIONAL) {
      tck.at("%s", name);
      GoldCase gold = GoldCase.load(name);
      BayesianMixtureFit fit = gold.fitPosterior(tck.backend());
      double[] expected = Resources.numbers(gold.json().get("elbo"));
      List<Double> trace = fit.elboTrace();
      tck.that(trace.size() == expected.length, "the trace has " + trace.size() + " entries");
      for (int i = 0; i < Math.min(expected.length, trace.size()); i++) {
        Fits.relative(tck, "bound " + i, trace.get(i), expected[i], RELATIVE);
      }
    }
  }
}

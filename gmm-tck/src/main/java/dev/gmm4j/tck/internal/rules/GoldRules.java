package dev.gmm4j.tck.internal.rules;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.tck.internal.gold.GoldCase;
import dev.gmm4j.tck.internal.gold.Mixture;
import dev.gmm4j.tck.internal.gold.Resources;
import dev.gmm4j.tck.rule.Rule;
import dev.gmm4j.tck.rule.TckContext;
import java.util.List;

/** Fits against results in 50-digit arithmetic. */
final class GoldRules {
  private static final double RELATIVE = 1e-10;

  private static final String TOLERANCE =
      "1e-10 relative to the number or the scale of its kind: rounding grown over up to 50 iterations on well-conditioned"
          + " data";

  private static final String ADVICE =
      "the rules of kernels and statistics first; if they pass, what a kernel keeps from one iteration to the next";

  static final List<Rule> RULES = List.of(
      new Rule(
          "GOLD-01",
          "the parameters of ten fits are those computed in 50-digit arithmetic",
          TOLERANCE,
          ADVICE,
          tck -> parameters(tck, GoldCase.NAMES)),
      new Rule(
          "GOLD-02",
          "the log-likelihood of each iteration and the criteria of ten fits are those computed in 50-digit arithmetic",
          TOLERANCE,
          ADVICE,
          GoldRules::traces),
      new Rule(
          "GOLD-03",
          "labels, log-densities and responsibilities under ten fitted models are those computed in 50-digit arithmetic",
          TOLERANCE,
          "labels, logDensities and responsibilities of the kernel",
          GoldRules::predictions),
      new Rule(
          "GOLD-04",
          "the responsibilities of the one-dimensional worked example are those that tutorials print",
          "half a unit of the last printed digit",
          "responsibilities for one feature",
          GoldRules::workedExample));

  private GoldRules() {}

  /** Compares the parameters of fits with those of some cases. */
  static void parameters(TckContext tck, List<String> names) {
    for (String name : names) {
      tck.at("%s", name);
      GoldCase gold = GoldCase.load(name);
      Mixture expected = Mixture.of(gold.json().get("final"));
      Fits.compare(
          tck,
          gold.fit(tck.backend()).model(),
          expected.weights(),
          expected.means(),
          expected.covariances(),
          RELATIVE);
    }
  }

  private static void traces(TckContext tck) {
    for (String name : GoldCase.NAMES) {
      tck.at("%s", name);
      GoldCase gold = GoldCase.load(name);
      GaussianMixtureFit fit = gold.fit(tck.backend());
      double[] expected = Resources.numbers(gold.json().get("meanLogLikelihoodTrace"));
      List<Double> trace = fit.bestRestart().trace();
      tck.that(trace.size() == expected.length, "the trace has " + trace.size() + " entries");
      for (int i = 0; i < Math.min(expected.length, trace.size()); i++) {
        double mean = trace.get(i) / fit.totalWeight();
        Fits.relative(tck, "mean log-likelihood " + i, mean, expected[i], RELATIVE);
      }
      double total = gold.number("finalLogLikelihood");
      Fits.relative(tck, "log-likelihood", fit.logLikelihood(), total, RELATIVE);
      double parameters = gold.number("freeParameters");
      tck.near("free parameters", (double) fit.model().freeParameters(), parameters, 0);
      double n = fit.totalWeight();
      Fits.relative(tck, "BIC", fit.bic(), -2 * total + parameters * Math.log(n), RELATIVE);
      Fits.relative(tck, "AIC", fit.aic(), -2 * total + 2 * parameters, RELATIVE);
    }
  }

  private static void predictions(TckContext tck) {
    for (String name : GoldCase.NAMES) {
      tck.at("%s", name);
      GoldCase gold = GoldCase.load(name);
      comparePredictions(tck, gold, gold.fit(tck.backend()).model());
    }
  }

  /** Compares labels, log-densities and responsibilities with those of a case. */
  static void comparePredictions(TckContext tck, GoldCase gold, GaussianMixture model) {
    int[] expectedLabels = Resources.integers(gold.json().get("labels"));
    int[] labels = model.predict(gold.samples());
    for (int i = 0; i < labels.length; i++) {
      tck.that(
          labels[i] == expectedLabels[i],
          "row " + i + " is labelled " + labels[i] + ", not " + expectedLabels[i]);
    }
    double[] logDensities = model.logDensities(gold.samples());
    double[][] responsibilities = model.responsibilities(gold.samples());
    double[] expectedDensities = Resources.numbers(gold.json().get("logDensityFirst5"));
    double[][] expected = Resources.matrix(gold.json().get("responsibilitiesFirst5"));
    for (int i = 0; i < expectedDensities.length; i++) {
      Fits.relative(tck, "log-density " + i, logDensities[i], expectedDensities[i], RELATIVE);
      for (int k = 0; k < expected[i].length; k++) {
        tck.near(
            "responsibility " + i + ", " + k, responsibilities[i][k], expected[i][k], RELATIVE);
      }
    }
  }

  private static void workedExample(TckContext tck) {
    double third = 1.0 / 3;
    GaussianMixture model = GaussianMixture.of(
        new double[] {third, third, third},
        new double[][] {{-5}, {8}, {1.5}},
        Covariances.full(new double[][][] {{{25}}, {{9}}, {{1}}}),
        tck.backend());
    double[][] table =
        model.responsibilities(Samples.of(Resources.data("worked-example-1d.csv", 0)));
    tck.near("row 0, component 0", table[0][0], 0.0297644006, 5e-11);
    tck.near("row 0, component 1", table[0][1], 0.970235407, 5e-10);
    tck.near("row 0, component 2", table[0][2], 1.91912550e-07, 5e-16);
    tck.near("row 59, component 0", table[59][0], 0.0853513721, 5e-11);
    tck.near("row 59, component 1", table[59][1], 0.0240396004, 5e-11);
    tck.near("row 59, component 2", table[59][2], 0.890609028, 5e-10);
  }
}

package dev.gmm4j.tck.internal.rules;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.distribution.Imputation;
import dev.gmm4j.tck.internal.gold.GoldCase;
import dev.gmm4j.tck.internal.gold.Resources;
import dev.gmm4j.tck.rule.Rule;
import dev.gmm4j.tck.rule.TckContext;
import java.util.List;

/** Fits to samples with missing values against results in 40-digit arithmetic. */
final class MissingRules {
  private static final double RELATIVE = 1e-10;

  private static final String TOLERANCE =
      "1e-10 relative to the number or the scale of its kind: rounding grown over 20 iterations on well-conditioned data";

  private static final String ADVICE =
      "the rules of kernels and GOLD first; if they pass, what kernels of different numbers of features share: rows go to"
          + " one of as many features as are observed, in turn";

  static final List<Rule> RULES = List.of(
      new Rule(
          "MISSING-01",
          "the parameters of five fits to samples with missing values are those computed in 40-digit arithmetic",
          TOLERANCE,
          ADVICE,
          tck -> GoldRules.parameters(tck, GoldCase.MISSING)),
      new Rule(
          "MISSING-02",
          "the log-likelihood of what is observed is in each iteration the one computed in 40-digit arithmetic",
          TOLERANCE,
          ADVICE,
          MissingRules::traces),
      new Rule(
          "MISSING-03",
          "labels, log-densities, responsibilities and means of missing values are those computed in 40-digit arithmetic",
          TOLERANCE,
          ADVICE,
          MissingRules::predictions));

  private MissingRules() {}

  private static void traces(TckContext tck) {
    for (String name : GoldCase.MISSING) {
      tck.at("%s", name);
      GoldCase gold = GoldCase.load(name);
      GaussianMixtureFit fit = gold.fit(tck.backend());
      double[] expected = Resources.numbers(gold.json().get("logLikelihoodTrace"));
      List<Double> trace = fit.bestRestart().trace();
      tck.that(trace.size() == expected.length, "the trace has " + trace.size() + " entries");
      for (int i = 0; i < Math.min(expected.length, trace.size()); i++) {
        Fits.relative(tck, "log-likelihood " + i, trace.get(i), expected[i], RELATIVE);
      }
    }
  }

  private static void predictions(TckContext tck) {
    for (String name : GoldCase.MISSING) {
      tck.at("%s", name);
      GoldCase gold = GoldCase.load(name);
      GaussianMixture model = gold.fit(tck.backend()).model();
      GoldRules.comparePredictions(tck, gold, model);
      double[][] expected = Resources.matrix(gold.json().get("conditionalMeansFirst40"));
      Samples filled = Imputation.of(model).means(gold.samples());
      for (int i = 0; i < expected.length; i++) {
        RowBlock row = filled.block(i, 1);
        for (int j = 0; j < expected[i].length; j++) {
          double value = row.values()[row.offset() + j];
          Fits.relative(tck, "row " + i + ", feature " + j, value, expected[i][j], RELATIVE);
        }
      }
    }
  }
}

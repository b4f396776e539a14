package dev.gmm4j.tck.internal.rules;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.exception.NotPositiveDefiniteException;
import dev.gmm4j.tck.internal.oracle.Matrices;
import dev.gmm4j.tck.rule.Rule;
import dev.gmm4j.tck.rule.TckContext;
import java.util.List;

/** What happens where something is wrong with the numbers. */
final class FailureRules {
  static final List<Rule> RULES = List.of(
      new Rule(
          "FAIL-01",
          "after a matrix was refused, operations give the same as before",
          "exact",
          "error state that a library keeps, and scratch memory left half written",
          FailureRules::afterRefusal),
      new Rule(
          "FAIL-02",
          "a model with an indefinite covariance is refused with an exception that names the component",
          "exact",
          "the value that cholesky returns: -1 means positive definite",
          FailureRules::indefiniteModel));

  private FailureRules() {}

  private static void afterRefusal(TckContext tck) {
    for (int n : new int[] {1, 2, 5, 17, 40}) {
      List<Operation> operations = Operation.all(tck.random(), n);
      List<List<double[]>> before =
          operations.stream().map(operation -> operation.run(tck.backend())).toList();
      double[] indefinite = Matrices.positiveDefinite(tck.random(), n, 10);
      indefinite[n * n - 1] = -1;
      tck.that(
          tck.backend().cholesky(n, indefinite, new double[n * n]) >= 0,
          "an indefinite matrix was not refused");
      for (int i = 0; i < operations.size(); i++) {
        tck.at("%s", operations.get(i).name());
        List<double[]> after = operations.get(i).run(tck.backend());
        for (int output = 0; output < after.size(); output++) {
          tck.equal("output " + output, after.get(output), before.get(i).get(output));
        }
      }
    }
  }

  private static void indefiniteModel(TckContext tck) {
    double[][] good = {{2, 1}, {1, 2}};
    double[][] indefinite = {{1, 2}, {2, 1}};
    for (int wrong = 0; wrong < 3; wrong++) {
      tck.at("component %d", wrong);
      double[][][] covariances = {good, good, good};
      covariances[wrong] = indefinite;
      try {
        GaussianMixture.of(
            new double[] {0.5, 0.25, 0.25},
            new double[][] {{0, 0}, {1, 1}, {2, 2}},
            Covariances.full(covariances),
            tck.backend());
        tck.that(false, "the model was not refused");
      } catch (NotPositiveDefiniteException e) {
        tck.that(e.component() == wrong, "the component named is " + e.component());
        tck.that(e.pivot() == 0 || e.pivot() == 1, "the pivot named is " + e.pivot());
      }
    }
  }
}

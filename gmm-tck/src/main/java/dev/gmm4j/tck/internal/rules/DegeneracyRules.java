package dev.gmm4j.tck.internal.rules;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.exception.DegenerateComponentException;
import dev.gmm4j.tck.internal.oracle.TextbookBackend;
import dev.gmm4j.tck.internal.oracle.TextbookEm;
import dev.gmm4j.tck.rule.Rule;
import dev.gmm4j.tck.rule.TckContext;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Fits of samples that leave a component with a singular covariance. */
final class DegeneracyRules {
  static final List<Rule> RULES = List.of(
      new Rule(
          "DEGEN-01",
          "a component whose samples lie on a line is noticed: policy FAIL names it, PRUNE removes it",
          "exact",
          "cholesky, which must refuse singular matrices or leave their small pivots as they are; never replace them",
          DegeneracyRules::noticed),
      new Rule(
          "DEGEN-02",
          "policy REGULARIZE ends with a finite log-likelihood and covariances that the textbook factorizes",
          "exact",
          "factorizations after one that was refused, and densities of very narrow components",
          DegeneracyRules::regularized),
      new Rule(
          "DEGEN-03",
          "collinear features with a regularization give the parameters of the textbook",
          "1e-7 relative to the scale of each number: covariances of condition 1e5 lose as many digits",
          "cholesky and invertLower for ill-conditioned matrices",
          DegeneracyRules::collinear));

  private static final TextbookBackend TEXTBOOK = new TextbookBackend("textbook");

  private DegeneracyRules() {}

  /** Thirty points of the plane; the last ten lie on a line. */
  private static double[][] points(TckContext tck) {
    double[][] points = new double[30][];
    for (int i = 0; i < points.length; i++) {
      double x = tck.random().nextGaussian();
      double y = tck.random().nextGaussian();
      points[i] = i < 20 ? new double[] {x, y} : new double[] {100 + x, 50 + 2 * x};
    }
    return points;
  }

  private static GaussianMixtureEstimator.Builder estimator(
      TckContext tck, DegeneracyPolicy policy) {
    int[] labels = new int[30];
    Arrays.fill(labels, 20, 30, 1);
    return GaussianMixtureEstimator.builder()
        .components(2)
        .initialization(Initialization.labels(labels))
        .degeneracy(policy)
        .regularization(0)
        .maxIterations(10)
        .threads(1)
        .backend(tck.backend());
  }

  private static void noticed(TckContext tck) {
    double[][] points = points(tck);
    tck.at("policy FAIL");
    try {
      estimator(tck, DegeneracyPolicy.FAIL).build().fit(Samples.of(points));
      tck.that(false, "the fit did not fail");
    } catch (DegenerateComponentException e) {
      tck.that(e.component() == 1, "the component named is " + e.component() + ", not 1");
      tck.that(e.iteration() == 0, "the iteration named is " + e.iteration() + ", not 0");
    }
    tck.at("policy PRUNE");
    GaussianMixtureFit pruned =
        estimator(tck, DegeneracyPolicy.PRUNE).build().fit(Samples.of(points));
    tck.that(
        pruned.model().components() == 1,
        pruned.model().components() + " components are left, not 1");
  }

  private static void regularized(TckContext tck) {
    double[][] points = points(tck);
    double[][] equal = points.clone();
    Arrays.fill(equal, 20, 30, new double[] {7, 7});
    Consumer<double[][]> check = rows -> {
      GaussianMixtureFit fit =
          estimator(tck, DegeneracyPolicy.REGULARIZE).build().fit(Samples.of(rows));
      tck.that(
          Double.isFinite(fit.logLikelihood()), "the log-likelihood is " + fit.logLikelihood());
      for (int k = 0; k < fit.model().components(); k++) {
        double[] matrix = Arrays.stream(fit.model().covariances().matrix(k))
            .flatMapToDouble(Arrays::stream)
            .toArray();
        int failed = TEXTBOOK.cholesky(2, matrix, new double[4]);
        tck.that(failed == -1, "pivot " + failed + " of component " + k + " is not positive");
      }
    };
    tck.at("points on a line");
    check.accept(points);
    tck.at("equal points");
    check.accept(equal);
  }

  private static void collinear(TckContext tck) {
    for (CovarianceType type : CovarianceType.values()) {
      tck.at("%s", type.label());
      int n = 90;
      double[] flat = new double[n * 3];
      for (int i = 0; i < n; i++) {
        double x = 3 * (i % 2) + tck.random().nextGaussian();
        double y = 10 * tck.random().nextGaussian();
        flat[3 * i] = x;
        flat[3 * i + 1] = y;
        flat[3 * i + 2] = x + 2 * y;
      }
      int[] labels = new int[n];
      Arrays.setAll(labels, i -> i % 2);
      GaussianMixtureEstimator.Builder builder = GaussianMixtureEstimator.builder()
          .components(2)
          .covarianceType(type)
          .initialization(Initialization.labels(labels))
          .regularization(0.01)
          .tolerance(0)
          .threads(1)
          .backend(tck.backend());
      GaussianMixtureFit initial = builder.maxIterations(0).build().fit(Samples.of(flat, 3));
      double[][][] covariances = new double[2][][];
      Arrays.setAll(covariances, initial.model().covariances()::matrix);
      TextbookEm textbook = new TextbookEm(
          type,
          0.01,
          new RowBlock(flat, 0, n, 3, null),
          initial.model().weights(),
          initial.model().means(),
          covariances);
      for (int i = 0; i < 3; i++) {
        textbook.iterate();
      }
      GaussianMixtureFit fit = builder.maxIterations(3).build().fit(Samples.of(flat, 3));
      Fits.compare(
          tck, fit.model(), textbook.weights(), textbook.means(), textbook.covariances(), 1e-7);
    }
  }
}

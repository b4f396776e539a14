package dev.gmm4j.tck.internal.rules;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.tck.internal.oracle.TextbookEm;
import dev.gmm4j.tck.rule.Rule;
import dev.gmm4j.tck.rule.TckContext;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Whole fits: against the textbook, and under changes of the samples that must change nothing. */
final class FitRules {
  private static final int ITERATIONS = 5;

  /** Multiples of it are added and shifted without rounding. */
  private static final double GRID = 0x1p-10;

  static final List<Rule> RULES = List.of(
      new Rule(
          "FIT-01",
          "five iterations of EM give the parameters of the textbook for every covariance structure and up to 11 features,"
              + " with and without weights",
          "1e-10 relative to the scale of each number: rounding grown over five iterations on well-conditioned data",
          "the rules of kernels and statistics first",
          FitRules::textbook),
      new Rule(
          "FIT-02",
          "samples shifted by 2^20 give the same fit, shifted",
          "1e-8 of a standard deviation, 50 times the rounding of 2^20",
          "KERN-05 first; then moments taken about 0",
          FitRules::shift),
      new Rule(
          "FIT-03",
          "samples scaled by 2^20 and 2^-20 give the same fit, scaled",
          "1e-10 relative to the scale of each number: scaling by powers of two rounds nothing",
          "absolute thresholds",
          FitRules::scale),
      new Rule(
          "FIT-04",
          "a row of weight 2 counts as the row twice, and a row of weight 0 as no row",
          "1e-10 relative to the scale of each number",
          "STAT-03 first; then weights read for the wrong block",
          FitRules::weights),
      new Rule(
          "FIT-05",
          "no iteration without regularization lowers the log-likelihood",
          "1e-12 of the log-likelihood: rounding of sums of 400 terms",
          "log-likelihoods and moments that belong to different parameters",
          FitRules::monotone));

  private FitRules() {}

  /** Samples of three clusters on a grid, and initial parameters. */
  private record Problem(double[][] rows, double[][] means, double variance) {
    static Problem of(Random random, int n, int d) {
      double[][] rows = new double[n][d];
      double[][] means = new double[3][d];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < d; j++) {
          double value = random.nextGaussian() * (1 + i % 3) + 2 * ((i + j) % 3);
          rows[i][j] = GRID * Math.rint(value / GRID);
        }
      }
      for (int k = 0; k < 3; k++) {
        means[k] = rows[k].clone();
      }
      return new Problem(rows, means, 4);
    }

    Problem mapped(double factor, double shift) {
      return new Problem(
          mapped(rows, factor, shift), mapped(means, factor, shift), variance * factor * factor);
    }

    private static double[][] mapped(double[][] values, double factor, double shift) {
      return Arrays.stream(values)
          .map(row -> Arrays.stream(row).map(x -> factor * x + shift).toArray())
          .toArray(double[][]::new);
    }

    double[] initialWeights() {
      return new double[] {0.25, 0.25, 0.5};
    }

    double[][][] initialCovariances() {
      int d = rows[0].length;
      double[][] matrix = new double[d][d];
      for (int j = 0; j < d; j++) {
        matrix[j][j] = variance;
      }
      return new double[][][] {matrix, matrix, matrix};
    }
  }

  private static GaussianMixtureFit fit(
      LinearAlgebraBackend backend, CovarianceType type, Problem problem, Samples samples) {
    GaussianMixture initial = GaussianMixture.of(
        problem.initialWeights(),
        problem.means(),
        Covariances.full(problem.initialCovariances()),
        backend);
    return GaussianMixtureEstimator.builder()
        .components(3)
        .covarianceType(type)
        .initialization(Initialization.parameters(initial))
        .maxIterations(ITERATIONS)
        .tolerance(0)
        .regularization(0)
        .threads(1)
        .backend(backend)
        .build()
        .fit(samples);
  }

  private static void textbook(TckContext tck) {
    for (CovarianceType type : CovarianceType.values()) {
      for (int d : new int[] {1, 2, 5, 11}) {
        for (boolean weighted : new boolean[] {false, true}) {
          tck.at("%s, d=%d%s", type.label(), d, weighted ? ", weighted" : "");
          int n = 100 + 30 * d;
          Problem problem = Problem.of(tck.random(), n, d);
          double[] flat =
              Arrays.stream(problem.rows()).flatMapToDouble(Arrays::stream).toArray();
          double[] weights = weighted ? tck.random().doubles(n, 0, 3).toArray() : null;
          Samples samples = Samples.of(problem.rows());
          GaussianMixtureFit fit = fit(
              tck.backend(), type, problem, weights == null ? samples : samples.weighted(weights));
          TextbookEm textbook = new TextbookEm(
              type,
              0,
              new RowBlock(flat, 0, n, d, weights),
              problem.initialWeights(),
              problem.means(),
              problem.initialCovariances());
          for (int i = 0; i < ITERATIONS; i++) {
            double expected = textbook.iterate();
            double actual = fit.bestRestart().trace().get(i);
            Fits.relative(tck, "log-likelihood " + i, actual, expected, 1e-10);
          }
          Fits.compare(
              tck,
              fit.model(),
              textbook.weights(),
              textbook.means(),
              textbook.covariances(),
              1e-10);
        }
      }
    }
  }

  private static void shift(TckContext tck) {
    compareMapped(tck, 1, 0x1p20, 1e-8);
  }

  private static void scale(TckContext tck) {
    compareMapped(tck, 0x1p20, 0, 1e-10);
    compareMapped(tck, 0x1p-20, 0, 1e-10);
  }

  private static void compareMapped(TckContext tck, double factor, double shift, double tolerance) {
    for (CovarianceType type : CovarianceType.values()) {
      for (int d : new int[] {1, 3, 9}) {
        tck.at("%s, d=%d, times %.1e plus %.1e", type.label(), d, factor, shift);
        Problem problem = Problem.of(tck.random(), 150, d);
        Problem mapped = problem.mapped(factor, shift);
        GaussianMixture plain =
            fit(tck.backend(), type, problem, Samples.of(problem.rows())).model();
        GaussianMixture other =
            fit(tck.backend(), type, mapped, Samples.of(mapped.rows())).model();
        double[][] means = other.means();
        double[][][] covariances = new double[3][][];
        for (int k = 0; k < 3; k++) {
          covariances[k] = other.covariances().matrix(k);
          for (int i = 0; i < d; i++) {
            means[k][i] = (means[k][i] - shift) / factor;
            for (int j = 0; j < d; j++) {
              covariances[k][i][j] /= factor * factor;
            }
          }
        }
        Fits.compare(tck, plain, other.weights(), means, covariances, tolerance);
      }
    }
  }

  private static void weights(TckContext tck) {
    for (CovarianceType type : CovarianceType.values()) {
      int n = 101;
      tck.at("%s", type.label());
      Problem problem = Problem.of(tck.random(), n, 2);
      double[] weights = new double[n];
      double[][] repeated = new double[2 * n][];
      int count = 0;
      for (int i = 0; i < n; i++) {
        weights[i] = i % 3;
        for (int copy = 0; copy < i % 3; copy++) {
          repeated[count++] = problem.rows()[i];
        }
      }
      GaussianMixtureFit weighted =
          fit(tck.backend(), type, problem, Samples.of(problem.rows()).weighted(weights));
      GaussianMixtureFit plain =
          fit(tck.backend(), type, problem, Samples.of(Arrays.copyOf(repeated, count)));
      double[][][] covariances = new double[3][][];
      Arrays.setAll(covariances, plain.model().covariances()::matrix);
      Fits.relative(tck, "log-likelihood", weighted.logLikelihood(), plain.logLikelihood(), 1e-10);
      Fits.compare(
          tck,
          weighted.model(),
          plain.model().weights(),
          plain.model().means(),
          covariances,
          1e-10);
    }
  }

  private static void monotone(TckContext tck) {
    for (CovarianceType type : CovarianceType.values()) {
      tck.at("%s", type.label());
      Problem problem = Problem.of(tck.random(), 400, 3);
      GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
          .components(3)
          .covarianceType(type)
          .maxIterations(60)
          .tolerance(0)
          .regularization(0)
          .threads(1)
          .backend(tck.backend())
          .build()
          .fit(Samples.of(problem.rows()));
      double bound = 1e-12 * Math.abs(fit.logLikelihood());
      tck.error("largest decrease", fit.bestRestart().largestDecrease(), bound);
    }
  }
}

package dev.gmm4j.tck.internal.rules;

import static dev.gmm4j.tck.internal.oracle.Matrices.EPSILON;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;
import dev.gmm4j.tck.internal.oracle.Matrices;
import dev.gmm4j.tck.rule.Rule;
import dev.gmm4j.tck.rule.TckContext;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Numbers of any size whose squares can be represented: times a power of 2 they must give the same results, scaled. */
final class ScaleRules {
  private static final int[] ORDERS = {1, 2, 3, 5, 8, 17, 33, 65};

  /** The exponents of samples: from 1e-147 to 1e142. */
  private static final int[] EXPONENTS = {-490, -250, 250, 470};

  private static final String ADVICE = "absolute thresholds, and squares that overflow or vanish";

  static final List<Rule> RULES = List.of(
      new Rule(
          "SCALE-01",
          "multiply and weightedGram of numbers times 2^-490 to 2^470 are those of the numbers, scaled",
          "2 (k + 8) ε Σ|a||b| for each number, for sums of k products",
          ADVICE,
          ScaleRules::products),
      new Rule(
          "SCALE-02",
          "cholesky, invertLower and solveLower work on covariances times 2^-980 to 2^940",
          "1e-9 of the largest number, for matrices of condition 100",
          ADVICE,
          ScaleRules::factors),
      new Rule(
          "SCALE-03",
          "symmetricEigen of matrices times 2^-980 to 2^940 has the same vectors, and the values scaled",
          "16 (n + 4) ε times the largest eigenvalue, for AV - V diag(values)",
          "absolute thresholds, and squares that overflow or vanish: scale by a power of 2 before, which rounds nothing",
          ScaleRules::eigen),
      new Rule(
          "SCALE-04",
          "kernels give the log-densities and moments of the textbook for samples from 2^-490 to 2^470",
          KernelRules.TOLERANCE,
          ADVICE,
          ScaleRules::kernels),
      new Rule(
          "SCALE-05",
          "samples times 2^-490 to 2^470 give the same fit under all fourteen covariance models, scaled",
          "1e-7 relative to the scale of each number: scaling by powers of two rounds nothing, but searches end where"
              + " rounding lets them",
          "the rules of scale before",
          ScaleRules::fits));

  private ScaleRules() {}

  private static double[] scaled(double[] values, int exponent) {
    return Arrays.stream(values).map(x -> Math.scalb(x, exponent)).toArray();
  }

  private static void products(TckContext tck) {
    for (int n : ORDERS) {
      int columns = n + 3;
      double[] a = Matrices.uniform(tck.random(), n * columns);
      double[] b = Matrices.uniform(tck.random(), n * columns);
      double[] weights = tck.random().doubles(columns, 0.1, 1).toArray();
      Matrices.Product product = Matrices.product(n, n, columns, a, b);
      double[] weighted = a.clone();
      for (int i = 0; i < weighted.length; i++) {
        weighted[i] *= weights[i / n];
      }
      Matrices.Product gram =
          Matrices.product(n, n, columns, Matrices.transposed(weighted, columns, n), a);
      for (int exponent : EXPONENTS) {
        tck.at("n=%d, times 2^%d", n, exponent);
        double[] result = new double[n * n];
        tck.backend()
            .multiply(
                Transpose.NO,
                Transpose.NO,
                n,
                n,
                columns,
                scaled(a, exponent),
                scaled(b, exponent),
                result);
        double factor = 2 * (columns + 8) * EPSILON;
        tck.near("product", scaled(result, -2 * exponent), product.value(), product.bounds(factor));
        tck.backend().weightedGram(columns, n, scaled(a, exponent), weights.clone(), result);
        tck.near("gram", scaled(result, -2 * exponent), gram.value(), gram.bounds(factor));
      }
    }
  }

  private static void factors(TckContext tck) {
    LinearAlgebraBackend backend = tck.backend();
    for (int n : ORDERS) {
      double[] matrix = Matrices.positiveDefinite(tck.random(), n, 100);
      double[] b = Matrices.uniform(tck.random(), n);
      double[][] expected = factored(tck, backend, n, matrix, b, 0);
      for (int exponent : EXPONENTS) {
        tck.at("n=%d, times 2^%d", n, 2 * exponent);
        double[][] actual = factored(tck, backend, n, matrix, b, exponent);
        String[] names = {"factor", "inverse", "solution", "solution with the transpose"};
        for (int i = 0; i < names.length; i++) {
          double largest = 0;
          for (double number : expected[i]) {
            largest = Math.max(largest, Math.abs(number));
          }
          double[] bounds = new double[expected[i].length];
          Arrays.fill(bounds, 1e-9 * largest);
          tck.near(names[i], actual[i], expected[i], bounds);
        }
      }
    }
  }

  /** Returns factor, inverse and solutions for a matrix times a square, in units of the unscaled one. */
  private static double[][] factored(
      TckContext tck, LinearAlgebraBackend backend, int n, double[] a, double[] b, int exponent) {
    double[] factor = new double[n * n];
    int failed = backend.cholesky(n, scaled(a, 2 * exponent), factor);
    tck.that(failed == -1, "cholesky returned " + failed + " for a positive definite matrix");
    double[] inverse = new double[n * n];
    double[] solution = new double[n];
    double[] transposed = new double[n];
    if (failed == -1) {
      backend.invertLower(n, factor.clone(), inverse);
      backend.solveLower(Transpose.NO, n, 1, factor.clone(), scaled(b, exponent), solution);
      backend.solveLower(Transpose.YES, n, 1, factor.clone(), scaled(b, exponent), transposed);
    }
    return new double[][] {
      scaled(factor, -exponent), scaled(inverse, exponent), solution, transposed
    };
  }

  private static void eigen(TckContext tck) {
    for (int n : ORDERS) {
      double[] matrix = Matrices.positiveDefinite(tck.random(), n, 1000);
      for (int exponent : EXPONENTS) {
        tck.at("n=%d, times 2^%d", n, 2 * exponent);
        double[] values = new double[n];
        double[] vectors = new double[n * n];
        tck.backend().symmetricEigen(n, scaled(matrix, 2 * exponent), values, vectors);
        double[] turned = vectors.clone();
        for (int i = 0; i < turned.length; i++) {
          turned[i] *= Math.scalb(values[i % n], -2 * exponent);
        }
        double[] bounds = new double[n * n];
        Arrays.fill(bounds, 16 * (n + 4) * EPSILON);
        tck.near("AV", Matrices.product(n, n, n, matrix, vectors).value(), turned, bounds);
        double[] squares = Matrices.product(n, n, n, Matrices.transposed(vectors, n, n), vectors)
            .value();
        for (int j = 0; j < n; j++) {
          tck.near("squared length " + j, squares[j * n + j], 1, 16 * (n + 4) * EPSILON);
        }
      }
    }
  }

  private static void kernels(TckContext tck) {
    for (CovarianceType type : CovarianceType.values()) {
      for (int d : new int[] {1, 3, 8}) {
        for (int exponent : EXPONENTS) {
          MixtureCase mixture = MixtureCase.of(tck.random(), type, d, 3)
              .scale(Math.scalb(1.0, exponent))
              .build();
          KernelRules.check(tck, mixture, "times 2^" + exponent);
        }
      }
    }
  }

  private static void fits(TckContext tck) {
    int rows = 94;
    for (CovarianceModel model : CovarianceModel.values()) {
      int d = 3;
      double[] samples = samples(tck.random(), rows, d);
      tck.at("%s", model);
      GaussianMixtureFit plain = fit(tck.backend(), model, samples, d);
      double[][][] covariances = new double[3][][];
      for (int exponent : EXPONENTS) {
        tck.at("%s, times 2^%d", model, exponent);
        GaussianMixtureFit other = fit(tck.backend(), model, scaled(samples, exponent), d);
        double expected = plain.logLikelihood() - rows * d * exponent * Math.log(2);
        Fits.relative(tck, "log-likelihood", other.logLikelihood(), expected, 1e-8);
        GaussianMixture mixture = other.model();
        double[][] means = mixture.means();
        for (int k = 0; k < 3; k++) {
          means[k] = scaled(means[k], -exponent);
          covariances[k] = mixture.covariances().matrix(k);
          for (int i = 0; i < d; i++) {
            covariances[k][i] = scaled(covariances[k][i], -2 * exponent);
          }
        }
        Fits.compare(tck, plain.model(), mixture.weights(), means, covariances, 1e-7);
      }
    }
  }

  /** Returns three groups that overlap little, of different shapes. */
  private static double[] samples(Random random, int rows, int d) {
    double[] samples = Matrices.normal(random, rows * d);
    for (int i = 0; i < rows; i++) {
      int group = i % 3;
      samples[i * d + 1] += group * samples[i * d];
      samples[i * d + 2] *= 0.5 + group;
      for (int j = 0; j < d; j++) {
        samples[i * d + j] += 6 * ((group + j) % 3);
      }
    }
    return samples;
  }

  private static GaussianMixtureFit fit(
      LinearAlgebraBackend backend, CovarianceModel model, double[] samples, int d) {
    return GaussianMixtureEstimator.builder()
        .components(3)
        .covariance(model)
        .maxIterations(10)
        .regularization(0)
        .threads(1)
        .backend(backend)
        .build()
        .fit(Samples.of(samples, d));
  }
}

package dev.gmm4j.internal.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.ParameterEstimate;
import dev.gmm4j.em.ParameterPrior;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.SufficientStatistics;
import dev.gmm4j.testing.DenseInverse;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.PriorOracle;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Maximization under a prior against the expected posterior density of each model, by its definition. */
class PosteriorModeTest {
  private static final NaiveBackend BACKEND = new NaiveBackend();
  private static final int[][] SHAPES = {
    // n, d, K
    {20, 1, 2},
    {30, 3, 1},
    {25, 2, 3},
    {40, 4, 3}
  };

  /** Few rows, divided among components, and a prior. */
  private record Problem(
      double[][] rows, double[][] responsibilities, double[] weights, PriorOracle prior) {

    static Problem of(int[] shape, CovarianceModel model, double shrinkage, long seed) {
      int n = shape[0];
      int d = shape[1];
      Random random = new Random(seed);
      double[][] rows = TestData.normal(n, d, seed + 1);
      double[][] responsibilities = new double[n][shape[2]];
      for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int k = 0; k < shape[2]; k++) {
          responsibilities[i][k] = Math.exp(3 * random.nextGaussian());
          sum += responsibilities[i][k];
        }
        for (int k = 0; k < shape[2]; k++) {
          responsibilities[i][k] /= sum;
        }
        for (int j = 1; j < d; j++) {
          rows[i][j] = 2 * rows[i][j] + 0.7 * rows[i][j - 1] + 5;
        }
      }
      double[][] factor = TestData.normal(d, d, seed + 2);
      double[][] scale = new double[d][d];
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          scale[i][j] = i == j ? 0.3 : 0;
          for (int l = 0; l < d; l++) {
            scale[i][j] += factor[i][l] * factor[j][l];
          }
        }
      }
      double[] mean = TestData.normal(1, d, seed + 3)[0];
      return new Problem(
          rows,
          responsibilities,
          TestData.weights(n, seed + 4),
          new PriorOracle(model, shrinkage, mean, d + 1.5, scale));
    }

    ParameterEstimate maximize(@Nullable MixtureParameters previous) {
      int d = rows[0].length;
      int components = responsibilities[0].length;
      ParameterPrior terms = ParameterPrior.of(
          prior.model(),
          prior.shrinkage(),
          prior.mean(),
          prior.degreesOfFreedom(),
          TestData.flat(prior.scale()));
      Maximization maximization =
          new Maximization(prior.model(), MixingProportions.FREE, 0, BACKEND).withPrior(terms);
      double[] centres = TestData.flat(TestData.normal(components, d, 7));
      SufficientStatistics statistics =
          new SufficientStatistics(centres, components, d, maximization.moments());
      try (MixtureKernel kernel = MixtureKernels.of(BACKEND, d, components)) {
        RowBlock block = new RowBlock(TestData.flat(rows), 0, rows.length, d, weights);
        kernel.accumulate(kernel.load(block), TestData.flat(responsibilities), statistics);
      }
      return maximization.maximize(statistics, previous);
    }

    /** Returns the expected log-likelihood and the logarithm of the prior density, but for constants. */
    double objective(double[][] means, double[][][] covariances) {
      double sum = prior.logDensity(means, covariances);
      for (int k = 0; k < means.length; k++) {
        DenseInverse inverse = DenseInverse.of(covariances[k]);
        for (int i = 0; i < rows.length; i++) {
          double distance = 0;
          for (int a = 0; a < means[k].length; a++) {
            for (int b = 0; b < means[k].length; b++) {
              distance +=
                  (rows[i][a] - means[k][a]) * inverse.matrix()[a][b] * (rows[i][b] - means[k][b]);
            }
          }
          sum += -0.5 * weights[i] * responsibilities[i][k] * (inverse.logDeterminant() + distance);
        }
      }
      return sum;
    }
  }

  private static double[][] means(ParameterEstimate estimate) {
    int d = estimate.covariances().dimension();
    double[][] means = new double[estimate.weights().length][];
    Arrays.setAll(means, k -> Arrays.copyOfRange(estimate.means(), k * d, (k + 1) * d));
    return means;
  }

  private static double[][][] matrices(ParameterEstimate estimate) {
    double[][][] matrices = new double[estimate.weights().length][][];
    Arrays.setAll(matrices, k -> estimate.covariances().matrix(k));
    return matrices;
  }

  private static double[][] moved(double[][] means, double size, Random random) {
    double[][] moved = new double[means.length][];
    for (int k = 0; k < means.length; k++) {
      moved[k] = means[k].clone();
      for (int j = 0; j < moved[k].length; j++) {
        moved[k][j] += size * random.nextGaussian();
      }
    }
    return moved;
  }

  @ParameterizedTest
  @EnumSource
  void estimate_isMoreProbableThanAllMembersAround(CovarianceModel model) {
    Random random = new Random(5);
    for (int[] shape : SHAPES) {
      for (double shrinkage : new double[] {0, 0.01, 3}) {
        Problem problem = Problem.of(shape, model, shrinkage, 11);
        ParameterEstimate estimate = problem.maximize(null);
        double[][] means = means(estimate);
        double[][][] matrices = matrices(estimate);
        double best = problem.objective(means, matrices);
        ModelMember member = new ModelMember(model, shape[1]);
        for (double size : new double[] {1e-5, 1e-3, 0.1, 1}) {
          for (int i = 0; i < 20; i++) {
            double other = problem.objective(
                moved(means, i % 2 * size, random), member.perturb(matrices, size, random));
            // Rounding of a sum of some tens.
            assertThat(other)
                .as("%s changed by %s in shape %s", model, size, Arrays.toString(shape))
                .isLessThanOrEqualTo(best + 1e-12 * Math.max(1, Math.abs(best)));
          }
        }
      }
    }
  }

  /** A search that knows nothing of the model but how to change a member ends where the maximization does. */
  @ParameterizedTest
  @EnumSource
  void estimate_isWhatRandomSearchFinds(CovarianceModel model) {
    Problem problem = Problem.of(new int[] {25, 2, 2}, model, 0.5, 21);
    ParameterEstimate estimate = problem.maximize(null);
    double best = problem.objective(means(estimate), matrices(estimate));
    Random random = new Random(8);
    ModelMember member = new ModelMember(model, 2);
    double[][] means = moved(means(estimate), 0.5, random);
    double[][][] matrices = member.perturb(matrices(estimate), 0.5, random);
    double found = problem.objective(means, matrices);
    double size = 0.3;
    assertThat(found).isLessThan(best - 0.1);
    for (int i = 0; i < 6000; i++) {
      double[][] nextMeans = moved(means, size, random);
      double[][][] nextMatrices = member.perturb(matrices, size, random);
      double next = problem.objective(nextMeans, nextMatrices);
      // One success in five keeps the size (Rechenberg 1973).
      size *= next > found ? Math.exp(0.2) : Math.exp(-0.05);
      if (next > found) {
        found = next;
        means = nextMeans;
        matrices = nextMatrices;
      }
    }

    assertThat(found).isBetween(best - 1e-6, best + 1e-10);
  }

  @ParameterizedTest
  @EnumSource
  void estimate_isNeverBelowThePreviousOne(CovarianceModel model) {
    for (int[] shape : SHAPES) {
      ParameterEstimate before = Problem.of(shape, model, 0.1, 31).maximize(null);
      MixtureParameters previous =
          MixtureParameters.of(before.weights(), before.means(), before.covariances(), BACKEND);
      for (long seed = 40; seed < 50; seed++) {
        Problem problem = Problem.of(shape, model, 0.1, seed);
        ParameterEstimate after = problem.maximize(previous);
        double objective = problem.objective(means(after), matrices(after));
        double objectiveBefore = problem.objective(means(before), matrices(before));

        assertThat(objective)
            .isGreaterThanOrEqualTo(objectiveBefore - 1e-12 * Math.abs(objectiveBefore));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void logDensity_isThatOfTheDefinition(CovarianceModel model) {
    for (int[] shape : SHAPES) {
      Problem problem = Problem.of(shape, model, 0.2, 51);
      ParameterEstimate estimate = problem.maximize(null);
      PriorOracle prior = problem.prior();
      ParameterPrior terms = ParameterPrior.of(
          model,
          prior.shrinkage(),
          prior.mean(),
          prior.degreesOfFreedom(),
          TestData.flat(prior.scale()));
      MixtureParameters parameters = MixtureParameters.of(
          estimate.weights(), estimate.means(), estimate.covariances(), BACKEND);

      Expect.close(
          "log-density",
          terms.logDensity(parameters),
          prior.logDensity(means(estimate), matrices(estimate)),
          1e-12,
          100);
    }
  }

  /** Fraley and Raftery (2007): {@code [Λ + W + κn/(κ+n) (x̄-m)(x̄-m)ᵀ] / (ν + n + d + 2)} and {@code (n x̄ + κm)/(κ+n)}. */
  @Test
  void oneComponent_hasThePublishedClosedForm() {
    Problem problem = Problem.of(new int[] {30, 3, 1}, CovarianceModel.VVV, 0.7, 61);
    double n = 0;
    double[] mean = new double[3];
    for (int i = 0; i < 30; i++) {
      n += problem.weights()[i];
      for (int j = 0; j < 3; j++) {
        mean[j] += problem.weights()[i] * problem.rows()[i][j];
      }
    }
    double[] posterior = new double[3];
    double[][] covariance = new double[3][3];
    PriorOracle prior = problem.prior();
    for (int a = 0; a < 3; a++) {
      mean[a] /= n;
      posterior[a] = (n * mean[a] + 0.7 * prior.mean()[a]) / (n + 0.7);
    }
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        covariance[a][b] = prior.scale()[a][b]
            + 0.7
                * n
                / (0.7 + n)
                * (mean[a] - prior.mean()[a])
                * (mean[b] - prior.mean()[b]);
        for (int i = 0; i < 30; i++) {
          covariance[a][b] += problem.weights()[i]
              * (problem.rows()[i][a] - mean[a])
              * (problem.rows()[i][b] - mean[b]);
        }
        covariance[a][b] /= prior.degreesOfFreedom() + n + 3 + 2;
      }
    }
    ParameterEstimate estimate = problem.maximize(null);

    Expect.close("mean", estimate.means(), posterior, 1e-13);
    Expect.close("covariance", estimate.covariances().matrix(0), covariance, 1e-12);
  }

  @Test
  void componentWithoutSamples_isThatOfThePriorAlone() {
    Problem problem = Problem.of(new int[] {40, 3, 2}, CovarianceModel.VVV, 0.7, 71);
    double[][] withEmpty = Arrays.stream(problem.responsibilities())
        .map(r -> new double[] {r[0], 0, r[1]})
        .toArray(double[][]::new);
    ParameterEstimate estimate =
        new Problem(problem.rows(), withEmpty, problem.weights(), problem.prior()).maximize(null);
    double[][] mode = problem.prior().scale();
    for (double[] row : mode) {
      for (int j = 0; j < 3; j++) {
        row[j] /= problem.prior().degreesOfFreedom() + 3 + 2;
      }
    }

    Expect.close("mean", means(estimate)[1], problem.prior().mean(), 1e-13);
    Expect.close("covariance", estimate.covariances().matrix(1), mode, 1e-12);
  }
}

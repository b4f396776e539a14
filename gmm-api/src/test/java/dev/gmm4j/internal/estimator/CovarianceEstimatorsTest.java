package dev.gmm4j.internal.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.ParameterEstimate;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.SufficientStatistics;
import dev.gmm4j.testing.DenseInverse;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The covariances of each model against what defines them: membership, and the highest likelihood of all members. */
class CovarianceEstimatorsTest {
  private static final NaiveBackend BACKEND = new NaiveBackend();
  private static final int[][] SHAPES = {
    // n, d, K
    {30, 3, 1},
    {60, 1, 3},
    {90, 2, 2},
    {150, 4, 3},
    {200, 7, 2},
    {120, 3, 5}
  };

  /** Rows with their responsibilities. */
  private record Problem(
      double[][] rows, double[] weights, double[][] responsibilities, NaiveMixture free) {

    Problem(double[][] rows, double[] weights, double[][] responsibilities) {
      this(
          rows,
          weights,
          responsibilities,
          NaiveMixture.maximize(rows, weights, responsibilities, CovarianceType.FULL, 0));
    }

    static Problem of(int n, int d, int components, long seed) {
      Random random = new Random(seed);
      double[][][] factors = new double[components][d][d];
      for (double[][] factor : factors) {
        for (double[] row : factor) {
          Arrays.setAll(row, j -> random.nextGaussian() * (1 + j % 3));
        }
      }
      double[][] rows = TestData.normal(n, d, seed + 1);
      double[][] responsibilities = new double[n][components];
      for (int i = 0; i < n; i++) {
        double[] normal = rows[i];
        double[][] factor = factors[i % components];
        double[] row = new double[d];
        Arrays.setAll(row, j -> {
          double sum = 3 * factor[0][j];
          for (int l = 0; l < d; l++) {
            sum += factor[j][l] * normal[l];
          }
          return sum;
        });
        rows[i] = row;
        Arrays.fill(responsibilities[i], 0.1 / components);
        responsibilities[i][i % components] += 0.9;
      }
      return new Problem(rows, TestData.weights(n, seed + 2), responsibilities);
    }

    ParameterEstimate maximize(CovarianceModel model, @Nullable MixtureParameters previous) {
      int d = rows[0].length;
      int components = responsibilities[0].length;
      Maximization maximization =
          new Maximization(model, MixingProportions.FREE, 0, new NaiveBackend());
      double[][] centres = TestData.normal(components, d, 7);
      SufficientStatistics statistics =
          new SufficientStatistics(TestData.flat(centres), components, d, maximization.moments());
      try (MixtureKernel kernel = MixtureKernels.of(BACKEND, d, components)) {
        RowBlock block = new RowBlock(TestData.flat(rows), 0, rows.length, d, weights);
        kernel.accumulate(kernel.load(block), TestData.flat(responsibilities), statistics);
      }
      return maximization.maximize(statistics, previous);
    }

    /** Returns {@code Σ n_k (ln |Σ_k| + tr(Σ_k⁻¹ W_k) / n_k) / n}: -2/n times the expected log-likelihood. */
    double cost(double[][][] covariances) {
      NaiveMixture free = NaiveMixture.maximize(
          rows, weights, responsibilities, dev.gmm4j.covariance.CovarianceType.FULL, 0);
      double cost = 0;
      for (int k = 0; k < covariances.length; k++) {
        DenseInverse inverse = DenseInverse.of(covariances[k]);
        double term = inverse.logDeterminant();
        for (int i = 0; i < covariances[k].length; i++) {
          for (int j = 0; j < covariances[k].length; j++) {
            term += inverse.matrix()[i][j] * free.covariances()[k][j][i];
          }
        }
        cost += free.weights()[k] * term;
      }
      return cost;
    }
  }

  private static double[][][] matrices(Covariances covariances) {
    double[][][] matrices = new double[covariances.components()][][];
    Arrays.setAll(matrices, covariances::matrix);
    return matrices;
  }

  @ParameterizedTest
  @EnumSource
  void estimate_isAMemberOfTheModel(CovarianceModel model) {
    for (int[] shape : SHAPES) {
      int d = shape[1];
      ParameterEstimate estimate = Problem.of(shape[0], d, shape[2], 3).maximize(model, null);
      double[][][] matrices = matrices(estimate.covariances());

      assertThat(estimate.covariances().type()).isEqualTo(model.type());
      double[] first = relative(model, matrices[0]);
      for (int k = 0; k < matrices.length; k++) {
        double[] values = relative(model, matrices[k]);
        if (model.name().charAt(0) == 'E') {
          Expect.close("volume", values[d], first[d], 1e-9);
        }
        if (model.name().charAt(1) != 'V') {
          Expect.close("shape", Arrays.copyOf(values, d), Arrays.copyOf(first, d), 1e-9);
        }
        if (model.name().charAt(1) == 'I') {
          Expect.close("sphere", values[0], 1, 1e-9);
        }
        expectOrientation(model, matrices[k], matrices[0]);
      }
    }
  }

  /** Returns eigenvalues divided by the volume, and the volume. */
  private static double[] relative(CovarianceModel model, double[][] matrix) {
    int d = matrix.length;
    double[] values = new ModelMember(model, d).values(matrix);
    double volume = Math.exp(Arrays.stream(values).map(Math::log).sum() / d);
    double[] relative = Arrays.copyOf(values, d + 1);
    for (int j = 0; j < d; j++) {
      relative[j] /= volume;
    }
    relative[d] = volume;
    return relative;
  }

  private static void expectOrientation(
      CovarianceModel model, double[][] matrix, double[][] other) {
    int d = matrix.length;
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        double commutator = 0;
        double size = 0;
        for (int l = 0; l < d; l++) {
          commutator += matrix[i][l] * other[l][j] - other[i][l] * matrix[l][j];
          size += Math.abs(matrix[i][l] * other[l][j]);
        }
        if (model.name().charAt(2) == 'I' && i != j) {
          assertThat(matrix[i][j]).isZero();
        }
        if (model.name().charAt(2) == 'E') {
          // Matrices of the same axes commute.
          Expect.close("commutator", commutator, 0, 1e-11, size);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void estimate_isLikelierThanAllMembersAround(CovarianceModel model) {
    Random random = new Random(5);
    for (int[] shape : SHAPES) {
      Problem problem = Problem.of(shape[0], shape[1], shape[2], 4);
      double[][][] matrices = matrices(problem.maximize(model, null).covariances());
      double cost = problem.cost(matrices);
      ModelMember member = new ModelMember(model, shape[1]);
      for (double size : new double[] {1e-5, 1e-3, 0.1, 1}) {
        for (int i = 0; i < 30; i++) {
          // Rounding of a cost of some tens.
          assertThat(problem.cost(member.perturb(matrices, size, random)))
              .as("%s changed by %s in shape %s", model, size, Arrays.toString(shape))
              .isGreaterThanOrEqualTo(cost - 1e-12 * Math.max(1, Math.abs(cost)));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void estimate_isNeverBelowThePreviousOne(CovarianceModel model) {
    for (int[] shape : SHAPES) {
      ParameterEstimate before = Problem.of(shape[0], shape[1], shape[2], 8).maximize(model, null);
      MixtureParameters previous =
          MixtureParameters.of(before.weights(), before.means(), before.covariances(), BACKEND);
      for (long seed = 10; seed < 30; seed++) {
        Problem problem = Problem.of(shape[0], shape[1], shape[2], seed);
        double cost = problem.cost(matrices(problem.maximize(model, previous).covariances()));
        double costBefore = problem.cost(matrices(before.covariances()));

        assertThat(cost).isLessThanOrEqualTo(costBefore + 1e-12 * Math.abs(costBefore));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void componentWithoutWeight_changesNoOther(CovarianceModel model) {
    Problem problem = Problem.of(80, 3, 2, 6);
    double[][] withEmpty = Arrays.stream(problem.responsibilities())
        .map(r -> new double[] {r[0], 0, r[1]})
        .toArray(double[][]::new);
    Covariances two = problem.maximize(model, null).covariances();
    Covariances three = new Problem(problem.rows(), problem.weights(), withEmpty)
        .maximize(model, null)
        .covariances();

    Expect.close("first", three.matrix(0), two.matrix(0), 1e-9);
    Expect.close("last", three.matrix(2), two.matrix(1), 1e-9);
    Expect.close(
        "empty", three.matrix(1), model.isShared() ? two.matrix(0) : new double[3][3], 1e-9);
  }

  @ParameterizedTest
  @EnumSource
  void componentOfTooFewRows_givesNumbers(CovarianceModel model) {
    for (int few : new int[] {1, 2, 4}) {
      Problem problem = Problem.of(60, 4, 2, 9);
      double[][] responsibilities = new double[60][];
      Arrays.setAll(responsibilities, i -> i < few ? new double[] {1, 0} : new double[] {0, 1});
      Covariances covariances = new Problem(problem.rows(), problem.weights(), responsibilities)
          .maximize(model, null)
          .covariances();

      assertThat(Arrays.stream(covariances.toArray()).boxed()).allMatch(Double::isFinite);
      // What the other component has is its own, or shared, but never singular.
      assertThat(BACKEND.cholesky(4, TestData.flat(covariances.matrix(1)), new double[16]))
          .isEqualTo(-1);
    }
  }
}

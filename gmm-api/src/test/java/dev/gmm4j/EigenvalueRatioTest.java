package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.exception.DegenerateComponentException;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fits with a bound on the ratio of eigenvalues. */
class EigenvalueRatioTest {

  private static GaussianMixtureEstimator.Builder fit(
      CovarianceModel model, int components, double ratio) {
    return GaussianMixtureEstimator.builder()
        .covariance(model)
        .components(components)
        .regularization(0)
        .degeneracy(DegeneracyPolicy.FAIL)
        .maxEigenvalueRatio(ratio);
  }

  private static double ratio(GaussianMixture model) {
    double smallest = Double.POSITIVE_INFINITY;
    double largest = 0;
    int d = model.dimension();
    for (int k = 0; k < model.components(); k++) {
      double[] values = new double[d];
      new NaiveBackend()
          .symmetricEigen(
              d, TestData.flat(model.covariances().matrix(k)), values, new double[d * d]);
      smallest = Math.min(smallest, values[0]);
      largest = Math.max(largest, values[d - 1]);
    }
    return largest / smallest;
  }

  @ParameterizedTest
  @EnumSource(names = {"EII", "VII", "EEI", "VVI", "EEE", "EEV", "VVV"})
  void likelihood_neverFalls_andTheRatioHolds(CovarianceModel model) {
    for (int[] shape : new int[][] {{60, 1, 3}, {80, 2, 3}, {70, 4, 2}, {40, 5, 3}}) {
      double[][] rows = TestData.blobs(shape[0], shape[1], shape[2], 2, 7).rows();
      for (double[] row : rows) {
        row[0] *= 20;
      }
      for (double bound : new double[] {1, 3, 50}) {
        GaussianMixtureFit fit = fit(model, shape[2], bound)
            .tolerance(0)
            .maxIterations(30)
            .build()
            .fit(Samples.of(rows));
        assertThat(ratio(fit.model())).isLessThanOrEqualTo(bound * (1 + 1e-9));
        // The initial covariances satisfy the bound, so that no step may lose.
        assertThat(fit.bestRestart().largestDecrease())
            .as("%s in shape %s, bound %s", model, Arrays.toString(shape), bound)
            .isLessThanOrEqualTo(1e-9 * Math.abs(fit.logLikelihood()));
      }
    }
  }

  @Test
  void ratioOne_isOneSphere() {
    Samples samples = Samples.of(TestData.blobs(90, 3, 3, 4, 2).rows());
    GaussianMixtureEstimator.Builder builder = fit(CovarianceModel.VVV, 3, 1);
    GaussianMixture bound = builder.build().fit(samples).model();
    GaussianMixture spheres = GaussianMixtureEstimator.builder()
        .components(3)
        .covariance(CovarianceModel.EII)
        .regularization(0)
        .build()
        .fit(samples)
        .model();

    Expect.sameMixture(NaiveMixture.of(bound), NaiveMixture.of(spheres), 1e-9);
  }

  @Test
  void looseBound_changesNoBit() {
    Samples samples = Samples.of(TestData.blobs(90, 3, 3, 4, 2).rows());
    GaussianMixtureFit bound = fit(CovarianceModel.VVV, 3, 1e12).build().fit(samples);
    GaussianMixtureFit free = GaussianMixtureEstimator.builder()
        .components(3)
        .regularization(0)
        .build()
        .fit(samples);

    assertThat(Expect.bits(bound)).isEqualTo(Expect.bits(free));
  }

  /** A component of two equal rows has no variance of its own. */
  @Test
  void collapsingComponent_isHeldOpen() {
    double[][] rows = TestData.normal(30, 2, 3);
    rows[1] = rows[0].clone();
    int[] labels = new int[30];
    Arrays.setAll(labels, i -> i < 2 ? 0 : 1);
    Samples samples = Samples.of(rows);
    GaussianMixtureFit fit = fit(CovarianceModel.VVV, 2, 20)
        .initialization(Initialization.labels(labels))
        .build()
        .fit(samples);

    assertThat(fit.logLikelihood()).isFinite();
    assertThat(ratio(fit.model())).isLessThanOrEqualTo(20 * (1 + 1e-9));
    assertThatExceptionOfType(DegenerateComponentException.class)
        .isThrownBy(() -> GaussianMixtureEstimator.builder()
            .components(2)
            .regularization(0)
            .degeneracy(DegeneracyPolicy.FAIL)
            .initialization(Initialization.labels(labels))
            .build()
            .fit(samples));
  }

  /** One maximization against random covariances within the bound. */
  @Test
  void step_isLikelierThanOtherCovariancesWithinTheBound() {
    double[][] rows = TestData.blobs(50, 2, 2, 1, 9).rows();
    for (double[] row : rows) {
      row[1] *= 6;
    }
    int[] labels = new int[50];
    Arrays.setAll(labels, i -> i % 2);
    Samples samples = Samples.of(rows);
    GaussianMixture step = fit(CovarianceModel.VVV, 2, 4)
        .initialization(Initialization.labels(labels))
        .maxIterations(0)
        .build()
        .fit(samples)
        .model();
    NaiveMixture best = NaiveMixture.of(step);
    double highest = classification(best, rows, labels);
    Random random = new Random(4);
    for (int i = 0; i < 3000; i++) {
      double size = Math.pow(10, -3 * random.nextDouble());
      double[][][] covariances = new double[2][][];
      Arrays.setAll(covariances, k -> perturbed(best.covariances()[k], size, random));
      NaiveMixture other = new NaiveMixture(best.weights(), best.means(), covariances);
      if (ratio(other.model(CovarianceType.FULL)) <= 4) {
        assertThat(classification(other, rows, labels)).isLessThanOrEqualTo(highest + 1e-10);
      }
    }
  }

  private static double[][] perturbed(double[][] matrix, double size, Random random) {
    double a = Math.exp(size * random.nextGaussian());
    double b = Math.exp(size * random.nextGaussian());
    double c = size * random.nextGaussian();
    double[][] factor = {{a, c}, {-c, b}};
    double[][] changed = new double[2][2];
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        for (int l = 0; l < 2; l++) {
          for (int m = 0; m < 2; m++) {
            changed[i][j] += factor[i][l] * matrix[l][m] * factor[j][m];
          }
        }
      }
    }
    changed[0][1] = changed[1][0];
    return changed;
  }

  /** Returns the log-likelihood of rows whose components are known. */
  private static double classification(NaiveMixture mixture, double[][] rows, int[] labels) {
    double sum = 0;
    for (int k = 0; k < 2; k++) {
      NaiveMixture one =
          new NaiveMixture(new double[] {1}, new double[][] {mixture.means()[k]}, new double[][][] {
            mixture.covariances()[k]
          });
      GaussianMixture component = one.model(CovarianceType.FULL);
      for (int i = 0; i < rows.length; i++) {
        sum += labels[i] == k ? component.logDensity(rows[i]) : 0;
      }
    }
    return sum;
  }

  @Test
  void settingsOutOfRange_areRefused() {
    GaussianMixtureEstimator.Builder builder = GaussianMixtureEstimator.builder();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.maxEigenvalueRatio(0.5))
        .withMessage("maxEigenvalueRatio must be finite and >= 1, but was 0.5");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> builder.covariance(CovarianceModel.VEV).maxEigenvalueRatio(10).build())
        .withMessage("maxEigenvalueRatio needs a covariance among [EII, VII, EEI, VVI, EEE, EEV,"
            + " VVV], but it was VEV");
  }
}

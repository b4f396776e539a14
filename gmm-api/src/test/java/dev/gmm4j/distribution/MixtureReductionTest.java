package dev.gmm4j.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.testing.DenseInverse;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MixtureReductionTest {

  private static GaussianMixture mixture(int components, int d, CovarianceType type) {
    return TestData.mixture(components, d, type, 8).model(type);
  }

  @ParameterizedTest
  @EnumSource
  void moments_doNotChange(CovarianceType type) {
    GaussianMixture model = mixture(9, 3, type);
    MixtureMoments before = MixtureMoments.of(model);
    for (int components = 8; components >= 1; components--) {
      MixtureReduction reduction = MixtureReduction.runnalls(model, components);
      MixtureMoments after = MixtureMoments.of(reduction.model());

      assertThat(reduction.model().components()).isEqualTo(components);
      Expect.close("mean", after.mean(), before.mean(), 1e-13);
      Expect.close("covariance", after.covariance(), before.covariance(), 1e-13);
    }
  }

  /** Merges again from the definition, with determinants of explicit matrices, trying all pairs each time. */
  @ParameterizedTest
  @CsvSource({"6, 2, 2", "7, 1, 1", "8, 3, 4"})
  void bound_isThatOfTheGreedyDefinition(int components, int d, int left) {
    GaussianMixture model = mixture(components, d, CovarianceType.FULL);
    GaussianMixture current = model;
    double bound = 0;
    while (current.components() > left) {
      double best = Double.POSITIVE_INFINITY;
      GaussianMixture next = current;
      for (int i = 0; i < current.components(); i++) {
        for (int j = i + 1; j < current.components(); j++) {
          double[] cost = new double[1];
          GaussianMixture merged = merge(current, i, j, cost);
          if (cost[0] < best) {
            best = cost[0];
            next = merged;
          }
        }
      }
      bound += best;
      current = next;
    }
    MixtureReduction reduction = MixtureReduction.runnalls(model, left);

    Expect.close("bound", reduction.bound(), bound, 1e-12);
    assertThat(MixtureDistance.cauchySchwarz(reduction.model(), current))
        .isCloseTo(0, within(1e-12));
  }

  private static GaussianMixture merge(GaussianMixture model, int i, int j, double[] cost) {
    int d = model.dimension();
    int[] others =
        IntStream.range(0, model.components()).filter(k -> k != i && k != j).toArray();
    double wi = model.weight(i);
    double wj = model.weight(j);
    double[] mean = new double[d];
    double[][] covariance = new double[d][d];
    for (int a = 0; a < d; a++) {
      mean[a] = (wi * model.mean(i)[a] + wj * model.mean(j)[a]) / (wi + wj);
    }
    for (int a = 0; a < d; a++) {
      for (int b = 0; b < d; b++) {
        covariance[a][b] =
            (wi * spread(model, i, mean, a, b) + wj * spread(model, j, mean, a, b)) / (wi + wj);
      }
    }
    cost[0] = 0.5
        * ((wi + wj) * DenseInverse.of(covariance).logDeterminant()
            - wi * DenseInverse.of(model.covariances().matrix(i)).logDeterminant()
            - wj * DenseInverse.of(model.covariances().matrix(j)).logDeterminant());
    int left = others.length + 1;
    double[] weights = new double[left];
    double[][] means = new double[left][];
    double[][][] covariances = new double[left][][];
    for (int k = 0; k < others.length; k++) {
      weights[k] = model.weight(others[k]);
      means[k] = model.mean(others[k]);
      covariances[k] = model.covariances().matrix(others[k]);
    }
    weights[left - 1] = wi + wj;
    means[left - 1] = mean;
    covariances[left - 1] = covariance;
    return model.withParameters(weights, means, Covariances.full(covariances));
  }

  private static double spread(GaussianMixture model, int k, double[] about, int a, int b) {
    return model.covariances().get(k, a, b)
        + (model.mean(k)[a] - about[a]) * (model.mean(k)[b] - about[b]);
  }

  @Test
  void divergence_staysBelowTheBound() {
    GaussianMixture model = mixture(8, 2, CovarianceType.FULL);
    double last = 0;
    for (int components = 7; components >= 1; components--) {
      MixtureReduction reduction = MixtureReduction.runnalls(model, components);
      MonteCarloEstimate divergence =
          MonteCarlo.kullbackLeibler(model, reduction.model(), 20_000, 1);

      assertThat(divergence.value() - 4 * divergence.standardError()).isLessThan(reduction.bound());
      assertThat(reduction.bound()).isGreaterThan(last);
      last = reduction.bound();
    }
  }

  @Test
  void componentsThatWereSplit_areFoundAgain() {
    double[][] means = {{0, 0}, {5, 5}, {0, 0}, {5, 5}, {-9, 3}};
    double[] weights = {0.1, 0.2, 0.3, 0.15, 0.25};
    GaussianMixture split =
        GaussianMixture.of(weights, means, Covariances.spherical(new double[] {1, 2, 1, 2, 3}, 2));
    MixtureReduction reduction = MixtureReduction.runnalls(split, 3);

    assertThat(reduction.assignment()).containsExactly(0, 1, 0, 1, 2);
    assertThat(reduction.bound()).isCloseTo(0, within(1e-15));
    Expect.close("weights", reduction.model().weights(), new double[] {0.4, 0.35, 0.25}, 1e-15);
    assertThat(reduction.model().mean(1)).containsExactly(5, 5);
    Expect.close(
        "covariance",
        reduction.model().covariances().matrix(1),
        new double[][] {{2, 0}, {0, 2}},
        1e-15);
  }

  @Test
  void asManyComponents_areTheModelItself() {
    GaussianMixture model = mixture(4, 2, CovarianceType.TIED);

    assertThat(MixtureReduction.runnalls(model, 4).model()).isSameAs(model);
    assertThat(MixtureReduction.runnalls(model, 4).assignment()).containsExactly(0, 1, 2, 3);
  }

  @Test
  void componentOfWeightZero_goesFirst() {
    GaussianMixture model = GaussianMixture.of(
        new double[] {0, 0.5, 0.5},
        new double[][] {{0}, {1}, {9}},
        Covariances.spherical(new double[] {1, 1, 1}, 1));
    MixtureReduction reduction = MixtureReduction.runnalls(model, 2);

    assertThat(reduction.assignment()).containsExactly(-1, 0, 1);
    assertThat(reduction.bound()).isZero();
    assertThat(Arrays.stream(reduction.model().weights()).sum()).isEqualTo(1);
    assertThat(reduction.model().covarianceType()).isEqualTo(CovarianceType.SPHERICAL);
  }

  @Test
  void wrongNumber_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MixtureReduction.runnalls(mixture(3, 2, CovarianceType.FULL), 4))
        .withMessage("components must be in [1, 3], but was 4");
  }
}

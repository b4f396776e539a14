package dev.gmm4j.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ComponentOrderTest {

  @ParameterizedTest
  @EnumSource
  void renumberedComponents_becomeEqual(ComponentOrder order) {
    for (CovarianceType type : CovarianceType.values()) {
      GaussianMixture model = TestData.mixture(5, 2, type, 3).model(type);
      int[] shuffle = {3, 1, 4, 0, 2};
      double[] weights = new double[5];
      double[][] means = new double[5][];
      for (int k = 0; k < 5; k++) {
        weights[k] = model.weight(shuffle[k]);
        means[k] = model.mean(shuffle[k]);
      }
      GaussianMixture renumbered =
          model.withParameters(weights, means, model.covariances().select(shuffle));

      assertThat(Expect.bits(order.apply(renumbered))).isEqualTo(Expect.bits(order.apply(model)));
      assertThat(Expect.bits(order.apply(order.apply(model))))
          .isEqualTo(Expect.bits(order.apply(model)));
    }
  }

  @Test
  void order_isByWeightOrByMean() {
    GaussianMixture model = GaussianMixture.of(
            new double[] {0.25, 0.5, 0.25},
            new double[][] {{7, 1}, {3, 2}, {3, -2}},
            Covariances.spherical(new double[] {1, 2, 3}, 2))
        .chosenAmong(CovarianceModel.EII, MixingProportions.FREE);

    assertThat(ComponentOrder.WEIGHT.permutation(model)).containsExactly(1, 2, 0);
    assertThat(ComponentOrder.MEAN.permutation(model)).containsExactly(2, 1, 0);
    GaussianMixture ordered = ComponentOrder.MEAN.apply(model);
    assertThat(ordered.means()).isDeepEqualTo(new double[][] {{3, -2}, {3, 2}, {7, 1}});
    assertThat(ordered.covariances().toArray()).containsExactly(3, 2, 1);
    assertThat(ordered.covarianceModel()).isEqualTo(CovarianceModel.EII);
  }

  @Test
  void ties_areBrokenByTheCovariance() {
    GaussianMixture model = GaussianMixture.of(
        new double[] {0.5, 0.5},
        new double[][] {{0}, {0}},
        Covariances.spherical(new double[] {2, 1}, 1));

    assertThat(ComponentOrder.WEIGHT.permutation(model)).containsExactly(1, 0);
  }
}

package dev.gmm4j.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceModel;
import org.junit.jupiter.api.Test;

/** Directions against those of mclust: MclustDR. */
class DiscriminantDirectionsTest {
  /** mclust's EM stops at 1e-5 of the log-likelihood, so that parameters have four digits or so. */
  private static final double EM = 2e-3;

  private static GaussianMixture mixture(CovarianceModel model) {
    return GaussianMixtureEstimator.builder()
        .components(3)
        .covariance(model)
        .initialization(Initialization.hierarchical())
        .regularization(0)
        .tolerance(1e-9)
        .build()
        .fit(LabelledData.of("iris").samples())
        .model();
  }

  private static double[][] total() {
    return GaussianMixtureEstimator.builder()
        .components(1)
        .regularization(0)
        .build()
        .fit(LabelledData.of("iris").samples())
        .model()
        .covariances()
        .matrix(0);
  }

  /** mclust 6.1.3, MclustDR of VEV with three components. */
  @Test
  void directions_ofMeans_areThoseOfMclust() {
    DiscriminantDirections found =
        DiscriminantDirections.of(mixture(CovarianceModel.VEV), total(), 1);

    assertThat(found.count()).isEqualTo(2);
    assertThat(found.eigenvalues())
        .containsExactly(new double[] {1.87856514, 0.07250672}, within(EM));
    assertThat(found.direction(0))
        .containsExactly(new double[] {-0.20399, -0.43511, 0.55859, 0.67603}, within(EM));
  }

  /** mclust 6.1.3, MclustDR of VEV with three components. */
  @Test
  void directions_ofCovariances_areThoseOfMclust() {
    DiscriminantDirections found =
        DiscriminantDirections.of(mixture(CovarianceModel.VEV), total(), 0);

    assertThat(found.eigenvalues())
        .containsExactly(
            new double[] {1.22487454, 0.11327080, 0.05708617, 0.01212490}, within(2 * EM));
  }

  /** mclust 6.0.0, MclustDR of VVV with three components. */
  @Test
  void directions_ofUnconstrainedCovariances_areThoseOfMclust() {
    DiscriminantDirections found =
        DiscriminantDirections.of(mixture(CovarianceModel.VVV), total(), 1);

    assertThat(found.eigenvalues())
        .containsExactly(new double[] {1.879402169633, 0.07263731376961}, within(EM));
    assertThat(found.direction(0))
        .containsExactly(
            new double[] {-0.2042052316183, -0.4345220793563, 0.5545544568839, 0.6796764967849},
            within(EM));
    assertThat(found.direction(1))
        .containsExactly(
            new double[] {0.01243393155386, 0.5511576460425, -0.2662239728139, 0.7906930142946},
            within(EM));
  }

  /** Fisher's linear discriminants of iris: eigenvalues 32.1919 and 0.2854 (scikit-learn, MASS::lda), here of divisors n. */
  @Test
  void crimcoords_areLinearDiscriminants() {
    LabelledData iris = LabelledData.of("iris");
    MixtureClassifier classifier = MixtureClassifierEstimator.builder()
        .model(CovarianceModel.EEE)
        .build()
        .fit(iris.samples(), iris.labels())
        .classifier();
    DiscriminantDirections found = DiscriminantDirections.crimcoords(classifier);

    assertThat(found.count()).isEqualTo(2);
    assertThat(found.eigenvalues()[0]).isCloseTo(32.1919, within(1e-4));
    assertThat(found.eigenvalues()[1]).isCloseTo(0.2854, within(1e-4));
    GaussianMixture seen = found.transform(2).apply(classifier.mixtureOverClasses());
    for (int k = 0; k < 3; k++) {
      assertThat(seen.covariances().get(k, 0, 0)).isCloseTo(1, within(1e-10));
      assertThat(seen.covariances().get(k, 1, 0)).isCloseTo(0, within(1e-10));
      assertThat(seen.covariances().get(k, 1, 1)).isCloseTo(1, within(1e-10));
    }
  }

  @Test
  void whatCannotBe_isRefused() {
    GaussianMixture mixture = mixture(CovarianceModel.EEE);

    assertThatThrownBy(() -> DiscriminantDirections.of(mixture, 1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lambda must be in [0, 1], but was 1.5");
    assertThatThrownBy(() -> DiscriminantDirections.of(mixture, new double[3][3], 1))
        .hasMessage("total must be 4 rows, but was 3");
    assertThatThrownBy(() -> DiscriminantDirections.of(mixture, new double[4][4], 1))
        .hasMessageContaining("total must be positive definite");
    assertThatThrownBy(() -> DiscriminantDirections.of(mixture, 1).transform(3))
        .hasMessage("count must be in [1, 2], but was 3");
  }
}

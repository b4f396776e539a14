package dev.gmm4j.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.exception.MemoryLimitException;
import dev.gmm4j.testing.NaiveBackend;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What mixtures of so many features that no array holds a matrix of them can do, and what is refused. */
class WideMixtureTest {
  private static final int FEATURES = 50_021;

  /** Two components of the same mean and weight, of which the second has other variances. */
  private static final GaussianMixture MIXTURE = mixture(1, 4);

  private static GaussianMixture mixture(double... variances) {
    double[][] all = new double[variances.length][FEATURES];
    for (int k = 0; k < variances.length; k++) {
      Arrays.fill(all[k], variances[k]);
    }
    double[] weights = new double[variances.length];
    Arrays.fill(weights, 1.0 / variances.length);
    return GaussianMixture.of(
        weights,
        new double[variances.length][FEATURES],
        Covariances.diagonal(all),
        new NaiveBackend());
  }

  @Test
  void samplesAreDrawn() {
    double[] row = MIXTURE.sample(1, 3).rows()[0];
    double squares = Arrays.stream(row).map(x -> x * x).sum() / FEATURES;
    double variance = MIXTURE.covariances().get(MIXTURE.sample(1, 3).labels()[0], 0, 0);

    // Six standard deviations of the mean of so many squares.
    assertThat(squares).isCloseTo(variance, within(6 * variance * Math.sqrt(2.0 / FEATURES)));
  }

  @Test
  void targetsAreFreeOfInputs() {
    int[] inputs = IntStream.range(0, FEATURES / 2).toArray();
    MixtureRegression regression = MixtureRegression.of(MIXTURE, inputs);

    assertThat(regression.targets()).hasSize(FEATURES - inputs.length).startsWith(inputs.length);
    assertThat(regression.mean(new double[inputs.length])).containsOnly(0);
  }

  @Test
  void mapsToFewFeatures_areMixtures() {
    double[][] matrix = new double[2][FEATURES];
    Arrays.fill(matrix[0], 1);
    matrix[1][3] = 2;
    GaussianMixture image = AffineTransform.of(matrix, new double[] {5, 6}).apply(MIXTURE);

    assertThat(image.mean(1)).containsExactly(5, 6);
    assertThat(image.covariances().matrix(1)).isDeepEqualTo(new double[][] {
      {4 * FEATURES, 8}, {8, 16}
    });
  }

  @Test
  void componentsAreOrderedByTheirVariances() {
    assertThat(ComponentOrder.MEAN.permutation(mixture(4, 1))).containsExactly(1, 0);
    assertThat(ComponentOrder.MEAN.permutation(MIXTURE)).containsExactly(0, 1);
  }

  /** The integral of the product of two normal densities of the same mean is that of a normal one at 0. */
  @Test
  void overlapsHaveTheirClosedForm() {
    double expected = -0.5 * FEATURES * Math.log(2 * Math.PI * 5);

    assertThat(GaussianOverlaps.logProduct(mixture(1), mixture(4)))
        .isCloseTo(expected, within(1e-12 * Math.abs(expected)));
  }

  @Test
  void mixtureThatIsNotReduced_isItself() {
    assertThat(MixtureReduction.runnalls(MIXTURE, 2).model()).isSameAs(MIXTURE);
  }

  @Test
  void matricesAreRefused() {
    assertThatExceptionOfType(MemoryLimitException.class)
        .isThrownBy(() -> MixtureReduction.runnalls(MIXTURE, 1))
        .withMessageStartingWith("covariances of 50021 features need at least 20.0 GB of memory");
    assertThatExceptionOfType(MemoryLimitException.class)
        .isThrownBy(() -> MixtureMoments.of(MIXTURE))
        .withMessageEndingWith("; take the marginal distribution of fewer features");
  }
}

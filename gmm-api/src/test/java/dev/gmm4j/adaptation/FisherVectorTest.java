package dev.gmm4j.adaptation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Fisher vectors against the formulas of the article, sample by sample. */
class FisherVectorTest {
  private static final int K = 4;
  private static final int D = 3;
  private static final double[][] ROWS = TestData.normal(50, D, 8);

  /** Sums of fifty numbers, some of which cancel. */
  private static final double TOLERANCE = 1e-12;

  /** Perronnin, Sánchez and Mensink (2010), section 2, and their gradient of the weights. */
  private static double[] article(NaiveMixture mixture, double[] sampleWeights) {
    double[][] responsibilities = mixture.responsibilities(ROWS);
    double[] vector = new double[K * (2 * D + 1)];
    double total = 0;
    for (int i = 0; i < ROWS.length; i++) {
      total += sampleWeights[i];
      for (int k = 0; k < K; k++) {
        double root = Math.sqrt(mixture.weights()[k]);
        double part = sampleWeights[i] * responsibilities[i][k];
        vector[k] += (part - sampleWeights[i] * mixture.weights()[k]) / root;
        for (int j = 0; j < D; j++) {
          double deviation = Math.sqrt(mixture.covariances()[k][j][j]);
          double z = (ROWS[i][j] - mixture.means()[k][j]) / deviation;
          vector[K + k * D + j] += part * z / root;
          vector[K + K * D + k * D + j] += part * (z * z - 1) / Math.sqrt(2) / root;
        }
      }
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= total;
    }
    return vector;
  }

  @ParameterizedTest
  @EnumSource(
      value = CovarianceType.class,
      mode = Mode.INCLUDE,
      names = {"DIAGONAL", "SPHERICAL"})
  void vector_isThatOfTheArticle(CovarianceType type) {
    NaiveMixture mixture = TestData.mixture(K, D, type, 3);
    double[] sampleWeights = TestData.weights(ROWS.length, 4);
    FisherVector fisher = FisherVector.of(mixture.model(type));

    double[] vector = fisher.of(Samples.of(ROWS).weighted(sampleWeights));

    assertThat(fisher.length()).isEqualTo(vector.length);
    Expect.close("vector", vector, article(mixture, sampleWeights), TOLERANCE);
  }

  @Test
  void improvedVector_hasSignedRoots_andLength1() {
    FisherVector fisher = FisherVector.of(
        TestData.mixture(K, D, CovarianceType.DIAGONAL, 3).model(CovarianceType.DIAGONAL));
    double[] plain = fisher.of(Samples.of(ROWS));

    double[] improved = fisher.improved().of(Samples.of(ROWS));
    double[] rooted = fisher.withPower(0.5).of(Samples.of(ROWS));

    double absolute = 0;
    double squares = 0;
    for (int i = 0; i < plain.length; i++) {
      absolute += Math.abs(plain[i]);
      squares += improved[i] * improved[i];
      assertThat(rooted[i])
          .isCloseTo(Math.signum(plain[i]) * Math.sqrt(Math.abs(plain[i])), within(1e-15));
    }
    assertThat(squares).isCloseTo(1, within(1e-14));
    Expect.close("first", improved[0], rooted[0] / Math.sqrt(absolute), 1e-13);
  }

  /** By the identity of Fisher, what is expected of missing values gives the gradient of what is observed. */
  @Test
  void missingValues_giveTheGradientOfWhatIsObserved() {
    GaussianMixture model =
        TestData.mixture(K, D, CovarianceType.DIAGONAL, 3).model(CovarianceType.DIAGONAL);
    double[][] row = {{0.3, Double.NaN, -0.8}};
    double step = 1e-6;
    double[][] up = model.means();
    double[][] down = model.means();
    up[1][0] += step;
    down[1][0] -= step;
    Samples samples = Samples.of(row).withMissingValues();
    double gradient =
        (model.withParameters(model.weights(), up, model.covariances()).logLikelihood(samples)
                - model
                    .withParameters(model.weights(), down, model.covariances())
                    .logLikelihood(samples))
            / (2 * step);

    double[] vector = FisherVector.of(model).of(samples);

    double unit = Math.sqrt(model.covariances().get(1, 0, 0) / model.weight(1));
    // A central difference of this step has about nine digits.
    assertThat(vector[K + D]).isCloseTo(gradient * unit, within(1e-7));
    assertThat(vector[K + D + 1]).isCloseTo(0, within(1e-12));
  }

  @Test
  void whatHasNoVector_isRefused() {
    GaussianMixture full =
        TestData.mixture(K, D, CovarianceType.FULL, 3).model(CovarianceType.FULL);
    FisherVector fisher = FisherVector.of(
        TestData.mixture(K, D, CovarianceType.DIAGONAL, 3).model(CovarianceType.DIAGONAL));
    double[][] unknown = {{Double.NaN, Double.NaN, Double.NaN}};

    assertThatIllegalArgumentException()
        .isThrownBy(() -> FisherVector.of(full))
        .withMessage("covariances of the model must be diagonal or spherical, but were full");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fisher.withPower(0))
        .withMessage("power must be > 0 and <= 1, but was 0.0");
    assertThatThrownBy(() -> fisher.of(Samples.of(unknown).withMissingValues()))
        .isInstanceOf(InvalidSamplesException.class)
        .hasMessage("samples must have one that counts, but had none");
  }
}

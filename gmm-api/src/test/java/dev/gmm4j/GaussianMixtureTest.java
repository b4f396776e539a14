package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.Regularization;
import dev.gmm4j.exception.NotPositiveDefiniteException;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models made from known parameters. */
class GaussianMixtureTest {
  private static final double[] WEIGHTS = {0.25, 0.75};
  private static final double[][] MEANS = {{1, 2}, {3, 4}};
  private static final Covariances COVARIANCES = Covariances.spherical(new double[] {1, 2}, 2);

  @ParameterizedTest
  @EnumSource
  void model_givesItsParametersBack(CovarianceType type) {
    NaiveMixture mixture = TestData.mixture(3, 2, type, 5);
    GaussianMixture model = mixture.model(type);

    assertThat(model.components()).isEqualTo(3);
    assertThat(model.dimension()).isEqualTo(2);
    assertThat(model.covarianceType()).isEqualTo(type);
    assertThat(model.weights()).isEqualTo(mixture.weights());
    assertThat(model.weight(2)).isEqualTo(mixture.weights()[2]);
    assertThat(model.means()).isDeepEqualTo(mixture.means());
    assertThat(model.mean(1)).isEqualTo(mixture.means()[1]);
    assertThat(model.covariances().matrix(2)).isDeepEqualTo(mixture.covariances()[2]);
    assertThat(model.freeParameters()).isEqualTo(type.freeParameters(3, 2));
  }

  @Test
  void model_sharesNoArrayWithTheCaller() {
    double[] weights = WEIGHTS.clone();
    double[][] means = {{1, 2}, {3, 4}};
    GaussianMixture model = GaussianMixture.of(weights, means, COVARIANCES);
    double density = model.logDensity(new double[] {1, 1});
    weights[0] = 9;
    means[0][0] = 9;
    model.weights()[0] = 9;
    model.means()[0][0] = 9;
    model.mean(0)[0] = 9;
    model.covariances().toArray()[0] = 9;

    assertThat(model.weights()).isEqualTo(WEIGHTS);
    assertThat(model.means()).isDeepEqualTo(MEANS);
    assertThat(model.covariances().toArray()).containsExactly(1, 2);
    assertThat(model.logDensity(new double[] {1, 1})).isEqualTo(density);
  }

  @Test
  void initializationAndFit_leaveTheInitialModelAlone() {
    GaussianMixture initial =
        TestData.mixture(2, 2, CovarianceType.FULL, 5).model(CovarianceType.FULL);
    var before = Expect.bits(initial);
    double[][] rows = TestData.normal(50, 2, 1);
    double[][] copy = Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    double[] weights = TestData.weights(50, 1);
    double[] weightsCopy = weights.clone();
    GaussianMixtureEstimator.builder()
        .components(2)
        .initialization(Initialization.parameters(initial))
        .build()
        .fit(Samples.of(rows).weighted(weights));

    assertThat(Expect.bits(initial)).isEqualTo(before);
    assertThat(rows).isDeepEqualTo(copy);
    assertThat(weights).isEqualTo(weightsCopy);
  }

  @Test
  void wrongParameters_areRefused() {
    refuse(
        () -> GaussianMixture.of(new double[] {1}, MEANS, COVARIANCES),
        "weights must be 2 numbers, but were 1");
    refuse(
        () -> GaussianMixture.of(new double[] {0.5, 0.4}, MEANS, COVARIANCES),
        "weights must sum to 1, but summed to 0.9");
    refuse(
        () -> GaussianMixture.of(new double[] {-0.25, 1.25}, MEANS, COVARIANCES),
        "weights[0] must be in [0, 1], but was -0.25");
    refuse(
        () -> GaussianMixture.of(new double[] {0.25, Double.NaN}, MEANS, COVARIANCES),
        "weights[1] must be in [0, 1], but was NaN");
    refuse(
        () -> GaussianMixture.of(WEIGHTS, new double[][] {{1, 2}}, COVARIANCES),
        "means must have 2 rows, but had 1");
    refuse(
        () -> GaussianMixture.of(WEIGHTS, new double[][] {{1, 2}, {3}}, COVARIANCES),
        "means[1] must have 2 numbers, but had 1");
    refuse(
        () -> GaussianMixture.of(
            WEIGHTS, new double[][] {{1, 2}, {3, Double.NEGATIVE_INFINITY}}, COVARIANCES),
        "means[1][1] must be finite, but was -Infinity");
    assertThatExceptionOfType(NotPositiveDefiniteException.class)
        .isThrownBy(() ->
            GaussianMixture.of(WEIGHTS, MEANS, Covariances.spherical(new double[] {1, -1}, 2)))
        .withMessage("covariance of component 1 must be positive definite, but pivot 0 of its"
            + " Cholesky factorization was not positive");
  }

  @Test
  void weightsThatNearlySumToOne_areAccepted() {
    assertThat(GaussianMixture.of(new double[] {0.25, 0.75 + 9e-9}, MEANS, COVARIANCES)
            .weights())
        .containsExactly(0.25, 0.75 + 9e-9);
    // As in single precision: divided by their sum.
    assertThat(GaussianMixture.of(new double[] {0.25, 0.75 + 5e-7}, MEANS, COVARIANCES)
            .weights())
        .containsExactly(
            0.25 * (1 / (0.25 + (0.75 + 5e-7))), (0.75 + 5e-7) * (1 / (0.25 + (0.75 + 5e-7))));
    refuse(
        () -> GaussianMixture.of(new double[] {0.25, 0.75 + 2e-6}, MEANS, COVARIANCES),
        "weights must sum to 1, but summed to " + (0.25 + (0.75 + 2e-6)));
  }

  @Test
  void oneWeightThatIsNearlyOne_isAccepted() {
    Covariances one = Covariances.spherical(new double[] {1}, 2);

    assertThat(GaussianMixture.of(new double[] {1 + 1e-9}, new double[][] {{0, 0}}, one)
            .weight(0))
        .isEqualTo(1 + 1e-9);
  }

  @Test
  void using_givesTheSameModelElsewhere() {
    NaiveMixture mixture = TestData.mixture(3, 4, CovarianceType.TIED, 2);
    GaussianMixture model = mixture.model(CovarianceType.TIED);
    GaussianMixture moved = model.using(new NaiveBackend(), 3);
    Samples samples = Samples.of(TestData.normal(100, 4, 1));

    assertThat(Expect.bits(moved)).isEqualTo(Expect.bits(model));
    assertThat(moved.logDensities(samples)).isEqualTo(model.logDensities(samples));
    refuse(() -> model.using(new NaiveBackend(), 0), "threads must be >= 1, but was 0");
  }

  @Test
  void shortFit_usesTheDefaults() {
    Samples samples = Samples.of(TestData.blobs(200, 2, 2, 9, 1).rows());

    assertThat(Expect.bits(GaussianMixture.fit(samples, 2)))
        .isEqualTo(Expect.bits(GaussianMixtureEstimator.builder()
            .components(2)
            .covarianceType(CovarianceType.FULL)
            .initialization(Initialization.kMeans())
            .restarts(1)
            .maxIterations(1000)
            .tolerance(1e-6)
            .regularization(Regularization.relative(1e-6))
            .acceleration(Acceleration.SQUAREM)
            .degeneracy(DegeneracyPolicy.REGULARIZE)
            .seed(0)
            .backend("naive")
            .build()
            .fit(samples)
            .model()));
  }

  private static void refuse(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }
}

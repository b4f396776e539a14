package dev.gmm4j.adaptation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.adaptation.BackgroundAdaptation.Part;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Adapted parameters against the formulas of the article, row by row, from raw second moments. */
class BackgroundAdaptationTest {
  private static final int D = 3;
  private static final double RELEVANCE = 7;

  /** The oracle and the moments cancel a few digits of the covariances. */
  private static final double TOLERANCE = 1e-11;

  private static final double[][] ROWS =
      TestData.draw(TestData.mixture(4, D, CovarianceType.FULL, 5), 60, 8);

  /** Reynolds, Quatieri and Dunn (2000), equations 11 to 14, with matrices for squares. */
  private static NaiveMixture article(
      NaiveMixture background, double[][] rows, double[] sampleWeights) {
    double[][] responsibilities = background.responsibilities(rows);
    int components = background.components();
    double[] weights = new double[components];
    double[][] means = new double[components][D];
    double[][][] covariances = new double[components][D][D];
    double total = Arrays.stream(sampleWeights).sum();
    for (int k = 0; k < components; k++) {
      double count = 0;
      double[] first = new double[D];
      double[][] second = new double[D][D];
      for (int i = 0; i < rows.length; i++) {
        double part = sampleWeights[i] * responsibilities[i][k];
        count += part;
        for (int a = 0; a < D; a++) {
          first[a] += part * rows[i][a];
          for (int b = 0; b < D; b++) {
            second[a][b] += part * rows[i][a] * rows[i][b];
          }
        }
      }
      double alpha = count / (count + RELEVANCE);
      weights[k] = alpha * count / total + (1 - alpha) * background.weights()[k];
      double[] before = background.means()[k];
      for (int a = 0; a < D; a++) {
        means[k][a] = alpha * first[a] / count + (1 - alpha) * before[a];
      }
      for (int a = 0; a < D; a++) {
        for (int b = 0; b < D; b++) {
          double old = background.covariances()[k][a][b] + before[a] * before[b];
          covariances[k][a][b] =
              alpha * second[a][b] / count + (1 - alpha) * old - means[k][a] * means[k][b];
        }
      }
    }
    double sum = Arrays.stream(weights).sum();
    double[] normalized = Arrays.stream(weights).map(weight -> weight / sum).toArray();
    return new NaiveMixture(normalized, means, covariances);
  }

  @ParameterizedTest
  @EnumSource(
      value = CovarianceType.class,
      mode = Mode.EXCLUDE,
      names = {"TIED", "SPHERICAL"})
  void allParts_areThoseOfTheArticle(CovarianceType type) {
    NaiveMixture background = TestData.mixture(4, D, type, 3);
    double[] sampleWeights = TestData.weights(ROWS.length, 4);
    NaiveMixture article = article(background, ROWS, sampleWeights);

    GaussianMixture adapted = BackgroundAdaptation.means(RELEVANCE)
        .withParts(Part.values())
        .adapt(background.model(type), Samples.of(ROWS).weighted(sampleWeights));

    assertThat(adapted.covarianceType()).isEqualTo(type);
    NaiveMixture expected = NaiveMixture.of(article.model(type));
    Expect.sameMixture(NaiveMixture.of(adapted), expected, TOLERANCE);
  }

  @Test
  void sphericalVariances_areMeansOfTheDiagonal() {
    NaiveMixture background = TestData.mixture(4, D, CovarianceType.SPHERICAL, 3);
    NaiveMixture article = article(background, ROWS, ones());

    GaussianMixture adapted = BackgroundAdaptation.means(RELEVANCE)
        .withParts(Part.values())
        .adapt(background.model(CovarianceType.SPHERICAL), Samples.of(ROWS));

    for (int k = 0; k < 4; k++) {
      double[][] covariance = article.covariances()[k];
      double mean = (covariance[0][0] + covariance[1][1] + covariance[2][2]) / D;
      Expect.close("variance", adapted.covariances().get(k, 0, 0), mean, TOLERANCE);
    }
  }

  @ParameterizedTest
  @EnumSource(CovarianceType.class)
  void meansAlone_leaveTheRest(CovarianceType type) {
    NaiveMixture naive = TestData.mixture(4, D, type, 3);
    GaussianMixture background = naive.model(type);

    GaussianMixture adapted =
        BackgroundAdaptation.means(RELEVANCE).adapt(background, Samples.of(ROWS));

    assertThat(adapted.weights()).isEqualTo(background.weights());
    assertThat(adapted.covariances()).isEqualTo(background.covariances());
    Expect.close("means", adapted.means(), article(naive, ROWS, ones()).means(), TOLERANCE);
  }

  /** The penalty is the logarithm of the normal priors of the means, but for a constant. */
  @Test
  void moreSteps_neverLowerThePosterior() {
    GaussianMixture background =
        TestData.mixture(4, D, CovarianceType.FULL, 3).model(CovarianceType.FULL);
    double before = Double.NEGATIVE_INFINITY;
    for (int steps = 1; steps <= 6; steps++) {
      GaussianMixture adapted = BackgroundAdaptation.means(RELEVANCE)
          .withIterations(steps)
          .adapt(background, Samples.of(ROWS));
      double posterior = adapted.logLikelihood(Samples.of(ROWS));
      for (int k = 0; k < 4; k++) {
        posterior -= RELEVANCE / 2 * background.squaredMahalanobis(adapted.mean(k))[k];
      }

      assertThat(posterior).isGreaterThan(before);
      before = posterior;
    }
  }

  @Test
  void componentsFarFromTheSamples_stay() {
    GaussianMixture background = GaussianMixture.of(
        new double[] {0.5, 0.5},
        new double[][] {{0, 0, 0}, {1e3, 1e3, 1e3}},
        TestData.mixture(2, D, CovarianceType.FULL, 1).covariancesOf(CovarianceType.FULL));

    GaussianMixture adapted = BackgroundAdaptation.means()
        .withParts(Part.MEANS, Part.COVARIANCES)
        .adapt(background, Samples.of(TestData.normal(50, D, 1)));

    assertThat(adapted.mean(1)).isEqualTo(background.mean(1));
    Expect.close(
        "covariance",
        adapted.covariances().matrix(1),
        background.covariances().matrix(1),
        4 * Math.ulp(1.0));
  }

  @Test
  void samplesWithoutAnyValue_changeNothing() {
    GaussianMixture background =
        TestData.mixture(2, 2, CovarianceType.FULL, 1).model(CovarianceType.FULL);
    double[][] unknown = {{Double.NaN, Double.NaN}};

    assertThat(
            BackgroundAdaptation.means().adapt(background, Samples.of(unknown).withMissingValues()))
        .isSameAs(background);
  }

  @Test
  void settings_areChecked() {
    GaussianMixture tied =
        TestData.mixture(2, 2, CovarianceType.TIED, 1).model(CovarianceType.TIED);
    Samples samples = Samples.of(TestData.normal(5, 2, 1));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> BackgroundAdaptation.means(0))
        .withMessage("relevance must be finite and > 0, but was 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BackgroundAdaptation.means().withParts())
        .withMessage("parts must be at least 1, but were 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BackgroundAdaptation.means().withIterations(0))
        .withMessageContaining("iterations must be >= 1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> BackgroundAdaptation.means().withParts(Part.COVARIANCES).adapt(tied, samples))
        .withMessage(
            "covariances of the background must be each component's own to be adapted, but were tied");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> BackgroundAdaptation.means().adapt(tied, Samples.of(TestData.normal(5, 3, 1))))
        .withMessageContaining("samples must have 2 columns");
  }

  private static double[] ones() {
    double[] ones = new double[ROWS.length];
    Arrays.fill(ones, 1);
    return ones;
  }
}

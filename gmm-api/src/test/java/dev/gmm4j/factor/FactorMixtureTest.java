package dev.gmm4j.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.data.LabelledSamples;
import dev.gmm4j.data.Samples;
import dev.gmm4j.distribution.Imputation;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.testing.Expect;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a mixture of factor analysers tells, against the mixture of full covariances that is the same distribution. */
class FactorMixtureTest {
  private static final int FEATURES = 7;
  private static final FactorMixture MIXTURE = mixture(1);
  private static final GaussianMixture FULL = MIXTURE.toMixture();
  private static final double[][] ROWS = MIXTURE.sample(300, 5).rows();

  /** Noise as small as a ten-thousandth of the variance, where Woodbury's difference would lose digits. */
  private static FactorMixture mixture(double scale) {
    Random random = new Random(4);
    double[][] means = new double[3][FEATURES];
    double[][][] loadings = new double[3][FEATURES][2];
    double[][] noise = new double[3][FEATURES];
    for (int k = 0; k < 3; k++) {
      for (int j = 0; j < FEATURES; j++) {
        means[k][j] = scale * random.nextGaussian();
        loadings[k][j][0] = scale * random.nextGaussian();
        loadings[k][j][1] = scale * random.nextGaussian();
        noise[k][j] = scale * scale * Math.pow(10, -random.nextInt(5));
      }
    }
    return FactorMixture.of(
        FactorModel.UUU,
        new int[] {2, 2, 2},
        MixingProportions.FREE,
        new double[] {0.5, 0.2, 0.3},
        means,
        loadings,
        noise);
  }

  private static double[][] withHoles() {
    double[][] rows = new double[ROWS.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = ROWS[i].clone();
      for (int j = 0; j < FEATURES; j++) {
        rows[i][j] = (4 * i + j * j) % 5 == 3 ? Double.NaN : rows[i][j];
      }
    }
    Arrays.fill(rows[17], Double.NaN);
    return rows;
  }

  @Test
  void densities_areThoseOfTheFullMixture() {
    Samples samples = Samples.of(ROWS);

    Expect.close("log-densities", MIXTURE.logDensities(samples), FULL.logDensities(samples), 1e-10);
    Expect.close(
        "responsibilities",
        MIXTURE.responsibilities(samples),
        FULL.responsibilities(samples),
        1e-9);
    assertThat(MIXTURE.predict(samples)).isEqualTo(FULL.predict(samples));
    Expect.close(
        "log-likelihood",
        MIXTURE.score(samples).logLikelihood(),
        FULL.logLikelihood(samples),
        1e-11);
    assertThat(MIXTURE.logDensity(ROWS[3])).isEqualTo(MIXTURE.logDensities(samples)[3]);
    assertThat(MIXTURE.predict(ROWS[3])).isEqualTo(MIXTURE.predict(samples)[3]);
    assertThat(MIXTURE.responsibilities(ROWS[3])).isEqualTo(MIXTURE.responsibilities(samples)[3]);
  }

  @Test
  void densities_ofWhatIsObserved_areThoseOfTheFullMixture() {
    Samples samples = Samples.of(withHoles()).withMissingValues();

    Expect.close("log-densities", MIXTURE.logDensities(samples), FULL.logDensities(samples), 1e-10);
    Expect.close(
        "responsibilities",
        MIXTURE.responsibilities(samples),
        FULL.responsibilities(samples),
        1e-9);
    assertThat(MIXTURE.predict(samples)).isEqualTo(FULL.predict(samples));
    assertThat(MIXTURE.predict(samples)[17]).isEqualTo(GaussianMixture.NO_LABEL);
    double[][] filled = new double[ROWS.length][FEATURES];
    Samples imputed = Imputation.of(FULL).means(samples);
    for (int i = 0; i < ROWS.length; i++) {
      filled[i] = imputed.block(i, 1).values();
    }
    Expect.close("completions", MIXTURE.completions(samples), filled, 1e-9);
  }

  @Test
  void evaluation_hasTheSameBitsOnAnyNumberOfThreads() {
    Samples samples = Samples.of(withHoles()).withMissingValues();

    assertThat(MIXTURE.withThreads(3).logDensities(samples))
        .isEqualTo(MIXTURE.withThreads(1).logDensities(samples));
    assertThat(MIXTURE.withThreads(3).score(samples))
        .isEqualTo(MIXTURE.withThreads(1).score(samples));
  }

  /** The regression of the factors on the sample, {@code Λᵀ(ΛΛᵀ + Ψ)⁻¹(x - μ)}, and what it leaves of their variance. */
  @Test
  void factors_areTheRegressionOnTheSample() {
    double[][] scores = MIXTURE.factorScores(Samples.of(ROWS), 1);
    double[][] loadings = MIXTURE.loadings(1);
    double[][] precision = FULL.precision(1);
    double[][] coefficients = new double[2][FEATURES];
    double[][] covariance = {{1, 0}, {0, 1}};
    for (int f = 0; f < 2; f++) {
      for (int j = 0; j < FEATURES; j++) {
        for (int i = 0; i < FEATURES; i++) {
          coefficients[f][j] += loadings[i][f] * precision[i][j];
        }
        covariance[f][0] -= coefficients[f][j] * loadings[j][0];
        covariance[f][1] -= coefficients[f][j] * loadings[j][1];
      }
    }

    double[][] expected = new double[ROWS.length][2];
    for (int i = 0; i < ROWS.length; i++) {
      for (int f = 0; f < 2; f++) {
        for (int j = 0; j < FEATURES; j++) {
          expected[i][f] += coefficients[f][j] * (ROWS[i][j] - MIXTURE.mean(1)[j]);
        }
      }
    }
    Expect.close("scores", scores, expected, 1e-9);
    for (int f = 0; f < 2; f++) {
      for (int g = 0; g < 2; g++) {
        // What is expected is a difference of numbers near 1.
        Expect.close("covariance", MIXTURE.factorCovariance(1)[f][g], covariance[f][g], 1e-10, 1);
      }
    }
    int[] labels = MIXTURE.predict(Samples.of(ROWS));
    double[][] ofLikeliest = MIXTURE.factorScores(Samples.of(ROWS));
    for (int i = 0; i < ROWS.length; i++) {
      assertThat(ofLikeliest[i]).isEqualTo(MIXTURE.factorScores(ROWS[i], labels[i]));
    }
  }

  @Test
  void reconstruction_isTheMeanWithoutNoise() {
    double[] sample = ROWS[8];
    double[] responsibilities = MIXTURE.responsibilities(sample);
    double[] expected = new double[FEATURES];
    for (int k = 0; k < 3; k++) {
      double[] scores = MIXTURE.factorScores(sample, k);
      for (int j = 0; j < FEATURES; j++) {
        double[] loadings = MIXTURE.loadings(k)[j];
        expected[j] += responsibilities[k]
            * (MIXTURE.mean(k)[j] + loadings[0] * scores[0] + loadings[1] * scores[1]);
      }
    }

    Expect.close("reconstruction", MIXTURE.reconstruction(sample), expected, 1e-12);
    assertThat(MIXTURE.reconstructions(Samples.of(ROWS))[8])
        .isEqualTo(MIXTURE.reconstruction(sample));
  }

  @Test
  void samples_haveTheMomentsOfTheComponents() {
    LabelledSamples drawn = MIXTURE.sample(40_000, 9);
    double count = 0;
    double[] mean = new double[FEATURES];
    double[][] products = new double[FEATURES][FEATURES];
    for (int i = 0; i < drawn.rows().length; i++) {
      if (drawn.labels()[i] == 0) {
        count++;
        for (int j = 0; j < FEATURES; j++) {
          mean[j] += drawn.rows()[i][j] - MIXTURE.mean(0)[j];
          for (int l = 0; l < FEATURES; l++) {
            products[j][l] += (drawn.rows()[i][j] - MIXTURE.mean(0)[j])
                * (drawn.rows()[i][l] - MIXTURE.mean(0)[l]);
          }
        }
      }
    }
    // Five standard errors of each.
    assertThat(count / 40_000).isCloseTo(0.5, within(5 * 0.5 / Math.sqrt(40_000)));
    for (int j = 0; j < FEATURES; j++) {
      double variance = FULL.covariances().get(0, j, j);
      assertThat(mean[j] / count).isCloseTo(0, within(5 * Math.sqrt(variance / count)));
      for (int l = 0; l < FEATURES; l++) {
        double other = FULL.covariances().get(0, l, l);
        assertThat(products[j][l] / count)
            .isCloseTo(
                FULL.covariances().get(0, j, l),
                within(5 * Math.sqrt(2 * variance * other / count)));
      }
    }
  }

  @Test
  void sampler_drawsTheSameInAnyBatches() {
    FactorSampler sampler = MIXTURE.sampler(3);
    double[][] first = sampler.draw(4).rows();
    double[][] second = sampler.draw(6).rows();

    double[][] whole = MIXTURE.sample(10, 3).rows();

    assertThat(Arrays.copyOf(whole, 4)).isDeepEqualTo(first);
    assertThat(Arrays.copyOfRange(whole, 4, 10)).isDeepEqualTo(second);
  }

  @Test
  void farSample_hasFiniteDensity() {
    double[] far = new double[FEATURES];
    Arrays.fill(far, 1e200);

    assertThat(MIXTURE.logDensity(far)).isFinite().isLessThan(-1e290);
    assertThat(Arrays.stream(MIXTURE.responsibilities(far)).sum()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-120, 1, 1e120})
  void serialized_isEqual(double scale) throws Exception {
    FactorMixture mixture = mixture(scale);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(mixture);
    }
    Object read;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      read = in.readObject();
    }

    assertThat(read).isEqualTo(mixture).hasSameHashCodeAs(mixture).isNotSameAs(mixture);
    assertThat(((FactorMixture) read).logDensity(mixture.mean(1)))
        .isEqualTo(mixture.logDensity(mixture.mean(1)));
    assertThat(((FactorMixture) read).freeParameters()).isEqualTo(mixture.freeParameters());
  }

  @Test
  void givenParameters_areTurnedAndChecked() {
    double[][][] loadings = {{{0, 1}, {2, 0}, {0, 1}, {0, 0}}};
    double[][] means = {{0, 0, 0, 0}};
    double[][] noise = {{1, 1, 1, 1}};
    FactorMixture mixture = of(FactorModel.UUC, 2, means, loadings, noise);

    Expect.close("turned", mixture.loadings(0)[1][0], 2, 1e-14);
    Expect.close("turned", mixture.loadings(0)[0][1], 1, 1e-14);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(FactorModel.UUC, 1, means, loadings, noise))
        .withMessage("loadings[0][0] must have 1 numbers, but had 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(FactorModel.UUU, 2, means, loadings, new double[][] {{1, 1, 0, 1}}))
        .withMessage("noiseVariances[0][2] must be > 0, but was 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(FactorModel.UUC, 2, means, loadings, new double[][] {{1, 1, 2, 1}}))
        .withMessage("noiseVariances[0] must be the same for all features under model uuc, "
            + "but were 1.0 and 2.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MIXTURE.logDensity(new double[3]))
        .withMessage("sample must have 7 numbers, but had 3");
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> MIXTURE.predict(Samples.of(withHoles())));
  }

  private static FactorMixture of(
      FactorModel model, int factors, double[][] means, double[][][] loadings, double[][] noise) {
    return FactorMixture.of(
        model,
        new int[] {factors},
        MixingProportions.FREE,
        new double[] {1},
        means,
        loadings,
        noise);
  }
}

package dev.gmm4j.backend.vector.mixture.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.MixtureParameters;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearDiscriminantsTest {
  private static final int FEATURES = 16;

  /** Components on a line of which each is a distance from the next, in a feature whose deviation is 3. */
  private static MixtureParameters line(int components, int d, double distance, double origin) {
    double[] covariances = new double[components * d * d];
    for (int i = 0; i < components * d; i++) {
      int feature = i % d;
      covariances[i * d + feature] = feature == 0 ? 9 : 1;
    }
    double[] means = new double[components * d];
    Arrays.fill(means, origin);
    for (int k = 0; k < components; k++) {
      means[k * d] += 3 * distance * k;
    }
    double[] weights = new double[components];
    Arrays.fill(weights, 1.0 / components);
    return MixtureParameters.of(
        weights,
        means,
        Covariances.of(CovarianceType.FULL, components, d, covariances),
        Backends.standard().get("ejml"));
  }

  private static LinearDiscriminants discriminants(MixtureParameters parameters) {
    LinearDiscriminants discriminants =
        new LinearDiscriminants(parameters.dimension(), parameters.components());
    discriminants.use(parameters.kernelParameters());
    return discriminants;
  }

  /** Fewer components than a vector has lanes, more than two vectors have, and a power of 2 more. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 16, 17, 64, 65})
  void guess_isTheNearestMean_inDeviations(int components) {
    MixtureParameters parameters = line(components, FEATURES, 2, -1e3);
    double[] values = new double[(4 * components + 3) * FEATURES];
    int[] expected = new int[4 * components + 3];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = i * 7 % components;
      System.arraycopy(parameters.means(), expected[i] * FEATURES, values, i * FEATURES, FEATURES);
      // Less than half the way in deviations to the next mean, and much more in a feature that
      // tells nothing.
      values[i * FEATURES] += i % 2 == 0 ? 2.9 : -2.9;
      values[i * FEATURES + 5] += 40;
    }
    int[] guesses = new int[expected.length];

    discriminants(parameters)
        .guess(new RowBlock(values, 0, expected.length, FEATURES, null), guesses);

    assertThat(guesses).isEqualTo(expected);
  }

  @Test
  void guess_isTheNearestMean_whereDiscriminantsOverflow() {
    MixtureParameters parameters = line(3, FEATURES, 2e3, 0);
    double[] values = new double[5 * FEATURES];
    Arrays.fill(values, 1e308);
    values[0] = -1e308;
    int[] guesses = new int[5];

    discriminants(parameters).guess(new RowBlock(values, 0, 5, FEATURES, null), guesses);

    assertThat(guesses).containsExactly(0, 2, 2, 2, 2);
  }

  /** Out of reach, with 2 · 46 and 6 deviations, is what is 13.05 deviations away; for any width of vectors. */
  @ParameterizedTest
  @CsvSource({
    "2, 64, 13.1, true",
    "2, 64, 13, false",
    "2, 13, 100, false",
    "40, 13, 13.1, true",
    "40, 13, 0.1, false",
    "1, 64, 1, false"
  })
  void guesses_pay_whereEnoughComponentsAreOutOfReach(
      int components, int features, double distance, boolean pay) {
    double[] negligible = new double[components];
    Arrays.fill(negligible, 46);

    assertThat(discriminants(line(components, features, distance, 5)).pay(negligible))
        .isEqualTo(pay);
  }

  @Test
  void component_ofNoWeight_isNeverGuessed() {
    MixtureParameters line = line(2, FEATURES, 20, 0);
    MixtureParameters parameters =
        MixtureParameters.of(new double[] {1, 0}, line.means(), line.covariances(), line.factors());
    int[] guesses = {7, 7};

    discriminants(parameters).guess(new RowBlock(line.means(), 0, 2, FEATURES, null), guesses);

    assertThat(guesses).containsExactly(0, 0);
  }
}

package dev.gmm4j.backend.vector.mixture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.Backends;
import dev.gmm4j.CovarianceType;
import dev.gmm4j.Covariances;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.spi.RowBlock;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearDiscriminantsTest {
  private static final int FEATURES = 16;

  /** Components on a line of which each is a distance from the next, in a feature whose deviation is 3. */
  private static MixtureParameters line(int components, double distance, double origin) {
    double[] covariances = new double[components * FEATURES * FEATURES];
    for (int i = 0; i < components * FEATURES; i++) {
      int feature = i % FEATURES;
      covariances[i * FEATURES + feature] = feature == 0 ? 9 : 1;
    }
    double[] means = new double[components * FEATURES];
    Arrays.fill(means, origin);
    for (int k = 0; k < components; k++) {
      means[k * FEATURES] += 3 * distance * k;
    }
    double[] weights = new double[components];
    Arrays.fill(weights, 1.0 / components);
    return MixtureParameters.of(
        weights,
        means,
        Covariances.of(CovarianceType.FULL, components, FEATURES, covariances),
        Backends.standard().get("ejml"));
  }

  private static LinearDiscriminants discriminants(MixtureParameters parameters) {
    double[] mean = new double[FEATURES];
    for (int i = 0; i < parameters.means().length; i++) {
      mean[i % FEATURES] += parameters.weights()[i / FEATURES] * parameters.means()[i];
    }
    LinearDiscriminants discriminants = new LinearDiscriminants(FEATURES, parameters.components());
    discriminants.use(parameters, mean);
    return discriminants;
  }

  /** Fewer components than a vector has lanes, more than two vectors have, and a power of 2 more. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 16, 17, 64, 65})
  void guess_isTheNearestMean_inDeviations(int components) {
    MixtureParameters parameters = line(components, 2, -1e3);
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
  void guess_isOneOfTheComponents_whereDiscriminantsOverflow() {
    MixtureParameters parameters = line(3, 2, 0);
    double[] values = new double[5 * FEATURES];
    Arrays.fill(values, 1e308);
    values[0] = -1e308;
    int[] guesses = new int[5];

    discriminants(parameters).guess(new RowBlock(values, 0, 5, FEATURES, null), guesses);

    assertThat(Arrays.stream(guesses)).allMatch(guess -> guess >= 0 && guess < 3);
  }

  /** Of 9 components and 16 features 4 must be out of reach of a sample: with 2 · 46 and 6 deviations, 13.05 away. */
  @ParameterizedTest
  @CsvSource({"9, 13.1, true", "9, 2, false", "9, 0.1, false", "2, 100, false", "1, 1, false"})
  void guesses_pay_whereEnoughComponentsAreOutOfReach(
      int components, double distance, boolean pay) {
    double[] negligible = new double[components];
    Arrays.fill(negligible, 46);

    assertThat(discriminants(line(components, distance, 5)).pay(negligible)).isEqualTo(pay);
  }
}

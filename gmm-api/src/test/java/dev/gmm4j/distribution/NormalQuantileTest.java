package dev.gmm4j.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.testing.Expect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The inverse of the normal distribution function, against {@code scipy.special.ndtri}. */
class NormalQuantileTest {

  @ParameterizedTest
  @CsvSource({
    "1e-300, -37.0470962993612",
    "1e-20, -9.262340089798409",
    "0.003, -2.7477813854449926",
    "0.2, -0.8416212335729142",
    "0.7, 0.5244005127080407",
    "0.95, 1.6448536269514722",
  })
  void quantile_isThatOfScipy(double probability, double quantile) {
    Expect.close("quantile", NormalQuantile.of(probability), quantile, 1e-14);
    Expect.close("and back", NormalTail.cdf(quantile), probability, 1e-12);
  }

  @Test
  void ends_areInfinite() {
    assertThat(NormalQuantile.of(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(NormalQuantile.of(0.5)).isZero();
    assertThat(NormalQuantile.of(1)).isEqualTo(Double.POSITIVE_INFINITY);
  }
}

package dev.gmm4j.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {
  @ParameterizedTest
  @CsvSource({
    "4.28968971, 4.28969",
    "2.770, 2.77",
    "0, 0",
    "-0.0, 0",
    "100, 100",
    "79.968115, 79.9681",
    "-0.00123456789, -0.00123457",
    "123456789, 123457000",
    "0.0000123456, 1.23456e-05",
    "1234567890, 1.23457e+09",
    "NaN, NaN",
    "Infinity, Infinity"
  })
  void significant_keepsDigitsThatSaySomething(double value, String expected) {
    assertThat(NumberText.significant(value, 6)).isEqualTo(expected);
  }

  @Test
  void fixed_roundsToDecimals() {
    assertThat(NumberText.fixed(-1130.26396, 3)).isEqualTo("-1130.264");
    assertThat(NumberText.fixed(1e-9, 3)).isEqualTo("0.000");
    assertThat(NumberText.fixed(Double.NEGATIVE_INFINITY, 3)).isEqualTo("-Infinity");
  }
}

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

  @ParameterizedTest
  @CsvSource({
    "20231101, NaN, 20231101",
    "1698800123.25, NaN, 1698800123",
    "1698800123.25, 100, 1698800123",
    "-1698800123.4567, 2.5, -1698800123.46",
    "4.28968971, 0.4, 4.28969",
    "1000000.00123, 0.001, 1000000.00123",
    "1000000.0012345, 0.001, 1000000.00123",
    "0, 1, 0",
    "100, 5, 100",
    "100, 0, 100",
    "0.0000123456, NaN, 1.23456e-05",
    "123456789012345, NaN, 123456789012345",
    "1234567890123456, NaN, 1.23457e+15",
    "1234567890123456, 1e8, 1.234567890e+15",
    "1e300, 1, 1.0000000000000000e+300",
    "NaN, 1, NaN",
    "-Infinity, 1, -Infinity"
  })
  void quantity_keepsWholeNumbersAndShowsTheDeviation(
      double value, double deviation, String expected) {
    assertThat(NumberText.quantity(value, 6, deviation)).isEqualTo(expected);
  }

  @Test
  void count_knowsOne() {
    assertThat(NumberText.count(1, "row")).isEqualTo("1 row");
    assertThat(NumberText.count(0, "row")).isEqualTo("0 rows");
  }

  @Test
  void fixed_roundsToDecimals() {
    assertThat(NumberText.fixed(-1130.26396, 3)).isEqualTo("-1130.264");
    assertThat(NumberText.fixed(1e-9, 3)).isEqualTo("0.000");
    assertThat(NumberText.fixed(Double.NEGATIVE_INFINITY, 3)).isEqualTo("-Infinity");
  }
}

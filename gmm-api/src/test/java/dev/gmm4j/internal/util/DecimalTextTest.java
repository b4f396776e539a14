package dev.gmm4j.internal.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalTextTest {
  // The last two are printed with more digits than they need before JDK 19.
  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "1, 1",
    "0.000001, 0.000001",
    "1e-7, 1E-7",
    "-0.1, -0.1",
    "1500, 1.5E+3",
    "2e23, 2E+23",
    "2.2250738585072014e-308, 2.2250738585072014E-308"
  })
  void text_isTheShortest(double number, String expected) {
    assertThat(DecimalText.of(number)).isEqualTo(expected);
  }

  @Test
  void text_isReadAsTheSameNumber() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(number)) {
        assertThat(Double.parseDouble(DecimalText.of(number))).isEqualTo(number);
      }
    }
  }
}

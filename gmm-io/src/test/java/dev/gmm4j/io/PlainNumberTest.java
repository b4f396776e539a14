package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainNumberTest {
  private static final int NUMBERS = 40_000;

  private final SplittableRandom random = new SplittableRandom(7);
  private final PlainNumber number = new PlainNumber();

  private void assertReadAsByTheJdk(String text) {
    char[] buffer = ("," + text + ",").toCharArray();
    double value = number.read(buffer, 1, '.');
    // Bits, for the sign of zero; a comparison of its own, for AssertJ takes longer than the
    // parsers.
    if (Double.doubleToRawLongBits(value) != Double.doubleToRawLongBits(Double.parseDouble(text))
        || number.end() != text.length() + 1) {
      assertThat(value).as(text).isEqualTo(Double.parseDouble(text));
      assertThat(number.end()).as(text).isEqualTo(text.length() + 1);
    }
  }

  private String digits(int most) {
    int count = random.nextInt(most + 1);
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append((char) ('0' + random.nextInt(10)));
    }
    return digits.toString();
  }

  @Test
  void randomDigits_areReadAsByTheJdk() {
    for (int i = 0; i < NUMBERS; i++) {
      String whole = digits(12);
      String text = (random.nextBoolean() ? "-" : "")
          + whole
          + (whole.isEmpty() || random.nextBoolean() ? "." + random.nextInt(10) + digits(14) : "")
          + (random.nextInt(3) == 0 ? "e" + random.nextInt(-40, 41) : "");
      assertReadAsByTheJdk(text);
    }
  }

  @Test
  void doublesAsTheyAreWritten_areReadAsByTheJdk() {
    for (int i = 0; i < NUMBERS; i++) {
      double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-25, 26));
      assertReadAsByTheJdk(Double.toString(value));
      assertReadAsByTheJdk(Double.toString(Double.longBitsToDouble(random.nextLong() >>> 2)));
    }
    for (int i = 0; i < NUMBERS / 10; i++) {
      assertReadAsByTheJdk(String.format(Locale.ROOT, "%.18e", random.nextDouble()));
    }
  }

  /** The decimals of a number in the middle of two doubles, and of those just beside it. */
  @Test
  void numbersBetweenTwoDoubles_areReadAsByTheJdk() {
    for (int i = 0; i < NUMBERS; i++) {
      long middle = (((1L << 53) | random.nextLong(1L << 53)) * 2 + 1) << random.nextInt(1, 9);
      for (long digits = middle - 1; digits <= middle + 1; digits++) {
        assertReadAsByTheJdk(Long.toUnsignedString(digits));
      }
      // An odd number of 54 bits over a power of two, whose decimals are few.
      long odd = (1L << 53) + 2 * random.nextLong(1L << 52) + 1;
      int halvings = random.nextInt(1, 4);
      assertReadAsByTheJdk(
          new BigDecimal(odd).divide(BigDecimal.valueOf(1L << halvings)).toPlainString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "+1",
        "1.",
        ".5",
        "-.5",
        "00012",
        "0.000000000000000000000000123",
        "1e0",
        "1E+5",
        "1e-5",
        "123456789012345678901234567890",
        "18446744073709551615",
        "18446744073709551616",
        "9999999999999999999",
        "9007199254740993",
        "9007199254740992",
        "4.9e-324",
        "2e-324",
        "1e999",
        "1e-999",
        "1e99999999999",
        "1e-99999999999",
        "0e99999999999",
        "1.7976931348623157e308",
        "99999999999999999e22",
        "9007199254740993e18",
        "9007199254740993e19"
      })
  void limits_areReadAsByTheJdk(String text) {
    assertReadAsByTheJdk(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", "+", ".", "-.", "e5", "1e", "1e+", "--1", "NaN", "x", "Infinity", "٣"})
  void otherText_isNoNumber(String text) {
    assertThat(number.read((text + ",").toCharArray(), 0, '.')).isNaN();
  }

  @Test
  void numberEnds_whereOtherTextBegins() {
    assertThat(number.read("0x1p3,".toCharArray(), 0, '.')).isZero();
    assertThat(number.end()).isEqualTo(1);
    assertThat(number.read("1.5d,".toCharArray(), 0, '.')).isEqualTo(1.5);
    assertThat(number.end()).isEqualTo(3);
    assertThat(number.read("1.5,".toCharArray(), 0, ',')).isEqualTo(1);
    assertThat(number.isMarked()).isFalse();
    assertThat(number.read("1,5;".toCharArray(), 0, ',')).isEqualTo(1.5);
    assertThat(number.isMarked()).isTrue();
    assertThat(number.read("1,;".toCharArray(), 0, ',')).isNaN();
  }
}

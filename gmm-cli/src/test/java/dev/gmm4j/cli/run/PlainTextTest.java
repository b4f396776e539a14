package dev.gmm4j.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
  @Test
  void of_escapesWhatActs() {
    assertThat(PlainText.of("a\u001b[31mb")).isEqualTo("a\\u001b[31mb");
    assertThat(PlainText.of("two\r\nlines")).isEqualTo("two\\u000d\\u000alines");
    assertThat(PlainText.of("gnp.\u202eexe")).isEqualTo("gnp.\\u202eexe");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 7, 8, '\t', 0x0b, 0x7f, 0x85, 0x9b, 0xad, 0x61c, 0x200b, 0x200e, 0x200f, 0x2028, 0x2029,
        0x202a, 0x202e, 0x2066, 0x2069, 0xfeff, 0xd800, 0xdfff, 0xe0041, 0xfffe, 0xffff, 0x1ffff
      })
  void isActive_isWhatIsNotSeen(int c) {
    assertThat(PlainText.isActive(c)).isTrue();
    assertThat(PlainText.of("a" + Character.toString(c) + "b"))
        .matches("a(\\\\u[0-9a-f]{4}){1,2}b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "petal length",
        "\u00e4\u00f6",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\ud83d\ude00",
        "C:\\data",
        "\u6f22"
      })
  void of_leavesWhatIsSeen(String text) {
    assertThat(PlainText.of(text)).isSameAs(text);
  }

  @Test
  void lines_keepsLineEndsOnly() {
    assertThat(PlainText.lines("a\n\tb\n")).isEqualTo("a\n\\u0009b\n");
  }
}

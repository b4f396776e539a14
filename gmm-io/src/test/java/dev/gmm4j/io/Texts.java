package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;

/** Reads text that a test has. */
final class Texts {
  static final String NAME = "test.csv";

  private Texts() {}

  static Dataset read(byte[] text, ReadOptions options) {
    return DataFiles.read(new ByteArrayInputStream(text), NAME, options);
  }

  static Dataset read(String text, ReadOptions options) {
    return read(text.getBytes(StandardCharsets.UTF_8), options);
  }

  static Dataset read(String text) {
    return read(text, ReadOptions.defaults());
  }

  static String refusal(byte[] text, ReadOptions options) {
    DataException refusal = assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(text, options).close())
        .actual();
    assertThat(refusal.getMessage().lines()).hasSize(1);
    return refusal.getMessage();
  }

  static String refusal(String text, ReadOptions options) {
    return refusal(text.getBytes(StandardCharsets.UTF_8), options);
  }

  static String refusal(String text) {
    return refusal(text, ReadOptions.defaults());
  }

  /** Returns lines of normal numbers, the format applied to each. */
  static String normal(String format, String separator, int rows, int columns) {
    Random random = new Random(3);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        text.append(j == 0 ? "" : separator)
            .append(String.format(Locale.ROOT, format, random.nextGaussian()));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** Returns lines of whole numbers from 0 to a bound. */
  static String whole(int bound, int rows, int columns) {
    Random random = new Random(5);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        text.append(j == 0 ? "" : ",").append(random.nextInt(bound));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** Returns lines with their numbers before them, from some start. */
  static String numbered(String lines, String separator, int start) {
    StringBuilder text = new StringBuilder();
    int number = start;
    for (String line : lines.split("\n", -1)) {
      text.append(line.isEmpty() ? "" : number++ + separator + line + "\n");
    }
    return text.toString();
  }
}

package dev.gmm4j.distribution;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Numbers computed in 60-digit arithmetic; reference.py beside the files says how. */
final class Reference {
  private Reference() {}

  /** Returns the rows of a file, each rounded to double. */
  static List<double[]> rows(String name) {
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(
        Objects.requireNonNull(Reference.class.getResourceAsStream(name), name),
        StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .skip(1)
          .map(line -> Arrays.stream(line.split(",", -1))
              .mapToDouble(Double::parseDouble)
              .toArray())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

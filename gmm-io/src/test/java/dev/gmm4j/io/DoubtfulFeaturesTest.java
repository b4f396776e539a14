package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns that hardly are features. */
class DoubtfulFeaturesTest {
  private static final String PAIRS = Texts.normal("%.6f", ",", 60, 2);

  private static List<String> doubts(String csv, ReadOptions options) {
    try (Dataset data = Texts.read(csv, options)) {
      return data.doubtfulFeatures();
    }
  }

  private static List<String> doubts(String csv) {
    return doubts(csv, ReadOptions.defaults());
  }

  /** Adds a column of whole numbers, i * factor % modulus, after each line. */
  private static String with(String name, int factor, int modulus, int start) {
    StringBuilder csv = new StringBuilder("x,y," + name + "\n");
    int i = 0;
    for (String line : PAIRS.split("\n", -1)) {
      csv.append(line.isEmpty() ? "" : line + "," + (start + i * factor % modulus) + "\n");
      i++;
    }
    return csv.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void numbersOfRows_areNamedWithAnOption(int start) {
    String rows = Texts.numbered(PAIRS, ",", start);
    assertThat(doubts("\"\",V1,V2\n" + rows))
        .containsExactly("test.csv: column 'x0' counts the rows, from " + start
            + ", and is taken for a feature; --exclude 0 leaves it out");
    assertThat(doubts(rows))
        .singleElement()
        .asString()
        .contains("column 'x0' counts", "--exclude 0");
    assertThat(doubts("n r,V1,V2\n" + rows)).singleElement().asString().contains("--exclude 'n r'");
    assertThat(doubts(
            "\"\",V1,V2\n" + rows,
            ReadOptions.builder().excludedColumns(List.of("0")).build()))
        .isEmpty();
  }

  @Test
  void numbersOfRows_countThoseThatAreLeftOut() {
    String rows = Texts.numbered(PAIRS, ",", 1).replaceFirst("\n3,[^,]*,", "\n3,NA,");
    ReadOptions drop = ReadOptions.builder().missing(ReadOptions.Missing.DROP).build();
    assertThat(doubts(rows, drop)).singleElement().asString().contains("counts the rows, from 1");
  }

  static Stream<Arguments> doubtful() {
    return Stream.of(
        Arguments.of(
            "code", 7, 61, 5, "has whole numbers that all differ", "--exclude code leaves it out"),
        Arguments.of(
            "sample_id", 7919, 1_000_003, 100_000, "that all differ", "--exclude sample_id"),
        Arguments.of(
            "class",
            1,
            3,
            1,
            "has only 3 different numbers",
            "--label-column class or --exclude class"),
        Arguments.of(
            "z",
            1,
            2,
            0,
            "has only 2 different numbers",
            "--label-column z or --exclude z leaves it out"),
        Arguments.of(
            "species", 5, 15, 10, "has only 3 different numbers", "--label-column species"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("doubtful")
  void identifiersAndClasses_areNamed(
      String name, int factor, int modulus, int start, String what, String remedy) {
    assertThat(doubts(with(name, factor, modulus, start)))
        .singleElement()
        .asString()
        .contains("column '" + name + "' ", what, remedy, "is taken for a feature");
  }

  static Stream<Arguments> plain() {
    return Stream.of(
        Arguments.of("incomes that differ", with("income", 7919, 1_000_003, 20_000)),
        Arguments.of("cylinders", with("cylinders", 2, 6, 4)),
        Arguments.of("counts", with("count", 7, 40, 0)),
        Arguments.of("a questionnaire", "a,b,c\n" + Texts.whole(5, 60, 3)),
        Arguments.of("a single column", "x\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n"),
        Arguments.of("few rows", "x,y\n1,0.5\n2,0.7\n3,0.4\n"),
        Arguments.of("a constant", with("k", 0, 2, 1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plain")
  void features_areNotDoubted(String what, String csv) {
    assertThat(doubts(csv)).isEmpty();
  }
}

package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a first record of numbers has names. */
class CsvHeaderTest {
  private static final String REALS = Texts.normal("%.15f", ",", 80, 3);
  private static final String PAIRS = Texts.normal("%.15f", ",", 60, 2);

  static Stream<Arguments> headers() {
    return Stream.of(
        Arguments.of("pandas without index", "0,1,2\n" + REALS, 80, 3),
        Arguments.of("pandas without index, two columns", "0,1\n" + PAIRS, 60, 2),
        Arguments.of("pandas with index", ",0,1,2\n" + Texts.numbered(REALS, ",", 0), 80, 4),
        Arguments.of("index from 1", ",1,2\n" + Texts.numbered(PAIRS, ",", 1), 60, 3),
        Arguments.of("years", "2019,2020,2021\n" + REALS, 80, 3),
        Arguments.of("two years", "2019,2020\n" + PAIRS, 60, 2),
        Arguments.of("years in quotes", "\"2019\",\"2020\"\n" + PAIRS, 60, 2),
        Arguments.of("not evenly spaced", "2019,2023\n" + PAIRS, 60, 2),
        Arguments.of(
            "years over whole numbers", "2019,2020,2021\n" + Texts.whole(50, 40, 3), 40, 3),
        Arguments.of("indices over whole numbers", "0,1,2,3,4\n" + Texts.whole(50, 40, 5), 40, 5),
        Arguments.of(
            "wave lengths", "400.5,401,401.5,402\n" + Texts.normal("%.4f", ",", 40, 4), 40, 4),
        Arguments.of(
            "levels within their columns",
            "0.1,0.2,0.3,0.4,0.5\n" + Texts.normal("%.4f", ",", 40, 5),
            40,
            5),
        Arguments.of("decimal commas", "0;1\n0,5;1,5\n-0,5;0,7\n1,2;-3,4\n", 3, 2),
        Arguments.of("few rows", "0,1,2\n0.5,0.6,0.7\n1.5,-2.5,1.5\n0.5,0.5,0.4\n", 3, 3));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("headers")
  void numbersUnlikeThoseBelow_areNames(String what, String csv, int rows, int columns) {
    try (Dataset data = Texts.read(csv)) {
      assertThat(data.samples().count()).isEqualTo(rows);
      assertThat(data.samples().dimension()).isEqualTo(columns);
      assertThat(data.columnNames().get(columns - 1))
          .isEqualTo(
              csv.lines().findFirst().orElseThrow().replaceAll(".*[,;]", "").replace("\"", ""));
      assertThat(data.notes().get(0))
          .startsWith("test.csv, line 1 is taken for the names of the columns (")
          .endsWith("; --header no reads it as data");
    }
  }

  static Stream<Arguments> data() {
    return Stream.of(
        Arguments.of("numbers alike", REALS, 80),
        Arguments.of("whole numbers", Texts.whole(5, 40, 3), 40),
        Arguments.of("zeros and ones", "0,1\n1,0\n1,1\n0,0\n0,1\n1,1\n", 6),
        Arguments.of("a progression in each row", "1,2,3,4\n2,3,4,5\n5,6,7,8\n3,4,5,6\n", 4),
        Arguments.of("an outlier in one column", "100.5,0.2,0.3\n" + REALS, 81),
        Arguments.of("an outlier in all columns", "100.5,90.2,300.3\n" + REALS, 81),
        Arguments.of("a walk that starts at 0", "0,0\n" + PAIRS, 61),
        Arguments.of(
            "some whole numbers among decimals", "5,3\n5.1,3.5\n4.9,3\n5,2.9\n4.7,3.2\n", 5),
        Arguments.of("two rows", "0,1,2\n3,4,5\n", 2),
        Arguments.of(
            "an outlier in a single column", "1000\n1\n2\n3\n4\n5\n1\n2\n3\n4\n5\n6\n", 12));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("data")
  void numbersLikeThoseBelow_areData(String what, String csv, int rows) {
    try (Dataset data = Texts.read(csv)) {
      assertThat(data.samples().count()).isEqualTo(rows);
      assertThat(data.notes()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0,1,2", "1,2,3"})
  void indicesOverThreeColumnsOfWholeNumbers_areATossUp(String first) {
    String csv = first + "\n" + Texts.whole(5, 40, 3);
    assertThat(Texts.refusal(csv))
        .isEqualTo("test.csv, line 1: " + first.replace(",", ", ")
            + " may be the names of the columns or the first row of numbers (counting numbers): say which by"
            + " --header yes or --header no");
    assertThat(rows(csv, ReadOptions.Header.ABSENT)).isEqualTo(41);
    assertThat(rows(csv, ReadOptions.Header.PRESENT)).isEqualTo(40);
  }

  @Test
  void wholeNumberOverASingleColumnOfDecimals_isATossUp() {
    String csv = "0\n" + Texts.normal("%.6f", ",", 40, 1);
    assertThat(Texts.refusal(csv))
        .contains("line 1: 0 may be", "whole numbers over numbers with decimals");
    assertThat(Texts.refusal("2019\n" + Texts.normal("%.6f", ",", 40, 1))).contains("far outside");
  }

  @Test
  void holeInTheFirstCell_isNoHeader() {
    ReadOptions drop = ReadOptions.builder().missing(ReadOptions.Missing.DROP).build();
    try (Dataset data = Texts.read(",2.5,3.5\n" + REALS, drop)) {
      assertThat(data.samples().count()).isEqualTo(80);
      assertThat(data.rowNumbers().fileRows()).isEqualTo(81);
    }
  }

  @Test
  void markOfAMissingValueInTheFirstRow_isNoName() {
    ReadOptions drop = ReadOptions.builder().missing(ReadOptions.Missing.DROP).build();
    try (Dataset data = Texts.read("?,2.5,3.5\n" + REALS, drop)) {
      assertThat(data.samples().count()).isEqualTo(80);
    }
  }

  private static long rows(String csv, ReadOptions.Header header) {
    try (Dataset data = Texts.read(csv, ReadOptions.builder().header(header).build())) {
      return data.samples().count();
    }
  }
}

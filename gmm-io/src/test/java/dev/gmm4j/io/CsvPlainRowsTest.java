package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.data.RowBlock;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Long files, whose rows of plain numbers are read without the parser, against the parser: it reads all if texts are kept. */
class CsvPlainRowsTest {
  /** Several parts of a text. */
  private static final int ROWS = 6_000;

  private static final int COLUMNS = 3;

  private final SplittableRandom random = new SplittableRandom(3);

  private static ReadOptions.Builder options() {
    return ReadOptions.builder();
  }

  /** What reading a text comes to, in lines: the numbers, where they were, what was told; or the error. */
  private static List<String> outcome(byte[] csv, ReadOptions options) {
    try (Dataset dataset = DataFiles.read(new ByteArrayInputStream(csv), "test.csv", options)) {
      List<String> lines = new ArrayList<>(dataset.notes());
      lines.add(dataset.columnNames() + " " + dataset.layout());
      long row = 0;
      for (RowBlock block : dataset.samples().blocks(1000)) {
        for (int i = 0; i < block.rows(); i++) {
          int start = block.rowOffset(i);
          double[] values = Arrays.copyOfRange(block.values(), start, start + block.dimension());
          lines.add("numbers of hash " + Arrays.hashCode(values) + ", weight " + block.weight(i)
              + ", in line " + dataset.rowNumbers().line(row++));
        }
      }
      return lines;
    } catch (DataException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private static List<String> outcome(StringBuilder csv, ReadOptions.Builder options) {
    return outcome(csv.toString().getBytes(StandardCharsets.UTF_8), options.build());
  }

  private static void assertReadAsByTheParser(StringBuilder csv) {
    List<String> plain = outcome(csv, options().missing(ReadOptions.Missing.DROP));
    List<String> parsed =
        outcome(csv, options().missing(ReadOptions.Missing.DROP).keepAllColumns());
    // Lists of thousands of lines: the first that differs is told, not all.
    for (int i = 0; i < Math.min(plain.size(), parsed.size()); i++) {
      if (!plain.get(i).equals(parsed.get(i))) {
        assertThat(plain.get(i)).as("line %d", i).isEqualTo(parsed.get(i));
      }
    }
    assertThat(plain).hasSameSizeAs(parsed);
  }

  private String cell() {
    return switch (random.nextInt(5)) {
      case 0 -> Integer.toString(random.nextInt(-1000, 1000));
      case 1 -> Double.toString(random.nextDouble() * 1e-5);
      case 2 -> "+" + random.nextLong(1L << 60);
      default -> Double.toString(random.nextDouble() - 0.5);
    };
  }

  private String row(char separator) {
    StringBuilder row = new StringBuilder(cell());
    for (int j = 1; j < COLUMNS; j++) {
      row.append(separator).append(cell());
    }
    return row.toString();
  }

  private StringBuilder file(char separator, String lineEnd) {
    StringBuilder csv = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      csv.append(row(separator)).append(lineEnd);
    }
    return csv;
  }

  /** Puts a text in the place of lines in the middle and in the last part. */
  private static StringBuilder with(StringBuilder csv, String line) {
    for (int place : new int[] {csv.length() / 2, csv.length() - 300}) {
      int start = csv.indexOf("\n", place) + 1;
      csv.replace(start, csv.indexOf("\n", start), line);
    }
    return csv;
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|", " "})
  void separators_areReadAsByTheParser(String separator) {
    assertReadAsByTheParser(file(separator.charAt(0), "\n"));
  }

  @Test
  void linesOfWindows_areReadAsByTheParser() {
    assertReadAsByTheParser(file(',', "\r\n"));
    assertReadAsByTheParser(new StringBuilder("sep=;\r\n").append(file(';', "\r\n")));
  }

  @Test
  void lastLineWithoutEnd_isRead() {
    StringBuilder csv = file(',', "\n");
    csv.setLength(csv.length() - 1);
    assertReadAsByTheParser(csv);
  }

  @Test
  void quotedNames_areReadAsByTheParser() {
    assertReadAsByTheParser(
        new StringBuilder("\"a\",\"b \"\"\n\",\"c\"\n").append(file(',', "\n")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,2,",
        "1,,3",
        "1,NA,3",
        "?,2,3",
        " 1, 2 ,3 ",
        "\t1,2,3",
        "# 1,2,3",
        "#N/A,2,3",
        "1,2",
        "1,2,3,4",
        "",
        "   ",
        "1,2,x",
        "1,2,1e999",
        "1,2,0x1p3",
        "1,2,3d",
        "1,2,1e",
        "1,\"2\",3",
        "1,\"2\n\",3",
        "1,2,\"3",
        "1,2,3\r4,5,6",
        "\r1,2,3",
        "1,2,3 4",
        "1,2,.",
        "1.,.5,-.5e-3",
        "1,2,\u0663",
        "1,2,0.00000000000000000000000000000000000000001",
        "1,2,12345678901234567890123",
        "1,2,1.5\""
      })
  void otherLines_areReadAsByTheParser(String line) {
    assertReadAsByTheParser(with(file(',', "\n"), line));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,5;2;3", "1;2;3,", "1,5;2.5;3", "1.5;2,5;3"})
  void decimalMarks_areReadAsByTheParser(String line) {
    assertReadAsByTheParser(with(file(';', "\n"), line));
    StringBuilder integers = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      integers.append(i * 1001).append(";2;3\n");
    }
    assertReadAsByTheParser(with(integers, line));
    StringBuilder commas = new StringBuilder(file(';', "\n").toString().replace('.', ','));
    assertReadAsByTheParser(with(commas, line));
  }

  @ParameterizedTest
  @CsvSource({"0.5, 1", "-1, 1", "NA, 1", "0.5, -0.0"})
  void weights_areReadAsByTheParser(String weight, String other) {
    StringBuilder csv = with(file(',', "\n"), "1," + weight + "," + other);
    csv.insert(0, "a,w,b\n");
    StringBuilder positive =
        new StringBuilder(csv.toString().replaceAll("(?m)^([^,\n]*),[-+]?(\\d)", "$1,$2"));
    for (ReadOptions.Missing missing : ReadOptions.Missing.values()) {
      ReadOptions.Builder plain = options().weightsColumn("w").missing(missing);
      ReadOptions.Builder parsed = options().weightsColumn("w").missing(missing).keepAllColumns();
      assertThat(outcome(csv, plain)).isEqualTo(outcome(csv, parsed));
      assertThat(outcome(positive, plain)).isEqualTo(outcome(positive, parsed));
    }
  }

  @Test
  void columns_areChosenAsByTheParser() {
    StringBuilder csv = file(',', "\n");
    with(csv, "1,text # here,3");
    assertThat(outcome(csv, options().columns(List.of("2", "0"))))
        .isEqualTo(outcome(csv, options().columns(List.of("2", "0")).keepAllColumns()));
  }

  @Test
  void badBytes_areToldWhereTheyAre() {
    byte[] csv = file(',', "\n").toString().getBytes(StandardCharsets.UTF_8);
    csv[csv.length - 1000] = (byte) 0xFF;
    assertThat(outcome(csv, options().build()))
        .isEqualTo(outcome(csv, options().keepAllColumns().build()))
        .first()
        .asString()
        .contains("not text in UTF-8");
  }
}

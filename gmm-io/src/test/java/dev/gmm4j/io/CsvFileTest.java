package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.io.ReadOptions.Header;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {
  private static final Path DATA = Path.of("..", "data");

  private static Dataset read(String csv, ReadOptions options) {
    return DataFiles.read(
        new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "test.csv", options);
  }

  private static double[][] rows(String csv) {
    return rows(csv, ReadOptions.defaults());
  }

  private static double[][] rows(String csv, ReadOptions options) {
    try (Dataset data = read(csv, options)) {
      return SampleArrays.of(data.samples());
    }
  }

  private static ReadOptions columns(String... columns) {
    return ReadOptions.builder().columns(List.of(columns)).build();
  }

  @Test
  void repositoryFile_isReadWithItsHeader() {
    try (Dataset data = DataFiles.open(DATA.resolve("faithful.csv"), ReadOptions.defaults())) {
      assertThat(data.columnNames()).containsExactly("eruptions", "waiting");
      assertThat(data.samples().count()).isEqualTo(272);
      assertThat(data.samples().isWeighted()).isFalse();
      double[][] rows = SampleArrays.of(data.samples());
      assertThat(rows[0]).containsExactly(3.6, 79);
      assertThat(rows[1]).containsExactly(1.8, 54);
      // The mean waiting time of this data set, as R's documentation of it implies.
      assertThat(Arrays.stream(rows).mapToDouble(row -> row[1]).average().orElseThrow())
          .isCloseTo(70.89706, within(1e-5));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "digits.csv, 1797, 65",
    "iris.csv, 150, 5",
    "wine.csv, 178, 14",
    "worked-example-1d.csv, -1, 1"
  })
  void repositoryFiles_haveTheirShapes(String file, long count, int dimension) {
    try (Dataset data = DataFiles.open(DATA.resolve(file), ReadOptions.defaults())) {
      assertThat(data.samples().dimension()).isEqualTo(dimension);
      if (count > 0) {
        assertThat(data.samples().count()).isEqualTo(count);
      }
    }
  }

  @Test
  void preferredColumns_areChosen_whereTheHeaderHasThemAll() {
    String csv = "a,b,c\n1,2,3\n4,5,6\n";
    ReadOptions preferred =
        ReadOptions.builder().preferredColumns(List.of("c", "a")).build();
    assertThat(rows(csv, preferred)).isDeepEqualTo(new double[][] {{3, 1}, {6, 4}});
    ReadOptions others =
        ReadOptions.builder().preferredColumns(List.of("e", "d")).build();
    assertThat(rows(csv, others)).isDeepEqualTo(new double[][] {{1, 2, 3}, {4, 5, 6}});
    assertThat(rows("1,2,3\n4,5,6\n", preferred))
        .isDeepEqualTo(new double[][] {{1, 2, 3}, {4, 5, 6}});
    ReadOptions stated = ReadOptions.builder()
        .columns(List.of("b"))
        .preferredColumns(List.of("c", "a"))
        .build();
    assertThat(rows(csv, stated)).isDeepEqualTo(new double[][] {{2}, {5}});
  }

  @Test
  void separator_isTheOneThatTheFirstTwoLinesHaveEquallyOften() {
    double[][] expected = {{1, 2}, {3, 4}};
    assertThat(rows("height (cm; approx),weight\n1,2\n3,4\n")).isDeepEqualTo(expected);
    assertThat(rows("height, approx;weight\n1;2\n3;4\n")).isDeepEqualTo(expected);
    assertThat(rows("a\tb, c\n1\t2\n3\t4\n")).isDeepEqualTo(expected);
  }

  @Test
  void numbers_areParsedExactly() {
    String[] literals = {
      "7.255932480363376",
      "0.1",
      "1e-310",
      "4.9E-324",
      "1.7976931348623157E308",
      "-0.0",
      "+5",
      ".5",
      "5.",
      "123456789012345678901234567890",
      "9007199254740993",
      "2.2250738585072012e-308"
    };
    double[][] rows = rows(String.join("\n", literals));
    for (int i = 0; i < literals.length; i++) {
      assertThat(rows[i][0]).as(literals[i]).isEqualTo(Double.parseDouble(literals[i]));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x,y\n1,2\n3,4\n",
        "x,y\n1,2\n3,4",
        "x,y\r\n1,2\r\n3,4\r\n",
        "\uFEFFx,y\n1,2\n3,4\n",
        "x,y\n1,2\n3,4\n\n",
        "x,y\r\n1,2\r\n3,4\r\n\r\n  \r\n",
        "\"x\",\"y\"\n\"1\",\"2\"\n3,\"4\"\n",
        " x , y \n 1 ,\t2\n3  ,4\n",
        "x;y\n1;2\n3;4\n",
        "x\ty\n1\t2\n3\t4\n",
        "\"x\n\",y\n\"1\n\",2\n3,4\n",
      })
  void spellings_giveTheSameTable(String csv) {
    try (Dataset data = read(csv, ReadOptions.defaults())) {
      assertThat(data.columnNames()).containsExactly("x", "y");
      assertThat(SampleArrays.of(data.samples())).isEqualTo(new double[][] {{1, 2}, {3, 4}});
    }
  }

  @Test
  void noHeader_namesColumnsByIndex() {
    try (Dataset data = read("1,2,3\n4,5,6\n", columns("2", "0"))) {
      assertThat(data.columnNames()).containsExactly("x2", "x0");
      assertThat(SampleArrays.of(data.samples())).isEqualTo(new double[][] {{3, 1}, {6, 4}});
    }
  }

  @Test
  void columns_areChosenByNameOrIndex() {
    String csv = "id,a,b,label\nr1,1,2,x\nr2,3,4,y\n";
    assertThat(rows(csv, columns("b", "a"))).isEqualTo(new double[][] {{2, 1}, {4, 3}});
    assertThat(rows(csv, columns("1", "b"))).isEqualTo(new double[][] {{1, 2}, {3, 4}});
  }

  @Test
  void headerOfNumbersAndText_isAHeader() {
    assertThat(rows("id,2019,2020\n1,10,20\n", columns("1", "2")))
        .isEqualTo(new double[][] {{10, 20}});
  }

  @Test
  void labelsWithoutHeader_areNotAHeader() {
    String csv = "5.1,3.5,Iris-setosa\n4.9,3.0,Iris-setosa\n";
    assertThat(rows(csv, columns("0", "1"))).isEqualTo(new double[][] {{5.1, 3.5}, {4.9, 3.0}});
  }

  @Test
  void statedHeader_overrulesDetection() {
    ReadOptions present = ReadOptions.builder().header(Header.PRESENT).build();
    try (Dataset data = read("1,2\n3,4\n", present)) {
      assertThat(data.columnNames()).containsExactly("1", "2");
      assertThat(SampleArrays.of(data.samples())).isEqualTo(new double[][] {{3, 4}});
    }
    ReadOptions absent =
        ReadOptions.builder().header(Header.ABSENT).columns(List.of("1")).build();
    assertThat(rows("a,2\nb,4\n", absent)).isEqualTo(new double[][] {{2}, {4}});
  }

  @Test
  void statedSeparator_overrulesDetection() {
    ReadOptions options = ReadOptions.builder().separator('|').build();
    assertThat(rows("a|b\n1|2\n", options)).isEqualTo(new double[][] {{1, 2}});
  }

  @Test
  void unnamedColumn_isNamedByIndex() {
    try (Dataset data = read(",a\n0,7\n", ReadOptions.defaults())) {
      assertThat(data.columnNames()).containsExactly("x0", "a");
    }
  }

  @Test
  void weightsColumn_isNotAFeature() {
    ReadOptions options = ReadOptions.builder().weightsColumn("w").build();
    try (Dataset data = read("x,w,y\n1,0.5,2\n3,0,4\n", options)) {
      assertThat(data.columnNames()).containsExactly("x", "y");
      assertThat(SampleArrays.of(data.samples())).isEqualTo(new double[][] {{1, 2}, {3, 4}});
      assertThat(SampleArrays.weights(data.samples())).containsExactly(0.5, 0);
    }
  }

  @Test
  void normalizedWeights_sumToTheRowsOfPositiveWeight() {
    ReadOptions options = ReadOptions.builder().weightsColumn("w").build();
    try (Dataset data = read("x,w\n1,0.5\n3,0\n5,1.5\n", options)) {
      Dataset normalized = data.withNormalizedWeights();

      assertThat(SampleArrays.weights(normalized.samples())).containsExactly(0.5, 0, 1.5);
      assertThat(normalized.columnNames()).containsExactly("x");
      assertThat(normalized.name()).isEqualTo(data.name());
      assertThat(normalized.location(2, -1)).isEqualTo(data.location(2, -1));
    }
    try (Dataset data = read("x,w\n1,0.25\n3,0\n5,0.25\n", options)) {
      assertThat(SampleArrays.weights(data.withNormalizedWeights().samples()))
          .containsExactly(1, 0, 1);
    }
  }

  @Test
  void singleRowAndColumn_isRead() {
    assertThat(rows("7")).isEqualTo(new double[][] {{7}});
    assertThat(rows("x\n7")).isEqualTo(new double[][] {{7}});
  }

  @Test
  void location_namesLineAndColumn() {
    ReadOptions options =
        ReadOptions.builder().columns(List.of("c", "a")).weightsColumn("b").build();
    try (Dataset data = read("a,b,c\n1,2,3\n4,5,6\n", options)) {
      assertThat(data.location(1, 0)).isEqualTo("test.csv, line 3, column 3 (c)");
      assertThat(data.location(0, 1)).isEqualTo("test.csv, line 2, column 1 (a)");
      assertThat(data.location(1, -1)).isEqualTo("test.csv, line 3, column 2 (b)");
      assertThat(data.name()).isEqualTo("test.csv");
    }
    try (Dataset data = read("1,2\n3,4\n", ReadOptions.defaults())) {
      assertThat(data.location(1, 1)).isEqualTo("test.csv, line 2, column 2");
      assertThat(data.location(1, -1)).isEqualTo("test.csv, line 2");
    }
  }

  @Test
  void location_countsLinesWithinCells() {
    String csv = "text,x\n\"a\nb\",1\n\"c\",2\n\"d\n\n\",3\ne,4\n";
    try (Dataset data = read(csv, columns("x"))) {
      assertThat(data.location(0, 0)).contains("line 2,");
      assertThat(data.location(1, 0)).contains("line 4,");
      assertThat(data.location(2, 0)).contains("line 5,");
      assertThat(data.location(3, 0)).contains("line 8,");
    }
  }

  @Test
  void stream_isReadInSmallPiecesAndNotClosed() {
    byte[] bytes = "\uFEFFx,\u00e4\u20ac\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_8);
    boolean[] closed = {false};
    InputStream dribble = new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(1, length));
      }

      @Override
      public void close() throws IOException {
        closed[0] = true;
      }
    };
    try (Dataset data = DataFiles.read(dribble, "standard input", ReadOptions.defaults())) {
      assertThat(data.columnNames()).containsExactly("x", "\u00e4\u20ac");
      assertThat(SampleArrays.of(data.samples())).isEqualTo(new double[][] {{1, 2}, {3, 4}});
    }
    assertThat(closed[0]).isFalse();
  }
}

package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gmm4j.io.ReadOptions.Missing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows with missing values, and what rows are called when some are left out. */
class MissingValuesTest {
  private static final String CSV = "# a comment\nx,y,t\n1,2,u\n3,,v\n\"4\n\",5,w\nNA,6,x\n7,8,\n";

  private static ReadOptions.Builder missing(Missing missing) {
    return ReadOptions.builder().missing(missing).excludedColumns(List.of("t"));
  }

  @Test
  void droppedRows_areCountedAndLeaveTheNumbersOfTheOthers() {
    try (Dataset data = Texts.read(CSV, missing(Missing.DROP).build())) {
      assertThat(SampleArrays.of(data.samples()))
          .isDeepEqualTo(new double[][] {{1, 2}, {4, 5}, {7, 8}});
      assertThat(data.notes())
          .containsExactly("test.csv: 2 of 5 rows have missing values, left out");
      RowNumbers numbers = data.rowNumbers();
      assertThat(numbers.rows()).isEqualTo(3);
      assertThat(numbers.fileRows()).isEqualTo(5);
      assertThat(new long[] {numbers.fileRow(0), numbers.fileRow(1), numbers.fileRow(2)})
          .containsExactly(0, 2, 4);
      assertThat(numbers.line(1)).hasValue(5);
      assertThat(numbers.line(2)).hasValue(8);
      assertThat(data.location(2, 1)).isEqualTo("test.csv, line 8, column 2 (y)");
    }
  }

  @Test
  void rowsWithoutHoles_giveNoNote() {
    try (Dataset data =
        Texts.read("x\n1\n2\n", ReadOptions.builder().missing(Missing.DROP).build())) {
      assertThat(data.notes()).isEmpty();
    }
  }

  @Test
  void keptRows_haveNaN() {
    try (Dataset data = Texts.read(CSV, missing(Missing.KEEP).build())) {
      assertThat(Arrays.deepToString(SampleArrays.of(data.samples())))
          .isEqualTo("[[1.0, 2.0], [3.0, NaN], [4.0, 5.0], [NaN, 6.0], [7.0, 8.0]]");
      assertThat(data.samples().mayHaveMissingValues()).isTrue();
      assertThat(data.missing()).isEqualTo(new MissingCounts(2, 10, 2, 0));
    }
  }

  @ParameterizedTest
  @EnumSource(value = Missing.class, names = "DROP", mode = EnumSource.Mode.EXCLUDE)
  void missingWeights_areRefusedByTheirColumn(Missing missing) {
    ReadOptions weighted =
        ReadOptions.builder().missing(missing).weightsColumn("y").build();
    assertThat(Texts.refusal("x,y\n1,2\n,\n", weighted))
        .isEqualTo(
            "test.csv, line 3, column 2 (y): the weight is missing, which no option makes up for;"
                + " --missing drop leaves such rows out");
  }

  @Test
  void counts_areThoseOfCellsAndRows() {
    String csv = "x,y,z\n1,,\n,,\n4,5,6\n?,null,7\n";
    try (Dataset data =
        Texts.read(csv, ReadOptions.builder().missing(Missing.KEEP).build())) {
      assertThat(data.missing()).isEqualTo(new MissingCounts(7, 12, 3, 1));
      assertThat(data.missingOrNull()).isSameAs(data.missing());
    }
    try (Dataset data = Texts.read("x,y\n1,2\n", ReadOptions.defaults())) {
      assertThat(data.missing()).isEqualTo(new MissingCounts(0, 2, 0, 0));
      assertThat(data.missingOrNull()).isNull();
      assertThat(data.samples().mayHaveMissingValues()).isFalse();
    }
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new MissingCounts(1, 2, 2, 0))
        .withMessageContaining("but were 0, 2, 1 and 2");
  }

  @Test
  void refusals_areToldApartFromOthers() {
    assertThatExceptionOfType(MissingValuesException.class)
        .isThrownBy(() -> Texts.read("x,y\n1,\n3,4\n"))
        .withMessage(
            "test.csv, line 2, column 2 (y): the cell is empty; 1 of 2 rows has missing values:"
                + " --missing drop leaves such rows out");
    // A column without any value is no case for those who fit what is observed.
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> Texts.read("x,y\n1,\n3,\n"))
        .isNotInstanceOf(MissingValuesException.class);
  }

  @Test
  void layout_andAllCells_areThoseOfTheFile() {
    String csv = "\uFEFF name ;x;y\n\"a;b\"; 1,50 ;\nc;;2\n";
    ReadOptions options = ReadOptions.builder()
        .missing(Missing.KEEP)
        .columns(List.of("y", "x"))
        .keepAllColumns()
        .build();
    try (Dataset data = Texts.read(csv, options)) {
      assertThat(data.layout())
          .isEqualTo(new TextLayout(List.of("name", "x", "y"), false, ';', true));
      assertThat(data.columnIndices()).containsExactly(2, 1);
      assertThat(data.columnOptions()).containsExactly("y", "x");
      assertThat(data.keptCells())
          .toIterable()
          .containsExactly(List.of("a;b", " 1,50 ", ""), List.of("c", "", "2"));
    }
  }

  @Test
  void layout_ofRowNamesAndOfNoHeader() {
    try (Dataset data = Texts.read("a b\nr1 1 2\nr2 3.5 4\n")) {
      assertThat(data.layout()).isEqualTo(new TextLayout(List.of("", "a", "b"), true, ' ', false));
    }
    try (Dataset data = Texts.read("1.5,2\n3,4\n")) {
      assertThat(data.layout().header()).isEmpty();
    }
  }

  @Test
  void nanOfSinglePrecision_isKept(@TempDir Path folder) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putFloat(1.5f).putFloat(Float.NaN).putFloat(Float.NaN).putFloat(4);
    Path file = npy(folder, "<f4", "(2, 2)", false, bytes.array());
    ReadOptions keep =
        ReadOptions.builder().missing(Missing.KEEP).keepAllColumns().build();
    try (Dataset data = DataFiles.open(file, keep)) {
      assertThat(data.samples().mayHaveMissingValues()).isTrue();
      assertThat(Arrays.deepToString(SampleArrays.of(data.samples())))
          .isEqualTo("[[1.5, NaN], [NaN, 4.0]]");
      assertThat(data.missing()).isEqualTo(new MissingCounts(2, 4, 2, 0));
      assertThat(data.layout()).isEqualTo(new TextLayout(List.of("x0", "x1"), false, ',', false));
      assertThat(data.keptCells())
          .toIterable()
          .containsExactly(List.of("1.5", "NaN"), List.of("NaN", "4.0"));
    }
  }

  @Test
  void wholeNumbersOfNpy_cannotBeMissing(@TempDir Path folder) throws IOException {
    byte[] data = NpyBytes.encode("i4", ByteOrder.LITTLE_ENDIAN, 1, 2);
    Path file = npy(folder, "<i4", "(2, 1)", false, data);
    try (Dataset read =
        DataFiles.open(file, ReadOptions.builder().missing(Missing.KEEP).build())) {
      assertThat(read.samples().mayHaveMissingValues()).isFalse();
    }
  }

  @Test
  void missingWeight_isAHoleToo() {
    ReadOptions weighted =
        ReadOptions.builder().missing(Missing.DROP).weightsColumn("w").build();
    try (Dataset data = Texts.read("x,w\n1,2\n3,\n5,1\n", weighted)) {
      assertThat(SampleArrays.weights(data.samples())).containsExactly(2, 1);
    }
  }

  @Test
  void allRowsWithHoles_areAnError() {
    assertThat(Texts.refusal(
            "x,y\n1,\n,2\n", ReadOptions.builder().missing(Missing.DROP).build()))
        .endsWith("all rows have missing values, so that --missing drop leaves none");
    assertThat(Texts.refusal(
            "x,y\n1,\n3,\n", ReadOptions.builder().missing(Missing.DROP).build()))
        .contains("--exclude y leaves the column out");
  }

  @Test
  void statedTexts_replaceTheUsualOnes() {
    ReadOptions stated = ReadOptions.builder()
        .missing(Missing.DROP)
        .missingValues(List.of("-999", " n.a. "))
        .build();
    try (Dataset data = Texts.read("x,y\n1,2\n-999,3\n4, n.a.\n5,\n-999.0,7\n", stated)) {
      assertThat(SampleArrays.of(data.samples())).isDeepEqualTo(new double[][] {{1, 2}, {-999, 7}});
    }
    assertThat(Texts.refusal("x,y\n1,2\nNA,3\n", stated)).contains("'NA' is not a");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1 << 20})
  void manyRows_keepTheirNumbers(long budget) {
    StringBuilder csv = new StringBuilder("x,y\n");
    for (int i = 0; i < 30_000; i++) {
      csv.append(i).append(',').append(i % 7 == 3 ? "" : "1").append('\n');
    }
    ReadOptions options =
        ReadOptions.builder().missing(Missing.DROP).memoryBudget(budget).build();
    try (Dataset data = Texts.read(csv.toString(), options)) {
      double[][] rows = SampleArrays.of(data.samples());
      assertThat(rows).hasNumberOfRows(30_000 - 4286);
      for (int i = 0; i < rows.length; i++) {
        assertThat(data.rowNumbers().fileRow(i)).isEqualTo((long) rows[i][0]);
        assertThat(data.rowNumbers().line(i)).hasValue((long) rows[i][0] + 2);
      }
    }
  }

  private static Path npy(Path folder, String type, String shape, boolean fortran, byte[] data)
      throws IOException {
    return Files.write(
        folder.resolve("a.npy"),
        NpyBytes.file(1, NpyBytes.description(type, fortran, shape), data));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nanOfNpy_isMissing(boolean fortran, @TempDir Path folder) throws IOException {
    double nan = Double.NaN;
    double[] byRow = {1, 2, nan, 3, 4, 5, 6, nan, 7, 8};
    double[] byColumn = {1, nan, 4, 6, 7, 2, 3, 5, nan, 8};
    Path file = npy(folder, "<f8", "(5, 2)", fortran, NpyBytes.doubles(fortran ? byColumn : byRow));
    ReadOptions drop = ReadOptions.builder().missing(Missing.DROP).build();
    try (Dataset data = DataFiles.open(file, drop)) {
      assertThat(SampleArrays.of(data.samples()))
          .isDeepEqualTo(new double[][] {{1, 2}, {4, 5}, {7, 8}});
      assertThat(data.rowNumbers().fileRow(1)).isEqualTo(2);
      assertThat(data.rowNumbers().line(1)).isEmpty();
      assertThat(data.location(2, 0)).isEqualTo(file + ", row 4, column 0, counted from 0");
      assertThat(data.notes())
          .containsExactly(file + ": 2 of 5 rows have missing values (NaN), left out");
    }
    ReadOptions texts = ReadOptions.builder().missingValues(List.of("-9")).build();
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> DataFiles.open(file, texts))
        .withMessageContaining("NaN alone is a missing value");
  }

  @Test
  void allRowsOfNpyWithNaN_areAnError(@TempDir Path folder) throws IOException {
    Path file = npy(folder, "<f8", "(2, 1)", false, NpyBytes.doubles(Double.NaN, Double.NaN));
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() ->
            DataFiles.open(file, ReadOptions.builder().missing(Missing.DROP).build()))
        .withMessageContaining("leaves none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<", ">"})
  void halfPrecision_isExact(String order, @TempDir Path folder) throws IOException {
    // From the table of half precision in IEEE 754: bits and values.
    int[] bits = {0x0000, 0x8000, 0x0001, 0x03FF, 0x0400, 0x3555, 0x3C00, 0x3C01, 0xC000, 0x7BFF};
    double[] values = {
      0, -0.0, 0x1p-24, 1023 * 0x1p-24, 0x1p-14, 1365 * 0x1p-12, 1, 1 + 0x1p-10, -2, 65504
    };
    long[] shorts = Arrays.stream(bits).asLongStream().toArray();
    byte[] data = NpyBytes.encode(
        "u2", order.equals("<") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN, shorts);
    Path file = npy(folder, order + "f2", "(10, 1)", false, data);
    try (Dataset read = DataFiles.open(file, ReadOptions.defaults())) {
      double[][] rows = SampleArrays.of(read.samples());
      for (int i = 0; i < values.length; i++) {
        assertThat(rows[i][0]).as("bits %x", bits[i]).isEqualTo(values[i]);
      }
    }
  }
}

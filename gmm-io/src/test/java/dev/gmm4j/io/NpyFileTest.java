package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gmm4j.data.Samples;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NpyFileTest {
  @TempDir
  private Path folder;

  private double[][] rows(byte[] file) throws IOException {
    return rows(file, ReadOptions.defaults());
  }

  private double[][] rows(byte[] file, ReadOptions options) throws IOException {
    try (Dataset data = open(file, options)) {
      return SampleArrays.of(data.samples());
    }
  }

  private Dataset open(byte[] file, ReadOptions options) throws IOException {
    return DataFiles.open(Files.write(folder.resolve("a.npy"), file), options);
  }

  record Encoding(String code, char order, int version, boolean fortran) {
    ByteOrder byteOrder() {
      return order == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }
  }

  static Stream<Encoding> encodings() {
    return Stream.of("f8", "f4", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1")
        .flatMap(code -> code.endsWith("1")
            ? Stream.of(new Encoding(code, '|', 1, false))
            : Stream.of(new Encoding(code, '<', 1, false), new Encoding(code, '>', 1, false)))
        .flatMap(
            e -> IntStream.rangeClosed(1, 3).mapToObj(v -> new Encoding(e.code, e.order, v, false)))
        .flatMap(e -> Stream.of(e, new Encoding(e.code, e.order, e.version, true)));
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void everyEncoding_isRead(Encoding encoding) throws IOException {
    long[] cOrder = {1, 0, 100, -1, 7, 50};
    long[] fortranOrder = {1, -1, 0, 7, 100, 50};
    byte[] data = NpyBytes.encode(
        encoding.code, encoding.byteOrder(), encoding.fortran ? fortranOrder : cOrder);
    String description =
        NpyBytes.description(encoding.order + encoding.code, encoding.fortran, "(2, 3)");
    double half = encoding.code.startsWith("f") ? 0.5 : 1;
    double minusOne = switch (encoding.code) {
      case "u1" -> 255;
      case "u2" -> 65_535;
      case "u4" -> 4_294_967_295.0;
      case "u8" -> 0x1p64;
      case "b1" -> 1;
      default -> -half;
    };
    double[][] expected = {{half, 0, 100 * half}, {minusOne, 7 * half, 50 * half}};
    if (encoding.code.equals("b1")) {
      expected = new double[][] {{1, 0, 1}, {1, 1, 1}};
    }
    assertThat(rows(NpyBytes.file(encoding.version, description, data))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "9007199254740993, 9007199254740992", // 2^53 + 1: to even
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, 9223372036854775808",
    "-9223372036854774783, 9223372036854777856", // 2^63 + 1025: above the tie
    "-9223372036854774784, 9223372036854775808", // 2^63 + 1024: the tie goes to even
    "-1, 18446744073709551615",
  })
  void unsigned64_isRoundedToNearest(long bits, String value) throws IOException {
    byte[] data = NpyBytes.encode("u8", ByteOrder.LITTLE_ENDIAN, bits);
    assertThat(rows(NpyBytes.file(1, NpyBytes.description("<u8", false, "(1,)"), data))[0][0])
        .isEqualTo(new java.math.BigDecimal(value).doubleValue());
  }

  @Test
  void oneDimension_isAColumn() throws IOException {
    byte[] data = NpyBytes.doubles(1, 2, 3);
    double[][] column = {{1}, {2}, {3}};
    for (boolean fortran : new boolean[] {false, true}) {
      assertThat(rows(NpyBytes.file(1, NpyBytes.description("<f8", fortran, "(3,)"), data)))
          .isEqualTo(column);
      assertThat(rows(NpyBytes.file(1, NpyBytes.description("<f8", fortran, "(3, 1)"), data)))
          .isEqualTo(column);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "{\"descr\": \"<f8\", \"fortran_order\": False, \"shape\": (2L, 1L)}",
        "{'shape':(2,1),'descr':'<f8','fortran_order':False}",
        "  {\t'shape' : ( 2 , ) , 'fortran_order' : True , 'descr' : 'f8' , } ",
        "{'descr': '=f8', 'fortran_order': False, 'shape': (2, 1), }",
      })
  void spellingsOfTheHeader_areAccepted(String header) throws IOException {
    assertThat(rows(NpyBytes.fileOf(1, header, NpyBytes.doubles(3, 4))))
        .isEqualTo(new double[][] {{3}, {4}});
  }

  @Test
  void dataBehindTheArray_isIgnored() throws IOException {
    byte[] data = NpyBytes.doubles(1, 2, 3);
    assertThat(rows(NpyBytes.file(1, NpyBytes.description("<f8", false, "(2,)"), data)))
        .isEqualTo(new double[][] {{1}, {2}});
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void columnsAndWeights_areChosenByIndex(boolean fortran) throws IOException {
    int n = 1000;
    double[] numbers = new double[n * 4];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < 4; j++) {
        numbers[fortran ? j * n + i : i * 4 + j] = 10 * i + j;
      }
    }
    byte[] file = NpyBytes.file(
        1, NpyBytes.description("<f8", fortran, "(1000, 4)"), NpyBytes.doubles(numbers));
    ReadOptions some =
        ReadOptions.builder().columns(List.of("3", "0")).weightsColumn("2").build();
    try (Dataset data = open(file, some)) {
      assertThat(data.columnNames()).containsExactly("x3", "x0");
      double[][] rows = SampleArrays.of(data.samples());
      double[] weights = SampleArrays.weights(data.samples());
      for (int i = 0; i < n; i++) {
        assertThat(rows[i]).containsExactly(10 * i + 3, 10 * i);
        assertThat(weights[i]).isEqualTo(10 * i + 2);
      }
      assertThat(data.location(5, 0)).isEqualTo(data.name() + ", row 5, column 3, counted from 0");
      assertThat(data.location(5, -1)).isEqualTo(data.name() + ", row 5, column 2, counted from 0");
    }
    ReadOptions others = ReadOptions.builder().weightsColumn("0").build();
    try (Dataset data = open(file, others)) {
      assertThat(data.columnNames()).containsExactly("x1", "x2", "x3");
      assertThat(SampleArrays.of(data.samples())[999]).containsExactly(9991, 9992, 9993);
    }
  }

  @Test
  void concurrentReaders_seeTheSameRows() throws IOException {
    int n = 50_000;
    double[] numbers = IntStream.range(0, n * 3).asDoubleStream().toArray();
    byte[] file = NpyBytes.file(
        1, NpyBytes.description("<f8", false, "(50000, 3)"), NpyBytes.doubles(numbers));
    try (Dataset data = open(file, ReadOptions.defaults())) {
      Samples samples = data.samples();
      long wrong = IntStream.range(0, 2000)
          .parallel()
          .filter(t -> samples.block(t * 25L, 25).values()[74] != (t * 25 + 24) * 3 + 2)
          .count();
      assertThat(wrong).isZero();
    }
  }

  @Test
  void closedData_isNotRead() throws IOException {
    byte[] file = NpyBytes.file(1, NpyBytes.description("<f8", false, "(1,)"), NpyBytes.doubles(1));
    Dataset data = open(file, ReadOptions.defaults());
    Samples samples = data.samples();
    data.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> samples.block(0, 1))
        .withMessage("the data set is closed");
  }

  @Test
  void arrayBehindAnUnalignedHeader_isRead() throws IOException {
    for (int blanks = 0; blanks < 16; blanks++) {
      String header = NpyBytes.description("<f8", false, "(2, 2)") + " ".repeat(blanks);
      assertThat(rows(NpyBytes.fileOf(1, header, NpyBytes.doubles(1, 2, 3, 4))))
          .isEqualTo(new double[][] {{1, 2}, {3, 4}});
    }
  }
}

package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptCellsTest {
  @TempDir
  private Path folder;

  private static Dataset read(String csv, ReadOptions.Builder options) {
    return DataFiles.read(
        new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "in", options.build());
  }

  private static List<List<String>> rows(Dataset dataset) {
    List<List<String>> rows = new ArrayList<>();
    dataset.keptCells().forEachRemaining(rows::add);
    return rows;
  }

  @Test
  void cells_areKeptExactlyAsInTheFile() {
    String csv = "id,x,note\n007, 1.50,\" a \"\"b\"\"\nc\"\n,2,\u00e9\n";
    try (Dataset dataset = read(
        csv, ReadOptions.builder().columns(List.of("x")).keptColumns(List.of("note", "x", "id")))) {
      assertThat(dataset.keptNames()).containsExactly("note", "x", "id");
      assertThat(rows(dataset))
          .containsExactly(List.of(" a \"b\"\nc", " 1.50", "007"), List.of("\u00e9", "2", ""));
      // A second time, from the start.
      assertThat(rows(dataset)).hasSize(2);
    }
  }

  @Test
  void cells_mustBeAskedFor() {
    try (Dataset dataset = read("1,2\n", ReadOptions.builder())) {
      assertThat(dataset.keptNames()).isEmpty();
      assertThatIllegalStateException().isThrownBy(dataset::keptCells);
    }
  }

  /** Cells of 0 to 99 999 characters, so that they end anywhere in chunks, and one is longer than a chunk. */
  @ParameterizedTest
  @ValueSource(longs = {0, 200_000, Long.MAX_VALUE})
  void budget_doesNotChangeTheCells(long budget) throws IOException {
    int n = 4000;
    StringBuilder csv = new StringBuilder("x,name\n");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      String name = Integer.toString(i, 36).repeat(i % 97) + (i == 1234 ? "z".repeat(99_999) : "");
      names.add(name);
      csv.append(i).append(',').append(name).append('\n');
    }
    Dataset dataset = read(
        csv.toString(),
        ReadOptions.builder()
            .columns(List.of("x"))
            .keptColumns(List.of("name"))
            .memoryBudget(budget)
            .temporaryFolder(folder));
    int i = 0;
    for (Iterator<List<String>> rows = dataset.keptCells(); rows.hasNext(); i++) {
      assertThat(rows.next()).containsExactly(names.get(i));
    }
    assertThat(i).isEqualTo(n);

    Iterator<List<String>> open = dataset.keptCells();
    dataset.close();
    assertThat(folder).isEmptyDirectory();
    assertThatIllegalStateException().isThrownBy(open::next);
  }

  @Test
  void temporaryFile_isGoneAfterAnError() {
    String csv = "x,name\n" + "1,abcdefghij\n".repeat(50_000) + "y,k\n";
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(
            csv,
            ReadOptions.builder()
                .columns(List.of("x"))
                .keptColumns(List.of("name"))
                .memoryBudget(0)
                .temporaryFolder(folder)))
        .withMessageContaining("line 50002");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void columns_mustExistAndBeChosenOnce() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read("a,b\n1,2\n", ReadOptions.builder().keptColumns(List.of("c"))))
        .withMessage("in has no column 'c': it has 2 columns (0 to 1) named 'a', 'b'");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read("a,b\n1,2\n", ReadOptions.builder().keptColumns(List.of("a", "0"))))
        .withMessage("column 'a' of in is chosen twice");
  }

  /** 2^53 + 1 and 2^64 - 1 are no doubles. */
  @Test
  void npy_keepsAllDigitsOfNumbers() throws IOException {
    ByteBuffer signed = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    signed.putLong((1L << 53) + 1).putLong(7).putLong(-1).putLong(8);
    Path file = write("<i8", 2, 2, signed);
    ReadOptions options =
        ReadOptions.builder().columns(List.of("1")).keptColumns(List.of("0")).build();
    try (Dataset dataset = DataFiles.open(file, options)) {
      assertThat(dataset.keptNames()).containsExactly("x0");
      assertThat(rows(dataset)).containsExactly(List.of("9007199254740993"), List.of("-1"));
    }
    ByteBuffer unsigned = ByteBuffer.allocate(8).putLong(-1).flip();
    assertThat(only("<u8", unsigned)).isEqualTo("18446744073709551615");
    assertThat(only("<f4", ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0.1F)))
        .isEqualTo("0.1");
    assertThat(only("<f8", ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(0.1)))
        .isEqualTo("0.1");
  }

  private String only(String type, ByteBuffer number) throws IOException {
    Path file = write(type, 1, 1, number);
    try (Dataset dataset =
        DataFiles.open(file, ReadOptions.builder().keptColumns(List.of("0")).build())) {
      return rows(dataset).get(0).get(0);
    }
  }

  private Path write(String type, int rows, int columns, ByteBuffer numbers) throws IOException {
    String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + rows + ", "
        + columns + "), }";
    String padded = header + " ".repeat(117 - header.length()) + "\n";
    ByteBuffer npy = ByteBuffer.allocate(128 + numbers.capacity()).order(ByteOrder.LITTLE_ENDIAN);
    npy.put((byte) 0x93)
        .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
        .put((byte) 1)
        .put((byte) 0);
    npy.putShort((short) 118).put(padded.getBytes(StandardCharsets.US_ASCII)).put(numbers.rewind());
    return Files.write(folder.resolve(type.substring(1) + ".npy"), npy.array());
  }
}

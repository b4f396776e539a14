package dev.gmm4j.io;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows as small as a number stand for files beyond the 2 GiB of one map. */
class MappedRowsTest {
  private static final int ROWS = 600;
  private static final int COLUMNS = 5;

  @TempDir
  private Path folder;

  private MappedNumbers map(NumberType type, int offset, int window) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(offset + ROWS * COLUMNS * type.size()).order(ByteOrder.BIG_ENDIAN);
    bytes.position(offset);
    for (int i = 0; i < ROWS * COLUMNS; i++) {
      switch (type) {
        case FLOAT64 -> bytes.putDouble(i);
        case FLOAT32 -> bytes.putFloat(i);
        default -> bytes.putShort((short) i);
      }
    }
    Path file = Files.write(folder.resolve("numbers"), bytes.array());
    try (FileChannel channel = FileChannel.open(file)) {
      return MappedNumbers.map(channel, offset, ROWS * COLUMNS, type, ByteOrder.BIG_ENDIAN, window);
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "4", "5", "7", "64", "599", "600", "601", "2999", "3000", "100000"})
  void windows_doNotShow(int window) throws IOException {
    int[] all = {0, 1, 2, 3, 4};
    int[] some = {4, 1};
    for (NumberType type :
        new NumberType[] {NumberType.FLOAT64, NumberType.FLOAT32, NumberType.INT16}) {
      try (MappedNumbers numbers = map(type, 3, window)) {
        check(new MappedRows(numbers, ROWS, all, COLUMNS, 1), all, COLUMNS, 1);
        check(new MappedRows(numbers, ROWS, some, COLUMNS, 1), some, COLUMNS, 1);
        check(new MappedRows(numbers, ROWS, all, 1, ROWS), all, 1, ROWS);
        check(new MappedRows(numbers, ROWS, some, 1, ROWS), some, 1, ROWS);
      }
    }
  }

  private static void check(MappedRows rows, int[] columns, int rowStride, int columnStride) {
    SplittableRandom random = new SplittableRandom(3);
    for (int trial = 0; trial < 20; trial++) {
      int first = trial == 0 ? 0 : random.nextInt(ROWS);
      int count = trial == 0 ? ROWS : 1 + random.nextInt(ROWS - first);
      double[] block = new double[count * columns.length + 1];
      block[count * columns.length] = -1;
      rows.read(first, count, block);
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < columns.length; j++) {
          assertThat(block[i * columns.length + j])
              .isEqualTo((first + i) * rowStride + columns[j] * columnStride);
        }
      }
      assertThat(block[count * columns.length]).isEqualTo(-1);
    }
  }

  @Test
  void numbersBeyondTwoGibibytes_areMapped() throws IOException {
    long count = (1L << 28) + 12_345;
    Path file = folder.resolve("sparse");
    try (FileChannel channel = FileChannel.open(file, CREATE_NEW, SPARSE, READ, WRITE)) {
      ByteBuffer last = ByteBuffer.allocate(16)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putDouble(5)
          .putDouble(7)
          .flip();
      channel.write(last, 8 * (count - 2));
      channel.write(
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(3).flip(), 8L << 27);
      try (MappedNumbers numbers =
          MappedNumbers.map(channel, 0, count, NumberType.FLOAT64, ByteOrder.LITTLE_ENDIAN)) {
        double[] read = new double[3];
        numbers.read((1 << 27) - 1, 1, 3, read, 0, 1);
        assertThat(read).containsExactly(0, 3, 0);
        numbers.read(count - 3, 1, 3, read, 0, 1);
        assertThat(read).containsExactly(0, 5, 7);
      }
    }
  }
}

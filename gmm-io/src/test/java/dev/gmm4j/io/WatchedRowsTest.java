package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gmm4j.data.RowSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedRowsTest {
  private static final String LOST =
      " cannot be read any more: it was truncated, or its disk failed, while it was in use";

  @TempDir
  private Path folder;

  @Test
  void faultOfTheMachine_isAFailureOfTheFile() throws IOException {
    Path file = Files.write(folder.resolve("a.npy"), new byte[100]);
    WatchedRows watched = new WatchedRows(
        rows(() -> {
          throw new InternalError("a fault occurred in an unsafe memory access operation");
        }),
        MappedFile.of(file, 100));

    assertThat(watched.rows()).isEqualTo(7);
    assertThat(watched.columns()).isEqualTo(2);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> watched.read(0, 1, new double[2]))
        .withMessage(file + LOST);
  }

  @Test
  void truncatedFile_isToldWhereTheMachineFindsNoFault() throws IOException {
    Path file = Files.write(folder.resolve("a.npy"), new byte[100]);
    WatchedRows watched = new WatchedRows(rows(() -> {}), MappedFile.of(file, 100));
    watched.read(0, 1, new double[2]);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(99);
    }

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> watched.read(0, 1, new double[2]))
        .withMessage(file + LOST);
  }

  @Test
  void fileThatIsReplacedOrDeleted_isStillMapped() throws IOException {
    Path file = Files.write(folder.resolve("a.npy"), new byte[100]);
    WatchedRows watched = new WatchedRows(rows(() -> {}), MappedFile.of(file, 100));
    Path shorter = Files.write(folder.resolve("b.npy"), new byte[3]);
    Files.move(shorter, file, StandardCopyOption.REPLACE_EXISTING);
    watched.read(0, 1, new double[2]);
    Files.delete(file);

    watched.read(0, 1, new double[2]);
  }

  private static RowSource rows(Runnable read) {
    return new RowSource() {
      @Override
      public long rows() {
        return 7;
      }

      @Override
      public int columns() {
        return 2;
      }

      @Override
      public void read(long first, int count, double[] destination) {
        read.run();
      }
    };
  }
}

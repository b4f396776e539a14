package dev.gmm4j.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Numbers in a temporary file. The operating system deletes it when it is closed or the process ends, however it ends;
 * where files can be deleted while they are open, its name is gone from the start.
 */
final class Spool implements Closeable {
  /** The number of numbers that are written at once. */
  private static final int BUFFER = 1 << 13;

  private final Path folder;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(8 * BUFFER).order(ByteOrder.nativeOrder());
  private @Nullable MappedNumbers numbers;

  Spool(Path folder) {
    this.folder = folder;
    channel = temporaryFile(folder);
  }

  /**
   * Opens a new temporary file, which is gone when it is closed.
   *
   * @throws DataException if there cannot be one
   */
  static FileChannel temporaryFile(Path folder) {
    try {
      Path file = Files.createTempFile(folder, "gmm4j-", ".tmp");
      return FileChannel.open(
          file,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      throw failure(folder, e);
    }
  }

  void write(double[] values, int count) {
    try {
      for (int start = 0; start < count; start += BUFFER) {
        int piece = Math.min(BUFFER, count - start);
        buffer.clear();
        buffer.asDoubleBuffer().put(values, start, piece);
        buffer.limit(8 * piece);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      }
    } catch (IOException e) {
      throw failure(folder, e);
    }
  }

  /** Maps what was written, which is this many numbers. */
  MappedNumbers map(long count) throws IOException {
    MappedNumbers mapped =
        MappedNumbers.map(channel, 0, count, NumberType.FLOAT64, ByteOrder.nativeOrder());
    numbers = mapped;
    return mapped;
  }

  private static DataException failure(Path folder, IOException e) {
    return Failures.writing("a temporary file in " + folder, e);
  }

  @Override
  public void close() throws IOException {
    if (numbers != null) {
      numbers.close();
    }
    channel.close();
  }
}

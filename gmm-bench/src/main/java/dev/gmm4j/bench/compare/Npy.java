package dev.gmm4j.bench.compare;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes NumPy's .npy, which every contender reads the same numbers from. */
final class Npy {
  private static final int ALIGNMENT = 64;
  private static final int BUFFER_NUMBERS = 1 << 16;

  private Npy() {}

  /** Writes {@code rows*columns} numbers as float64 in C order, format version 1.0. */
  static void write(Path file, double[] values, int columns) throws IOException {
    String description = "{'descr': '<f8', 'fortran_order': False, 'shape': ("
        + values.length / columns + ", " + columns + "), }";
    int prefix = 10;
    int padding = ALIGNMENT - (prefix + description.length() + 1) % ALIGNMENT;
    byte[] header = (description + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
    try (FileChannel channel = FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE)) {
      ByteBuffer buffer =
          ByteBuffer.allocateDirect(8 * BUFFER_NUMBERS).order(ByteOrder.LITTLE_ENDIAN);
      buffer.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
      buffer.putShort((short) header.length).put(header);
      drain(buffer, channel);
      for (int i = 0; i < values.length; i += BUFFER_NUMBERS) {
        int count = Math.min(BUFFER_NUMBERS, values.length - i);
        buffer.asDoubleBuffer().put(values, i, count);
        buffer.position(8 * count);
        drain(buffer, channel);
      }
    }
  }

  private static void drain(ByteBuffer buffer, FileChannel channel) throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }
}

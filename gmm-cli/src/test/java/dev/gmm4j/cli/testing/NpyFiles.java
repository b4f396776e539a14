package dev.gmm4j.cli.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes NumPy files, version 1.0 of the format. */
public final class NpyFiles {
  private NpyFiles() {}

  /** Writes float64 rows in C order. */
  public static Path write(Path file, double[][] rows) throws IOException {
    ByteBuffer values =
        ByteBuffer.allocate(8 * rows.length * rows[0].length).order(ByteOrder.LITTLE_ENDIAN);
    for (double[] row : rows) {
      for (double value : row) {
        values.putDouble(value);
      }
    }
    return write(file, "<f8", rows.length, rows[0].length, values.array());
  }

  /** Writes values of any type, as they are to stand in the file. */
  public static Path write(Path file, String type, int rows, int columns, byte[] values)
      throws IOException {
    String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + rows + ", "
        + columns + "), }";
    String padded = header + " ".repeat(63 - (10 + header.length()) % 64) + "\n";
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + padded.length() + values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes
        .put((byte) 0x93)
        .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
        .put((byte) 1)
        .put((byte) 0);
    bytes
        .putShort((short) padded.length())
        .put(padded.getBytes(StandardCharsets.US_ASCII))
        .put(values);
    return Files.write(file, bytes.array());
  }
}

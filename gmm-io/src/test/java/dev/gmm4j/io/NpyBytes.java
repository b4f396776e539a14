package dev.gmm4j.io;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Builds .npy files byte by byte, after the format's description in NumPy's manual. */
final class NpyBytes {
  private NpyBytes() {}

  static String description(String type, boolean fortran, String shape) {
    return "{'descr': '" + type + "', 'fortran_order': " + (fortran ? "True" : "False")
        + ", 'shape': " + shape + ", }";
  }

  /** Returns a file whose data starts at a multiple of 64 bytes. */
  static byte[] file(int major, String description, byte[] data) {
    int prefix = major == 1 ? 10 : 12;
    int length = (prefix + description.length() + 1 + 63) / 64 * 64 - prefix;
    String header = description + " ".repeat(length - description.length() - 1) + "\n";
    return fileOf(major, header, data);
  }

  /** Returns a file with a header as it is. */
  static byte[] fileOf(int major, String header, byte[] data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) major, 0});
    ByteBuffer length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    length.putInt(header.length());
    out.write(length.array(), 0, major == 1 ? 2 : 4);
    out.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(data);
    return out.toByteArray();
  }

  /** Returns whole numbers in a type's bytes; numbers of f8 and f4 are halved, to have a fraction. */
  static byte[] encode(String code, ByteOrder order, long... numbers) {
    int size = code.charAt(1) - '0';
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * size).order(order);
    for (long number : numbers) {
      switch (code) {
        case "f8" -> bytes.putDouble(number / 2.0);
        case "f4" -> bytes.putFloat(number / 2.0f);
        case "i8", "u8" -> bytes.putLong(number);
        case "i4", "u4" -> bytes.putInt((int) number);
        case "i2", "u2" -> bytes.putShort((short) number);
        default -> bytes.put((byte) number);
      }
    }
    return bytes.array();
  }

  /** Returns little-endian doubles. */
  static byte[] doubles(double... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double number : numbers) {
      bytes.putDouble(number);
    }
    return bytes.array();
  }
}

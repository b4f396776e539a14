package dev.gmm4j.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The header of a .npy file, checked: samples are the rows of the array.
 *
 * @param columnMajor whether the array is in Fortran order
 * @param dataOffset byte index in the file of the first number
 */
record NpyHeader(
    NumberType type,
    ByteOrder byteOrder,
    boolean columnMajor,
    long rows,
    int columns,
    long dataOffset) {
  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** Headers of arrays of plain numbers have about 100 bytes. */
  private static final int MAX_LENGTH = 1 << 16;

  static boolean isMagic(byte[] head) {
    return head.length >= MAGIC.length
        && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /** Reads the header at the start of a stream. */
  static NpyHeader read(InputStream in, String name) throws IOException {
    if (!isMagic(in.readNBytes(MAGIC.length))) {
      throw new DataException(
          name + " is not a .npy file: it does not begin with the bytes \\x93NUMPY");
    }
    byte[] version = readFully(in, 2, name);
    int major = Byte.toUnsignedInt(version[0]);
    if (major < 1 || major > 3 || version[1] != 0) {
      throw new DataException(name + " has .npy version " + major + "."
          + Byte.toUnsignedInt(version[1]) + ", but only 1.0, 2.0 and 3.0 are known");
    }
    int lengthBytes = major == 1 ? 2 : 4;
    ByteBuffer field =
        ByteBuffer.wrap(readFully(in, lengthBytes, name)).order(ByteOrder.LITTLE_ENDIAN);
    long length =
        major == 1 ? Short.toUnsignedInt(field.getShort()) : Integer.toUnsignedLong(field.getInt());
    if (length > MAX_LENGTH) {
      throw new DataException(name + " has a .npy header of " + length + " bytes, but at most "
          + MAX_LENGTH + " are read");
    }
    // Only names of structured types, which are refused, are ever beyond ASCII.
    String text = new String(readFully(in, (int) length, name), StandardCharsets.UTF_8);
    return of(NpyDescription.parse(text, name), MAGIC.length + 2L + lengthBytes + length, name);
  }

  private static byte[] readFully(InputStream in, int length, String name) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new DataException(name + " ends within the .npy header");
    }
    return bytes;
  }

  private static NpyHeader of(NpyDescription array, long dataOffset, String name) {
    List<Long> shape = array.shape();
    if (shape.isEmpty() || shape.size() > 2) {
      throw new DataException(name + " has an array of " + shape.size() + " dimensions"
          + inBrackets(shape) + ", but samples are the rows of one of 2 dimensions");
    }
    long rows = shape.get(0);
    long columns = shape.size() == 1 ? 1 : shape.get(1);
    if (rows == 0 || columns == 0) {
      throw new DataException(name + " has an empty array" + inBrackets(shape));
    }
    NumberType type = type(array.type(), name);
    try {
      Math.addExact(dataOffset, Math.multiplyExact(Math.multiplyExact(rows, columns), type.size()));
      return new NpyHeader(
          type,
          byteOrder(array.type()),
          array.columnMajor(),
          rows,
          Math.toIntExact(columns),
          dataOffset);
    } catch (ArithmeticException e) {
      throw new DataException(name + " has an array larger than any file" + inBrackets(shape), e);
    }
  }

  private static String inBrackets(List<Long> shape) {
    return shape.stream().map(String::valueOf).collect(Collectors.joining(", ", " (", ")"));
  }

  private static NumberType type(String text, String name) {
    char order = text.isEmpty() ? 0 : text.charAt(0);
    String code = isOrder(order) ? text.substring(1) : text;
    for (NumberType type : NumberType.values()) {
      if (type.code().equals(code) && (order != '|' || type.size() == 1)) {
        return type;
      }
    }
    throw new DataException(name + " has numbers of type " + Quoted.text(text) + kind(code)
        + ", but only f8, f4, f2, integers (i1 to i8, u1 to u8) and b1 are read");
  }

  private static boolean isOrder(char c) {
    return c == '<' || c == '>' || c == '=' || c == '|';
  }

  private static String kind(String code) {
    return switch (code.isEmpty() ? 0 : code.charAt(0)) {
      case 'O' -> " (objects)";
      case 'U', 'S', 'T' -> " (text)";
      case 'c' -> " (complex)";
      case 'f' -> code.equals("f16") ? " (extended precision)" : "";
      case 'M', 'm' -> " (times)";
      case 'V' -> " (structured)";
      default -> "";
    };
  }

  private static ByteOrder byteOrder(String text) {
    return switch (text.charAt(0)) {
      case '<' -> ByteOrder.LITTLE_ENDIAN;
      case '>' -> ByteOrder.BIG_ENDIAN;
      default -> ByteOrder.nativeOrder();
    };
  }

  /** Returns the index in the array's memory of a number. */
  long index(long row, int column) {
    return columnMajor ? column * rows + row : row * columns + column;
  }

  /** Returns how many bytes a file with this header has at least. */
  long fileSize() {
    return dataOffset + rows * columns * type.size();
  }
}

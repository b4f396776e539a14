package dev.gmm4j.backend.vector;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The size of a method in a class file (The Java Virtual Machine Specification, chapter 4). */
record MethodSize(String type, String method, int bytecodes) {
  private static final int UTF8 = 1;

  @Override
  public String toString() {
    return type + "." + method + ": " + bytecodes + " bytecodes";
  }

  /** Returns the methods of a class file that have code. */
  static List<MethodSize> ofClass(Path file) {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  private static List<MethodSize> read(DataInputStream in) throws IOException {
    in.skipNBytes(8); // magic number and version
    Object[] constants = readConstants(in);
    in.skipNBytes(2); // access flags
    String type = nameOfClass(constants, in.readUnsignedShort());
    in.skipNBytes(2); // superclass
    in.skipNBytes(2L * in.readUnsignedShort()); // interfaces
    List<MethodSize> sizes = new ArrayList<>();
    readMembers(in, constants, type, sizes); // fields, which have no code
    readMembers(in, constants, type, sizes);
    return sizes;
  }

  private static String nameOfClass(Object[] constants, int index) {
    return constants[(Integer) constants[index]].toString().replace('/', '.');
  }

  /** Returns the constant pool: texts, and for classes the indices of their names. */
  private static Object[] readConstants(DataInputStream in) throws IOException {
    Object[] constants = new Object[in.readUnsignedShort()];
    for (int i = 1; i < constants.length; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case UTF8 -> constants[i] = in.readUTF();
        case 7 -> constants[i] = in.readUnsignedShort();
        case 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
        case 5, 6 -> {
          in.skipNBytes(8);
          i++; // Numbers of 64 bits take two entries.
        }
        default -> throw new IOException("unknown constant " + tag);
      }
    }
    return constants;
  }

  private static void readMembers(
      DataInputStream in, Object[] constants, String type, List<MethodSize> sizes)
      throws IOException {
    int members = in.readUnsignedShort();
    for (int m = 0; m < members; m++) {
      in.skipNBytes(2); // access flags
      Object name = constants[in.readUnsignedShort()];
      in.skipNBytes(2); // descriptor
      int attributes = in.readUnsignedShort();
      for (int a = 0; a < attributes; a++) {
        Object attribute = constants[in.readUnsignedShort()];
        int length = in.readInt();
        if ("Code".equals(attribute)) {
          in.skipNBytes(4); // stack and local variables
          sizes.add(new MethodSize(type, name.toString(), in.readInt()));
          in.skipNBytes(length - 8L);
        } else {
          in.skipNBytes(length);
        }
      }
    }
  }
}

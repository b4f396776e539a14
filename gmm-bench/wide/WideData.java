import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Writes rows of three clusters by turns as float64 in an .npy file: {@code java WideData.java FILE ROWS FEATURES}. */
final class WideData {
  private WideData() {}

  public static void main(String[] args) throws IOException {
    int rows = Integer.parseInt(args[1]);
    int features = Integer.parseInt(args[2]);
    String shape = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + rows + ", " + features + "), }";
    int padded = (10 + shape.length() + 1 + 63) / 64 * 64 - 10;
    ByteBuffer head = ByteBuffer.allocate(10 + padded).order(ByteOrder.LITTLE_ENDIAN);
    head.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) padded);
    head.put((shape + " ".repeat(padded - shape.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(Path.of(args[0])))) {
      out.write(head.array());
      ByteBuffer row = ByteBuffer.allocate(8 * features).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < rows; i++) {
        Random random = new Random(i);
        row.clear();
        for (int j = 0; j < features; j++) {
          row.putDouble(i % 3 + (1 + 0.2 * (i % 3)) * random.nextGaussian());
        }
        out.write(row.array());
      }
    }
  }
}

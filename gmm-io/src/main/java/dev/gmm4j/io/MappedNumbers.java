package dev.gmm4j.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * Numbers in a file, mapped into memory in windows of a whole number of them each, because one map is limited to 2 GiB.
 * Has no position: any number of threads may read.
 */
final class MappedNumbers implements Closeable {
  /** Windows of at most 1 GiB. */
  private static final int WINDOW = 1 << 27;

  private static final ByteBuffer[] CLOSED = {};

  private final NumberType type;
  private final int window;
  private volatile ByteBuffer[] windows;

  private MappedNumbers(NumberType type, int window, ByteBuffer[] windows) {
    this.type = type;
    this.window = window;
    this.windows = windows;
  }

  /**
   * Maps numbers of a file, which has them all.
   *
   * @param offset byte index in the file of the first number
   * @param count how many numbers
   */
  static MappedNumbers map(
      FileChannel file, long offset, long count, NumberType type, ByteOrder order)
      throws IOException {
    return map(file, offset, count, type, order, WINDOW);
  }

  /** Maps in windows of another size, counted in numbers. */
  static MappedNumbers map(
      FileChannel file, long offset, long count, NumberType type, ByteOrder order, int window)
      throws IOException {
    ByteBuffer[] windows = new ByteBuffer[Math.toIntExact((count - 1) / window + 1)];
    for (int i = 0; i < windows.length; i++) {
      long first = (long) i * window;
      long size = Math.min(window, count - first) * type.size();
      windows[i] = file.map(FileChannel.MapMode.READ_ONLY, offset + first * type.size(), size)
          .order(order);
    }
    return new MappedNumbers(type, window, windows);
  }

  /**
   * Copies numbers.
   *
   * @param first index of the first number
   * @param stride distance from one number to the next in the file
   * @param at index of the first number in the destination
   * @param step distance from one number to the next in the destination
   */
  void read(long first, long stride, int count, double[] destination, int at, int step) {
    ByteBuffer[] mapped = windows;
    if (mapped == CLOSED) {
      throw new IllegalStateException("the data set is closed");
    }
    long element = first;
    int done = 0;
    while (done < count) {
      int offset = (int) (element % window);
      long inWindow = (window - 1 - offset) / stride + 1;
      int piece = (int) Math.min(count - done, inWindow);
      // A stride beyond the window is not used within it.
      type.read(
          mapped[(int) (element / window)],
          offset,
          (int) Math.min(stride, window),
          piece,
          destination,
          at + done * step,
          step);
      done += piece;
      element += piece * stride;
    }
  }

  /** Returns a number as text that has all its digits. */
  String text(long element) {
    ByteBuffer[] mapped = windows;
    if (mapped == CLOSED) {
      throw new IllegalStateException("the data set is closed");
    }
    return type.text(mapped[(int) (element / window)], (int) (element % window) * type.size());
  }

  /** Lets go of the maps; memory is unmapped when the garbage collector finds them. */
  @Override
  public void close() {
    windows = CLOSED;
  }
}

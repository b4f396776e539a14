package dev.gmm4j.internal.util;

import dev.gmm4j.exception.MemoryLimitException;
import java.util.Locale;

/**
 * The refusal of arrays that this JVM cannot have, before they are allocated.
 *
 * <p>It goes by the largest size that the heap may reach, not by what is free at the moment, so that the same JVM
 * answers the same each time.
 */
public final class MemoryLimit {
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private MemoryLimit() {}

  /**
   * Refuses an array that is longer than the JVM allows.
   *
   * @param what the subject of the message, in the plural
   * @param numbers of double precision
   * @param remedy what to do instead; ends the message
   * @return the length
   * @throws MemoryLimitException if it is refused
   */
  public static int length(String what, double numbers, String remedy) {
    if (numbers > MAX_ARRAY) {
      double bytes = Double.BYTES * numbers;
      throw new MemoryLimitException(
          what + " are more numbers than an array holds, " + text(bytes) + "; " + remedy, bytes);
    }
    return (int) numbers;
  }

  /**
   * Refuses a square matrix that is longer than an array or larger than the heap may be.
   *
   * @param what the subject of the message, in the plural
   * @param order how many rows and columns
   * @param remedy what to do instead; ends the message
   * @return how many numbers it has
   * @throws MemoryLimitException if it is refused
   */
  public static int square(String what, int order, String remedy) {
    double numbers = (double) order * order;
    require(what, Double.BYTES * numbers, remedy);
    return length(what, numbers, remedy);
  }

  /**
   * Refuses what the heap cannot hold.
   *
   * @param what the subject of the message, in the plural
   * @param bytes the least that it takes
   * @param remedy what to do instead; ends the message
   * @throws MemoryLimitException if it is refused
   */
  public static void require(String what, double bytes, String remedy) {
    double most = (double) Runtime.getRuntime().maxMemory();
    if (bytes > most) {
      throw new MemoryLimitException(
          what + " need at least " + text(bytes) + " of memory, but this JVM may have " + text(most)
              + "; " + remedy,
          bytes);
    }
  }

  private static String text(double bytes) {
    return bytes < 1e9
        ? String.format(Locale.ROOT, "%.0f MB", Math.ceil(bytes / 1e6))
        : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}

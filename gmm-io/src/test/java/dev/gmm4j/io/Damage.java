package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Damage to files, which readers must read all the same or refuse. */
final class Damage {
  /** A few seconds in all. The long run is {@code -Dgmm4j.fuzz.trials=100000}. */
  private static final int TRIALS = Integer.getInteger("gmm4j.fuzz.trials", 600);

  private static final String[] PIECES = {
    "\"",
    ",",
    ";",
    "\t",
    "\n",
    "\r\n",
    "{",
    "}",
    "[",
    "]",
    ":",
    "(",
    ")",
    "'",
    "0",
    "-1",
    "1e999",
    "NaN",
    "null",
    "99999999999",
    "18446744073709551616",
    "\u0000",
    "\uFEFF",
    "\u00e9",
    "<f8",
    ">i4",
    "True",
    "fortran_order",
    "weights",
    "  "
  };

  private Damage() {}

  @FunctionalInterface
  interface Reading {
    void run(byte[] bytes) throws IOException;
  }

  /**
   * Reads damaged copies of a file.
   *
   * @param seed of the damage of the first copy; the next have the numbers after it
   */
  static void fuzz(byte[] valid, long seed, Reading reading) throws IOException {
    int read = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      byte[] damaged = damage(valid, new SplittableRandom((seed << 32) + trial));
      try {
        reading.run(damaged);
        read++;
      } catch (DataException e) {
        assertThat(e.getMessage().lines()).as("trial %d", trial).hasSize(1);
        assertThat(e.getMessage()).doesNotContain("Exception", "tools.jackson", "StreamRead");
      } catch (RuntimeException | Error e) {
        fail("trial " + trial + ": " + new String(damaged, StandardCharsets.ISO_8859_1), e);
      }
    }
    // Some damage does no harm; if none were refused, or none read, the test would test nothing.
    assertThat(read).isBetween(1, TRIALS - 1);
  }

  private static byte[] damage(byte[] valid, SplittableRandom random) {
    byte[] bytes = valid.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(bytes.length + 1);
      int end = Math.min(bytes.length, at + random.nextInt(20));
      switch (random.nextInt(5)) {
        case 0 -> {
          if (at < bytes.length) {
            bytes[at] = (byte) random.nextInt(256);
          }
        }
        case 1 ->
          bytes = splice(
              bytes,
              at,
              at,
              PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
        case 2 -> bytes = splice(bytes, at, end, new byte[0]);
        case 3 -> bytes = splice(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
        default -> {
          if (random.nextInt(4) == 0) {
            bytes = Arrays.copyOf(bytes, at);
          }
        }
      }
    }
    return bytes;
  }

  private static byte[] splice(byte[] bytes, int from, int to, byte[] inserted) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    out.writeBytes(inserted);
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }
}

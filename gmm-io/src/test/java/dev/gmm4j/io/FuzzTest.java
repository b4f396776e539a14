package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.gmm4j.covariance.CovarianceType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files are read or refused by a {@link DataException} of one line, and nothing else happens. */
// Guards against a reader that never ends, on whatever machine.
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class FuzzTest {
  private static final int TRIALS = 1500;
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

  @TempDir
  private Path folder;

  @FunctionalInterface
  interface Reading {
    void run(byte[] bytes) throws IOException;
  }

  private static void fuzz(byte[] valid, long seed, Reading reading) throws IOException {
    int read = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      byte[] damaged = damage(valid, new SplittableRandom(seed + trial));
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

  private static void use(Dataset data) {
    try (data) {
      assertThat(data.samples().count()).isPositive();
      assertThat(data.columnNames()).hasSize(data.samples().dimension());
      data.samples().block(data.samples().count() - 1, 1);
      assertThat(data.location(0, 0)).isNotEmpty();
    }
  }

  @Test
  void csv_isReadOrRefused() throws IOException {
    byte[] csv = "a,\"b\",c\r\n1,2.5,\"3\"\n-4e-3,5,6\n7,8,9\n".getBytes(StandardCharsets.UTF_8);
    ReadOptions weighted = ReadOptions.builder()
        .weightsColumn("2")
        .memoryBudget(0)
        .temporaryFolder(folder)
        .build();
    fuzz(
        csv,
        1,
        bytes ->
            use(DataFiles.read(new ByteArrayInputStream(bytes), "f.csv", ReadOptions.defaults())));
    fuzz(csv, 2, bytes -> use(DataFiles.read(new ByteArrayInputStream(bytes), "f.csv", weighted)));
  }

  @Test
  void npy_isReadOrRefused() throws IOException {
    Path file = folder.resolve("f");
    for (int version : new int[] {1, 2}) {
      byte[] npy = NpyBytes.file(
          version, NpyBytes.description("<f8", true, "(2, 3)"), NpyBytes.doubles(1, 2, 3, 4, 5, 6));
      fuzz(
          npy,
          10 + version,
          bytes -> use(DataFiles.open(Files.write(file, bytes), ReadOptions.defaults())));
    }
  }

  @Test
  void model_isReadOrRefused() throws IOException {
    Path file = folder.resolve("f.json");
    String json =
        new ModelFile(Models.of(CovarianceType.FULL), List.of("a", "b"), Models.FIT).toJson();
    fuzz(
        json.getBytes(StandardCharsets.UTF_8),
        20,
        bytes -> ModelFile.read(Files.write(file, bytes)).toJson());
    fuzz(
        json.getBytes(StandardCharsets.UTF_8),
        21,
        bytes -> InitialModel.read(Files.write(file, bytes), CovarianceType.DIAGONAL));
  }
}

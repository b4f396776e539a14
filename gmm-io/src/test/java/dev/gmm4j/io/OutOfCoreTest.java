package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.data.Samples;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same rows from an array, a mapped file and a temporary one are fitted to the same bits. */
class OutOfCoreTest {
  private static final int ROWS = 5003;
  private static final int COLUMNS = 3;

  @TempDir
  private Path folder;

  /** Twice the numbers, which are halved in files of floating-point types. */
  private final long[] numbers =
      new SplittableRandom(2).longs(ROWS * COLUMNS, -1000, 1000).toArray();

  private static List<Long> bits(Samples samples) {
    GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
        .components(4)
        .maxIterations(5)
        .tolerance(0)
        .build()
        .fit(samples);
    List<Long> bits = new ArrayList<>();
    fit.bestRestart().trace().forEach(total -> bits.add(Double.doubleToLongBits(total)));
    for (double number : fit.model().covariances().toArray()) {
      bits.add(Double.doubleToLongBits(number));
    }
    return bits;
  }

  private Path npy(String code) throws IOException {
    String shape = "(" + ROWS + ", " + COLUMNS + ")";
    byte[] data = NpyBytes.encode(code, ByteOrder.LITTLE_ENDIAN, numbers);
    return Files.write(
        folder.resolve(code + ".npy"),
        NpyBytes.file(1, NpyBytes.description("<" + code, false, shape), data));
  }

  private Path csv() throws IOException {
    StringBuilder csv = new StringBuilder();
    for (int i = 0; i < numbers.length; i++) {
      csv.append(numbers[i] / 2.0).append(i % COLUMNS == COLUMNS - 1 ? '\n' : ',');
    }
    return Files.writeString(folder.resolve("rows.csv"), csv, StandardCharsets.UTF_8);
  }

  private List<Long> bits(Path file, long memoryBudget) throws IOException {
    Path temporary = Files.createTempDirectory(folder, "temporary");
    ReadOptions options = ReadOptions.builder()
        .memoryBudget(memoryBudget)
        .temporaryFolder(temporary)
        .build();
    try (Dataset dataset = DataFiles.open(file, options)) {
      return bits(dataset.samples());
    } finally {
      assertThat(temporary).isEmptyDirectory();
    }
  }

  @Test
  void bits_doNotDependOnWhereRowsLie() throws IOException {
    double[] halves = new double[numbers.length];
    for (int i = 0; i < halves.length; i++) {
      halves[i] = numbers[i] / 2.0;
    }
    List<Long> expected = bits(Samples.of(halves, COLUMNS));

    assertThat(bits(npy("f8"), Long.MAX_VALUE)).isEqualTo(expected);
    assertThat(bits(npy("f4"), Long.MAX_VALUE)).isEqualTo(expected);
    assertThat(bits(csv(), Long.MAX_VALUE)).isEqualTo(expected);
    assertThat(bits(csv(), 0)).isEqualTo(expected);
    assertThat(bits(csv(), 40_000)).isEqualTo(expected);
  }

  @Test
  void integers_areFittedAsTheyAre() throws IOException {
    double[] whole = new double[numbers.length];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = numbers[i];
    }

    assertThat(bits(npy("i2"), 0)).isEqualTo(bits(Samples.of(whole, COLUMNS)));
  }
}

package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gmm4j.data.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvSpoolTest {
  private static final int ROWS = 120_000;

  @TempDir
  private Path folder;

  private ReadOptions budget(long bytes) {
    return ReadOptions.builder()
        .memoryBudget(bytes)
        .temporaryFolder(folder)
        .weightsColumn("w")
        .build();
  }

  private static byte[] csv(double[][] rows) {
    StringBuilder csv = new StringBuilder("a,w,b,c\n");
    for (double[] row : rows) {
      csv.append(row[0])
          .append(',')
          .append(row[1])
          .append(',')
          .append(row[2])
          .append(',')
          .append(row[3])
          .append('\n');
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static double[][] table(int n) {
    SplittableRandom random = new SplittableRandom(1);
    double[][] rows = new double[n][4];
    for (double[] row : rows) {
      for (int j = 0; j < 4; j++) {
        row[j] = random.nextDouble();
      }
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1_500_000, 2_500_000, Long.MAX_VALUE})
  void budget_doesNotChangeTheNumbers(long budget) {
    double[][] table = table(ROWS);
    try (Dataset data =
        DataFiles.read(new ByteArrayInputStream(csv(table)), "big.csv", budget(budget))) {
      Samples samples = data.samples();
      assertThat(samples.count()).isEqualTo(ROWS);
      assertThat(samples.isInMemory()).isEqualTo(budget == Long.MAX_VALUE);
      double[][] rows = SampleArrays.of(samples);
      double[] weights = SampleArrays.weights(samples);
      for (int i = 0; i < ROWS; i++) {
        assertThat(rows[i]).containsExactly(table[i][0], table[i][2], table[i][3]);
        assertThat(weights[i]).isEqualTo(table[i][1]);
      }
      assertThat(data.location(ROWS - 1, 2)).isEqualTo("big.csv, line 120001, column 4 (c)");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE})
  void blocks_mayStartAnywhere(long budget) {
    double[][] table = table(ROWS);
    try (Dataset data =
        DataFiles.read(new ByteArrayInputStream(csv(table)), "big.csv", budget(budget))) {
      SplittableRandom random = new SplittableRandom(2);
      for (int trial = 0; trial < 200; trial++) {
        int first = random.nextInt(ROWS);
        int count = 1 + random.nextInt(Math.min(ROWS - first, trial < 190 ? 300 : ROWS));
        var block = data.samples().block(first, count);
        int last = (count - 1) * 3;
        assertThat(block.values()[0]).isEqualTo(table[first][0]);
        assertThat(block.values()[last + 2]).isEqualTo(table[first + count - 1][3]);
      }
    }
  }

  @Test
  void temporaryFile_isGoneAfterClosing() throws IOException {
    Dataset data = DataFiles.read(new ByteArrayInputStream(csv(table(1000))), "big.csv", budget(0));
    Samples samples = data.samples();
    assertThat(samples.block(999, 1).values()).hasSize(3);
    data.close();
    assertThat(folder).isEmptyDirectory();
    assertThatIllegalStateException().isThrownBy(() -> samples.block(0, 1));
    data.close();
  }

  @Test
  void temporaryFile_isGoneAfterAnError() {
    byte[] csv = csv(table(ROWS));
    csv[csv.length - 3] = 'x';
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> DataFiles.read(new ByteArrayInputStream(csv), "big.csv", budget(0)))
        .withMessageContaining("line 120001, column 4 (c)");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void unwritableTemporaryFolder_isReported() {
    ReadOptions options = ReadOptions.builder()
        .memoryBudget(0)
        .temporaryFolder(folder.resolve("missing"))
        .build();
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(
            () -> DataFiles.read(new ByteArrayInputStream(csv(table(10))), "big.csv", options))
        .withMessage("cannot write a temporary file in " + folder.resolve("missing")
            + ": no such file or folder");
  }
}

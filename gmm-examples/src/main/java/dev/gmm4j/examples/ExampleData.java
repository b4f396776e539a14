package dev.gmm4j.examples;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.io.DataFiles;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.ReadOptions;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;

/** Data sets that come with the examples; their origin is told in the folder {@code data} of the sources. */
final class ExampleData {
  private ExampleData() {}

  /** Reads rows of some columns, or of all if none is named. */
  static double[][] rows(String name, String... columns) {
    try {
      Path file = Files.createTempFile("gmm4j-", name);
      try (InputStream in = ExampleData.class.getResourceAsStream("data/" + name)) {
        if (in == null) {
          throw new FileNotFoundException("data/" + name);
        }
        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        ReadOptions options = ReadOptions.builder().columns(List.of(columns)).build();
        try (Dataset dataset = DataFiles.open(file, options)) {
          return rows(dataset.samples());
        }
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[][] rows(Samples samples) {
    RowBlock block = samples.block(0, Math.toIntExact(samples.count()));
    double[][] rows = new double[block.rows()][];
    for (int i = 0; i < rows.length; i++) {
      int from = block.rowOffset(i);
      rows[i] = Arrays.copyOfRange(block.values(), from, from + block.dimension());
    }
    return rows;
  }

  /** Reads a column of whole numbers. */
  static int[] labels(String name, String column) {
    return Arrays.stream(rows(name, column)).mapToInt(row -> (int) row[0]).toArray();
  }
}

package dev.gmm4j.bench.quality;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Rows as CSV without a header, with all their digits, which Python and R read. */
final class RowsFile {
  private RowsFile() {}

  static void write(Path file, double[][] rows) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (double[] row : rows) {
        for (int j = 0; j < row.length; j++) {
          out.append(j > 0 ? "," : "").append(Double.toString(row[j]));
        }
        out.append('\n');
      }
    }
  }
}

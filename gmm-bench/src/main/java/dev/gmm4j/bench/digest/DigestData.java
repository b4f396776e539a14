package dev.gmm4j.bench.digest;

import dev.gmm4j.bench.Blobs;
import dev.gmm4j.bench.Overlap;
import dev.gmm4j.bench.Shape;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.RowSource;
import dev.gmm4j.data.Samples;
import dev.gmm4j.io.DataFiles;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.ReadOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The samples of the digests: those of the folder {@code data}, and generated ones. */
record DigestData(Path folder) {

  /** Fisher's iris, 150 x 4. */
  Samples iris() {
    return Samples.of(rows("iris.csv", 4));
  }

  /** Old Faithful, 272 x 2. */
  Samples faithful() {
    return Samples.of(rows("faithful.csv", 2));
  }

  /** Wines, 178 x 13. */
  Samples wine() {
    return Samples.of(rows("wine.csv", 13));
  }

  /** Pictures of digits, 1797 x 64; some features are constant. */
  Samples digits() {
    return Samples.of(rows("digits.csv", 64));
  }

  /** Three groups on a line, 60 x 1. */
  Samples line() {
    return Samples.of(rows("worked-example-1d.csv", 1));
  }

  /** Three groups in the plane, 500 x 2. */
  Samples plane() {
    return Samples.of(rows("worked-example-2d.csv", 2));
  }

  /** Overlapping components, of a size given in words such as {@code 1000x2x3}. */
  static Samples blobs(String shape) {
    return Blobs.of(Shape.parse(shape), Overlap.OVERLAPPING, 1).samples();
  }

  /** Old Faithful with weights from 0 to 2.25. */
  Samples weighted() {
    double[][] rows = rows("faithful.csv", 2);
    double[] weights = new double[rows.length];
    Arrays.setAll(weights, i -> 0.75 * (i % 4));
    return Samples.of(rows).weighted(weights);
  }

  /** Old Faithful in single precision. */
  Samples singlePrecision() {
    double[][] rows = rows("faithful.csv", 2);
    float[] numbers = new float[2 * rows.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) rows[i / 2][i % 2];
    }
    return Samples.of(numbers, 2);
  }

  /** Old Faithful from a source outside the heap, as far as the fit can tell. */
  Samples streamed() {
    double[][] rows = rows("faithful.csv", 2);
    return Samples.of(new RowSource() {
      @Override
      public long rows() {
        return rows.length;
      }

      @Override
      public int columns() {
        return 2;
      }

      @Override
      public void read(long first, int count, double[] destination) {
        for (int i = 0; i < count; i++) {
          System.arraycopy(rows[(int) first + i], 0, destination, 2 * i, 2);
        }
      }
    });
  }

  /** Old Faithful, and far from it thirty times the same point. */
  Samples duplicates() {
    double[][] rows = rows("faithful.csv", 2);
    double[][] more = Arrays.copyOf(rows, rows.length + 30);
    Arrays.fill(more, rows.length, more.length, new double[] {9, 20});
    return Samples.of(more);
  }

  /** Which of two groups each row of Old Faithful is in, by its waiting time. */
  int[] faithfulLabels() {
    return Arrays.stream(rows("faithful.csv", 2))
        .mapToInt(row -> row[1] < 68 ? 0 : 1)
        .toArray();
  }

  private double[][] rows(String file, int columns) {
    List<String> chosen =
        IntStream.range(0, columns).mapToObj(Integer::toString).toList();
    ReadOptions options = ReadOptions.builder().columns(chosen).build();
    try (Dataset data = DataFiles.open(folder.resolve(file), options)) {
      RowBlock block = data.samples().block(0, (int) data.samples().count());
      double[][] rows = new double[block.rows()][];
      Arrays.setAll(
          rows,
          i ->
              Arrays.copyOfRange(block.values(), block.rowOffset(i), block.rowOffset(i) + columns));
      return rows;
    }
  }
}

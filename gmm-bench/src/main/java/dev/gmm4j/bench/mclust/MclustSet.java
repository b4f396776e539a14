package dev.gmm4j.bench.mclust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A data set as compare.R has written it.
 *
 * @param rows shape {@code n*d}
 * @param labels shape {@code n*G}: mclust's starts, from 0, for 1 to G components
 * @param seconds of mclust for all cells
 */
record MclustSet(
    String name, double[][] rows, int[][] labels, List<MclustCell> cells, double seconds) {

  /** Reads a folder. */
  static MclustSet read(Path folder) throws IOException {
    double[][] labels = numbers(folder.resolve("labels.csv"));
    return new MclustSet(
        folder.getFileName().toString(),
        numbers(folder.resolve("data.csv")),
        Arrays.stream(labels)
            .map(row -> Arrays.stream(row).mapToInt(value -> (int) value).toArray())
            .toArray(int[][]::new),
        Files.readAllLines(folder.resolve("cells.csv")).stream()
            .map(MclustCell::parse)
            .toList(),
        Double.parseDouble(Files.readString(folder.resolve("seconds.txt")).strip()));
  }

  private static double[][] numbers(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line ->
            Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }

  /** Returns how many rows the smallest class of mclust's start has. */
  int smallestClass(int components) {
    int[] counts = new int[components];
    for (int label : start(components)) {
      counts[label]++;
    }
    return Arrays.stream(counts).min().orElseThrow();
  }

  /** Returns mclust's start for a number of components. */
  int[] start(int components) {
    return Arrays.stream(labels).mapToInt(row -> row[components - 1]).toArray();
  }
}

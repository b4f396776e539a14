package dev.gmm4j.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Data sets that come with the sources, and what others published about them. */
public final class Published {
  private Published() {}

  /** Returns the first columns of a data set. */
  public static double[][] rows(String name, int columns) {
    try {
      return Files.readAllLines(Path.of("..", "data", name + ".csv")).stream()
          .skip(1)
          .map(line -> Arrays.stream(line.split(",", -1))
              .limit(columns)
              .mapToDouble(Double::parseDouble)
              .toArray())
          .toArray(double[][]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the numbers of a resource of the tests, one a line behind those of a comment. */
  public static double[] numbers(String resource) {
    InputStream stream =
        Objects.requireNonNull(Published.class.getResourceAsStream("/dev/gmm4j/" + resource));
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.startsWith("#"))
          .mapToDouble(Double::parseDouble)
          .toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns mclust's BIC of each candidate, named as in {@code VEV, 3}; NaN where it found none. */
  public static Map<String, Double> mclustBic(String name) {
    InputStream resource = Objects.requireNonNull(
        Published.class.getResourceAsStream("/dev/gmm4j/mclust-" + name + ".csv"));
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      List<String[]> table =
          reader.lines().skip(1).map(line -> line.split(",", -1)).toList();
      Map<String, Double> bic = new HashMap<>();
      for (String[] row : table.subList(1, table.size())) {
        for (int j = 1; j < row.length; j++) {
          double value = row[j].equals("NA") ? Double.NaN : Double.parseDouble(row[j]);
          bic.put(table.get(0)[j] + ", " + row[0], value);
        }
      }
      return bic;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

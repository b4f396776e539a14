package dev.gmm4j.tck.internal.gold;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files inside the kit: reference results and data sets. */
public final class Resources {
  private static final JsonMapper MAPPER = new JsonMapper();

  private Resources() {}

  /** Returns a file of reference results. */
  public static JsonNode json(String name) {
    return MAPPER.readTree(text("gold/" + name + ".json"));
  }

  /** Returns the columns of a data set, one array a row. */
  public static double[][] data(String file, int... columns) {
    List<String> lines = text("data/" + file).lines().skip(1).toList();
    double[][] rows = new double[lines.size()][columns.length];
    for (int i = 0; i < rows.length; i++) {
      String[] cells = lines.get(i).split(",", -1);
      for (int j = 0; j < columns.length; j++) {
        rows[i][j] = Double.parseDouble(cells[columns[j]]);
      }
    }
    return rows;
  }

  private static String text(String name) {
    String path = "/dev/gmm4j/tck/" + name;
    try (InputStream in = Resources.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new FileNotFoundException(path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns an array of numbers. */
  public static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).asDouble();
    }
    return numbers;
  }

  /** Returns an array of integers. */
  public static int[] integers(JsonNode array) {
    int[] numbers = new int[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).asInt();
    }
    return numbers;
  }

  /** Returns an array of arrays of numbers. */
  public static double[][] matrix(JsonNode array) {
    double[][] matrix = new double[array.size()][];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = numbers(array.get(i));
    }
    return matrix;
  }
}

package dev.gmm4j.backend.ejml;

import dev.gmm4j.CovarianceType;
import dev.gmm4j.Covariances;
import dev.gmm4j.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One gold result and the samples it belongs to; see {@code gold/README.md}. */
record GoldCase(String name, JsonNode json, Samples samples) {
  static final List<String> NAMES = List.of(
      "faithful-full",
      "faithful-full-one-component",
      "faithful-tied",
      "faithful-diagonal",
      "faithful-spherical",
      "iris-full",
      "iris-full-regularized",
      "iris-full-weighted",
      "iris-tied",
      "worked-example-1d");

  private static final Path DATA = Path.of("..", "data");

  static GoldCase load(String name) {
    try (InputStream in = GoldCase.class.getResourceAsStream("/gold/" + name + ".json")) {
      JsonNode json = new JsonMapper().readTree(in);
      Samples samples = samples(json.get("data").asString(), json.get("columns"));
      JsonNode weights = json.get("sampleWeights");
      return new GoldCase(
          name, json, weights == null ? samples : samples.weighted(numbers(weights)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Samples samples(String file, JsonNode columns) throws IOException {
    List<String> lines = Files.readAllLines(DATA.resolve(file));
    double[][] rows = new double[lines.size() - 1][columns.size()];
    for (int i = 0; i < rows.length; i++) {
      String[] cells = lines.get(i + 1).split(",", -1);
      for (int j = 0; j < columns.size(); j++) {
        rows[i][j] = Double.parseDouble(cells[columns.get(j).asInt()]);
      }
    }
    return Samples.of(rows);
  }

  boolean isWeighted() {
    return samples.isWeighted();
  }

  @Override
  public String toString() {
    return name;
  }

  CovarianceType type() {
    return CovarianceType.parse(json.get("covarianceType").asString());
  }

  int components() {
    return json.get("components").asInt();
  }

  double number(String key) {
    return json.get(key).asDouble();
  }

  double[] weights(String which) {
    return numbers(json.get(which).get("weights"));
  }

  double[][] means(String which) {
    return matrix(json.get(which).get("means"));
  }

  /** Returns the covariances as K*d*d, whatever the structure. */
  double[][][] covariances(String which) {
    JsonNode nodes = json.get(which).get("covariances");
    double[][][] covariances = new double[nodes.size()][][];
    for (int k = 0; k < covariances.length; k++) {
      covariances[k] = matrix(nodes.get(k));
    }
    return covariances;
  }

  Covariances initialCovariances() {
    return Covariances.full(covariances("initial"));
  }

  static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).asDouble();
    }
    return numbers;
  }

  static double[][] matrix(JsonNode array) {
    double[][] matrix = new double[array.size()][];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = numbers(array.get(i));
    }
    return matrix;
  }
}

package dev.gmm4j.cli.fit;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.cli.run.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class InitOptionTest {
  private static final Path FAITHFUL = data("faithful.csv");

  @TempDir
  private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static JsonNode start(Path init) {
    return gmm("fit", FAITHFUL, "-k", 2, "--init", init, "--max-iterations", 0, "--json")
        .json();
  }

  @Test
  void means_inAnyFormatAreTheSameStart() throws IOException {
    JsonNode json = start(file("means.json", "{\"means\": [[2, 55], [4.5, 80]]}"));

    assertThat(json.get("means").toString()).isEqualTo("[[2.0,55.0],[4.5,80.0]]");
    assertThat(json.get("weights").get(0).asDouble()).isCloseTo(nearer(), within(1e-15));
    for (Path same : new Path[] {
      file("means.csv", "eruptions,waiting\n2,55\n4.5,80\n"),
      file("swapped.csv", "waiting,eruptions\n55,2\n80,4.5\n"),
      file("plain.txt", "2\t55\n4.5\t80\n")
    }) {
      JsonNode other = start(same);
      for (String part : new String[] {"weights", "means", "covariances"}) {
        assertThat(other.get(part)).isEqualTo(json.get(part));
      }
    }
  }

  /** The share of rows that are nearer to (2, 55) than to (4.5, 80), counted by hand. */
  private static double nearer() throws IOException {
    double[][] rows = Files.readAllLines(FAITHFUL).stream()
        .skip(1)
        .map(line -> line.split(","))
        .map(cells -> new double[] {Double.parseDouble(cells[0]), Double.parseDouble(cells[1])})
        .toArray(double[][]::new);
    double[] variances = new double[2];
    for (int j = 0; j < 2; j++) {
      double mean = 0;
      for (double[] row : rows) {
        mean += row[j] / rows.length;
      }
      for (double[] row : rows) {
        variances[j] += (row[j] - mean) * (row[j] - mean) / rows.length;
      }
    }
    int count = 0;
    for (double[] row : rows) {
      double to = Math.pow(row[0] - 2, 2) / variances[0] + Math.pow(row[1] - 55, 2) / variances[1];
      double other =
          Math.pow(row[0] - 4.5, 2) / variances[0] + Math.pow(row[1] - 80, 2) / variances[1];
      count += to < other ? 1 : 0;
    }
    return (double) count / rows.length;
  }

  @Test
  void weightsOrPrecisionsAlone_leaveTheRestToKMeans() throws IOException {
    JsonNode found =
        gmm("fit", FAITHFUL, "-k", 2, "--max-iterations", 0, "--json").json();
    JsonNode weighted = start(file("w.json", "{\"weights\": [0.9, 0.1]}"));
    JsonNode shaped = start(file("p.json", "{\"precisions\": [4, 0.5]}"));

    assertThat(weighted.get("means")).isEqualTo(found.get("means"));
    assertThat(weighted.get("covariances")).isEqualTo(found.get("covariances"));
    assertThat(weighted.get("weights").toString()).isEqualTo("[0.9,0.1]");
    assertThat(shaped.get("means")).isEqualTo(found.get("means"));
    assertThat(shaped.get("weights")).isEqualTo(found.get("weights"));
    assertThat(shaped.get("covariances").toString()).isEqualTo("[0.25,2.0]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"means\": [[2, 55]]} | components of the initial means must be 2, but were 1",
        "{\"means\": [[2], [3]]} | features of the initial means must be 2, but were 1",
        "{\"weights\": [0.5, 0.25, 0.25]} | components of the initial weights must be 2, but were 3",
      })
  void otherSizes_areTheOptionsFault(String json, String message) throws IOException {
    Path file = file("initial.json", json);

    assertThat(gmm("fit", FAITHFUL, "-k", 2, "--init", file).failed(ExitStatus.USAGE))
        .contains("'--init': " + file + ": " + message);
  }

  @Test
  void filesThatAreNoStart_areRefused() throws IOException {
    Path other = file("other.csv", "a,b\n1,2\n3,4\n");
    Path empty = file("empty.json", "{\"format\": \"gmm4j-model\"}");

    assertThat(gmm("fit", FAITHFUL, "-k", 2, "--init", other).failed(ExitStatus.DATA))
        .contains(other + " has no column 'eruptions', 'waiting': it has 'a', 'b'");
    assertThat(gmm("fit", FAITHFUL, "-k", 2, "--init", empty).failed(ExitStatus.DATA))
        .contains(empty + " has no property 'weights', 'means', 'covariances', 'precisions'");
  }

  @Test
  void several_keepTheBest() {
    String table = gmm("fit", FAITHFUL, "-k", 4, "--init", "hierarchical,random", "--restarts", 3)
        .done();

    assertThat(table)
        .contains("initialization  hierarchical,random, best was ")
        .contains(" of 4\n");
    assertThat(gmm("fit", FAITHFUL, "-k", 2, "--init", "short-em").done())
        .contains("initialization  short-em\n");
    for (String each : new String[] {"hierarchical", "k-means", "k-means++", "random-from-data"}) {
      assertThat(gmm("fit", FAITHFUL, "-k", 2, "--init", each + ",short-em").done())
          .contains("initialization  " + each + ",short-em, best was ")
          .contains(" of 2\n");
    }
    assertThat(gmm("fit", FAITHFUL, "-k", 2, "--init", "quantiles").failed(ExitStatus.DATA))
        .contains("initialization by quantiles needs samples of 1 feature, but they have 2");
    assertThat(
            gmm("fit", FAITHFUL, "-k", 2, "--columns", 1, "--init", "quantiles").done())
        .contains("initialization  quantiles\n");
    assertThat(gmm("fit", FAITHFUL, "-k", 2, "--init", "random,kmeans").failed(ExitStatus.USAGE))
        .contains("but was 'random,kmeans'");
    assertThat(gmm("fit", FAITHFUL, "-k", 2, "--init", "random,k-means", "--method", "stepwise")
            .failed(ExitStatus.USAGE))
        .contains("--init of several needs --method em");
  }

  @Test
  void stepwise_startsFromMeans() throws IOException {
    Path means = file("means.csv", "2,55\n4.5,80\n");
    JsonNode model = gmm(
            "fit", FAITHFUL, "-k", 2, "--init", means, "--method", "stepwise-em", "--json")
        .json();

    assertThat(model.get("fit").get("logLikelihood").asDouble()).isCloseTo(-1130.264, within(1e-3));
    assertThat(model.get("means").get(0).get(0).asDouble())
        .isLessThan(model.get("means").get(1).get(0).asDouble());
  }
}

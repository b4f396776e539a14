package dev.gmm4j.cli.bench;

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

class BenchCommandTest {
  @TempDir
  private Path folder;

  @Test
  void json_hasEachBackendAndOneRecommendation() {
    JsonNode json =
        gmm("bench", "--shape", "2kx3x2", "--seconds", 0.05, "--json").json();

    assertThat(json.get("rows").asLong()).isEqualTo(2000);
    assertThat(json.get("features").asInt()).isEqualTo(3);
    assertThat(json.get("components").asInt()).isEqualTo(2);
    assertThat(json.get("iterations").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(json.get("backends"))
        .extracting(backend -> backend.get("id").asString())
        .containsExactly("vector", "ejml", "commonsmath");
    assertThat(json.get("backends")).allSatisfy(backend -> {
      assertThat(backend.get("agrees").asBoolean()).isTrue();
      assertThat(backend.get("secondsPerIteration").asDouble()).isPositive();
    });
    assertThat(json.get("backends"))
        .extracting(backend -> backend.get("id").asString())
        .contains(json.get("recommended").asString());
    assertThat(json.get("automatic").asString()).isEqualTo("vector");
  }

  @Test
  void ownData_isFittedAsFitDoes() {
    Path model = folder.resolve("model.json");
    JsonNode fit = gmm(
            "fit",
            data("faithful.csv"),
            "--components",
            2,
            "--max-iterations",
            10,
            "--tolerance",
            0,
            "--output",
            model,
            "--json")
        .json();

    JsonNode json = gmm(
            "bench",
            data("faithful.csv"),
            "--components",
            2,
            "--seconds",
            0.3,
            "--backend",
            "ejml,commonsmath",
            "--json")
        .json();

    assertThat(json.get("rows").asLong()).isEqualTo(272);
    assertThat(json.get("iterations").asInt()).isEqualTo(10);
    assertThat(json.get("backends").size()).isEqualTo(2);
    double expected = fit.get("fit").get("logLikelihood").asDouble();
    assertThat(json.get("backends").get(0).get("logLikelihood").asDouble())
        .isCloseTo(expected, within(1e-6));
  }

  @Test
  void table_endsWithAdvice() {
    String table = gmm(
            "bench",
            "--shape",
            "500x2x2",
            "--seconds",
            0.05,
            "--covariance",
            "diagonal",
            "--threads",
            1)
        .done();

    assertThat(table)
        .startsWith(
            "random data: 500 rows, 2 features, 2 components, diagonal covariance, 1 thread\n")
        .containsPattern("\nvector +[0-9.]+ +[0-9.]+ +[0-9.]+ +-\\d+\\.\\d{4}  yes\n")
        .containsPattern("\nrecommended: \\w+, [0-9.]+ times as fast as \\w+");
  }

  @Test
  void plot_isWrittenAsItsNameSays() throws IOException {
    Path png = folder.resolve("bench.png");
    Path svg = folder.resolve("bench.svg");

    gmm("bench", "--shape", "200x1x1", "--seconds", 0.01, "--plot", png).done();
    gmm("bench", "--shape", "200x1x1", "--seconds", 0.01, "--plot", svg).done();

    assertThat(Files.readAllBytes(png)).startsWith(0x89, 'P', 'N', 'G');
    assertThat(Files.readString(svg)).contains("<svg", "vector", "commonsmath");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--shape 100x3 | '--shape': expected ROWSxFEATURESxCOMPONENTS, such as 100kx10x8, but was '100x3'",
        "--shape 1Gx3x2 | such as 100kx10x8, but was '1Gx3x2'",
        "--shape 100x0x2 | features must be >= 1, but was 0",
        "--shape 100x2x0 | components must be >= 1, but was 0",
        "--shape 3x2x4 | rows must be >= components = 4, but was 3",
        "--shape 1000Mx8x8 | rows times features must be at most 2147483639, but was 8000000000",
        "--components 2 | --components is for DATA; without it give --shape ROWSxFEATURESxCOMPONENTS",
        "data.csv --shape 10x2x2 | give either DATA or --shape",
        "data.csv | Missing required option: '--components=K'",
        "data.csv --components 0 | Invalid value for option '--components': components must be >= 1, but was 0",
        "--threads 0 | Invalid value for option '--threads': threads must be >= 1, but was 0",
        "--seconds 0 | '--seconds': seconds must be in (0, 3600], but was 0.0",
        "--seconds NaN | '--seconds': seconds must be in (0, 3600], but was NaN",
        "--plot bench.gif | '--plot': expected a file .png or .svg, but was 'bench.gif'",
        "--plot no/such/folder/bench.png | Invalid value for option '--plot': there is no folder",
        "--shape 9x1x1 --backend nix | backend 'nix' does not exist",
        "--covariance ful | expected one of full, tied",
      })
  void wrongArguments_areRefused(String arguments, String message) {
    String[] all = ("bench " + arguments).split(" ", -1);

    assertThat(gmm((Object[]) all).failed(ExitStatus.USAGE))
        .startsWith("gmm bench: ")
        .contains(message)
        .endsWith("; see gmm bench --help");
  }

  @Test
  void invalidData_isNamedByItsPlace() throws IOException {
    Path file = Files.writeString(folder.resolve("bad.csv"), "a,b\n1,2\n3,NaN\n5,6\n");

    assertThat(gmm("bench", file, "--components", 1).failed(ExitStatus.DATA))
        .contains("bad.csv, line 3, column 2 (b): 'NaN' stands for a missing value");
  }
}

package dev.gmm4j.cli.packaged;

import static dev.gmm4j.cli.packaged.PackagedGmm.gmm;
import static dev.gmm4j.cli.packaged.PackagedGmm.gmmWithInput;
import static dev.gmm4j.cli.testing.InProcess.data;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.cli.Main;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.testing.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DistributionIT {
  @TempDir
  private Path folder;

  @Test
  void fit_printsModelToStandardOutputAndNothingElse() {
    JsonNode model =
        gmm("fit", data("faithful.csv"), "--components", 2, "--json").json();

    assertThat(model.get("weights").get(0).asDouble()).isCloseTo(0.644, within(1e-3));
    assertThat(model.get("weights").get(1).asDouble()).isCloseTo(0.356, within(1e-3));
    assertThat(model.get("fit").get("logLikelihood").asDouble()).isCloseTo(-1130.264, within(1e-3));
  }

  @Test
  void fitPredictScoreSample_workOnEachOthersFiles() throws IOException {
    Path model = folder.resolve("a model.json");
    Path drawn = folder.resolve("drawn rows.csv");
    Path labels = folder.resolve("labels.csv");

    assertThat(gmm("fit", data("faithful.csv"), "--components", 2, "--output", model)
            .done())
        .contains("\nlog-likelihood  -1130.264\n", "0.6441", "0.3559");
    assertThat(gmm("sample", model, "--count", 500, "--output", drawn).done()).isEmpty();
    assertThat(gmm("predict", model, drawn, "--output", labels).done()).isEmpty();
    assertThat(gmm("score", model, drawn, "--json").json().get("samples").asInt())
        .isEqualTo(500);
    assertThat(Files.readAllLines(labels)).hasSize(501).contains("0", "1");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(model, drawn, labels);
    }
  }

  @Test
  void tck_passesOnTheBackendsOfTheDistribution() {
    assertThat(gmm("tck", "--backend", "commonsmath").done())
        .contains(
            "backend  commonsmath: Commons Math 3.", " passed, 0 failed", "\nGRAM-01   passed ");
    assertThat(gmm("tck", "--backend", "nix").failed(2)).contains("backend 'nix' does not exist");
  }

  @Test
  void standardInput_isReadAsCsv() throws IOException {
    String csv = Files.readString(data("faithful.csv"));

    assertThat(gmmWithInput(csv, "fit", "-", "--components", 2).done())
        .contains("standard input, 272 rows", "\nlog-likelihood  -1130.264\n");
  }

  @Test
  void progress_goesToStandardErrorOnly() {
    Outcome outcome = gmm("fit", data("faithful.csv"), "--components", 2, "--progress", "--json");

    assertThat(outcome.out()).startsWith("{").endsWith("}\n");
    assertThat(outcome.err()).startsWith("iteration 0  log-likelihood ");
  }

  @Test
  void closedPipe_endsQuietly() throws IOException, InterruptedException {
    Path model = folder.resolve("model.json");
    Path err = folder.resolve("err.txt");
    gmm("fit", data("faithful.csv"), "--components", 2, "--output", model).done();

    Process process = PackagedGmm.process(
            PackagedGmm.launcher(), "sample", model, "--count", 1_000_000_000)
        .redirectError(err.toFile())
        .start();
    try (BufferedReader reader = process.inputReader()) {
      assertThat(reader.readLine()).isEqualTo("eruptions,waiting");
    }

    assertThat(PackagedGmm.status(process)).isZero();
    assertThat(err).isEmptyFile();
  }

  @Test
  void outOfMemory_isOneLine() {
    Outcome outcome = PackagedGmm.run(
        PackagedGmm.launcher(),
        Map.of("GMM_OPTS", "-Xmx16m"),
        "",
        "fit",
        data("digits.csv"),
        "--components",
        500,
        "--covariance",
        "tied");

    assertThat(outcome.failed(ExitStatus.FAILED))
        .contains("out of memory, with a heap of at most ");
  }

  @Test
  void matricesBeyondTheHeap_areRefused() {
    Outcome outcome = PackagedGmm.run(
        PackagedGmm.launcher(),
        Map.of("GMM_OPTS", "-Xmx16m"),
        "",
        "fit",
        data("digits.csv"),
        "--components",
        500);

    assertThat(outcome.failed(ExitStatus.FAILED))
        .startsWith(
            "gmm fit: full covariances of 500 components and 65 features need at least 68 MB of"
                + " memory, but this JVM may have 17 MB; ");
  }

  @Test
  void vectors_areThereWithoutAWarning() {
    assertThat(gmm("backends").done())
        .containsPattern("\nvector +200 +available +jdk.incubator.vector, ")
        .endsWith("\nchosen automatically: vector, the available one of highest priority\n");
  }

  @Test
  void jar_runsByItself() {
    assertThat(java("-jar", jar()).done()).contains("\nchosen automatically: vector, ");
  }

  @Test
  void javaThatLetsNobodyLoadVectors_takesTheNextBackend() {
    String path = PackagedGmm.folder().resolve("lib").resolve("*").toString();

    assertThat(java("-cp", path, Main.class.getName()).done())
        .containsPattern("\nvector +200 +unavailable +the module jdk.incubator.vector is not")
        .contains("\nchosen automatically: ejml, ");
  }

  private static Path jar() {
    try (var jars = Files.list(PackagedGmm.folder().resolve("lib"))) {
      return jars.filter(jar -> jar.getFileName().toString().startsWith("gmm-cli-"))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lists the backends without the launcher. */
  private static Outcome java(Object... options) {
    Object[] arguments = Arrays.copyOf(options, options.length + 1);
    arguments[options.length] = "backends";
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return PackagedGmm.run(java, Map.of(), "", arguments);
  }

  @Test
  void backends_nameTheChoiceOfTheEnvironment() {
    Outcome outcome = PackagedGmm.run(
        PackagedGmm.launcher(), Map.of("GMM4J_BACKEND", "ejml"), "", "backends", "--json");

    assertThat(outcome.json().get("reason").asString())
        .isEqualTo("named by the environment variable GMM4J_BACKEND");
  }

  @Test
  void backends_unknownInTheEnvironmentIsWrongUsage() {
    Outcome outcome = PackagedGmm.run(
        PackagedGmm.launcher(),
        Map.of("GMM4J_BACKEND", "nix"),
        "",
        "fit",
        data("faithful.csv"),
        "--components",
        2);

    assertThat(outcome.failed(ExitStatus.USAGE))
        .contains("backend 'nix'", "GMM4J_BACKEND", "ejml: available");
  }

  @Test
  void version_isThatOfTheJar() {
    assertThat(gmm("--version").done()).matches("gmm \\d+\\.\\d+\\.\\d+\\S* \\(Java \\d+\\)\n");
  }
}

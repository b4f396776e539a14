package dev.gmm4j.cli.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.testing.NpyFiles;
import dev.gmm4j.cli.testing.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Data larger than the heap: 24 MB as doubles, and a heap that such an array would not fit into. */
@Tag("same-on-every-jdk")
class OutOfCoreIT {
  private static final String SMALL_HEAP = "-Xmx24m";
  private static final int ROWS = 200_000;
  private static final int COLUMNS = 15;

  @TempDir
  private Path folder;

  private Path temporary;

  /** Numbers that float32 and short decimals hold exactly, so that all files hold the same. */
  private float[] numbers;

  @BeforeEach
  void drawNumbers() throws IOException {
    temporary = Files.createDirectory(folder.resolve("temporary"));
    SplittableRandom random = new SplittableRandom(1);
    numbers = new float[ROWS * COLUMNS];
    for (int i = 0; i < numbers.length; i++) {
      int blob = i / COLUMNS % 3;
      numbers[i] = 4 * blob + random.nextInt(1024) / 256f;
    }
  }

  private Path npy(String type) throws IOException {
    int size = type.charAt(2) - '0';
    ByteBuffer bytes = ByteBuffer.allocate(size * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : numbers) {
      if (size == 8) {
        bytes.putDouble(number);
      } else {
        bytes.putFloat(number);
      }
    }
    return NpyFiles.write(
        folder.resolve(type.substring(1) + ".npy"), type, ROWS, COLUMNS, bytes.array());
  }

  private Path csv() throws IOException {
    Path file = folder.resolve("rows.csv");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < numbers.length; i++) {
      text.append((double) numbers[i]).append(i % COLUMNS == COLUMNS - 1 ? '\n' : ',');
    }
    return Files.writeString(file, text);
  }

  private Object[] fit(Path data, int iterations, Object... more) {
    Object[] arguments = {
      "fit", data, "--components", 3, "--tolerance", 0, "--max-iterations", iterations
    };
    Object[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return all;
  }

  private JsonNode model(Path data, String options) {
    Outcome outcome = PackagedGmm.run(
        PackagedGmm.launcher(),
        Map.of("GMM_OPTS", options + " -Djava.io.tmpdir=" + temporary),
        "",
        fit(data, 3, "--json"));
    JsonNode model = Outcome.withoutTimes(outcome.json());
    ((ObjectNode) model).remove("featureNames");
    assertThat(temporary).isEmptyDirectory();
    return model;
  }

  @Test
  void smallHeap_changesNoBitOfTheModel() throws IOException {
    Path doubles = npy("<f8");
    Path csv = csv();
    JsonNode expected = model(doubles, "-Xmx1g");

    expectSame(model(doubles, SMALL_HEAP), expected);
    expectSame(model(npy("<f4"), SMALL_HEAP), expected);
    expectSame(model(csv, "-Xmx1g"), expected);
    expectSame(model(csv, SMALL_HEAP), expected);
  }

  /** Without the models in the message: they are long. */
  private static void expectSame(JsonNode actual, JsonNode expected) {
    assertThat(actual.get("fit")).isEqualTo(expected.get("fit"));
    assertThat(actual.equals(expected)).isTrue();
  }

  @Test
  void temporaryFile_isGoneHoweverTheProcessEnds() throws IOException, InterruptedException {
    Path csv = csv();
    for (String signal : List.of("TERM", "KILL")) {
      ProcessBuilder builder =
          PackagedGmm.process(PackagedGmm.launcher(), fit(csv, 1_000_000, "--progress"));
      builder.environment().put("GMM_OPTS", SMALL_HEAP + " -Djava.io.tmpdir=" + temporary);
      Process process = builder.start();
      try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
        assertThat(err.readLine()).startsWith("iteration 0 ");
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
            .start()
            .waitFor();
        assertThat(err.lines()).allMatch(line -> line.startsWith("iteration "));
      }
      assertThat(PackagedGmm.status(process)).isNotZero();
      assertThat(temporary).isEmptyDirectory();
    }
  }

  @Test
  void temporaryFile_isGoneAfterAFailure() throws IOException {
    Path csv = csv();
    Files.writeString(csv, "x" + ",1".repeat(COLUMNS - 1) + "\n", StandardOpenOption.APPEND);
    Outcome outcome = PackagedGmm.run(
        PackagedGmm.launcher(),
        Map.of("GMM_OPTS", SMALL_HEAP + " -Djava.io.tmpdir=" + temporary),
        "",
        fit(csv, 3));

    assertThat(outcome.failed(ExitStatus.DATA)).contains("line " + (ROWS + 1) + ", column 1");
    assertThat(temporary).isEmptyDirectory();
  }
}

package dev.gmm4j.cli.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.testing.NpyFiles;
import dev.gmm4j.cli.testing.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fits in processes that are killed and told to stop, and gone on with. They have more iterations to go than there is room
 * for in the pipe of their progress, so that none is over before it is told, however slow this process is.
 */
@Tag("same-on-every-jdk")
class CheckpointIT {
  private static final int RESTARTS = 3;
  private static final int ITERATIONS = 700;

  /** The kills are all within so many iterations from the beginning. */
  private static final int KILLED = 180;

  /** The number of kills, from the property of that name: a few by default, because each is two seconds. */
  private static final int KILLS = Integer.getInteger("gmm4j.test.kills", 4);

  @TempDir
  private Path folder;

  private Path data;
  private Path model;
  private Path checkpoint;

  @BeforeEach
  void writeData() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    double[][] rows = new double[2000][4];
    for (double[] row : rows) {
      Arrays.setAll(row, j -> random.nextDouble());
    }
    data = NpyFiles.write(folder.resolve("rows.npy"), rows);
    model = folder.resolve("model.json");
    checkpoint = folder.resolve("fit.ckpt");
  }

  private Object[] fit(Object... more) {
    List<Object> arguments = new ArrayList<>(List.of("fit", data, "--components", 5));
    arguments.addAll(List.of("--init", "random-from-data", "--restarts", RESTARTS));
    arguments.addAll(List.of("--tolerance", 0, "--max-iterations", ITERATIONS, "--output", model));
    arguments.addAll(List.of(more));
    return arguments.toArray();
  }

  private Object[] resumable() {
    return fit("--checkpoint", checkpoint, "--checkpoint-every", 1, "--resume", "--progress");
  }

  /** Returns the model that was written, without the times, and deletes it. */
  private JsonNode takeModel() throws IOException {
    JsonNode read = JsonMapper.shared().readTree(Files.readString(model));
    Files.delete(model);
    return Outcome.withoutTimes(read);
  }

  @Test
  void killedFits_goOnToTheSameModel() throws IOException, InterruptedException {
    assertThat(PackagedGmm.gmm(fit()).status()).isZero();
    JsonNode whole = takeModel();
    SplittableRandom random = new SplittableRandom(KILLS);
    for (int kill = 0; kill < KILLS; kill++) {
      // By lines of progress, so by iterations, and then some microseconds: within any part of one.
      boolean ended = runAndKill(1 + random.nextInt(KILLED / KILLS), random.nextInt(1_000_000));
      assertThat(ended).isFalse();
    }
    Outcome last = PackagedGmm.gmm(resumable());

    assertThat(last.status()).as(last.err()).isZero();
    // It goes on from where the one before was killed, and so from beyond the first restart's
    // beginning.
    assertThat(last.err().lines().count()).isLessThan(RESTARTS * (ITERATIONS + 1L));
    assertThat(takeModel()).isEqualTo(whole);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(data);
    }
  }

  private boolean runAndKill(int lines, int nanos) throws IOException, InterruptedException {
    Process process = PackagedGmm.process(PackagedGmm.launcher(), resumable()).start();
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      int seen = 0;
      String line = err.readLine();
      while (line != null && seen < lines) {
        seen += line.contains("iteration ") ? 1 : 0;
        line = err.readLine();
      }
      TimeUnit.NANOSECONDS.sleep(nanos);
      process.destroyForcibly();
      return PackagedGmm.status(process) == 0;
    }
  }

  @Test
  void signal_stopsAfterTheIterationAndSaysHowToGoOn() throws IOException, InterruptedException {
    assertThat(PackagedGmm.gmm(fit()).status()).isZero();
    JsonNode whole = takeModel();
    for (String signal : SignalIT.signals()) {
      Object[] call = fit("--checkpoint", checkpoint, "--checkpoint-every", "1h", "--progress");
      Process process = PackagedGmm.process(PackagedGmm.launcher(), call).start();
      List<String> lines = new ArrayList<>();
      try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
        lines.add(err.readLine());
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
            .start()
            .waitFor();
        err.lines().forEach(lines::add);
      }

      assertThat(PackagedGmm.status(process)).isEqualTo(signal.equals("INT") ? 130 : 143);
      String last = lines.get(lines.size() - 1);
      assertThat(last)
          .startsWith("gmm fit: stopped after iteration ")
          .contains("checkpoint written to " + checkpoint)
          .endsWith("; to go on: gmm " + String.join(" ", texts(call)) + " --resume");
      assertThat(lines.get(lines.size() - 2))
          .contains(last.replaceAll(".* (iteration \\d+) .*", "$1 "));
      assertThat(model).doesNotExist();
      try (var files = Files.list(folder)) {
        assertThat(files).containsExactlyInAnyOrder(data, checkpoint);
      }

      List<Object> again = new ArrayList<>(List.of(call));
      again.add("--resume");
      assertThat(PackagedGmm.gmm(again.toArray()).status()).isZero();
      assertThat(takeModel()).isEqualTo(whole);
      assertThat(checkpoint).doesNotExist();
    }
  }

  private static List<String> texts(Object[] arguments) {
    return Arrays.stream(arguments).map(Object::toString).toList();
  }
}

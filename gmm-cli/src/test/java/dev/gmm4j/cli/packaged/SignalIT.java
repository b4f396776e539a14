package dev.gmm4j.cli.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.testing.NpyFiles;
import dev.gmm4j.cli.testing.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignalIT {
  @TempDir
  private Path folder;

  @ParameterizedTest
  @MethodSource("signals")
  void fit_thatIsInterruptedLeavesNoFile(String signal) throws IOException, InterruptedException {
    Path data = NpyFiles.write(folder.resolve("rows.npy"), rows(20_000));
    Process process = PackagedGmm.process(
            PackagedGmm.launcher(),
            "fit",
            data,
            "--components",
            "5",
            "--tolerance",
            "0",
            "--max-iterations",
            "1000000",
            "--progress",
            "--output",
            folder.resolve("model.json"))
        .start();
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      assertThat(err.readLine()).startsWith("iteration 0 ");
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
          .start()
          .waitFor();
      // The pipe must not be what stops it.
      err.lines().forEach(line -> assertThat(line).startsWith("iteration "));
    }

    assertThat(PackagedGmm.status(process)).isGreaterThan(128);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(data);
    }
  }

  /** Without the signal that this process, and so its children, may have been started to ignore. */
  static List<String> signals() {
    Outcome outcome =
        PackagedGmm.run(Path.of("/bin/sh"), Map.of(), "", "-c", "kill -INT $$; echo ignored");
    return outcome.out().isEmpty() ? List.of("TERM", "INT") : List.of("TERM");
  }

  private static double[][] rows(int count) {
    SplittableRandom random = new SplittableRandom(1);
    double[][] rows = new double[count][4];
    for (double[] row : rows) {
      for (int j = 0; j < row.length; j++) {
        row[j] = random.nextDouble();
      }
    }
    return rows;
  }
}

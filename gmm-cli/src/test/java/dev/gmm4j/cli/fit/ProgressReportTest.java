package dev.gmm4j.cli.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.FitProgress;
import dev.gmm4j.em.SearchMove;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressReportTest {
  private static final long MILLISECOND = 1_000_000;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);

  /** What the clock says, which overflows on the way: a clock like System.nanoTime may. */
  private long nanos = Long.MAX_VALUE - MILLISECOND;

  @Test
  void withoutTerminal_isSilent() {
    report(false, 3);

    assertThat(err.size()).isZero();
  }

  @Test
  void withoutTerminal_hasLinesWhereAskedFor() {
    report(true, 2);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "iteration 0  log-likelihood -100.000\niteration 1  log-likelihood -50.000  change 50\n");
  }

  @Test
  void interval_leavesOutLinesBetweenFirstAndLast() {
    try (ProgressReport report = ProgressReport.lines(5, stream)) {
      for (int restart = 0; restart < 2; restart++) {
        for (int i = 0; i < 11 + restart; i++) {
          report.onProgress(progress(restart, 2, i));
        }
      }
    }

    assertThat(err.toString(StandardCharsets.UTF_8).lines().map(line -> line.split("  log", -1)[0]))
        .containsExactly(
            "restart 1/2  iteration 0",
            "restart 1/2  iteration 5",
            "restart 1/2  iteration 10",
            "restart 2/2  iteration 0",
            "restart 2/2  iteration 5",
            "restart 2/2  iteration 10",
            "restart 2/2  iteration 11");
  }

  @Test
  void moves_haveLinesBesideThoseOfIterations() {
    try (ProgressReport report = ProgressReport.lines(5, stream)) {
      report.onProgress(progress(0, 1, 0));
      report.onProgress(progress(0, 1, 1));
      report.onMove(0, new SearchMove(0, 2, 1, -3, -2.75, true));
      report.onMove(0, new SearchMove(1, 2, 1, -2.75, -2.75, false));
      report.onMove(0, new SearchMove(2, 2, 0, -2.75, -2.5, true));
    }

    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("""
            iteration 0  log-likelihood -100.000
            iteration 1  log-likelihood -50.000  change 50
            search  components 0 and 2 merged, 1 split  change 0.25 a row
            search  components 1 and 2 merged, split anew  not kept
            search  component 2 begun anew at a row of 0  change 0.25 a row
            """);
  }

  @Test
  void onTerminal_aLineIsWrittenOverAndErased() {
    report(ProgressReport.statusLine(stream, () -> nanos), 300);

    // 300 iterations of 2 ms: the clock is at a tenth of a second, and so on, in every 50th.
    String text = err.toString(StandardCharsets.UTF_8);
    assertThat(text).doesNotContain("\n").startsWith("\riteration 50  ").endsWith("\r");
    String[] lines = text.split("\r", -1);
    assertThat(lines).hasSize(8);
    for (int tenth = 1; tenth <= 5; tenth++) {
      assertThat(lines[tenth]).startsWith("iteration " + 50 * tenth + "  log-likelihood ");
    }
    assertThat(lines[6]).isBlank();
  }

  @Test
  void onTerminal_fitOfATenthOfASecondShowsNothing() {
    report(ProgressReport.statusLine(stream, () -> nanos), 50);

    assertThat(err.size()).isZero();
  }

  private void report(boolean lines, int iterations) {
    report(ProgressReport.of(lines, stream), iterations);
  }

  private void report(ProgressReport started, int iterations) {
    try (ProgressReport report = started) {
      for (int i = 0; i < iterations; i++) {
        report.onProgress(progress(0, 1, i));
        nanos += 2 * MILLISECOND;
      }
    }
  }

  private static FitProgress progress(int restart, int restarts, int iteration) {
    return new FitProgress(
        restart,
        restarts,
        iteration,
        1000,
        -100.0 / (iteration + 1),
        () -> {
          throw new AssertionError("the model is not needed");
        },
        () -> {
          throw new AssertionError("no checkpoint is needed");
        });
  }
}

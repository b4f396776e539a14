package dev.gmm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.FitProgress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgressReportTest {
  private static final String TERMINAL = "gmm4j.terminal";

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @AfterEach
  void clearProperty() {
    System.clearProperty(TERMINAL);
  }

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
  void onTerminal_aLineIsWrittenOverAndErased() throws InterruptedException {
    System.setProperty(TERMINAL, "true");
    long began = System.nanoTime();
    report(false, 300);
    long tenths = (System.nanoTime() - began) / 100_000_000;

    String text = err.toString(StandardCharsets.UTF_8);
    assertThat(text).startsWith("\riteration ").doesNotContain("\n").endsWith("\r");
    String[] lines = text.split("\r", -1);
    assertThat(lines[lines.length - 2]).isBlank();
    // What is before the first return, the blank line and what is after it are three.
    assertThat(lines.length).isGreaterThan(3).isLessThanOrEqualTo((int) tenths + 3);
  }

  private void report(boolean lines, int iterations) {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    try (ProgressReport report = ProgressReport.of(lines, stream)) {
      for (int i = 0; i < iterations; i++) {
        report.onProgress(new FitProgress(
            0,
            1,
            i,
            1000,
            -100.0 / (i + 1),
            () -> {
              throw new AssertionError("the model is not needed");
            },
            () -> {
              throw new AssertionError("no checkpoint is needed");
            }));
        if (iterations > 10) {
          sleep();
        }
      }
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(2);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

package dev.gmm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.run.ExitStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FailureReporterTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final CommandLine command = new CommandLine(new GmmCommand());

  @Test
  void outOfMemory_saysWhatToDo() {
    assertThat(report(new OutOfMemoryError("Java heap space")))
        .startsWith("gmm: out of memory, with a heap of at most ")
        .contains("GMM_OPTS=-Xmx8g");
  }

  @Test
  void unknownFailure_asksForVerbose() {
    assertThat(report(new IllegalStateException("two\nlines")))
        .isEqualTo(
            "gmm: internal error: java.lang.IllegalStateException: two, lines, run again with --verbose\n");
  }

  @Test
  void fileFailures_areTold() {
    assertThat(report(new NoSuchFileException("a.csv")))
        .isEqualTo("gmm: a.csv: no such file or folder\n");
    assertThat(report(new AccessDeniedException("b.csv"))).isEqualTo("gmm: b.csv: access denied\n");
    assertThat(report(new UncheckedIOException(new IOException("disk on fire"))))
        .isEqualTo("gmm: disk on fire\n");
  }

  @Test
  void mappedFileThatIsGone_isAFailureOfData() {
    InternalError gone = new InternalError(
        "a fault occurred in a recent unsafe memory access operation in compiled Java code");
    assertThat(report(gone, ExitStatus.DATA))
        .isEqualTo("gmm: a file that is in use was truncated, or its disk failed\n");
    command.addSubcommand(
        "x",
        new CommandLine(CommandLine.Model.CommandSpec.create()
            .addPositional(CommandLine.Model.PositionalParamSpec.builder()
                .type(String.class)
                .build())));
    command.parseArgs("x", "a.npy");
    assertThat(report(gone, ExitStatus.DATA)).endsWith("or its disk failed: a.npy\n");
    command.parseArgs("x", "a.csv");
    assertThat(report(gone, ExitStatus.DATA))
        .endsWith("or its disk failed, that of temporary files\n");
    assertThat(report(new InternalError("other"))).startsWith("gmm: internal error: ");
  }

  private String report(Throwable failure) {
    return report(failure, ExitStatus.FAILED);
  }

  private String report(Throwable failure, int expected) {
    err.reset();
    int status = new FailureReporter(new PrintStream(err, true, StandardCharsets.UTF_8))
        .report(failure, command);
    assertThat(status).isEqualTo(expected);
    return err.toString(StandardCharsets.UTF_8);
  }
}

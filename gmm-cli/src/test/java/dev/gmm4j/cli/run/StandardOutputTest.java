package dev.gmm4j.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.Main;
import dev.gmm4j.cli.testing.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardOutputTest {
  @Test
  void closedPipe_endsQuietly() {
    assertThat(runOn("Broken pipe")).isEqualTo(new Outcome(ExitStatus.DONE, "", ""));
  }

  @Test
  void fullDisk_isAFailure() {
    assertThat(runOn("No space left on device").failed(ExitStatus.FAILED))
        .isEqualTo("gmm backends: standard output: No space left on device");
  }

  private static Outcome runOn(String problem) {
    OutputStream out = new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(problem);
      }
    };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status = Main.run(
        new String[] {"backends"},
        new ByteArrayInputStream(new byte[0]),
        out,
        new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Outcome(status, "", err.toString(StandardCharsets.UTF_8));
  }
}

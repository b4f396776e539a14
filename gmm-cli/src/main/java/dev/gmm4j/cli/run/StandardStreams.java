package dev.gmm4j.cli.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The streams that one run of the command works with.
 *
 * @param in standard input, for data named {@code -}
 * @param out standard output, for results alone; its failures are exceptions, unlike those of a {@link PrintStream}
 * @param err standard error, for messages and progress
 */
public record StandardStreams(InputStream in, OutputStream out, PrintStream err) {

  /** Returns a writer of results; whoever asks for it flushes it. */
  public Writer results() {
    return new OutputStreamWriter(out, StandardCharsets.UTF_8);
  }

  /** Writes notes for people to standard error, each on a line. */
  public void note(List<String> notes) {
    notes.forEach(note -> err.println("note: " + note));
  }

  /** Writes a result. */
  public void print(String result) throws IOException {
    out.write(result.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}

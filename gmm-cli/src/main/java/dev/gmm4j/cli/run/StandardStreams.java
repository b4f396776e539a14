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
    notes.forEach(note -> tell("note: " + note));
  }

  /** Writes a line for people to standard error. */
  public void tell(String line) {
    err.println(PlainText.of(line));
  }

  /** Writes a result, for people or in JSON. */
  public void print(String result) throws IOException {
    out.write(PlainText.lines(result).getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}

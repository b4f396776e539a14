package dev.gmm4j.cli.run;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** Standard output, with failures that say what they are. */
public final class StandardOutput extends FilterOutputStream {
  /** Creates a stream that writes to another. */
  public StandardOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    try {
      out.write(b);
    } catch (IOException e) {
      throw named(e);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw named(e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw named(e);
    }
  }

  /** Java tells a closed pipe from a full disk in the words of the operating system only. */
  private static IOException named(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    boolean closed = message.contains("broken pipe") || message.contains("pipe is being closed");
    return closed
        ? new BrokenPipeException(e)
        : new IOException("standard output: " + e.getMessage(), e);
  }
}

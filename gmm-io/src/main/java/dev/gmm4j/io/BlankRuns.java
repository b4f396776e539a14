package dev.gmm4j.io;

import java.io.IOException;
import java.io.Reader;

/**
 * Text in which cells are separated by blanks, as many as there are, with one of them in place of each run and none at the
 * ends of a line. What is in quotes stays as it is.
 */
final class BlankRuns extends Reader {
  private final Reader in;
  private final char[] buffer = new char[1 << 13];

  private boolean atLineStart = true;
  private boolean pending;
  private boolean quoted;
  private boolean quoteClosed;

  BlankRuns(Reader in) {
    this.in = in;
  }

  @Override
  public int read(char[] destination, int offset, int length) throws IOException {
    // A blank may still be pending: one character more than is read.
    int most = Math.min(length - 1, buffer.length);
    if (most < 1) {
      throw new IllegalArgumentException("length must be >= 2, but was " + length);
    }
    while (true) {
      int count = in.read(buffer, 0, most);
      if (count < 0) {
        return -1;
      }
      int end = offset;
      for (int i = 0; i < count; i++) {
        end = append(buffer[i], destination, end);
      }
      if (end > offset) {
        return end - offset;
      }
    }
  }

  private int append(char c, char[] destination, int at) {
    int end = at;
    if (quoted) {
      quoted = c != '"';
      quoteClosed = !quoted;
    } else if (c == ' ' || c == '\t') {
      pending = !atLineStart;
      quoteClosed = false;
      return end;
    } else if (c == '\n' || c == '\r') {
      pending = false;
      atLineStart = true;
      quoteClosed = false;
    } else {
      boolean atCellStart = atLineStart || pending;
      if (pending) {
        destination[end++] = ' ';
      }
      // Two quotes within quotes are one that does not end them.
      quoted = c == '"' && (atCellStart || quoteClosed);
      quoteClosed = false;
      pending = false;
      atLineStart = false;
    }
    destination[end++] = c;
    return end;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

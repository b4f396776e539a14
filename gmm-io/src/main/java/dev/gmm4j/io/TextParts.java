package dev.gmm4j.io;

import java.io.CharArrayReader;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** A text in parts of whole lines, and what is left of it when no more parts are wanted. */
final class TextParts {
  private static final int BUFFER = 1 << 17;

  private final Reader in;
  private final char[] text = new char[BUFFER];

  /** The current part is from {@link #start} to {@link #end}; what was read ahead ends at {@link #filled}. */
  private int start;

  private int end;
  private int filled;
  private @Nullable IOException failure;

  TextParts(Reader in) {
    this.in = in;
  }

  /** Goes on to the next part; false where there is none: the last line, one that is too long, or a text that ends badly. */
  boolean next() {
    start = end;
    if (start > 0) {
      System.arraycopy(text, start, text, 0, filled - start);
      filled -= start;
      start = 0;
      end = 0;
    }
    boolean more = true;
    // There are readers that cannot read a single character.
    while (more && text.length - filled > 1) {
      more = fill();
    }
    int at = filled;
    while (at > 0 && text[at - 1] != '\n') {
      at--;
    }
    end = at;
    return end > start;
  }

  /** Reads on; what fails is told by {@link #rest}, behind the text that came before it. */
  private boolean fill() {
    try {
      int count = in.read(text, filled, text.length - filled);
      filled += Math.max(count, 0);
      return count > 0;
    } catch (IOException e) {
      failure = e;
      return false;
    }
  }

  /** Returns the buffer of the current part. */
  char[] text() {
    return text;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** Counts the ends of lines in the current part. */
  long lines() {
    long lines = 0;
    for (int i = start; i < end; i++) {
      lines += text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n') ? 1 : 0;
    }
    return lines;
  }

  /** Tells whether the part ends outside quotes: those that begin a cell last until the next that is not doubled. */
  boolean endsUnquoted(char separator) {
    boolean quoted = false;
    boolean comment = false;
    char before = '\n';
    for (int i = start; i < end; i++) {
      char c = text[i];
      boolean lineStart = before == '\n' || before == '\r';
      if (quoted) {
        // Of two quotes the second begins what the first has ended.
        quoted = c != '"';
        before = quoted ? ' ' : '"';
      } else {
        comment = lineStart ? c == Dialect.COMMENT : comment;
        quoted = c == '"' && !comment && (lineStart || before == separator || before == '"');
        before = c;
      }
    }
    return !quoted;
  }

  /** Returns the current part. */
  Reader part() {
    return new CharArrayReader(text, start, end - start);
  }

  /** Returns what is behind an index of the current part; there are no parts afterwards. */
  Reader rest(int from) {
    start = from;
    return new Rest();
  }

  /** What was read ahead, and then the text itself or what failed about it. */
  private final class Rest extends Reader {
    @Override
    public int read(char[] destination, int offset, int length) throws IOException {
      if (start < filled) {
        int count = Math.min(length, filled - start);
        System.arraycopy(text, start, destination, offset, count);
        start += count;
        return count;
      }
      if (failure != null) {
        throw failure;
      }
      return in.read(destination, offset, length);
    }

    @Override
    public void close() {
      // Whoever opened the text closes it.
    }
  }
}

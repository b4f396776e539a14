package dev.gmm4j.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.MalformedInputException;

/**
 * Decodes text and refuses anything else, after it has handed out all that comes before: whoever reads then knows
 * where in the text the bad bytes are. Skips a byte order mark. Does not close the stream.
 */
final class TextReader extends Reader {
  private static final int BUFFER = 1 << 16;
  private static final char BYTE_ORDER_MARK = 0xFEFF;

  private final InputStream in;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).limit(0);
  private final CharsetDecoder decoder;
  private final CharBuffer head = CharBuffer.allocate(BUFFER);
  private boolean ended;

  /** Creates a reader and reads the head of the text. */
  TextReader(InputStream in, Charset charset) throws IOException {
    this.in = in;
    this.decoder = charset.newDecoder();
    CoderResult result = CoderResult.UNDERFLOW;
    while (!ended && result.isUnderflow() && head.hasRemaining()) {
      fill();
      result = decoder.decode(bytes, head, ended);
    }
    head.flip();
    if (head.hasRemaining() && head.get(0) == BYTE_ORDER_MARK) {
      head.get();
    }
  }

  /** Returns the text as far as it was read ahead: all of it if that is short; empties as the text is read. */
  CharSequence head() {
    return head.duplicate();
  }

  /** Tells whether all bytes were read. */
  boolean isAtEnd() {
    return ended;
  }

  private void fill() throws IOException {
    bytes.compact();
    int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
    if (read < 0) {
      ended = true;
    } else {
      bytes.position(bytes.position() + read);
    }
    bytes.flip();
  }

  @Override
  public int read(char[] destination, int offset, int length) throws IOException {
    if (head.hasRemaining()) {
      int count = Math.min(length, head.remaining());
      head.get(destination, offset, count);
      return count;
    }
    CharBuffer chars = CharBuffer.wrap(destination, offset, length);
    while (true) {
      CoderResult result = decoder.decode(bytes, chars, ended);
      int decoded = chars.position() - offset;
      if (decoded > 0) {
        return decoded;
      }
      if (result.isError()) {
        throw new MalformedInputException(result.length());
      }
      if (result.isOverflow()) {
        throw new IllegalArgumentException("length must be >= 2, but was " + length);
      }
      if (ended) {
        return -1;
      }
      fill();
    }
  }

  @Override
  public void close() {
    // Whoever opened the stream closes it.
  }
}

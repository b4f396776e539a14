package dev.gmm4j.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;

/**
 * Decodes UTF-8 and refuses anything else, after it has handed out all that comes before: whoever reads then knows
 * where in the text the bad bytes are. Skips a byte order mark. Does not close the stream.
 */
final class Utf8Reader extends Reader {
  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream in;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private boolean ended;

  /** Creates a reader and reads the first line, or as much of it as fits the buffer. */
  Utf8Reader(InputStream in) throws IOException {
    this.in = in;
    int searched = 0;
    while (!ended && bytes.limit() < bytes.capacity() && !hasLineEnd(searched)) {
      searched = bytes.limit();
      fill();
    }
    if (bytes.limit() >= 3
        && bytes.get(0) == (byte) 0xEF
        && bytes.get(1) == (byte) 0xBB
        && bytes.get(2) == (byte) 0xBF) {
      bytes.position(3);
    }
  }

  /** Returns the bytes that are in the buffer: before anything is read, at least the first line if it fits. */
  ByteBuffer buffered() {
    return bytes.asReadOnlyBuffer();
  }

  private boolean hasLineEnd(int from) {
    for (int i = from; i < bytes.limit(); i++) {
      if (bytes.get(i) == '\n' || bytes.get(i) == '\r') {
        return true;
      }
    }
    return false;
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

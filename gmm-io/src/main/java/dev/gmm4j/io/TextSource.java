package dev.gmm4j.io;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Finds the text in a stream of bytes: unpacks gzip, tells the encoding, and names what is no text. */
final class TextSource {
  private static final int BUFFER = 1 << 16;
  private static final String UTF_16 = "UTF-16";
  private static final String UTF_32 = "UTF-32";

  private TextSource() {}

  /**
   * Returns the text of a stream.
   *
   * @param stated its encoding, or null to go by the byte order mark, UTF-8 where there is none
   * @throws DataException if it is no text
   */
  static TextReader open(InputStream in, String name, @Nullable Charset stated) throws IOException {
    PushbackInputStream bytes = new PushbackInputStream(in, FileSignature.BYTES);
    byte[] head = peek(bytes);
    boolean packed = isGzip(head);
    if (packed) {
      bytes = new PushbackInputStream(
          new GZIPInputStream(new Available(bytes), BUFFER), FileSignature.BYTES);
      head = peek(bytes);
      if (isGzip(head)) {
        throw new DataException(name + " is packed by gzip twice: unpack it first");
      }
    }
    if (NpyHeader.isMagic(head)) {
      throw new DataException(
          packed
              ? name + " is .npy packed by gzip: unpack it first, as with gunzip"
              : name + " is .npy, which is read from files only");
    }
    FileSignature known = FileSignature.of(head);
    if (known != null) {
      throw known.refusal(name);
    }
    refuseJson(head, name);
    Charset charset = stated != null ? stated : charset(head);
    if (!charset.name().startsWith(UTF_16) && !charset.name().startsWith(UTF_32)) {
      refuseBinary(head, name);
    }
    return new TextReader(bytes, charset);
  }

  /**
   * A stream that always claims to have more: the JDK looks for a further part of a gzip file only then, and what streams
   * say who wait for another process is 0.
   */
  private static final class Available extends FilterInputStream {
    Available(InputStream in) {
      super(in);
    }

    @Override
    public int available() throws IOException {
      return Math.max(1, super.available());
    }
  }

  private static byte[] peek(PushbackInputStream bytes) throws IOException {
    byte[] head = bytes.readNBytes(FileSignature.BYTES);
    bytes.unread(head);
    return head;
  }

  private static boolean isGzip(byte[] head) {
    return startsWith(head, 0x1F, 0x8B);
  }

  private static boolean startsWith(byte[] head, int... start) {
    for (int i = 0; i < start.length; i++) {
      if (i >= head.length || (head[i] & 0xFF) != start[i]) {
        return false;
      }
    }
    return true;
  }

  private static Charset charset(byte[] head) {
    if (startsWith(head, 0xFF, 0xFE, 0, 0)) {
      return Charset.forName("UTF-32LE");
    }
    if (startsWith(head, 0, 0, 0xFE, 0xFF)) {
      return Charset.forName("UTF-32BE");
    }
    if (startsWith(head, 0xFF, 0xFE)) {
      return StandardCharsets.UTF_16LE;
    }
    return startsWith(head, 0xFE, 0xFF) ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
  }

  /** A model given in the place of data is the usual reason for JSON. */
  private static void refuseJson(byte[] head, String name) {
    String start = new String(head, StandardCharsets.ISO_8859_1).strip();
    if (start.startsWith("{\"") || start.matches("(?s)\\{\\s*\".*") || start.startsWith("[{")) {
      throw new DataException(
          name
              + " is JSON, not CSV or .npy: if it is a model, it stands where data is expected; else write the table as CSV");
    }
  }

  private static void refuseBinary(byte[] head, String name) {
    int[] zeros = new int[2];
    for (int i = 0; i < head.length; i++) {
      zeros[i % 2] += head[i] == 0 ? 1 : 0;
    }
    if (zeros[0] + zeros[1] == 0) {
      return;
    }
    int half = head.length / 2;
    if (half >= 2 && zeros[0] == 0 && 2 * zeros[1] > half) {
      throw looksLike(name, "UTF-16LE");
    }
    if (half >= 2 && zeros[1] == 0 && 2 * zeros[0] > half) {
      throw looksLike(name, "UTF-16BE");
    }
    throw new DataException(name + " is neither text nor .npy: it has zero bytes");
  }

  private static DataException looksLike(String name, String charset) {
    return new DataException(name + " has zero bytes as text in " + charset
        + " has, but no byte order mark: read it with --encoding " + charset);
  }
}

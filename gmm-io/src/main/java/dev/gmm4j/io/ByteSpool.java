package dev.gmm4j.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Bytes that are written once and then read in order: in memory up to a budget, all of them in a temporary file beyond. */
final class ByteSpool implements Closeable {
  private static final int CHUNK = 1 << 16;

  private final long budget;
  private final Path folder;
  private final List<byte[]> chunks = new ArrayList<>();
  private byte[] chunk = new byte[CHUNK];
  private int used;
  private long fullChunks;
  private @Nullable FileChannel file;
  private boolean closed;

  /**
   * Creates a spool.
   *
   * @param budget how many bytes to keep in memory
   * @param folder that of the temporary file
   */
  ByteSpool(long budget, Path folder) {
    this.budget = budget;
    this.folder = folder;
  }

  /** Returns a stream whose bytes are added. */
  OutputStream writer() {
    return new OutputStream() {
      @Override
      public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        add(bytes, offset, length);
      }
    };
  }

  private void add(byte[] bytes, int offset, int length) {
    int done = 0;
    while (done < length) {
      if (used == CHUNK) {
        startChunk();
      }
      int piece = Math.min(length - done, CHUNK - used);
      System.arraycopy(bytes, offset + done, chunk, used, piece);
      used += piece;
      done += piece;
    }
  }

  private void startChunk() {
    if (file == null && (fullChunks + 2) * CHUNK > budget) {
      file = Spool.temporaryFile(folder);
      chunks.forEach(this::write);
      chunks.clear();
    }
    if (file == null) {
      chunks.add(chunk);
      chunk = new byte[CHUNK];
    } else {
      write(chunk);
    }
    fullChunks++;
    used = 0;
  }

  private void write(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      while (buffer.hasRemaining()) {
        Objects.requireNonNull(file).write(buffer);
      }
    } catch (IOException e) {
      throw Failures.writing("a temporary file in " + folder, e);
    }
  }

  /** Returns a stream of all bytes so far, from the first; several may read at a time. */
  InputStream reader() {
    return new InputStream() {
      private long next;
      private byte[] current = {};
      private int position;
      private int limit;

      @Override
      public int read() throws IOException {
        return fill() ? current[position++] & 0xFF : -1;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
          return 0;
        }
        if (!fill()) {
          return -1;
        }
        int piece = Math.min(length, limit - position);
        System.arraycopy(current, position, bytes, offset, piece);
        position += piece;
        return piece;
      }

      private boolean fill() throws IOException {
        if (position == limit && next <= fullChunks) {
          limit = next == fullChunks ? used : CHUNK;
          current = chunk(next++);
          position = 0;
        }
        return position < limit;
      }
    };
  }

  private byte[] chunk(long index) throws IOException {
    if (closed) {
      throw new IllegalStateException("the data set is closed");
    }
    if (index == fullChunks) {
      return chunk;
    }
    if (file == null) {
      return chunks.get((int) index);
    }
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, index * CHUNK + buffer.position()) < 0) {
        throw new IOException("a temporary file in " + folder + " is shorter than it was");
      }
    }
    return buffer.array();
  }

  @Override
  public void close() throws IOException {
    closed = true;
    chunks.clear();
    if (file != null) {
      file.close();
    }
  }
}

package dev.gmm4j.io;

import dev.gmm4j.data.RowSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows that arrive one by one: in memory up to a budget, all of them in a temporary file beyond it. */
final class RowStore implements Closeable {
  /** Chunks of 1 MiB, or of a row if that is larger. */
  private static final int CHUNK = 1 << 17;

  private final int columns;
  private final int chunkRows;
  private final long budget;
  private final Path temporaryFolder;
  private final List<double[]> chunks = new ArrayList<>();
  private double[] chunk;
  private int rowsInChunk;
  private long rows;
  private @Nullable Spool spool;

  /**
   * Creates a store.
   *
   * @param budget how many bytes of numbers to keep in memory
   */
  RowStore(int columns, long budget, Path temporaryFolder) {
    this.columns = columns;
    this.chunkRows = Math.max(1, CHUNK / columns);
    this.budget = budget;
    this.temporaryFolder = temporaryFolder;
    this.chunk = new double[chunkRows * columns];
  }

  /** Adds a row that starts at an index of an array. */
  void add(double[] values, int start) {
    if (rowsInChunk == chunkRows) {
      startChunk();
    }
    System.arraycopy(values, start, chunk, rowsInChunk * columns, columns);
    rowsInChunk++;
    rows++;
  }

  private void startChunk() {
    if (spool == null && 8 * (rows + chunkRows) * columns > budget) {
      spill();
    }
    if (spool == null) {
      chunks.add(chunk);
      chunk = new double[chunk.length];
    } else {
      spool.write(chunk, chunk.length);
    }
    rowsInChunk = 0;
  }

  private void spill() {
    Spool started = new Spool(temporaryFolder);
    spool = started;
    for (double[] full : chunks) {
      started.write(full, full.length);
    }
    chunks.clear();
  }

  /** Returns the number of rows so far. */
  long rows() {
    return rows;
  }

  /** Returns all rows; none can be added any more. */
  RowSource finish() throws IOException {
    if (spool == null && 8 * rows * columns > budget) {
      spill();
    }
    if (spool == null) {
      chunks.add(chunk);
      return new ChunkedRows(chunks.toArray(double[][]::new), chunkRows, columns, rows);
    }
    spool.write(chunk, rowsInChunk * columns);
    int[] all = IntStream.range(0, columns).toArray();
    return new MappedRows(spool.map(rows * columns), rows, all, columns, 1);
  }

  @Override
  public void close() throws IOException {
    if (spool != null) {
      spool.close();
    }
  }
}

package dev.gmm4j.io;

import dev.gmm4j.data.RowSource;

/**
 * Rows of a mapped file that may be truncated by others, or be on a disk that fails: the JVM reports both as an internal error of
 * its own.
 *
 * @param name of the file
 */
record WatchedRows(RowSource source, String name) implements RowSource {
  @Override
  public long rows() {
    return source.rows();
  }

  @Override
  public int columns() {
    return source.columns();
  }

  @Override
  public void read(long first, int count, double[] destination) {
    try {
      source.read(first, count, destination);
    } catch (InternalError e) {
      throw new DataException(
          name
              + " cannot be read any more: it was truncated, or its disk failed, while it was in use",
          e);
    }
  }
}

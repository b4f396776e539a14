package dev.gmm4j.io;

import dev.gmm4j.data.RowSource;

/**
 * Rows of a mapped file that may be truncated by others, or be on a disk that fails: the JVM reports both as an internal error of
 * its own, at the read or soon after.
 *
 * @param file the one that is mapped
 */
record WatchedRows(RowSource source, MappedFile file) implements RowSource {
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
      // Compiled code may go on after a fault, with whatever numbers it has.
      if (file.isTruncated()) {
        throw file.lost(null);
      }
    } catch (InternalError e) {
      throw file.lost(e);
    }
  }
}

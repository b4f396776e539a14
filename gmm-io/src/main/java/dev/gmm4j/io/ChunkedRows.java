package dev.gmm4j.io;

import dev.gmm4j.data.RowSource;

/**
 * Rows in arrays of equally many each; the last may have room for more.
 *
 * @param chunks row-major
 * @param chunkRows how many rows a chunk has room for
 */
record ChunkedRows(double[][] chunks, int chunkRows, int columns, long rows) implements RowSource {

  @Override
  public boolean isInMemory() {
    return true;
  }

  @Override
  public void read(long first, int count, double[] destination) {
    long row = first;
    int done = 0;
    while (done < count) {
      int start = (int) (row % chunkRows);
      int piece = Math.min(count - done, chunkRows - start);
      double[] chunk = chunks[(int) (row / chunkRows)];
      System.arraycopy(chunk, start * columns, destination, done * columns, piece * columns);
      done += piece;
      row += piece;
    }
  }
}

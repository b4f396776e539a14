package dev.gmm4j.data;

/**
 * Rows of numbers that can be read in blocks, from memory, a mapped file, or anywhere else.
 *
 * <p>A source is read many times, from several threads at once, and must give the same rows each time. Nothing above
 * it assumes that the rows fit in memory.
 */
public interface RowSource {

  /** Returns the number of rows. */
  long rows();

  /** Returns the number of columns, at least 1. */
  int columns();

  /**
   * Copies consecutive rows.
   *
   * @param first index of the first row to copy, from 0
   * @param count number of rows to copy, with {@code first + count <= rows()}
   * @param destination receives {@code count*columns()} numbers, row-major, from index 0; it may be longer
   */
  void read(long first, int count, double[] destination);

  /**
   * Tells whether the rows lie in the heap already. If not, and if they fit, they are kept there after the first pass.
   */
  default boolean isInMemory() {
    return false;
  }
}

package dev.gmm4j.backend.commonsmath;

import org.apache.commons.math3.linear.BlockRealMatrix;

/**
 * Copies between row-major arrays and Commons Math's block matrices, whose product is several times faster than that of
 * its plain matrices.
 */
final class BlockMatrices {
  private static final int SIZE = BlockRealMatrix.BLOCK_SIZE;

  private BlockMatrices() {}

  /** Returns a copy of a matrix. */
  static BlockRealMatrix copy(int rows, int columns, double[] a) {
    double[][] blocks = BlockRealMatrix.createBlocksLayout(rows, columns);
    int index = 0;
    for (int top = 0; top < rows; top += SIZE) {
      int bottom = Math.min(rows, top + SIZE);
      for (int left = 0; left < columns; left += SIZE) {
        int width = Math.min(columns - left, SIZE);
        double[] block = blocks[index++];
        for (int i = top; i < bottom; i++) {
          System.arraycopy(a, i * columns + left, block, (i - top) * width, width);
        }
      }
    }
    return new BlockRealMatrix(rows, columns, blocks, false);
  }

  /**
   * Returns a transposed copy of a matrix.
   *
   * @param rows rows of the result
   * @param columns columns of the result
   * @param a {@code columns*rows} numbers
   */
  static BlockRealMatrix transposedCopy(int rows, int columns, double[] a) {
    double[][] blocks = BlockRealMatrix.createBlocksLayout(rows, columns);
    int index = 0;
    for (int top = 0; top < rows; top += SIZE) {
      int bottom = Math.min(rows, top + SIZE);
      for (int left = 0; left < columns; left += SIZE) {
        int width = Math.min(columns - left, SIZE);
        double[] block = blocks[index++];
        for (int j = 0; j < width; j++) {
          for (int i = top; i < bottom; i++) {
            block[(i - top) * width + j] = a[(left + j) * rows + i];
          }
        }
      }
    }
    return new BlockRealMatrix(rows, columns, blocks, false);
  }

  /** Copies a matrix to a row-major array. */
  static void read(BlockRealMatrix matrix, double[] a) {
    int columns = matrix.getColumnDimension();
    double[][] rows = matrix.getData();
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, a, i * columns, columns);
    }
  }
}

package dev.gmm4j.spark;

import dev.gmm4j.data.RowBlock;
import java.io.Serializable;

/** Predicts rows, a block at a time, on an executor; used by one thread. */
interface RowPredictor extends AutoCloseable {

  /** Makes predictors on executors. */
  @FunctionalInterface
  interface Factory extends Serializable {
    RowPredictor open();
  }

  /** Returns the number of features that rows must have. */
  int dimension();

  /** Returns the largest number of rows of a block. */
  int blockRows();

  /** Returns how many cells are appended to a row. */
  int columns();

  /** Predicts the rows of a block. */
  void predict(RowBlock rows);

  /** Writes the cells of a row of the last block, from an index on. */
  void write(int row, Object[] cells, int offset);

  /** Releases what kernels hold. */
  @Override
  void close();
}

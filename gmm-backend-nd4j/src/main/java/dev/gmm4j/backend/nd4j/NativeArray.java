package dev.gmm4j.backend.nd4j;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Off-heap memory for matrices of changing shapes, one at a time; it grows as needed and is freed when closed. */
final class NativeArray implements AutoCloseable {
  private @Nullable INDArray memory;
  private @Nullable INDArray matrix;

  /** Returns the memory as a column-major matrix, its numbers unspecified; earlier matrices are no longer to be used. */
  INDArray matrix(int rows, int columns) {
    INDArray last = matrix;
    if (last != null && last.size(0) == rows && last.size(1) == columns) {
      return last;
    }
    INDArray next = Nd4j.create(
        memory((long) rows * columns).data(),
        new long[] {rows, columns},
        new long[] {1, rows},
        0,
        'f');
    matrix = next;
    return next;
  }

  private INDArray memory(long length) {
    INDArray current = memory;
    if (current != null && current.length() >= length) {
      return current;
    }
    close();
    INDArray larger = Nd4j.createUninitialized(DataType.DOUBLE, length);
    memory = larger;
    return larger;
  }

  /** Returns how many numbers the memory holds. */
  long length() {
    return memory == null ? 0 : memory.length();
  }

  /** Frees the memory; the array can be used again. */
  @Override
  public void close() {
    matrix = null;
    if (memory != null) {
      memory.close();
      memory = null;
    }
  }
}

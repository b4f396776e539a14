package dev.gmm4j.data;

/** Rows of single precision in one row-major array, which is not copied: a block is widened when it is read. */
record FloatRows(float[] values, int columns) implements RowSource {

  @Override
  public long rows() {
    return values.length / columns;
  }

  @Override
  public void read(long first, int count, double[] destination) {
    int from = Math.toIntExact(first * columns);
    for (int i = 0; i < count * columns; i++) {
      destination[i] = values[from + i];
    }
  }

  @Override
  public boolean isInMemory() {
    return true;
  }
}

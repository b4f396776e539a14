package dev.gmm4j.data;

/** Rows as an array of arrays of equal length, which are not copied. */
record NestedRows(double[][] values, int columns) implements RowSource {

  @Override
  public long rows() {
    return values.length;
  }

  @Override
  public void read(long first, int count, double[] destination) {
    int row = Math.toIntExact(first);
    for (int i = 0; i < count; i++) {
      System.arraycopy(values[row + i], 0, destination, i * columns, columns);
    }
  }

  @Override
  public boolean isInMemory() {
    return true;
  }
}

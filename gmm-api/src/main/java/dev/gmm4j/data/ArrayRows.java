package dev.gmm4j.data;

/** Rows in one row-major array, which is not copied. */
record ArrayRows(double[] values, int columns) implements RowSource {

  @Override
  public long rows() {
    return values.length / columns;
  }

  @Override
  public void read(long first, int count, double[] destination) {
    System.arraycopy(values, Math.toIntExact(first * columns), destination, 0, count * columns);
  }

  @Override
  public boolean isInMemory() {
    return true;
  }
}

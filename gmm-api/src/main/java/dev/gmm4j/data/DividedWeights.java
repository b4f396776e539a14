package dev.gmm4j.data;

/** Weights that are divided by a number whenever they are read; nothing is copied. */
record DividedWeights(RowSource weights, double divisor) implements RowSource {

  @Override
  public long rows() {
    return weights.rows();
  }

  @Override
  public int columns() {
    return 1;
  }

  @Override
  public void read(long first, int count, double[] destination) {
    weights.read(first, count, destination);
    for (int i = 0; i < count; i++) {
      destination[i] /= divisor;
    }
  }

  @Override
  public boolean isInMemory() {
    return weights.isInMemory();
  }
}

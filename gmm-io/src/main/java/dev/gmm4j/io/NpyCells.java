package dev.gmm4j.io;

import dev.gmm4j.data.RowSource;

/** Shows the rows of a .npy file to a visitor. */
final class NpyCells implements DataRow {
  private static final int BLOCK_NUMBERS = 1 << 16;

  private final MappedFile file;
  private final MappedNumbers numbers;
  private final NpyHeader header;
  private final int[] columns;
  private final int blockRows;
  private final double[] block;
  private long number;
  private int start;

  NpyCells(MappedFile file, MappedNumbers numbers, NpyHeader header, int[] columns) {
    this.file = file;
    this.numbers = numbers;
    this.header = header;
    this.columns = columns.clone();
    blockRows = Math.max(1, BLOCK_NUMBERS / columns.length);
    block = new double[blockRows * columns.length];
  }

  void visit(Visitor visitor) {
    visitor.columns(CsvTexts.names(columns, null), ReadOptions.Header.ABSENT);
    RowSource rows = NpyFile.rows(file, header, numbers, columns);
    for (long first = 0; first < header.rows(); first += blockRows) {
      int count = (int) Math.min(blockRows, header.rows() - first);
      rows.read(first, count, block);
      for (int i = 0; i < count; i++) {
        number = first + i;
        start = i * columns.length;
        visitor.row(this);
      }
    }
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public int size() {
    return columns.length;
  }

  @Override
  public String text(int column) {
    return file.text(numbers, header.index(number, columns[column]));
  }

  @Override
  public boolean isMissing(int column) {
    return Double.isNaN(value(column));
  }

  @Override
  public double value(int column) {
    return block[start + column];
  }
}

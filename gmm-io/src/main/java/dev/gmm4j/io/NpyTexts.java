package dev.gmm4j.io;

import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Some columns of a .npy file as text.
 *
 * @param columns indices in the file, from 0
 * @param rowNumbers the rows of the file that are kept
 */
record NpyTexts(
    MappedFile file, MappedNumbers numbers, NpyHeader header, int[] columns, RowNumbers rowNumbers)
    implements RowTexts {
  @Override
  public List<String> names() {
    return CsvTexts.names(columns, null);
  }

  @Override
  public Iterator<List<String>> rows() {
    return LongStream.range(0, rowNumbers.rows())
        .map(rowNumbers::fileRow)
        .mapToObj(this::row)
        .iterator();
  }

  private List<String> row(long index) {
    return IntStream.of(columns)
        .mapToObj(column -> file.text(numbers, header.index(index, column)))
        .toList();
  }
}

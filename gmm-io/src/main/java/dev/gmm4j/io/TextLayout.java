package dev.gmm4j.io;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a file of numbers looks like as text, for output that is to look the same.
 *
 * @param header the names of all columns, empty for one that has none; an empty list if a CSV file has no header; of .npy
 *     {@code x0}, {@code x1} and so on
 * @param rowNames whether the first column has the names of the rows, and the file's header leaves out that of the column
 * @param separator the character between cells; a blank where any run of blanks and tabs separates them
 * @param decimalComma whether numbers have a decimal comma
 */
public record TextLayout(
    List<String> header, boolean rowNames, char separator, boolean decimalComma) {
  /** Creates a layout. */
  public TextLayout {
    header = List.copyOf(header);
  }

  /** Returns the layout of CSV without a header, named by indices. */
  static TextLayout numbered(int columns) {
    return new TextLayout(
        IntStream.range(0, columns).mapToObj(j -> "x" + j).toList(), false, ',', false);
  }
}

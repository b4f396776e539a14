package dev.gmm4j.io;

import java.util.List;

/** A row of a data file whose cells may be anything. It is the visitor's only until the visit ends. */
public interface DataRow {
  /** Returns the row's place in the file: the line of CSV on which it begins, from 1; the index of a row of .npy, from 0. */
  long number();

  /** Returns the number of cells. */
  int size();

  /** Returns the text of a cell, exactly as in the file but for quotes around it; numbers of .npy with all their digits. */
  String text(int column);

  /** Tells whether a cell has no value: it is blank, or says NaN or NA. */
  boolean isMissing(int column);

  /** Returns the number in a cell, infinite if it is too large for a double; NaN if it is none. */
  double value(int column);

  /** Takes the rows of a file, one after the other. */
  interface Visitor {
    /**
     * Takes the columns, before the first row.
     *
     * @param names of the columns that are visited: from the header, else {@code x} and the column's index in the file
     * @param header whether the file has a header; never to be detected any more
     */
    void columns(List<String> names, ReadOptions.Header header);

    /** Takes a row. */
    void row(DataRow row);
  }
}

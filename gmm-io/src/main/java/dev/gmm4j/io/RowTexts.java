package dev.gmm4j.io;

import java.util.Iterator;
import java.util.List;

/** The text of some cells of each row, which is kept beside the numbers. */
interface RowTexts {
  /** Returns the names of the columns that are kept. */
  List<String> names();

  /** Returns the cells of each row, in the order of the rows. */
  Iterator<List<String>> rows();
}

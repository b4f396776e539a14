package dev.gmm4j.io;

import java.util.BitSet;
import java.util.List;

/**
 * One of the first records of a text, from which it is decided what its table looks like.
 *
 * @param line on which it starts, from 1
 * @param cells its text
 * @param quoted which of the cells are in quotes
 */
record HeadRow(long line, List<String> cells, BitSet quoted) {
  /** Returns the text of a cell without blanks around it; empty where there is none. */
  String cell(int column) {
    return column < cells.size() ? cells.get(column).strip() : "";
  }

  int size() {
    return cells.size();
  }
}

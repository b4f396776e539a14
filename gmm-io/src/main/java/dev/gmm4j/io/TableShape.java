package dev.gmm4j.io;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table.
 *
 * @param width how many there are
 * @param header their names, or null if they have none
 * @param rowNames whether the first column has the names of the rows, which R writes without a name of their own
 */
record TableShape(int width, @Nullable List<String> header, boolean rowNames) {

  /** Returns the shape of a table without names. */
  static TableShape unnamed(int width) {
    return new TableShape(width, null, false);
  }
}

package dev.gmm4j.cli.input;

import dev.gmm4j.cli.output.CsvOutput;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.RowNumbers;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a line of results begins with: the row's number and the cells that are kept, each with a comma behind it. */
public final class RowPrefix {
  private static final String LINE = "line";
  private static final String ROW = "row";
  private static final String RENAMED = "kept_";

  private final @Nullable RowNumbers numbers;
  private final boolean lines;
  private final List<String> names;
  private final Iterator<List<String>> texts;
  private long row;

  private RowPrefix(
      @Nullable RowNumbers numbers, List<String> names, Iterator<List<String>> texts) {
    this.numbers = numbers;
    this.lines = numbers != null && numbers.line(0).isPresent();
    this.names = names;
    this.texts = texts;
  }

  /** Returns the beginnings of lines for the rows of data, which was opened with the same options. */
  public static RowPrefix of(Dataset dataset, KeptRowsOptions options) {
    return new RowPrefix(
        options.numbers() ? dataset.rowNumbers() : null,
        dataset.keptNames(),
        options.columns().isEmpty() ? Collections.emptyIterator() : dataset.keptCells());
  }

  /**
   * Appends the names of the columns. A kept column of the name of a result is renamed, so that each name is there once.
   *
   * @param results the names of the columns that follow
   */
  public void appendHeader(StringBuilder csv, Collection<String> results) {
    Set<String> taken = new HashSet<>(results);
    if (numbers != null) {
      String name = lines ? LINE : ROW;
      taken.add(name);
      csv.append(name).append(',');
    }
    for (String name : names) {
      String free = name;
      while (taken.contains(free) || (!free.equals(name) && names.contains(free))) {
        free = RENAMED + free;
      }
      taken.add(free);
      CsvOutput.appendCell(csv, free);
      csv.append(',');
    }
  }

  /** Appends what belongs to the next row. */
  public void appendNext(StringBuilder csv) {
    if (numbers != null) {
      OptionalLong line = numbers.line(row);
      if (line.isPresent()) {
        csv.append(line.getAsLong());
      } else if (!lines) {
        csv.append(numbers.fileRow(row));
      }
      csv.append(',');
    }
    if (!names.isEmpty()) {
      for (String cell : texts.next()) {
        CsvOutput.appendCell(csv, cell);
        csv.append(',');
      }
    }
    row++;
  }

  /** Passes over the next row. */
  public void skipNext() {
    if (!names.isEmpty()) {
      texts.next();
    }
    row++;
  }
}

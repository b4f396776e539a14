package dev.gmm4j.io;

import dev.gmm4j.data.Samples;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open data file, or what was read from a stream, as samples.
 *
 * <p>Closing lets go of mapped memory, which the garbage collector unmaps, and of temporary files; the samples must not
 * be used after it.
 */
public final class Dataset implements AutoCloseable {
  private final String name;
  private final Samples samples;
  private final List<String> columnNames;
  private final List<String> columnOptions;
  private final RowNumbers rowNumbers;
  private final List<String> notes;
  private final Places places;
  private final @Nullable RowTexts texts;
  private final Closeable resources;
  private @Nullable ClassLabels classes;

  Dataset(
      String name,
      Samples samples,
      List<String> columnNames,
      List<String> columnOptions,
      RowNumbers rowNumbers,
      List<String> notes,
      Places places,
      @Nullable RowTexts texts,
      Closeable resources) {
    this.name = name;
    this.samples = samples;
    this.columnNames = List.copyOf(columnNames);
    this.columnOptions = List.copyOf(columnOptions);
    this.rowNumbers = rowNumbers;
    this.notes = List.copyOf(notes);
    this.places = places;
    this.texts = texts;
    this.resources = resources;
  }

  /** Where numbers of the samples stand in the file. */
  @FunctionalInterface
  interface Places {
    String of(long row, int column);
  }

  /** Returns the samples, with weights if a column of weights was chosen. */
  public Samples samples() {
    return samples;
  }

  /**
   * Returns the same data with the {@linkplain Samples#withNormalizedWeights weights scaled} to sum to the number of rows of
   * positive weight. Closing either closes both.
   *
   * @throws dev.gmm4j.exception.InvalidSamplesException if a weight is not finite, negative or too large, or all are 0
   */
  public Dataset withNormalizedWeights() {
    return new Dataset(
        name,
        samples.withNormalizedWeights(),
        columnNames,
        columnOptions,
        rowNumbers,
        notes,
        places,
        texts,
        resources);
  }

  /** Returns the names of the features: from the header, else {@code x} and the column's index in the file, from 0. */
  public List<String> columnNames() {
    return columnNames;
  }

  /** Returns which rows of the file the rows are. */
  public RowNumbers rowNumbers() {
    return rowNumbers;
  }

  /**
   * Returns what a user should know about how the file was read, a sentence each: what was decided by its looks, and how
   * many rows were left out.
   */
  public List<String> notes() {
    return notes;
  }

  /**
   * Returns which features hardly are any, a sentence for each: numbers of the rows, identifiers, and classes that are whole
   * numbers. Looks at the first rows only, 10 000 at most, and at the last. None is left out for it.
   *
   * @throws dev.gmm4j.exception.InvalidSamplesException if one of the rows is not valid
   */
  public List<String> doubtfulFeatures() {
    return DoubtfulFeatures.of(this, columnOptions);
  }

  /** Returns the name for messages: the path as it was given, or the name of the stream. */
  public String name() {
    return name;
  }

  /**
   * Returns where a number stands, such as {@code faithful.csv, line 4, column 2 (waiting)}.
   *
   * @param row index of the row, from 0
   * @param column index of the feature, from 0; -1 for the row's weight, or for the row as a whole if it has none
   */
  public String location(long row, int column) {
    return places.of(row, column);
  }

  /**
   * Returns the names of the {@linkplain ReadOptions.Builder#keptColumns columns whose text is kept}, made as those of
   * features; empty if there are none.
   */
  public List<String> keptNames() {
    return texts == null ? List.of() : texts.names();
  }

  /**
   * Returns the text of the {@linkplain ReadOptions.Builder#keptColumns kept cells} of each row, in the order of the rows:
   * exactly as in the file, without quotes around it; numbers of .npy with all their digits. The iterator fails with an {@link
   * IllegalStateException} when the data set is closed.
   *
   * @throws IllegalStateException if no columns are kept
   */
  public Iterator<List<String>> keptCells() {
    if (texts == null) {
      throw new IllegalStateException("no columns were chosen to be kept as text");
    }
    return texts.rows();
  }

  /**
   * Returns the known classes of the rows, those of the first kept column, or null if none is kept.
   *
   * @throws DataException if the column has so many different cells that they name no classes
   * @see ReadOptions.Builder#classColumn
   */
  public @Nullable ClassLabels classes() {
    if (classes == null && texts != null) {
      classes = ClassLabels.of(this);
    }
    return classes;
  }

  @Override
  public void close() {
    try {
      resources.close();
    } catch (IOException e) {
      throw Failures.reading(name, e);
    }
  }
}

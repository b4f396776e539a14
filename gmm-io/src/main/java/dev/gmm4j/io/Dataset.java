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
  private final FileColumns columns;
  private final RowNumbers rowNumbers;
  private final List<String> notes;
  private final Places places;
  private final @Nullable RowTexts texts;
  private final Closeable resources;
  private @Nullable ClassLabels classes;
  private @Nullable MissingCounts missing;

  Dataset(
      String name,
      Samples samples,
      FileColumns columns,
      RowNumbers rowNumbers,
      List<String> notes,
      Places places,
      @Nullable RowTexts texts,
      Closeable resources) {
    this.name = name;
    this.samples = samples;
    this.columns = columns;
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

  /**
   * Returns the samples, with weights if a column of weights was chosen. Where rows with missing values were {@linkplain
   * ReadOptions.Missing#KEEP kept}, they {@linkplain Samples#withMissingValues may be missing} here.
   */
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
        columns,
        rowNumbers,
        notes,
        places,
        texts,
        resources);
  }

  /** Returns the names of the features: from the header, else {@code x} and the column's index in the file, from 0. */
  public List<String> columnNames() {
    return columns.names();
  }

  /** Returns how many values are missing; the samples are read for it the first time if any may be. */
  public MissingCounts missing() {
    MissingCounts counts = missing;
    if (counts == null) {
      counts = MissingCounts.of(samples);
      missing = counts;
    }
    return counts;
  }

  /** Returns how many values are missing, or null if none is; see {@link FitRecord#missing}. */
  public @Nullable MissingCounts missingOrNull() {
    return missing().cells() == 0 ? null : missing();
  }

  /** Returns where the features are among the columns of the file, from 0. */
  public List<Integer> columnIndices() {
    return columns.indices();
  }

  /** Returns how options of the command line name the features: by name if that is clear, else by index. */
  public List<String> columnOptions() {
    return columns.options();
  }

  /** Returns what the file looks like as text. */
  public TextLayout layout() {
    return columns.layout();
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
    return DoubtfulFeatures.of(this, columns.options());
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

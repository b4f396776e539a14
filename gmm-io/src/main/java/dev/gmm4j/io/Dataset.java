package dev.gmm4j.io;

import dev.gmm4j.data.Samples;
import java.io.Closeable;
import java.io.IOException;
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
  private final @Nullable ClassLabels classes;
  private final Places places;
  private final Closeable resources;

  Dataset(
      String name,
      Samples samples,
      List<String> columnNames,
      @Nullable ClassLabels classes,
      Places places,
      Closeable resources) {
    this.name = name;
    this.samples = samples;
    this.columnNames = List.copyOf(columnNames);
    this.classes = classes;
    this.places = places;
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
        name, samples.withNormalizedWeights(), columnNames, classes, places, resources);
  }

  /** Returns the names of the features: from the header, else {@code x} and the column's index in the file, from 0. */
  public List<String> columnNames() {
    return columnNames;
  }

  /** Returns the rows' known classes, or null if {@linkplain ReadOptions.Builder#classColumn none} were asked for. */
  public @Nullable ClassLabels classes() {
    return classes;
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

  @Override
  public void close() {
    try {
      resources.close();
    } catch (IOException e) {
      throw Failures.reading(name, e);
    }
  }
}

package dev.gmm4j.io;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Options of what to read of a data file, and how. Immutable. */
public final class ReadOptions {
  /** Stands for a separator that is to be detected. */
  static final char DETECT_SEPARATOR = 0;

  private final List<String> columns;
  private final List<String> preferredColumns;
  private final @Nullable String weightsColumn;
  private final @Nullable String classColumn;
  private final Header header;
  private final char separator;
  private final long memoryBudget;
  private final Path temporaryFolder;

  private ReadOptions(Builder builder) {
    this.columns = builder.columns;
    this.preferredColumns = builder.preferredColumns;
    this.weightsColumn = builder.weightsColumn;
    this.classColumn = builder.classColumn;
    this.header = builder.header;
    this.separator = builder.separator;
    this.memoryBudget = builder.memoryBudget;
    this.temporaryFolder = builder.temporaryFolder;
  }

  /** The choice of whether the first record of a CSV file names the columns. */
  public enum Header {
    /** It does if it has a cell that is not a number; the package description says more. */
    DETECT,
    /** It does. */
    PRESENT,
    /** It does not. */
    ABSENT
  }

  /** Returns options that read all columns, detect header and separator, and attach no weights. */
  public static ReadOptions defaults() {
    return builder().build();
  }

  /** Returns a builder that starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the features' columns as they were chosen; empty means all but those of weights and classes. */
  public List<String> columns() {
    return columns;
  }

  List<String> preferredColumns() {
    return preferredColumns;
  }

  /** Returns the column of the weights as it was chosen, or null if rows have no weights. */
  public @Nullable String weightsColumn() {
    return weightsColumn;
  }

  /** Returns the column of the rows' known classes as it was chosen, or null if there is none. */
  public @Nullable String classColumn() {
    return classColumn;
  }

  Header header() {
    return header;
  }

  char separator() {
    return separator;
  }

  long memoryBudget() {
    return memoryBudget;
  }

  Path temporaryFolder() {
    return temporaryFolder;
  }

  /** Builds {@link ReadOptions}. */
  public static final class Builder {
    private List<String> columns = List.of();
    private List<String> preferredColumns = List.of();
    private @Nullable String weightsColumn;
    private @Nullable String classColumn;
    private Header header = Header.DETECT;
    private char separator = DETECT_SEPARATOR;
    private long memoryBudget = Runtime.getRuntime().maxMemory() / 4;
    private Path temporaryFolder = Path.of(System.getProperty("java.io.tmpdir"));

    private Builder() {}

    /**
     * Chooses the columns of the features, in this order.
     *
     * @param chosen indices from 0, or names from the header; whole numbers are always indices. Empty, the default,
     *     chooses all columns but those of weights and classes
     */
    public Builder columns(List<String> chosen) {
      columns = List.copyOf(chosen);
      return this;
    }

    /**
     * Names the features' columns that are chosen, in this order, where no columns are stated and the file has a header
     * with all of these names; the features of a model, say.
     *
     * @param names names from the header
     */
    public Builder preferredColumns(List<String> names) {
      preferredColumns = List.copyOf(names);
      return this;
    }

    /**
     * Chooses the column of the rows' weights.
     *
     * @param column an index from 0, or a name from the header; null, the default, for no weights
     */
    public Builder weightsColumn(@Nullable String column) {
      weightsColumn = column;
      return this;
    }

    /**
     * Chooses the column of the rows' known classes, which is no feature: text or numbers.
     *
     * @param column an index from 0, or a name from the header; null, the default, for none
     */
    public Builder classColumn(@Nullable String column) {
      classColumn = column;
      return this;
    }

    /** States whether a CSV file has a header; detected by default. */
    public Builder header(Header stated) {
      header = stated;
      return this;
    }

    /**
     * States the separator of a CSV file; comma, semicolon or tab is detected by default.
     *
     * @throws IllegalArgumentException if no cell could be told from the next: a quote, a line end, or a character
     *     of numbers
     */
    public Builder separator(char stated) {
      if (stated == '"'
          || stated < '\t'
          || stated == '\n'
          || stated == '\r'
          || "+-.eE0123456789".indexOf(stated) >= 0) {
        throw new IllegalArgumentException(
            "separator must not be a quote, a line end or part of a number, but was "
                + Quoted.text("" + stated));
      }
      separator = stated;
      return this;
    }

    /**
     * Sets how much memory the numbers of a CSV file may take before they go to a temporary file; a quarter of the
     * largest heap by default.
     *
     * @throws IllegalArgumentException if {@code bytes < 0}
     */
    public Builder memoryBudget(long bytes) {
      if (bytes < 0) {
        throw new IllegalArgumentException("memoryBudget must be >= 0, but was " + bytes);
      }
      memoryBudget = bytes;
      return this;
    }

    /** Sets the folder of temporary files; the system's by default. */
    public Builder temporaryFolder(Path folder) {
      temporaryFolder = folder;
      return this;
    }

    /** Returns the options. */
    public ReadOptions build() {
      return new ReadOptions(this);
    }
  }
}

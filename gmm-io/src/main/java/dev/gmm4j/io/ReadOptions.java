package dev.gmm4j.io;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Options of what to read of a data file, and how. Immutable. */
public final class ReadOptions {
  /** Stands for a separator that is to be detected. */
  static final char DETECT_SEPARATOR = 0;

  private final List<String> columns;
  private final List<String> preferredColumns;
  private final @Nullable String weightsColumn;
  private final List<String> excludedColumns;
  private final @Nullable String labelColumn;
  private final List<String> keptColumns;
  private final boolean keepsAllColumns;
  private final Header header;
  private final char separator;
  private final @Nullable Charset encoding;
  private final Missing missing;
  private final List<String> missingValues;
  private final long memoryBudget;
  private final Path temporaryFolder;

  private ReadOptions(Builder builder) {
    this.columns = builder.columns;
    this.preferredColumns = builder.preferredColumns;
    this.weightsColumn = builder.weightsColumn;
    String classes = builder.classColumn;
    this.excludedColumns = classes == null
        ? builder.excludedColumns
        : Stream.concat(builder.excludedColumns.stream(), Stream.of(classes)).toList();
    this.labelColumn = builder.labelColumn;
    this.keptColumns = classes == null ? builder.keptColumns : List.of(classes);
    this.keepsAllColumns = classes == null && builder.keepsAllColumns;
    this.header = builder.header;
    this.separator = builder.separator;
    this.encoding = builder.encoding;
    this.missing = builder.missing;
    this.missingValues = builder.missingValues;
    this.memoryBudget = builder.memoryBudget;
    this.temporaryFolder = builder.temporaryFolder;
  }

  /** The choice of whether the first record of a CSV file names the columns. */
  public enum Header {
    /**
     * It does if it has text, or numbers that are unlike those below; an error if that does not tell. The package description
     * says more.
     */
    DETECT,
    /** It does. */
    PRESENT,
    /** It does not. */
    ABSENT
  }

  /** What is done with rows that have missing values in columns that are read. */
  public enum Missing {
    /** They are an error, which says how many there are. */
    REFUSE,
    /** They are left out; {@link RowNumbers} tells which rows remain, and {@link Dataset#notes} how many are gone. */
    DROP,
    /**
     * They remain, with NaN for each missing value of a feature, in {@linkplain dev.gmm4j.data.Samples#withMissingValues
     * samples that may have them}. A missing weight is an error.
     */
    KEEP
  }

  /** Returns options that read all columns, detect header and separator, and attach no weights. */
  public static ReadOptions defaults() {
    return builder().build();
  }

  /** Returns a builder that starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the features' columns as they were chosen; empty means all but the column of the weights. */
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

  List<String> excludedColumns() {
    return excludedColumns;
  }

  @Nullable
  String labelColumn() {
    return labelColumn;
  }

  List<String> keptColumns() {
    return keptColumns;
  }

  boolean keepsAllColumns() {
    return keepsAllColumns;
  }

  /** Tells whether the text of any column is kept. */
  boolean keepsText() {
    return keepsAllColumns || !keptColumns.isEmpty();
  }

  Header header() {
    return header;
  }

  char separator() {
    return separator;
  }

  @Nullable
  Charset encoding() {
    return encoding;
  }

  Missing missing() {
    return missing;
  }

  List<String> missingValues() {
    return missingValues;
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
    private List<String> excludedColumns = List.of();
    private @Nullable String labelColumn;
    private List<String> keptColumns = List.of();
    private boolean keepsAllColumns;
    private @Nullable String classColumn;
    private Header header = Header.DETECT;
    private char separator = DETECT_SEPARATOR;
    private @Nullable Charset encoding;
    private Missing missing = Missing.REFUSE;
    private List<String> missingValues = List.of();
    private long memoryBudget = Runtime.getRuntime().maxMemory() / 4;
    private Path temporaryFolder = Path.of(System.getProperty("java.io.tmpdir"));

    private Builder() {}

    /**
     * Chooses the columns of the features, in this order.
     *
     * @param chosen indices from 0, names from the header, and ranges of either, such as {@code 0-12} or {@code a-c}, both ends
     *     included. A whole number is an index if there is such a column; an exact name wins over a range. Empty, the
     *     default, chooses all columns but those of weights and labels
     */
    public Builder columns(List<String> chosen) {
      columns = List.copyOf(chosen);
      return this;
    }

    /**
     * Leaves out columns, of those that are stated or of all.
     *
     * @param excluded indices, names and ranges as in {@link #columns}
     */
    public Builder excludedColumns(List<String> excluded) {
      excludedColumns = List.copyOf(excluded);
      return this;
    }

    /**
     * Names the column of known classes, which is no feature.
     *
     * @param column an index from 0, or a name from the header; null, the default, for none
     */
    public Builder labelColumn(@Nullable String column) {
      labelColumn = column;
      return this;
    }

    /**
     * Names the features' columns, those of a model, say. They are found by name in whatever order they are if the file has a
     * header with all of these names. A header that has some of them, or has them in other upper and lower case, is an
     * error. Where it has none of them, or there is no header, all columns are taken in their order, or those that are stated.
     *
     * @param names names from the header; empty, the default, goes by position
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
     * Chooses columns whose text is kept beside the numbers, in this order: a name, say. They may be features, too. Text takes
     * as much memory as numbers may, and goes to a temporary file of its own beyond it.
     *
     * @param chosen indices, names and ranges as in {@link #columns}
     * @see Dataset#keptCells()
     */
    public Builder keptColumns(List<String> chosen) {
      keptColumns = List.copyOf(chosen);
      return this;
    }

    /** Has the text of all columns of the file kept, as {@link #keptColumns} that of some. */
    public Builder keepAllColumns() {
      keepsAllColumns = true;
      return this;
    }

    /**
     * Chooses a column of known classes, text or numbers, which is no feature; of kept columns there is then that one.
     *
     * @param column an index from 0, or a name from the header; null, the default, for none
     * @see Dataset#classes()
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
     * States the separator of a CSV file; comma, semicolon, tab, vertical bar or blanks are detected by default. A blank
     * stands for any run of blanks and tabs.
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
     * States the encoding of a CSV file.
     *
     * @param stated null, the default, goes by the byte order mark, and is UTF-8 where there is none
     */
    public Builder encoding(@Nullable Charset stated) {
      encoding = stated;
      return this;
    }

    /** Chooses what is done with rows that have missing values; they are refused by default. */
    public Builder missing(Missing chosen) {
      missing = chosen;
      return this;
    }

    /**
     * States which texts stand for a missing value in a CSV file, exactly, but for blanks around them. An empty cell always
     * does.
     *
     * @param texts such as {@code NA} or {@code -999}; empty, the default, for the usual ones such as NA, NaN, null and ?
     */
    public Builder missingValues(List<String> texts) {
      missingValues = List.copyOf(texts);
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

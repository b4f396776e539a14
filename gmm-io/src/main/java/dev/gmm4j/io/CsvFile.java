package dev.gmm4j.io;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads CSV. */
final class CsvFile {
  /** The longest cell; a quote that is not closed swallows the rest of the file. */
  private static final int MAX_CELL = 1 << 20;

  private CsvFile() {}

  /** Makes what is returned of what took the rows. */
  @FunctionalInterface
  private interface Result<S, T> {
    T of(S rows, List<String> notes) throws IOException;
  }

  /** Reads a stream to its end, and does not close it. */
  static Dataset read(InputStream in, String name, ReadOptions options) {
    return read(
        in,
        name,
        options,
        (separator, shape) -> new CsvTable(name, options, separator, shape),
        CsvTable::finish);
  }

  /** Shows the rows of a stream to a visitor, to its end, and does not close it; returns what a user should know. */
  static List<String> visit(
      InputStream in, String name, ReadOptions options, DataRow.Visitor visitor) {
    return read(
        in,
        name,
        options,
        (separator, shape) -> new CsvCells(name, options, visitor, separator, shape),
        CsvCells::finish);
  }

  private static <S extends CsvSink, T> T read(
      InputStream in,
      String name,
      ReadOptions options,
      CsvSink.Factory<S> rows,
      Result<S, T> result) {
    try {
      TextReader text = TextSource.open(in, name, options.encoding());
      Dialect dialect = Dialect.of(options.separator(), text.head(), text.isAtEnd());
      Reader cells = dialect.separator() == ' ' ? new BlankRuns(text) : text;
      boolean whole = text.isAtEnd();
      try (CsvRecords<S> records = new CsvRecords<>(name, options, dialect, rows)) {
        read(cells, whole, dialect, records, options.encoding());
        return result.of(records.finish(), records.notes());
      }
    } catch (EOFException | ZipException e) {
      throw new DataException(
          name + " is packed by gzip, but damaged or cut off: " + e.getMessage(), e);
    } catch (IOException e) {
      throw Failures.reading(name, e);
    }
  }

  private static void read(
      Reader text,
      boolean whole,
      Dialect dialect,
      CsvRecords<?> records,
      @Nullable Charset encoding)
      throws IOException {
    try {
      Reader rest =
          whole ? text : readParts(new TextParts(text), dialect.separator(), records, encoding);
      parse(rest, dialect.separator(), records, encoding);
      records.end();
    } catch (DataException e) {
      DataException first = records.missingValues();
      if (first != null) {
        first.addSuppressed(e);
        throw first;
      }
      throw e;
    }
  }

  /**
   * Reads as much of a long text as needs no parser, once that has shown what the table looks like; returns the rest of the
   * text.
   */
  private static Reader readParts(
      TextParts parts, char separator, CsvRecords<?> records, @Nullable Charset encoding)
      throws IOException {
    while (parts.next()) {
      if (records.hasTable()) {
        int end = records.takeLines(parts.text(), parts.start(), parts.end());
        if (end < parts.end()) {
          return parts.rest(end);
        }
      } else {
        if (!parts.endsUnquoted(separator)) {
          break;
        }
        parse(parts.part(), separator, records, encoding);
        records.endPart(parts.lines());
      }
    }
    return parts.rest(parts.start());
  }

  private static void parse(
      Reader text, char separator, CsvRecords<?> records, @Nullable Charset encoding)
      throws IOException {
    try (CsvReader<Boolean> csv = CsvReader.builder()
            .fieldSeparator(separator)
            .commentStrategy(CommentStrategy.READ)
            .commentCharacter(Dialect.COMMENT)
            .skipEmptyLines(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .trimWhitespacesAroundQuotes(false)
            .maxBufferSize(MAX_CELL)
            .build(records, text);
        CloseableIterator<Boolean> iterator = csv.iterator()) {
      while (iterator.hasNext()) {
        iterator.next();
      }
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CharacterCodingException) {
        throw new DataException(
            records.here() + ": not text in "
                + (encoding != null
                    ? encoding.name()
                    : "UTF-8; if it is in Latin-1, read it with --encoding ISO-8859-1"),
            e);
      }
      throw e.getCause();
    } catch (CsvParseException e) {
      throw cause(e, records);
    }
  }

  /**
   * Returns the error to report: what the records refuse arrives wrapped; what the parser refuses is always about
   * quotes.
   */
  private static DataException cause(CsvParseException e, CsvRecords<?> records) {
    if (e.getCause() instanceof DataException refusal) {
      return refusal;
    }
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    if (e.getCause() instanceof RuntimeException failure) {
      // A visitor's own.
      throw failure;
    }
    if (e.getCause() != null) {
      throw e;
    }
    String message = String.valueOf(e.getMessage());
    String problem;
    if (message.startsWith("Unclosed")) {
      problem = "a quote is not closed";
    } else if (message.startsWith("Unexpected character after closing quote")) {
      problem = "there is text between a closing quote and the next separator";
    } else if (message.startsWith("The maximum buffer size")) {
      problem = "a cell is longer than " + MAX_CELL
          + " characters, perhaps because a quote is not closed";
    } else {
      problem = "not valid CSV";
    }
    return new DataException(records.here() + ": " + problem, e);
  }
}

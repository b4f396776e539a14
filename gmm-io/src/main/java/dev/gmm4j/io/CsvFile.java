package dev.gmm4j.io;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.MalformedInputException;

/** Reads CSV. */
final class CsvFile {
  /** The longest cell; a quote that is not closed swallows the rest of the file. */
  private static final int MAX_CELL = 1 << 20;

  private static final char[] SEPARATORS = {',', ';', '\t'};

  private CsvFile() {}

  /** Reads a stream to its end, and does not close it. */
  static Dataset read(InputStream in, String name, ReadOptions options) {
    try (CsvRecords<CsvTable> records = new CsvRecords<>(
        name, options, (width, header) -> new CsvTable(name, options, width, header))) {
      read(in, name, options, records);
      return records.finish().finish();
    } catch (IOException e) {
      throw Failures.reading(name, e);
    }
  }

  /** Shows the rows of a stream to a visitor, to its end, and does not close it. */
  static void visit(InputStream in, String name, ReadOptions options, DataRow.Visitor visitor) {
    try (CsvRecords<CsvCells> records = new CsvRecords<>(
        name, options, (width, header) -> new CsvCells(name, options, visitor, width, header))) {
      read(in, name, options, records);
      records.finish().finish();
    } catch (IOException e) {
      throw Failures.reading(name, e);
    }
  }

  private static void read(InputStream in, String name, ReadOptions options, CsvRecords<?> records)
      throws IOException {
    Utf8Reader text = new Utf8Reader(in);
    refuseBinary(name, text.buffered());
    char separator = options.separator();
    if (separator == ReadOptions.DETECT_SEPARATOR) {
      separator = detectSeparator(text.buffered());
    }
    parse(text, separator, records);
  }

  private static void parse(Utf8Reader text, char separator, CsvRecords<?> records)
      throws IOException {
    try (CsvReader<Boolean> csv = CsvReader.builder()
            .fieldSeparator(separator)
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
      if (e.getCause() instanceof MalformedInputException) {
        throw new DataException(records.here() + ": not text in UTF-8", e);
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

  private static void refuseBinary(String name, ByteBuffer head) {
    byte[] start = new byte[Math.min(NpyHeader.MAGIC.length, head.remaining())];
    head.get(head.position(), start);
    if (NpyHeader.isMagic(start)) {
      throw new DataException(name + " is .npy, which is read from files only");
    }
    for (int i = head.position(); i < head.limit(); i++) {
      if (head.get(i) == 0) {
        throw new DataException(name + " is neither CSV in UTF-8 nor .npy: it has zero bytes");
      }
    }
  }

  /**
   * The separator that the first two lines have equally often. Where that does not decide, tab if the first line has more
   * of them than of the others; semicolon if its commas may be decimal commas.
   */
  private static char detectSeparator(ByteBuffer head) {
    int[][] counts = new int[2][SEPARATORS.length];
    int line = 0;
    boolean quoted = false;
    for (int i = head.position(); i < head.limit() && line < 2; i++) {
      char c = (char) head.get(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == '\n') {
        line++;
      } else if (!quoted) {
        for (int s = 0; s < SEPARATORS.length; s++) {
          counts[line][s] += c == SEPARATORS[s] ? 1 : 0;
        }
      }
    }
    int agreed = -1;
    for (int s = 0; s < SEPARATORS.length; s++) {
      if (counts[0][s] > 0 && counts[0][s] == counts[1][s]) {
        agreed = agreed == -1 ? s : SEPARATORS.length;
      }
    }
    if (agreed >= 0 && agreed < SEPARATORS.length) {
      return SEPARATORS[agreed];
    }
    int commas = counts[0][0];
    int semicolons = counts[0][1];
    if (counts[0][2] > Math.max(commas, semicolons)) {
      return '\t';
    }
    return semicolons > 0 && commas <= semicolons + 1 ? ';' : ',';
  }
}

package dev.gmm4j.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks for a model's features in a file's header, before the file is read. */
final class ColumnsByName {
  /** A header longer than that is none. */
  private static final int PEEKED_BYTES = 1 << 20;

  private static final char[] SEPARATORS = {',', ';', '\t'};
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private ColumnsByName() {}

  /** Returns the indices of the features' columns in a file; none if not all of them are there. */
  static List<String> find(List<String> features, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      // Whoever reads it tells why it cannot be read; a pipe can be read only once.
      return List.of();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return find(features, in.readNBytes(PEEKED_BYTES));
    }
  }

  /** Returns the same for a stream that supports {@code mark}, which is left where it was. */
  static List<String> find(List<String> features, BufferedInputStream in) throws IOException {
    in.mark(PEEKED_BYTES);
    byte[] beginning = in.readNBytes(PEEKED_BYTES);
    in.reset();
    return find(features, beginning);
  }

  private static List<String> find(List<String> features, byte[] beginning) {
    String text = new String(beginning, StandardCharsets.UTF_8);
    for (char separator : SEPARATORS) {
      List<String> header = firstRecord(text, separator);
      if (header.containsAll(features)) {
        List<String> indices = new ArrayList<>();
        for (String feature : features) {
          indices.add(Integer.toString(header.indexOf(feature)));
        }
        return indices;
      }
    }
    return List.of();
  }

  private static List<String> firstRecord(String text, char separator) {
    String csv = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder().fieldSeparator(separator).ofCsvRecord(csv)) {
      for (CsvRecord record : reader) {
        return record.getFields().stream().map(String::strip).toList();
      }
      return List.of();
    } catch (IOException | CsvParseException e) {
      // Not CSV with this separator, which is no failure: the columns are then taken by position.
      return List.of();
    }
  }
}

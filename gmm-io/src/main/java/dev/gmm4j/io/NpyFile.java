package dev.gmm4j.io;

import dev.gmm4j.data.RowSource;
import dev.gmm4j.data.Samples;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** An open .npy file. */
final class NpyFile {
  private final String name;
  private final MappedFile file;
  private final NpyHeader header;
  private final MappedNumbers numbers;
  private final ColumnChoice choice;

  private NpyFile(
      String name, MappedFile file, NpyHeader header, MappedNumbers numbers, ColumnChoice choice) {
    this.name = name;
    this.file = file;
    this.header = header;
    this.numbers = numbers;
    this.choice = choice;
  }

  /** Opens a file. */
  static Dataset open(Path file, ReadOptions options) throws IOException {
    String name = file.toString();
    return open(file, options, (header, numbers) -> {
      ColumnChoice choice = ColumnChoice.of(options, name, TableShape.unnamed(header.columns()));
      return new NpyFile(name, mapped(file, header), header, numbers, choice).dataset(options);
    });
  }

  /** Shows the rows of a file to a visitor. */
  static void visit(Path file, ReadOptions options, DataRow.Visitor visitor) throws IOException {
    open(file, options, (header, numbers) -> {
      TableShape shape = TableShape.unnamed(header.columns());
      int[] columns = ColumnChoice.visited(options, file.toString(), shape);
      try (numbers) {
        new NpyCells(mapped(file, header), numbers, header, columns).visit(visitor);
      }
      return header;
    });
  }

  private static <T> T open(
      Path file, ReadOptions options, BiFunction<NpyHeader, MappedNumbers, T> use)
      throws IOException {
    String name = file.toString();
    if (!Files.isRegularFile(file)) {
      throw new DataException(name + " is .npy, which is mapped and so must be a regular file");
    }
    try (FileChannel channel = FileChannel.open(file)) {
      NpyHeader header = NpyHeader.read(Channels.newInputStream(channel), name);
      if (channel.size() < header.fileSize()) {
        throw new DataException(name + " is truncated: its header promises " + header.fileSize()
            + " bytes, but it has " + channel.size());
      }
      if (!options.missingValues().isEmpty()) {
        throw new DataException(name + " is .npy, where NaN alone is a missing value:"
            + " texts of missing values (--missing-values) are for CSV");
      }
      MappedNumbers numbers = MappedNumbers.map(
          channel,
          header.dataOffset(),
          header.rows() * header.columns(),
          header.type(),
          header.byteOrder());
      return use.apply(header, numbers);
    }
  }

  private static MappedFile mapped(Path file, NpyHeader header) {
    return MappedFile.of(file, header.fileSize());
  }

  private Dataset dataset(ReadOptions options) {
    RowSource features = rows(choice.features());
    RowSource weights = choice.weights() < 0 ? null : rows(choice.weights());
    RowSelection kept = RowSelection.all(header.rows());
    List<String> notes = new ArrayList<>(choice.notes());
    if (options.missing() == ReadOptions.Missing.DROP && header.type().isFloating()) {
      RowSelection whole = SelectedRows.whole(features, weights);
      long left = whole.fileRows() - whole.rows();
      if (whole.rows() == 0) {
        throw new MissingValuesException(
            name + ": all rows have missing values (NaN), so that --missing drop leaves none");
      }
      if (left > 0) {
        kept = whole;
        features = new SelectedRows(features, whole);
        weights = weights == null ? null : new SelectedRows(weights, whole);
        notes.add(name + ": " + left + " of " + header.rows()
            + " rows have missing values (NaN), left out");
      }
    }
    Samples samples = Samples.of(features);
    if (weights != null) {
      samples = samples.weighted(weights);
    }
    if (options.missing() == ReadOptions.Missing.KEEP && header.type().isFloating()) {
      samples = samples.withMissingValues();
    }
    RowNumbers rowNumbers = new RowNumbers(kept, null);
    TableShape shape = TableShape.unnamed(header.columns());
    int[] texts = ColumnChoice.kept(options, name, shape);
    return new Dataset(
        name,
        samples,
        FileColumns.of(choice, shape, TextLayout.numbered(header.columns())),
        rowNumbers,
        notes,
        (row, column) -> location(rowNumbers.fileRow(row), column),
        texts.length == 0 ? null : new NpyTexts(file, numbers, header, texts, rowNumbers),
        numbers);
  }

  private RowSource rows(int... columns) {
    return rows(file, header, numbers, columns);
  }

  static RowSource rows(MappedFile file, NpyHeader header, MappedNumbers numbers, int... columns) {
    MappedRows rows = header.columnMajor()
        ? new MappedRows(numbers, header.rows(), columns, 1, header.rows())
        : new MappedRows(numbers, header.rows(), columns, header.columns(), 1);
    return new WatchedRows(rows, file);
  }

  private String location(long row, int feature) {
    int column = feature >= 0 ? choice.features()[feature] : choice.weights();
    return name + ", row " + row + (column < 0 ? "" : ", column " + column) + ", counted from 0";
  }
}

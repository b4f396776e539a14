package dev.gmm4j.io;

import dev.gmm4j.data.Samples;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;

/** Opens .npy files. */
final class NpyFile {
  private NpyFile() {}

  static Dataset open(Path file, ReadOptions options) throws IOException {
    return open(file, (header, numbers) -> dataset(file.toString(), options, header, numbers));
  }

  /** Shows the rows of a file to a visitor. */
  static void visit(Path file, ReadOptions options, DataRow.Visitor visitor) throws IOException {
    open(file, (header, numbers) -> {
      int[] columns = ColumnChoice.visited(options, file.toString(), header.columns(), null);
      try (numbers) {
        new NpyCells(numbers, header, columns).visit(visitor);
      }
      return header;
    });
  }

  private static <T> T open(Path file, BiFunction<NpyHeader, MappedNumbers, T> use)
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
      MappedNumbers numbers = MappedNumbers.map(
          channel,
          header.dataOffset(),
          header.rows() * header.columns(),
          header.type(),
          header.byteOrder());
      return use.apply(header, numbers);
    }
  }

  private static Dataset dataset(
      String name, ReadOptions options, NpyHeader header, MappedNumbers numbers) {
    ColumnChoice choice = ColumnChoice.of(options, name, header.columns(), null);
    Samples samples = Samples.of(rows(header, numbers, choice.features()));
    if (choice.weights() >= 0) {
      samples = samples.weighted(rows(header, numbers, choice.weights()));
    }
    RowNumbers rowNumbers = new RowNumbers(KeptRows.all(header.rows()), null);
    int[] texts = ColumnChoice.kept(options, name, header.columns(), null);
    return new Dataset(
        name,
        samples,
        choice.names(),
        rowNumbers,
        (row, column) -> location(name, choice, row, column),
        texts.length == 0 ? null : new NpyTexts(numbers, header, texts, rowNumbers),
        numbers);
  }

  static MappedRows rows(NpyHeader header, MappedNumbers numbers, int... columns) {
    return header.columnMajor()
        ? new MappedRows(numbers, header.rows(), columns, 1, header.rows())
        : new MappedRows(numbers, header.rows(), columns, header.columns(), 1);
  }

  private static String location(String name, ColumnChoice choice, long row, int feature) {
    int column = feature >= 0 ? choice.features()[feature] : choice.weights();
    return name + ", row " + row + (column < 0 ? "" : ", column " + column) + ", counted from 0";
  }
}

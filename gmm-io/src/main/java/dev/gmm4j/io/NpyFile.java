package dev.gmm4j.io;

import dev.gmm4j.data.Samples;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens .npy files. */
final class NpyFile {
  /** Rows of the classes' column that are read at once. */
  private static final int BLOCK = 4096;

  private NpyFile() {}

  static Dataset open(Path file, ReadOptions options) throws IOException {
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
      ColumnChoice choice = ColumnChoice.of(options, name, header.columns(), null);
      MappedNumbers numbers = MappedNumbers.map(
          channel,
          header.dataOffset(),
          header.rows() * header.columns(),
          header.type(),
          header.byteOrder());
      Samples samples = Samples.of(rows(header, numbers, choice.features()));
      if (choice.weights() >= 0) {
        samples = samples.weighted(rows(header, numbers, choice.weights()));
      }
      return new Dataset(
          name,
          samples,
          choice.names(),
          choice.classes() < 0 ? null : classes(name, header, numbers, choice),
          (row, column) -> location(name, choice, row, column),
          numbers);
    }
  }

  private static ClassLabels classes(
      String name, NpyHeader header, MappedNumbers numbers, ColumnChoice choice) {
    MappedRows column = rows(header, numbers, choice.classes());
    ClassLabels.Builder classes = new ClassLabels.Builder(choice.className());
    double[] buffer = new double[BLOCK];
    for (long first = 0; first < column.rows(); first += BLOCK) {
      int count = (int) Math.min(BLOCK, column.rows() - first);
      column.read(first, count, buffer);
      for (int i = 0; i < count; i++) {
        if (!classes.add(text(buffer[i]))) {
          throw ClassLabels.refusal(location(name, choice.classes(), first + i));
        }
      }
    }
    return classes.build();
  }

  private static String text(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }

  private static MappedRows rows(NpyHeader header, MappedNumbers numbers, int... columns) {
    return header.columnMajor()
        ? new MappedRows(numbers, header.rows(), columns, 1, header.rows())
        : new MappedRows(numbers, header.rows(), columns, header.columns(), 1);
  }

  private static String location(String name, ColumnChoice choice, long row, int feature) {
    return location(name, feature >= 0 ? choice.features()[feature] : choice.weights(), row);
  }

  private static String location(String name, int column, long row) {
    return name + ", row " + row + (column < 0 ? "" : ", column " + column) + ", counted from 0";
  }
}

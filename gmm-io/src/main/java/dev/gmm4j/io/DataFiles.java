package dev.gmm4j.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Opens data files. */
public final class DataFiles {
  private DataFiles() {}

  /**
   * Opens a data file: NumPy's .npy if it begins as such, else CSV, which may be packed by gzip.
   *
   * @throws DataException if the file cannot be read or is not valid
   */
  public static Dataset open(Path file, ReadOptions options) {
    return open(file, new Reader<>() {
      @Override
      public Dataset csv(InputStream in) {
        return CsvFile.read(in, file.toString(), options);
      }

      @Override
      public Dataset npy() throws IOException {
        return NpyFile.open(file, options);
      }
    });
  }

  /**
   * Shows the rows of a data file to a visitor, whatever is in their cells: of the {@linkplain
   * ReadOptions.Builder#keptColumns kept columns} if there are any, else of all.
   *
   * @return what a user should know about how the file was read, a sentence each
   * @throws DataException if the file cannot be read, has no rows, or is not valid otherwise
   */
  public static List<String> visit(Path file, ReadOptions options, DataRow.Visitor visitor) {
    return open(file, new Reader<>() {
      @Override
      public List<String> csv(InputStream in) {
        return CsvFile.visit(in, file.toString(), options, visitor);
      }

      @Override
      public List<String> npy() throws IOException {
        NpyFile.visit(file, options, visitor);
        return List.of();
      }
    });
  }

  /** Reads a file, when it is known what it is. */
  private interface Reader<T> {
    T csv(InputStream in);

    T npy() throws IOException;
  }

  private static <T> T open(Path file, Reader<T> reader) {
    String name = file.toString();
    if (Files.isDirectory(file)) {
      throw new DataException(name + " is a folder, not a file");
    }
    try (PushbackInputStream in =
        new PushbackInputStream(Files.newInputStream(file), NpyHeader.MAGIC.length)) {
      byte[] head = in.readNBytes(NpyHeader.MAGIC.length);
      in.unread(head);
      if (NpyHeader.isMagic(head)) {
        return reader.npy();
      }
      if (name.endsWith(".npy") && FileSignature.of(head) == null) {
        throw new DataException(
            name + " is not a .npy file: it does not begin with the bytes \\x93NUMPY");
      }
      return reader.csv(in);
    } catch (IOException e) {
      throw Failures.reading(name, e);
    }
  }

  /**
   * Reads CSV, which may be packed by gzip, from a stream to its end. The stream is not closed.
   *
   * @param name what messages call the stream, such as {@code standard input}
   * @throws DataException if the stream cannot be read or is not valid
   */
  public static Dataset read(InputStream csv, String name, ReadOptions options) {
    return CsvFile.read(csv, name, options);
  }

  /**
   * Shows the rows of CSV from a stream to a visitor, as {@link #visit(Path, ReadOptions, DataRow.Visitor)} does. The stream is
   * not closed.
   *
   * @param name what messages call the stream, such as {@code standard input}
   * @return what a user should know about how the stream was read, a sentence each
   * @throws DataException if the stream cannot be read, has no rows, or is not valid otherwise
   */
  public static List<String> visit(
      InputStream csv, String name, ReadOptions options, DataRow.Visitor visitor) {
    return CsvFile.visit(csv, name, options, visitor);
  }
}

package dev.gmm4j.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens data files. */
public final class DataFiles {
  private DataFiles() {}

  /**
   * Opens a data file: NumPy's .npy if it begins as such, else CSV, which may be packed by gzip.
   *
   * @throws DataException if the file cannot be read or is not valid
   */
  public static Dataset open(Path file, ReadOptions options) {
    String name = file.toString();
    if (Files.isDirectory(file)) {
      throw new DataException(name + " is a folder, not a file");
    }
    try (PushbackInputStream in =
        new PushbackInputStream(Files.newInputStream(file), NpyHeader.MAGIC.length)) {
      byte[] head = in.readNBytes(NpyHeader.MAGIC.length);
      in.unread(head);
      if (NpyHeader.isMagic(head)) {
        return NpyFile.open(file, options);
      }
      if (name.endsWith(".npy") && FileSignature.of(head) == null) {
        throw new DataException(
            name + " is not a .npy file: it does not begin with the bytes \\x93NUMPY");
      }
      return CsvFile.read(in, name, options);
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
}

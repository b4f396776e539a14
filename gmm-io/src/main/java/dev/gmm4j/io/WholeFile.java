package dev.gmm4j.io;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;

/**
 * Writes files whole or not at all: under a temporary name in the same folder, and moved into place when complete.
 *
 * <p>The temporary file is removed if writing fails or the process is told to end meanwhile. What is there before stays
 * until it is replaced. A target that is not a regular file, such as a pipe or a device, is written to directly.
 */
public final class WholeFile {
  private WholeFile() {}

  /** What writes the contents. */
  @FunctionalInterface
  public interface ThrowingConsumer<T> {

    /**
     * Writes to the target.
     *
     * @throws IOException if the target cannot be written to
     */
    void accept(T target) throws IOException;
  }

  /**
   * Writes a text file in UTF-8.
   *
   * @throws DataException if the file cannot be written
   */
  public static void write(Path file, ThrowingConsumer<Writer> body) {
    writeBytes(file, out -> {
      try (Writer writer =
          new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
        body.accept(writer);
      }
    });
  }

  /**
   * Writes a binary file.
   *
   * @throws DataException if the file cannot be written
   */
  public static void writeBytes(Path file, ThrowingConsumer<OutputStream> body) {
    try {
      if (Files.isDirectory(file)) {
        throw new DataException("cannot write " + file + ": it is a folder");
      }
      if (!Files.exists(file)) {
        writeThenMove(target(file.toAbsolutePath()), body);
      } else if (Files.isRegularFile(file)) {
        // What a link points to is replaced, not the link.
        writeThenMove(file.toRealPath(), body);
      } else {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
          body.accept(out);
        }
      }
    } catch (IOException e) {
      throw Failures.writing(file.toString(), e);
    }
  }

  /** Returns what a link points to, though it does not exist, or the file itself. */
  private static Path target(Path file) throws IOException {
    return Files.isSymbolicLink(file) ? file.resolveSibling(Files.readSymbolicLink(file)) : file;
  }

  private static void writeThenMove(Path file, ThrowingConsumer<OutputStream> body)
      throws IOException {
    try (Unfinished temporary = Unfinished.beside(file)) {
      try (OutputStream out =
          Files.newOutputStream(temporary.path(), StandardOpenOption.CREATE_NEW)) {
        copyPermissions(file, temporary.path());
        body.accept(out);
      }
      move(temporary.path(), file);
    }
  }

  /** Who may read a file is not changed by replacing it. */
  private static void copyPermissions(Path replaced, Path file) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(replaced, PosixFileAttributeView.class);
    if (view != null && Files.exists(replaced)) {
      Files.setPosixFilePermissions(file, view.readAttributes().permissions());
    }
  }

  private static void move(Path temporary, Path file) throws IOException {
    try {
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}

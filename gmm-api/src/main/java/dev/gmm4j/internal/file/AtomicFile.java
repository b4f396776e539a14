package dev.gmm4j.internal.file;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file completely or not at all: the content goes to a temporary file in the same folder, which then replaces
 * the target in one step.
 *
 * <p>Until then the target stays as it is. If writing fails, the temporary file is deleted. A symbolic link is followed:
 * the file that it points to is replaced or created, and the link stays. A replaced file keeps its permissions. A target
 * that is no regular file, such as a pipe or a device, cannot be replaced and is written to directly.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes the bytes of a file. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes to a stream, which the caller closes.
     *
     * @throws IOException if the stream cannot be written to
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes the text of a file. */
  @FunctionalInterface
  public interface Text {

    /**
     * Writes to a writer, which the caller closes.
     *
     * @throws IOException if the writer cannot be written to
     */
    void writeTo(Writer writer) throws IOException;
  }

  /**
   * Writes a file. If the process is told to end meanwhile, the temporary file is deleted; if it is killed, the next write to the
   * same file deletes it.
   *
   * @throws FileWriteException if the file cannot be written, or the content throws an {@link IOException}
   */
  public static void write(Path file, Content content) throws FileWriteException {
    try {
      if (Files.isDirectory(file)) {
        throw new IOException(OutputTarget.FOLDER);
      }
      if (OutputTarget.isReplaceable(file)) {
        replace(file, content);
      } else {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
          content.writeTo(out);
        }
      }
    } catch (IOException e) {
      throw FileWriteException.of(file.toString(), e);
    }
  }

  private static void replace(Path file, Content content) throws IOException {
    Path target = OutputTarget.resolve(file);
    TemporaryFile.deleteAbandoned(target);
    try (TemporaryFile temporary = TemporaryFile.beside(target)) {
      replace(target, temporary, content);
    }
  }

  private static void replace(Path target, TemporaryFile temporary, Content content)
      throws IOException {
    EndOfProcess.add(temporary.path());
    try {
      try (OutputStream out = temporary.open()) {
        content.writeTo(out);
      }
      temporary.moveTo(target);
    } finally {
      EndOfProcess.remove(temporary.path());
    }
  }

  /**
   * Writes a text file in UTF-8, as {@link #write} does.
   *
   * @throws FileWriteException if the file cannot be written, or the text throws an {@link IOException}
   */
  public static void writeText(Path file, Text text) throws FileWriteException {
    write(file, out -> {
      try (Writer writer =
          new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
        text.writeTo(writer);
      }
    });
  }

  /**
   * Writes a regular file that survives a crash of the machine: its bytes are on the disk before it replaces the target.
   *
   * <p>The end of the process does not delete the temporary file, because such a file may be what a process writes last,
   * after it was told to end. {@link #deleteUnfinished} deletes what a killed process left.
   *
   * @throws FileWriteException if the file cannot be written, or the target is no regular file
   */
  public static void writeDurably(Path file, byte[] bytes) throws FileWriteException {
    try {
      if (!OutputTarget.isReplaceable(file)) {
        throw new IOException("the file is moved into place, and this is no regular file");
      }
      Path target = OutputTarget.resolve(file);
      try (TemporaryFile temporary = TemporaryFile.beside(target)) {
        temporary.writeDurably(bytes);
        temporary.moveTo(target);
      }
      TemporaryFile.forceFolder(target);
    } catch (IOException e) {
      throw FileWriteException.of(file.toString(), e);
    }
  }

  /**
   * Deletes the temporary files that killed processes left beside a file. To be called when no process writes it.
   *
   * @throws FileWriteException if the folder cannot be listed, or a file in it not be deleted
   */
  public static void deleteUnfinished(Path file) throws FileWriteException {
    try {
      TemporaryFile.deleteAll(OutputTarget.resolve(file));
    } catch (IOException e) {
      throw FileWriteException.of(file.toString(), e);
    }
  }

  /**
   * Returns the file that a path stands for: the one that its links point to, which need not exist.
   *
   * @throws IOException if links go round in a circle or cannot be read
   */
  public static Path target(Path file) throws IOException {
    return OutputTarget.resolve(file);
  }

  /**
   * Looks for what would prevent a file from being written, before time is spent on its content.
   *
   * @return the reason, such as {@code there is no folder results}, or null if none is found
   */
  public static @Nullable String obstacle(Path file) {
    try {
      if (Files.isDirectory(file)) {
        return OutputTarget.FOLDER;
      }
      return OutputTarget.isReplaceable(file)
          ? OutputTarget.folderObstacle(OutputTarget.resolve(file))
          : null;
    } catch (IOException e) {
      return FileWriteException.reason(e);
    }
  }
}

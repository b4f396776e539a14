package dev.gmm4j.io;

import dev.gmm4j.Checkpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Checkpoints in files; the package description has the format.
 *
 * <p>A file is replaced as a whole once its successor is on the disk: whenever the process or the machine stops, the file
 * is the former or the latter. Until it is moved into place, the successor is a hidden file beside it, always of the same
 * name, so that a process that was killed leaves at most one, which the next write takes.
 */
public final class CheckpointFile {
  private CheckpointFile() {}

  /**
   * Writes a checkpoint, in place of a former one.
   *
   * @throws DataException if it cannot be written
   */
  public static void write(Path file, Checkpoint checkpoint) {
    byte[] bytes = CheckpointEncoder.encode(checkpoint);
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw new DataException("cannot write " + file
            + ": a checkpoint is moved into place, and this is no regular file");
      }
      Path target = target(file);
      Path temporary = temporary(target);
      try {
        writeThrough(temporary, bytes);
        move(temporary, target);
      } finally {
        Files.deleteIfExists(temporary);
      }
      writeThroughFolder(target);
    } catch (IOException e) {
      throw Failures.writing(file.toString(), e);
    }
  }

  /**
   * Reads a checkpoint.
   *
   * @throws DataException if there is none, or it is damaged, cut short, or of another version
   */
  public static Checkpoint read(Path file) {
    String name = file.toString();
    if (Files.isDirectory(file)) {
      throw new DataException(name + " is a folder, not a file");
    }
    try {
      return CheckpointDecoder.decode(name, Files.readAllBytes(file));
    } catch (IOException e) {
      throw Failures.reading(name, e);
    } catch (OutOfMemoryError e) {
      throw new DataException(name + " is too large for a checkpoint", e);
    }
  }

  /**
   * Deletes a checkpoint that is no longer needed, if there is one, and what a killed process left beside it.
   *
   * @throws DataException if it cannot be deleted
   */
  public static void delete(Path file) {
    try {
      Files.deleteIfExists(temporary(target(file)));
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw Failures.writing(file.toString(), e);
    }
  }

  /**
   * Deletes what a process that was killed while it wrote a checkpoint may have left beside it.
   *
   * @throws DataException if it cannot be deleted
   */
  public static void deleteUnfinished(Path file) {
    try {
      Files.deleteIfExists(temporary(target(file)));
    } catch (IOException e) {
      throw Failures.writing(file.toString(), e);
    }
  }

  /** What a link points to is replaced, not the link. */
  private static Path target(Path file) throws IOException {
    return Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
  }

  private static Path temporary(Path target) {
    return target.resolveSibling("." + target.getFileName() + ".tmp");
  }

  private static void writeThrough(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  private static void move(Path temporary, Path file) throws IOException {
    try {
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Makes the move last, too, where folders can be opened. */
  private static void writeThroughFolder(Path file) {
    Path folder = file.getParent();
    if (folder == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder)) {
      channel.force(true);
    } catch (IOException e) {
      System.getLogger(CheckpointFile.class.getName())
          .log(System.Logger.Level.DEBUG, "cannot write the folder " + folder + " through", e);
    }
  }
}

package dev.gmm4j.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file as it was when it was mapped. */
final class MappedFile {
  private final Path path;
  private final long size;
  private final @Nullable Object key;

  private MappedFile(Path path, long size, @Nullable Object key) {
    this.path = path;
    this.size = size;
    this.key = key;
  }

  /**
   * Returns a file.
   *
   * @param size how many of its bytes are mapped, from the first on
   */
  static MappedFile of(Path path, long size) {
    try {
      return new MappedFile(
          path, size, Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    } catch (IOException e) {
      throw Failures.reading(path.toString(), e);
    }
  }

  /**
   * Tells whether others have truncated the file, so that mapped bytes are lost. Of a file that was deleted or replaced they
   * are not. Never true on systems that do not tell a file from the one that replaced it; Windows lets nobody truncate one
   * that is mapped.
   */
  boolean isTruncated() {
    if (key == null) {
      return false;
    }
    try {
      BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
      return now.size() < size && Objects.equals(now.fileKey(), key);
    } catch (IOException e) {
      // Deleted, or no longer to be reached by its name: what is mapped is there still.
      return false;
    }
  }

  /** Returns a number of the file as {@link MappedNumbers#text} does. */
  String text(MappedNumbers numbers, long element) {
    try {
      return numbers.text(element);
    } catch (InternalError e) {
      throw lost(e);
    }
  }

  /** Returns the failure of whatever needs bytes that are lost. */
  DataException lost(@Nullable InternalError fault) {
    return new DataException(
        path
            + " cannot be read any more: it was truncated, or its disk failed, while it was in use",
        fault);
  }
}

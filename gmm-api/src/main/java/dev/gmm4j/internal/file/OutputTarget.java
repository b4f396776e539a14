package dev.gmm4j.internal.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the file that a path stands for, and tells how it can be written. */
final class OutputTarget {
  static final String FOLDER = "it is a folder";

  /** As many as Linux follows. */
  private static final int MAX_LINKS = 40;

  private OutputTarget() {}

  /** Tells whether a path is a regular file or does not exist yet; a pipe or a device cannot be replaced. */
  static boolean isReplaceable(Path file) {
    return !Files.exists(file) || Files.isRegularFile(file);
  }

  /** Returns the file that a link points to, through further links, or the file itself; it need not exist. */
  static Path resolve(Path file) throws IOException {
    if (Files.exists(file)) {
      return file.toRealPath();
    }
    Path target = file.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(target); links++) {
      if (links == MAX_LINKS) {
        throw new FileSystemException(file.toString(), null, "too many symbolic links");
      }
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    return target;
  }

  /** Returns why no file can be created beside a resolved target, or null. */
  static @Nullable String folderObstacle(Path target) {
    Path folder = target.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return "there is no folder " + folder;
    }
    return Files.isWritable(folder) ? null : "the folder " + folder + " is not writable";
  }
}

package dev.gmm4j.plot;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are written whole or not at all. */
final class OutputFile {
  private OutputFile() {}

  /** Checks what can be checked before time is spent on what is to be written. */
  static Path requireWritable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      throw new PlotException("cannot write " + file + ": it is a folder", null);
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw new PlotException("cannot write " + file + ": there is no folder " + folder, null);
    }
    return folder;
  }

  static void write(Path file, byte[] bytes) {
    Path folder = requireWritable(file);
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        // A device or a pipe: nothing to be replaced.
        Files.write(file, bytes);
      } else {
        replace(file, folder, bytes);
      }
    } catch (AccessDeniedException e) {
      throw new PlotException("cannot write " + file + ": permission denied", e);
    } catch (IOException e) {
      throw new PlotException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private static void replace(Path file, Path folder, byte[] bytes) throws IOException {
    Path unfinished = folder.resolve(".gmm4j-" + Long.toHexString(System.nanoTime()) + ".tmp");
    try {
      Files.write(unfinished, bytes);
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}

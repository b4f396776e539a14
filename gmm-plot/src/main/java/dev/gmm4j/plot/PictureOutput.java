package dev.gmm4j.plot;

import dev.gmm4j.internal.file.AtomicFile;
import dev.gmm4j.internal.file.FileWriteException;
import java.nio.file.Path;

/** Writes the files of pictures, completely or not at all. */
final class PictureOutput {
  private PictureOutput() {}

  /** Checks what can be checked before time is spent on the picture. */
  static void requireWritable(Path file) {
    String obstacle = AtomicFile.obstacle(file);
    if (obstacle != null) {
      throw new PlotException("cannot write " + file + ": " + obstacle, null);
    }
  }

  static void write(Path file, byte[] bytes) {
    requireWritable(file);
    try {
      AtomicFile.write(file, out -> out.write(bytes));
    } catch (FileWriteException e) {
      throw new PlotException(String.valueOf(e.getMessage()), e);
    }
  }
}

package dev.gmm4j.cli.output;

import dev.gmm4j.internal.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file, and what names it on the command line.
 *
 * @param label the option or the parameter
 * @param file as it was given
 * @param use what the command does with it
 */
record NamedFile(String label, Path file, FileUse use) {

  /** Returns the file of a name, or null where the file system has no such names: reading or writing will say so. */
  static @Nullable NamedFile of(String label, String file, FileUse use) {
    try {
      return new NamedFile(label, Path.of(file), use);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** Tells whether there is something to lose: a pipe, a device or a folder is not replaced. */
  boolean isLossy() {
    return Files.exists(file) ? Files.isRegularFile(file) : use != FileUse.READ;
  }

  /**
   * Tells whether both are one file, by whatever links and spellings. Of two files that are still to be created, names that
   * differ in nothing but case or the composition of letters are taken for one, as some file systems do.
   */
  boolean isSame(NamedFile other) {
    try {
      boolean exists = Files.exists(file);
      if (exists && Files.exists(other.file)) {
        return Files.isSameFile(file, other.file);
      }
      return exists == Files.exists(other.file) && created(file).equals(created(other.file));
    } catch (IOException e) {
      // What cannot be looked at cannot be read or written either, and is reported then.
      return file.toAbsolutePath()
          .normalize()
          .equals(other.file.toAbsolutePath().normalize());
    }
  }

  /** Returns the folder and the name, without differences of case, of a file that is not there yet. */
  private static Path created(Path file) throws IOException {
    Path target = AtomicFile.target(file);
    Path folder = Objects.requireNonNullElse(target.getParent(), target);
    String name = Normalizer.normalize(String.valueOf(target.getFileName()), Normalizer.Form.NFC);
    Path real = Files.exists(folder) ? folder.toRealPath() : folder.normalize();
    return real.resolve(name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
  }
}

package dev.gmm4j.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** A temporary file that is deleted when it is closed, if it is still there, or when the process is told to end. */
final class Unfinished implements AutoCloseable {
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(Unfinished::deleteAll, "gmm4j-temporary-files"));
  }

  private final Path file;

  private Unfinished(Path file) {
    this.file = file;
  }

  /** Returns a hidden file that does not exist yet, in the folder of another. */
  static Unfinished beside(Path target) {
    String random = Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path file = target.resolveSibling(".gmm4j-" + random + ".tmp");
    OPEN.add(file);
    return new Unfinished(file);
  }

  Path path() {
    return file;
  }

  @Override
  public void close() throws IOException {
    OPEN.remove(file);
    Files.deleteIfExists(file);
  }

  private static void deleteAll() {
    for (Path file : OPEN) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        System.getLogger(Unfinished.class.getName())
            .log(System.Logger.Level.WARNING, "cannot delete the temporary file " + file, e);
      }
    }
  }
}

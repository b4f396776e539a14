package dev.gmm4j.internal.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Deletes unfinished files when the process is told to end. */
final class EndOfProcess {
  private static final Set<Path> UNFINISHED = ConcurrentHashMap.newKeySet();

  static {
    try {
      Runtime.getRuntime()
          .addShutdownHook(new Thread(EndOfProcess::deleteAll, "gmm4j-temporary-files"));
    } catch (IllegalStateException e) {
      // The process is ending, so that nobody can tell it to.
      System.getLogger(EndOfProcess.class.getName())
          .log(System.Logger.Level.DEBUG, "the first file is written at the end of the process", e);
    }
  }

  private EndOfProcess() {}

  /** Has a file deleted if the process ends before it is removed from the list. */
  static void add(Path file) {
    UNFINISHED.add(file);
  }

  /** Removes a file that is complete or deleted. */
  static void remove(Path file) {
    UNFINISHED.remove(file);
  }

  private static void deleteAll() {
    for (Path file : UNFINISHED) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        System.getLogger(EndOfProcess.class.getName())
            .log(System.Logger.Level.WARNING, "cannot delete the temporary file " + file, e);
      }
    }
  }
}

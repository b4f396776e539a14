package dev.gmm4j.internal.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Deletes unfinished files when the process is told to end.
 *
 * <p>The process knows of it only while there are such files: whatever it holds on to keeps the class loader of this class alive,
 * and with it an application that was undeployed long ago.
 */
final class EndOfProcess {
  private static final Set<Path> UNFINISHED = new HashSet<>();
  private static @Nullable Thread hook;

  private EndOfProcess() {}

  /** Has a file deleted if the process ends before it is removed from the list. */
  static synchronized void add(Path file) {
    UNFINISHED.add(file);
    if (hook == null) {
      Thread thread = new Thread(EndOfProcess::deleteAll, "gmm4j-temporary-files");
      try {
        Runtime.getRuntime().addShutdownHook(thread);
        hook = thread;
      } catch (IllegalStateException e) {
        System.getLogger(EndOfProcess.class.getName())
            .log(System.Logger.Level.DEBUG, "a file is begun at the end of the process", e);
      }
    }
  }

  /** Removes a file that is complete or deleted. */
  static synchronized void remove(Path file) {
    UNFINISHED.remove(file);
    if (hook != null && UNFINISHED.isEmpty()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
        hook = null;
      } catch (IllegalStateException e) {
        System.getLogger(EndOfProcess.class.getName())
            .log(System.Logger.Level.DEBUG, "a file is complete at the end of the process", e);
      }
    }
  }

  private static synchronized List<Path> unfinished() {
    return List.copyOf(UNFINISHED);
  }

  private static void deleteAll() {
    for (Path file : unfinished()) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        System.getLogger(EndOfProcess.class.getName())
            .log(System.Logger.Level.WARNING, "cannot delete the temporary file " + file, e);
      }
    }
  }
}

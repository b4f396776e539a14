package dev.gmm4j.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputLockTest {
  @TempDir
  private Path folder;

  @Test
  void lock_isGivenToOneAtATime() throws IOException {
    Path file = folder.resolve("fit.ckpt");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);

    try (OutputLock lock = OutputLock.tryLock(file).orElseThrow()) {
      assertThat(lock).isNotNull();
      assertThat(OutputLock.tryLock(file)).isEmpty();
      assertThat(OutputLock.tryLock(link)).isEmpty();
      try (OutputLock other = OutputLock.tryLock(folder.resolve("other.ckpt")).orElseThrow()) {
        assertThat(other).isNotNull();
      }
    }
    try (OutputLock again = OutputLock.tryLock(link).orElseThrow()) {
      assertThat(again).isNotNull();
    }
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(link);
    }
  }

  @Test
  void lock_isNeverGivenToTwo() throws Exception {
    Path file = folder.resolve("fit.ckpt");
    AtomicInteger owners = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Callable<Void> contender = () -> {
      for (int i = 0; i < 200; i++) {
        Optional<OutputLock> lock = OutputLock.tryLock(file);
        if (lock.isPresent()) {
          most.accumulateAndGet(owners.incrementAndGet(), Math::max);
          owners.decrementAndGet();
          lock.get().close();
        }
      }
      return null;
    };
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<Void> done :
          threads.invokeAll(Collections.nCopies(4, contender), 1, TimeUnit.MINUTES)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(most).hasValue(1);
  }

  @Test
  void folderThatIsMissing_isNamed() {
    Path file = folder.resolve("missing").resolve("fit.ckpt");

    assertThatExceptionOfType(FileWriteException.class)
        .isThrownBy(() -> OutputLock.tryLock(file))
        .withMessage("cannot write " + file + ": no such file or folder");
  }
}

package dev.gmm4j;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs one task on several threads at once, each taking from what there is to do. */
final class SideBySide {
  private SideBySide() {}

  /**
   * Runs a task and waits until all threads have done with it; a single thread is the caller.
   *
   * @throws CancellationException if the caller is interrupted; the threads are, too, and are not waited for
   */
  static void run(int threads, Runnable task) {
    if (threads == 1) {
      task.run();
      return;
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads, SideBySide::thread);
    try {
      List<Callable<Object>> tasks =
          Stream.generate(() -> Executors.callable(task)).limit(threads).toList();
      for (Future<Object> future : pool.invokeAll(tasks)) {
        future.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the selection was interrupted");
    } catch (ExecutionException e) {
      throw unchecked(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static Thread thread(Runnable body) {
    Thread thread = new Thread(body, "gmm4j-selection");
    thread.setDaemon(true);
    return thread;
  }

  private static RuntimeException unchecked(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
  }
}

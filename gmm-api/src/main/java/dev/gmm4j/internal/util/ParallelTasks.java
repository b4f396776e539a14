package dev.gmm4j.internal.util;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs one task on several threads at once, each taking from what there is to do. */
public final class ParallelTasks {
  private ParallelTasks() {}

  /** Returns how many threads are used unless the caller says otherwise: one for each processor. */
  public static int defaultThreads() {
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * Runs a task and waits until all threads have done with it; a single thread is the caller.
   *
   * @throws CancellationException if the caller is interrupted; the threads are, too, and are not waited for
   */
  public static void run(int threads, Runnable task) {
    if (threads == 1) {
      task.run();
      return;
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads, ParallelTasks::thread);
    try {
      List<Callable<Object>> tasks =
          Stream.generate(() -> Executors.callable(task)).limit(threads).toList();
      for (Future<Object> future : pool.invokeAll(tasks)) {
        future.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the fits were interrupted");
    } catch (ExecutionException e) {
      throw unchecked(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  /**
   * Returns what a body makes of each index from 0, on several threads.
   *
   * @throws CancellationException as {@link #run}
   */
  public static <T> List<T> map(int count, int threads, IntFunction<T> body) {
    AtomicReferenceArray<@Nullable T> done = new AtomicReferenceArray<>(count);
    AtomicInteger next = new AtomicInteger();
    run(Math.min(threads, count), () -> {
      try {
        int index = next.getAndIncrement();
        while (index < count) {
          done.set(index, body.apply(index));
          index = next.getAndIncrement();
        }
      } finally {
        // After a failure the other threads stop, too.
        next.set(count);
      }
    });
    List<T> results = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      results.add(Objects.requireNonNull(done.get(i)));
    }
    return results;
  }

  private static Thread thread(Runnable body) {
    Thread thread = new Thread(body, "gmm4j-fits");
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

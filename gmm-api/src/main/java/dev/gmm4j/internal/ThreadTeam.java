package dev.gmm4j.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** A fixed number of threads, the caller among them, that run the same body side by side. */
final class ThreadTeam implements AutoCloseable {
  private final int size;
  private final ExecutorService helpers;

  ThreadTeam(int size) {
    this.size = size;
    this.helpers = Executors.newFixedThreadPool(Math.max(1, size - 1), task -> {
      Thread thread = new Thread(task, "gmm4j");
      thread.setDaemon(true);
      return thread;
    });
  }

  int size() {
    return size;
  }

  /**
   * Runs a body on all threads of the team and waits for them.
   *
   * @param body is given the index of its thread, 0 for the caller; it must not throw
   */
  void run(IntConsumer body) {
    List<Future<?>> running = new ArrayList<>();
    for (int t = 1; t < size; t++) {
      int index = t;
      running.add(helpers.submit(() -> body.accept(index)));
    }
    body.accept(0);
    for (Future<?> future : running) {
      await(future);
    }
  }

  private static void await(Future<?> future) {
    boolean interrupted = false;
    while (true) {
      try {
        future.get();
        break;
      } catch (InterruptedException e) {
        // The helpers still use the caller's arrays: wait for them, and keep the interruption for
        // later.
        interrupted = true;
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      } catch (CancellationException e) {
        throw new IllegalStateException(e);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    helpers.shutdown();
  }
}

package dev.gmm4j.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads, the caller among them, that run the same body side by side.
 *
 * <p>Between two runs threads look out for a short time before they sleep: waking a sleeping thread takes longer than a
 * small pass. For one caller at a time.
 */
final class ThreadTeam implements AutoCloseable {
  /** About as long as it takes to wake a thread, and as the maximization of a small mixture. */
  private static final long SPIN_NANOS = 50_000;

  private final int size;
  private final long spinNanos;
  private final List<Thread> helpers = new ArrayList<>();
  private final AtomicInteger running = new AtomicInteger();
  private int runs;
  private boolean closed;

  /**
   * The work that the helpers run next, or null where they end; written before {@link #generation}, which publishes it.
   */
  private @Nullable IntConsumer body;

  private Thread caller = Thread.currentThread();
  private @Nullable Throwable failure;

  /** The number of the latest run. Helpers have all finished one before the next is published. */
  private volatile int generation;

  ThreadTeam(int size) {
    this.size = size;
    // With fewer processors than threads, one that looks out keeps another from its work.
    this.spinNanos = Runtime.getRuntime().availableProcessors() >= size ? SPIN_NANOS : 0;
  }

  int size() {
    return size;
  }

  /**
   * Runs a body on all threads of the team and waits for them.
   *
   * @param newBody is given the index of its thread, 0 for the caller; it must not throw
   * @throws IllegalStateException if the team is closed: its helpers have ended
   */
  void run(IntConsumer newBody) {
    if (closed) {
      throw new IllegalStateException("the threads have ended");
    }
    startHelpers();
    caller = Thread.currentThread();
    running.set(helpers.size());
    publish(newBody);
    try {
      newBody.accept(0);
    } finally {
      awaitHelpers();
    }
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
  }

  private void startHelpers() {
    for (int index = helpers.size() + 1; index < size; index++) {
      int helper = index;
      Thread thread = new Thread(() -> help(helper), "gmm4j");
      thread.setDaemon(true);
      thread.start();
      helpers.add(thread);
    }
  }

  private void publish(@Nullable IntConsumer newBody) {
    body = newBody;
    generation = ++runs;
    for (int i = 0; i < helpers.size(); i++) {
      // Costs next to nothing where the helper is awake.
      LockSupport.unpark(helpers.get(i));
    }
  }

  private void help(int index) {
    int done = 0;
    while (true) {
      done = awaitRunAfter(done);
      IntConsumer current = body;
      if (current == null) {
        return;
      }
      try {
        current.accept(index);
      } catch (Throwable e) {
        // Against the rules, but nobody is to wait for this thread for ever.
        failure = e;
      }
      // The caller may go on as soon as the last helper has counted down.
      Thread waiting = caller;
      if (running.decrementAndGet() == 0) {
        LockSupport.unpark(waiting);
      }
    }
  }

  /** Waits for a run other than the last one done; returns its number. */
  private int awaitRunAfter(int done) {
    long began = System.nanoTime();
    while (generation == done) {
      if (System.nanoTime() - began < spinNanos) {
        Thread.onSpinWait();
      } else {
        LockSupport.park(this);
      }
    }
    return generation;
  }

  /** Waits until all helpers are done: they use the caller's arrays. An interruption is kept for later. */
  private void awaitHelpers() {
    boolean interrupted = false;
    long began = System.nanoTime();
    while (running.get() > 0) {
      if (System.nanoTime() - began < spinNanos) {
        Thread.onSpinWait();
      } else {
        // Does not sleep while the thread is marked as interrupted.
        interrupted |= Thread.interrupted();
        LockSupport.park(this);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the helpers; not while a run is under way. */
  @Override
  public void close() {
    closed = true;
    publish(null);
  }
}

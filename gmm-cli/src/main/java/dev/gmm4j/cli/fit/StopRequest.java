package dev.gmm4j.cli.fit;

import java.util.concurrent.CountDownLatch;

/**
 * Holds up the end of the process, when a signal such as SIGINT asks for it, until the fit has come to a good end: the
 * JVM answers signals by running its shutdown hooks, and ends with the signal's exit status when they have returned.
 *
 * <p>It does so from the first question on whether to stop, which is asked at the end of an iteration: before that there
 * is nothing to be kept.
 */
final class StopRequest implements AutoCloseable {
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Runnable atEnd;
  private final Thread hook = new Thread(this::request, "gmm4j-stop");
  private volatile boolean begun;
  private volatile boolean requested;

  private StopRequest(Runnable atEnd) {
    this.atEnd = atEnd;
  }

  /**
   * Returns a request that signals make; closed when the process may end.
   *
   * @param atEnd what a process that ends by a signal does last, wherever the fit then is
   */
  static StopRequest onSignal(Runnable atEnd) {
    StopRequest request = new StopRequest(atEnd);
    Runtime.getRuntime().addShutdownHook(request.hook);
    return request;
  }

  /** What a signal does. */
  void request() {
    requested = true;
    try {
      if (begun) {
        ended.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      atEnd.run();
    }
  }

  /** Tells whether the fit is to stop here. */
  boolean isRequested() {
    begun = true;
    return requested;
  }

  /** Ends the fit: from now on nothing waits for it. Tells whether it was to stop. */
  boolean end() {
    boolean stopping = requested;
    if (!stopping) {
      ended.countDown();
    }
    return stopping;
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending.
      requested = true;
    }
  }
}

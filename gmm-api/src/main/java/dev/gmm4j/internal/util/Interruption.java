package dev.gmm4j.internal.util;

import java.util.concurrent.CancellationException;

/** What long loops ask now and then: whether their thread shall end. */
public final class Interruption {
  private Interruption() {}

  /**
   * Ends work of a thread that is interrupted, and leaves it interrupted.
   *
   * @throws CancellationException if it is
   */
  public static void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the fit was interrupted");
    }
  }
}

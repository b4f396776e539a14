package dev.gmm4j.testing;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Runs the methods of a test class, and those before and after each, on threads of a group, to which the threads that they
 * start belong too: so a test can tell its own threads from those of other test classes of the same JVM.
 */
public final class OwnThreadGroup implements InvocationInterceptor {
  private final ThreadGroup group = new ThreadGroup("tests");

  /** Returns the threads of the group of the calling thread that have not ended, itself among them. */
  public static List<Thread> threads() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    // How many there are is known afterwards: fewer than there is room for.
    Thread[] threads = new Thread[group.activeCount() + 8];
    int count = group.enumerate(threads);
    while (count == threads.length) {
      threads = new Thread[2 * count];
      count = group.enumerate(threads);
    }
    return List.of(Arrays.copyOf(threads, count));
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> context,
      ExtensionContext extensionContext)
      throws Throwable {
    run(invocation);
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> context,
      ExtensionContext extensionContext)
      throws Throwable {
    run(invocation);
  }

  private void run(Invocation<Void> invocation) throws Throwable {
    CompletableFuture<Void> result = new CompletableFuture<>();
    Runnable body = () -> {
      try {
        result.complete(invocation.proceed());
      } catch (Throwable e) {
        result.completeExceptionally(e);
      }
    };
    Thread thread = new Thread(group, body, "test");
    thread.start();
    try {
      result.get();
    } catch (InterruptedException e) {
      // By a guard against tests that never end: it is told what the test was doing.
      thread.interrupt();
      throw e;
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }
}

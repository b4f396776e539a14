package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.clustering.KMeans;
import dev.gmm4j.data.Samples;
import dev.gmm4j.selection.ModelSelection;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.OwnThreadGroup;
import dev.gmm4j.testing.TestData;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An interrupt ends what would take many minutes, and leaves no thread at work. */
@ExtendWith(OwnThreadGroup.class)
class InterruptionTest {
  /** A machine that is busy with other tests is slow, too; the work itself takes far longer. */
  private static final long SECONDS = 60;

  /** Returns a backend that tells when rows have been turned to their axes: what follows are the mergers. */
  private static LinearAlgebraBackend telling(CountDownLatch turned) {
    NaiveBackend backend = new NaiveBackend();
    return (LinearAlgebraBackend) Proxy.newProxyInstance(
        InterruptionTest.class.getClassLoader(),
        new Class<?>[] {LinearAlgebraBackend.class},
        (proxy, method, arguments) -> {
          Object result = method.invoke(backend, arguments);
          if (method.getName().equals("symmetricEigen")) {
            turned.countDown();
          }
          return result;
        });
  }

  private static void assertEnds(Runnable work, CountDownLatch underWay)
      throws InterruptedException {
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread thread = new Thread(() -> {
      try {
        work.run();
      } catch (Throwable e) {
        end.set(e);
      }
    });
    thread.start();
    assertThat(underWay.await(15, TimeUnit.MINUTES)).isTrue();

    thread.interrupt();
    thread.join(TimeUnit.SECONDS.toMillis(SECONDS));

    assertThat(thread.isAlive()).as("still at work").isFalse();
    assertThat(end.get()).isInstanceOf(CancellationException.class);
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (atWork() > 0 && System.nanoTime() < patience) {
      Thread.sleep(10);
    }
    assertThat(atWork()).as("threads at work").isZero();
  }

  private static long atWork() {
    return OwnThreadGroup.threads().stream()
        .filter(thread -> thread.getName().startsWith("gmm4j"))
        .count();
  }

  private static Samples wide() {
    return Samples.of(TestData.normal(2000, 100, 1));
  }

  @Test
  void hierarchicalInitialization_ends() throws InterruptedException {
    CountDownLatch turned = new CountDownLatch(1);
    GaussianMixtureEstimator estimator = GaussianMixtureEstimator.builder()
        .components(2)
        .initialization(Initialization.hierarchical())
        .backend(telling(turned))
        .threads(2)
        .build();

    assertEnds(() -> estimator.fit(wide()), turned);
  }

  @Test
  void selection_ends() throws InterruptedException {
    CountDownLatch turned = new CountDownLatch(1);
    ModelSelection selection = ModelSelection.builder()
        .estimator(estimator -> estimator.backend(telling(turned)).threads(2))
        .components(1, 3)
        .build();

    assertEnds(() -> selection.select(wide()), turned);
  }

  /** Seeds of so many clusters take minutes to draw; nothing but an interrupt tells the end. */
  @Test
  void seedsOfKMeans_end() throws InterruptedException {
    CountDownLatch drawing = new CountDownLatch(1);
    double[] values = new double[400_000];
    Arrays.setAll(values, i -> Math.sin(i));
    KMeans kMeans = KMeans.builder(100_000).threads(1).build();

    assertEnds(
        () -> {
          drawing.countDown();
          kMeans.fit(Samples.of(values, 2));
        },
        drawing);
  }
}

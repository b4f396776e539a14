package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gmm4j.clustering.KMeans;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.DegenerateComponentException;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.spi.ForwardingBackend;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.OwnThreadGroup;
import dev.gmm4j.testing.TestData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Fits that are interrupted, that fail, and that run side by side. */
// Guards against a fit that never ends, on whatever machine.
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@ExtendWith(OwnThreadGroup.class)
class ConcurrencyTest {
  /** About 20 chunks. */
  private static final Samples SAMPLES = Samples.of(
      TestData.flat(TestData.draw(TestData.mixture(4, 3, CovarianceType.DIAGONAL, 2), 20_000, 3)),
      3);

  private static GaussianMixtureEstimator.Builder endless() {
    return GaussianMixtureEstimator.builder()
        .components(4)
        .threads(3)
        .tolerance(0)
        .maxIterations(Integer.MAX_VALUE);
  }

  @AfterEach
  void noHelperThread_isLeftRunning() throws InterruptedException {
    // A helper of a closed team ends as soon as it is scheduled.
    for (Thread helper : helpers()) {
      helper.join();
    }
  }

  /** Returns the helpers of this test's fits: other test classes may have helpers of their own. */
  private static List<Thread> helpers() {
    return OwnThreadGroup.threads().stream()
        .filter(thread -> thread.getName().startsWith("gmm4j"))
        .toList();
  }

  @Test
  void interruptedFit_ends() throws Exception {
    CountDownLatch iterating = new CountDownLatch(5);
    AtomicInteger helpersSeen = new AtomicInteger();
    FutureTask<Boolean> fit = new FutureTask<>(() -> {
      assertThatExceptionOfType(CancellationException.class)
          .isThrownBy(() -> endless()
              .listener(progress -> {
                helpersSeen.set(helpers().size());
                iterating.countDown();
              })
              .build()
              .fit(SAMPLES));
      return Thread.currentThread().isInterrupted();
    });
    Thread thread = new Thread(fit);
    thread.start();
    iterating.await();
    thread.interrupt();

    assertThat(fit.get()).as("interrupt status kept").isTrue();
    // Otherwise there was no helper to be left running.
    assertThat(helpersSeen.get()).isEqualTo(2);
  }

  @Test
  void fitOnAnInterruptedThread_isCancelled() {
    for (int threads : new int[] {1, 3}) {
      Thread.currentThread().interrupt();
      try {
        assertThatExceptionOfType(CancellationException.class)
            .isThrownBy(() -> endless().threads(threads).build().fit(SAMPLES));
      } finally {
        assertThat(Thread.interrupted()).isTrue();
      }
    }
  }

  @Test
  void exceptionOfTheListener_endsTheFit() {
    for (RuntimeException thrown : List.of(
        new IllegalStateException("enough"),
        new GmmException("enough"),
        new DegenerateComponentException(0, 0, "enough", ""))) {
      AtomicInteger calls = new AtomicInteger();

      assertThatThrownBy(() -> endless()
              .restarts(3)
              .listener(progress -> {
                if (calls.incrementAndGet() == 4) {
                  throw thrown;
                }
              })
              .build()
              .fit(SAMPLES))
          .isSameAs(thrown);
      assertThat(calls).hasValue(4);
    }
  }

  @Test
  void failureOfTheBackend_reachesTheCallerWhateverItsType() {
    for (Throwable failure : List.of(
        new IllegalStateException("device lost"),
        new OutOfMemoryError("device memory"),
        new NoClassDefFoundError("acme/Library"))) {
      for (int calls : new int[] {1, 2, 150}) {
        LinearAlgebraBackend backend = failing(calls, failure);

        assertThatThrownBy(() -> endless().backend(backend).build().fit(SAMPLES))
            .isSameAs(failure);
      }
    }
  }

  /** Returns a backend whose Gram matrices fail from some call on, on whatever thread that is. */
  private static LinearAlgebraBackend failing(int calls, Throwable failure) {
    AtomicInteger left = new AtomicInteger(calls);
    return new ForwardingBackend(new NaiveBackend()) {
      @Override
      public void weightedGram(int rows, int columns, double[] a, double[] weights, double[] gram) {
        if (left.decrementAndGet() >= 0) {
          super.weightedGram(rows, columns, a, weights, gram);
        } else if (failure instanceof Error error) {
          throw error;
        } else {
          throw (RuntimeException) failure;
        }
      }
    };
  }

  @Test
  void concurrentFitsOfOneEstimator_giveTheSameBits() throws Exception {
    GaussianMixtureEstimator estimator = endless().maxIterations(8).restarts(2).build();
    KMeans kMeans = KMeans.builder(4).threads(2).build();
    List<Long> expected = Expect.bits(estimator.fit(SAMPLES));
    double inertia = kMeans.fit(SAMPLES).inertia();
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try {
      List<Callable<List<Long>>> fits = new ArrayList<>();
      List<Callable<Double>> clusterings = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        fits.add(() -> Expect.bits(estimator.fit(SAMPLES)));
        clusterings.add(() -> kMeans.fit(SAMPLES).inertia());
      }

      for (Future<List<Long>> fit : callers.invokeAll(fits)) {
        assertThat(fit.get()).isEqualTo(expected);
      }
      for (Future<Double> clustering : callers.invokeAll(clusterings)) {
        assertThat(clustering.get()).isEqualTo(inertia);
      }
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void concurrentPredictionsOfOneModel_giveTheSameBits() throws Exception {
    GaussianMixture model = endless().maxIterations(2).build().fit(SAMPLES).model();
    double[] expected = model.logDensities(SAMPLES);
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try {
      List<Callable<double[]>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        calls.add(() -> model.logDensities(SAMPLES));
      }

      for (Future<double[]> call : callers.invokeAll(calls)) {
        assertThat(call.get()).isEqualTo(expected);
      }
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void predictionOnAnInterruptedThread_isCancelled() {
    GaussianMixture model = endless().maxIterations(1).build().fit(SAMPLES).model();
    for (int threads : new int[] {1, 2, 3, 8}) {
      GaussianMixture using = model.using(new NaiveBackend(), threads);
      for (int repeat = 0; repeat < 20; repeat++) {
        Thread.currentThread().interrupt();
        try {
          assertThatExceptionOfType(CancellationException.class)
              .isThrownBy(() -> using.logDensities(SAMPLES));
        } finally {
          assertThat(Thread.interrupted()).isTrue();
        }
      }
    }
  }
}

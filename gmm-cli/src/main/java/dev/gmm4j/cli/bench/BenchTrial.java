package dev.gmm4j.cli.bench;

import dev.gmm4j.FitListener;
import dev.gmm4j.FitProgress;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.data.Samples;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Fits with one backend, again and again from the same initial parameters, for some time. */
final class BenchTrial {
  /** In a fit these do not count: the first lays out the samples. */
  private static final int SETTLING = 1;

  private final GaussianMixtureEstimator.Builder builder;
  private final Samples samples;
  private final double seconds;

  /**
   * Creates a trial.
   *
   * @param builder has the initialization and the number of iterations
   * @param seconds how long it takes; longer only where three iterations do
   */
  BenchTrial(GaussianMixtureEstimator.Builder builder, Samples samples, double seconds) {
    this.builder = builder;
    this.samples = samples;
    this.seconds = seconds;
  }

  /**
   * The result of a trial.
   *
   * @param secondsPerIteration the median of the second half of all, when code is compiled
   * @param trace log-likelihoods of the initial parameters and after each iteration of the longest fit
   * @param heapBytes what a fit holds in the heap above the samples; memory outside the heap is not in it
   */
  record Result(String id, double secondsPerIteration, List<Double> trace, long heapBytes) {}

  /** Runs the trial. */
  Result run(LinearAlgebraBackend backend) {
    builder.backend(backend);
    Watch watch = new Watch();
    long before = usedHeap();
    fit(watch::weigh);
    long began = System.nanoTime();
    do {
      watch.begin(began);
      fit(watch::time);
    } while (since(began) < seconds);
    return new Result(
        backend.id(), watch.median(), watch.longest, Math.max(0, watch.usedHeap - before));
  }

  private void fit(FitListener listener) {
    try {
      builder.listener(listener).build().fit(samples);
    } catch (Enough e) {
      // As planned.
    }
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) * 1e-9;
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Ends a fit early. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1;

    Enough() {
      super(null, null, false, false);
    }
  }

  /** Watches fits. */
  private final class Watch {
    private final List<Double> intervals = new ArrayList<>();
    private List<Double> trace = new ArrayList<>();
    private List<Double> longest = List.of();
    private long usedHeap;
    private long began;
    private long last;

    /** Measures memory when everything is laid out. */
    void weigh(FitProgress progress) {
      if (progress.iteration() == SETTLING || progress.maxIterations() == 0) {
        usedHeap = usedHeap();
        throw new Enough();
      }
    }

    void begin(long trialBegan) {
      began = trialBegan;
      trace = new ArrayList<>();
    }

    void time(FitProgress progress) {
      long now = System.nanoTime();
      trace.add(progress.logLikelihood());
      if (progress.iteration() > SETTLING) {
        intervals.add((now - last) * 1e-9);
      }
      if (trace.size() > longest.size()) {
        longest = trace;
      }
      if (!intervals.isEmpty() && intervals.size() >= 2 && since(began) >= seconds) {
        throw new Enough();
      }
      last = System.nanoTime();
    }

    double median() {
      double[] later = intervals.subList(intervals.size() / 2, intervals.size()).stream()
          .mapToDouble(Double::doubleValue)
          .toArray();
      Arrays.sort(later);
      return later[later.length / 2];
    }
  }
}

package dev.gmm4j.bench.compare;

import dev.gmm4j.FitProgress;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.backend.BackendReport;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.bench.Allocation;
import dev.gmm4j.bench.RequestedBackend;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One of our backends, timed by what a fit tells its listener. */
final class BackendContender implements Contender {
  /** Iterations at the beginning of each fit that do not count. */
  static final int SETTLING = 2;

  /** A responsibility below this share is lost in rounding. */
  private static final double NEGLIGIBLE = Math.ulp(1.0) / 2;

  private static final int SHARE_ROWS = 2000;

  private final String id;

  BackendContender(String id) {
    this.id = id;
  }

  @Override
  public Measurement measure(Task task, double[] rows) {
    LinearAlgebraBackend backend = RequestedBackend.get(id);
    Samples samples = Samples.of(rows, task.dimension());
    GaussianMixtureEstimator.Builder builder = GaussianMixtureEstimator.builder()
        .components(task.components())
        .covarianceType(task.covarianceType())
        .initialization(Initialization.parameters(task.start(backend)))
        .maxIterations(task.iterations())
        .tolerance(0)
        .regularization(0)
        .degeneracy(DegeneracyPolicy.FAIL)
        .threads(task.threads())
        .backend(backend);
    double retained = retained(builder, samples);
    Fits fits = new Fits(builder, samples, task.iterations());
    WarmUp warmUp = new WarmUp(task.seconds() / 2);
    Clock clock;
    do {
      clock = fits.next();
    } while (!warmUp.isOver(Measurement.median(clock.seconds()), clock.began()));
    List<Clock> clocks = new ArrayList<>();
    if (clock.elapsed() >= task.seconds()) {
      // Most of a long fit is not its warm-up.
      clocks.add(clock);
    }
    long deadline = System.nanoTime() + (long) (task.seconds() / 2 * 1e9);
    while (clocks.isEmpty() || System.nanoTime() < deadline) {
      clocks.add(fits.next());
    }
    double[] seconds =
        clocks.stream().flatMapToDouble(each -> Arrays.stream(each.seconds())).toArray();
    GaussianMixtureFit fit = fits.last();
    return Measurement.ofTimes(id, detail(), seconds, fit.logLikelihood())
        .with(
            clocks.get(clocks.size() - 1).allocatedPerIteration(),
            retained,
            activeShare(fit, rows, task.dimension()));
  }

  /** The same fit again and again. */
  private final class Fits {
    private final GaussianMixtureEstimator.Builder builder;
    private final Samples samples;
    private final int iterations;
    private @Nullable GaussianMixtureFit fit;

    Fits(GaussianMixtureEstimator.Builder builder, Samples samples, int iterations) {
      this.builder = builder;
      this.samples = samples;
      this.iterations = iterations;
    }

    Clock next() {
      Clock clock = new Clock(iterations);
      fit = RequestedBackend.check(id, builder.listener(clock::tick).build().fit(samples));
      return clock;
    }

    GaussianMixtureFit last() {
      return Objects.requireNonNull(fit);
    }
  }

  /** Takes the time and the allocation between what a fit reports. */
  private static final class Clock {
    private final long began = System.nanoTime();
    private final long[] nanos;
    private long allocatedBefore;
    private long allocatedAfter;

    Clock(int iterations) {
      nanos = new long[iterations + 1];
    }

    long began() {
      return began;
    }

    /** Returns the seconds until the last iteration. */
    double elapsed() {
      return (nanos[nanos.length - 1] - began) * 1e-9;
    }

    void tick(FitProgress progress) {
      int iteration = progress.iteration();
      if (iteration == nanos.length - 1) {
        nanos[iteration] = System.nanoTime();
        allocatedAfter = Allocation.bytes();
      } else {
        if (iteration == SETTLING) {
          allocatedBefore = Allocation.bytes();
        }
        nanos[iteration] = System.nanoTime();
      }
    }

    double[] seconds() {
      double[] seconds = new double[nanos.length - 1 - SETTLING];
      Arrays.setAll(seconds, i -> (nanos[i + SETTLING + 1] - nanos[i + SETTLING]) * 1e-9);
      return seconds;
    }

    double allocatedPerIteration() {
      return (double) (allocatedAfter - allocatedBefore) / (nanos.length - 1 - SETTLING);
    }
  }

  /** Returns how much more of the heap is in use in the midst of a fit than before it. */
  private static double retained(GaussianMixtureEstimator.Builder builder, Samples samples) {
    long before = usedHeap();
    long[] during = new long[1];
    builder.listener(progress -> {
      if (progress.iteration() == 1) {
        during[0] = usedHeap();
        // One iteration is all that is wanted of this fit.
        throw new Enough();
      }
    });
    try {
      builder.build().fit(samples);
    } catch (Enough e) {
      // As planned.
    }
    return (double) Math.max(0, during[0] - before);
  }

  /** Ends a fit early. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Returns the share of pairs of sample and component that an exact kernel cannot skip. */
  private static double activeShare(GaussianMixtureFit fit, double[] rows, int dimension) {
    double[] some = Arrays.copyOf(rows, Math.min(rows.length, SHARE_ROWS * dimension));
    double[][] responsibilities = fit.model().responsibilities(Samples.of(some, dimension));
    return Arrays.stream(responsibilities)
        .flatMapToDouble(Arrays::stream)
        .map(r -> r > NEGLIGIBLE ? 1 : 0)
        .average()
        .orElseThrow();
  }

  private String detail() {
    return Backends.standard().reports().stream()
        .filter(report -> report.id().equals(id))
        .map(BackendReport::availability)
        .findFirst()
        .orElseThrow()
        .detail();
  }
}

package dev.gmm4j.internal.incomplete;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Blobs;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.SufficientStatistics;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.Random;

/**
 * Times the two ways in which rows of one pattern add to statistics: by a distribution of their own of what is observed, made
 * once, and one row after the other. The first costs about as much for few rows as for one, the second for each row the same
 * again.
 */
public final class CrossoverTrial {
  private static final int COMPONENTS = 8;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int[] ROWS = {1, 2, 4, 8, 16, 32};
  private static final long NANOS = 15_000_000;

  private CrossoverTrial() {}

  /** Measures; arguments are the folder of the data, which is not used, and ids of backends. */
  public static void main(String[] args) {
    System.out.println(
        "microseconds of processor time of a pattern with so many rows, its own distribution / one by one; the last column is the"
            + " number of rows that takes as long either way");
    String[] ids = args.length > 1
        ? java.util.Arrays.copyOfRange(args, 1, args.length)
        : new String[] {"vector", "ejml"};
    for (String id : ids) {
      LinearAlgebraBackend backend = Backends.standard().get(id);
      for (int d : new int[] {4, 10, 20}) {
        for (int missing : new int[] {1, d / 4, d / 2, 3 * d / 4}) {
          if (missing > 1 || d / 4 > 1 || missing == 1) {
            run(backend, d, missing);
          }
        }
      }
    }
  }

  private static void run(LinearAlgebraBackend backend, int d, int missing) {
    MixtureParameters parameters = parameters(backend, d);
    StringBuilder line = new StringBuilder(
        String.format(Locale.ROOT, "%-7s d=%-3d missing=%-3d", backend.id(), d, missing));
    double even = Double.NaN;
    double before = 0;
    for (int rows : ROWS) {
      RowBlock block = block(d, missing, rows);
      double own = micros(() -> own(backend, parameters, block));
      double single = micros(() -> single(parameters, block));
      line.append(String.format(Locale.ROOT, " %8.1f/%-8.1f", own, single));
      if (Double.isNaN(even) && single > own) {
        even = before == 0 ? 0 : rows;
      }
      before = rows;
    }
    System.out.println(line
        + String.format(
            Locale.ROOT, " even at %s", Double.isNaN(even) ? ">32" : String.valueOf((int) even)));
  }

  private static void own(
      LinearAlgebraBackend backend, MixtureParameters parameters, RowBlock rows) {
    Pattern pattern = Pattern.of(rows.values(), 0, rows.dimension());
    MixtureKernel kernel = KERNELS.computeIfAbsent(
        backend.id() + pattern.observed().length,
        key -> MixtureKernels.of(backend, pattern.observed().length, COMPONENTS));
    SufficientStatistics all = statistics(parameters);
    MarginalMixture marginal = MarginalMixture.of(parameters, pattern, backend);
    kernel.use(marginal.observed().kernelParameters());
    SufficientStatistics some = marginal.statistics(all);
    double[] values = new double[rows.rows() * pattern.observed().length];
    int at = 0;
    for (int i = 0; i < rows.rows(); i++) {
      for (int j : pattern.observed()) {
        values[at++] = rows.values()[i * rows.dimension() + j];
      }
    }
    try (SampleBlock block =
        kernel.load(new RowBlock(values, 0, rows.rows(), pattern.observed().length, null))) {
      kernel.accumulate(block, Assignment.SOFT, some);
    }
    marginal.expand(some, all);
  }

  private static final java.util.Map<String, MixtureKernel> KERNELS = new java.util.HashMap<>();

  private static RowwiseExpectation expectation;
  private static MixtureParameters of;
  private static int turn;

  private static void single(MixtureParameters parameters, RowBlock rows) {
    if (of != parameters) {
      of = parameters;
      expectation = new RowwiseExpectation(parameters);
    }
    // Another pattern between, so that what was found for this one is not found again.
    double[] other = new double[rows.dimension()];
    other[turn++ % rows.dimension()] = Double.NaN;
    expectation.conditionals().turnTo(other, 0);
    expectation.accumulate(rows, Assignment.SOFT, statistics(parameters));
  }

  private static SufficientStatistics last;

  private static SufficientStatistics statistics(MixtureParameters parameters) {
    if (last == null || last.dimension() != parameters.dimension()) {
      last = new SufficientStatistics(
          parameters.means(), COMPONENTS, parameters.dimension(), Moments.FULL);
    }
    last.reset(parameters.means());
    return last;
  }

  private static double micros(Runnable work) {
    double least = Double.POSITIVE_INFINITY;
    for (int round = 0; round < 3; round++) {
      long began = THREADS.getCurrentThreadCpuTime();
      int times = 0;
      while (THREADS.getCurrentThreadCpuTime() - began < NANOS) {
        work.run();
        times++;
      }
      least = Math.min(least, (THREADS.getCurrentThreadCpuTime() - began) * 1e-3 / times);
    }
    return least;
  }

  private static RowBlock block(int d, int missing, int rows) {
    Random random = new Random(3);
    double[] values = new double[rows * d];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % d >= d - missing ? Double.NaN : random.nextGaussian();
    }
    return new RowBlock(values, 0, rows, d, null);
  }

  private static MixtureParameters parameters(LinearAlgebraBackend backend, int d) {
    double[][] means = Blobs.random(COMPONENTS, d, 1, 2, 1).rows();
    double[] weights = new double[COMPONENTS];
    java.util.Arrays.fill(weights, 1.0 / COMPONENTS);
    double[][][] covariances = new double[COMPONENTS][d][d];
    for (int k = 0; k < COMPONENTS; k++) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          covariances[k][i][j] = Math.pow(0.5, Math.abs(i - j));
        }
      }
    }
    GaussianMixture mixture = GaussianMixture.of(weights, means, Covariances.full(covariances));
    double[] flat = new double[COMPONENTS * d];
    for (int k = 0; k < COMPONENTS; k++) {
      System.arraycopy(means[k], 0, flat, k * d, d);
    }
    return MixtureParameters.of(weights, flat, mixture.covariances(), backend);
  }
}

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Search;
import dev.gmm4j.factor.FactorMixtureEstimator;
import dev.gmm4j.factor.FactorMixtureFit;
import dev.gmm4j.factor.FactorModel;
import dev.gmm4j.factor.FactorStatistics;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * Processor time of an iteration of mixtures of factor analysers (UUU) beside the full model on the same samples, by turns, and
 * the share of its two large products in the rate of the backend's own product of square matrices; whole fits by either
 * statistics; a whole fit of many features.
 *
 * <p>Processor time is that of all threads: it depends less on what else the machine does than elapsed time.
 *
 * <p>Arguments: rounds, then shapes {@code nxdxKxq}; one that begins with {@code apart:} has groups that no sample is between,
 * with {@code amid:} groups of nearly the same means and loadings, so that samples have parts in several; {@code ways:} is whole
 * fits by either statistics, {@code fit:} a whole fit.
 */
public final class FactorTrial {
  private static final int ITERATIONS = 10;

  private FactorTrial() {}

  public static void main(String[] args) {
    int rounds = Integer.parseInt(args[0]);
    double rate = productRate(Backends.standard().get("vector"));
    System.out.printf(Locale.ROOT, "product of square matrices, one thread: %.1f GFLOP/s%n", rate);
    for (String argument : Arrays.copyOfRange(args, 1, args.length)) {
      String kind = argument.substring(0, argument.indexOf(':'));
      int[] sizes = Arrays.stream(argument.substring(kind.length() + 1).split("x"))
          .mapToInt(Integer::parseInt)
          .toArray();
      switch (kind) {
        case "fit" -> fit(sizes[0], sizes[1], sizes[2], sizes[3]);
        case "ways" -> ways(sizes[0], sizes[1], sizes[2], sizes[3]);
        default -> iterations(rounds, rate, kind, sizes[0], sizes[1], sizes[2], sizes[3]);
      }
    }
  }

  /** Rows of K groups with q factors each, row-major, the group of a row by turns. */
  private static double[] rows(int n, int d, int components, int factors, boolean amid) {
    Random random = new Random(1);
    double[][] loadings = new double[components][d * factors];
    double[][] means = new double[components][d];
    for (int k = 0; k < components; k++) {
      for (int i = 0; i < d * factors; i++) {
        double own = random.nextGaussian();
        loadings[k][i] = amid && k > 0 ? loadings[0][i] + 0.05 * own : own;
      }
      for (int j = 0; j < d; j++) {
        means[k][j] = (amid ? 0.1 : 2) * random.nextGaussian();
      }
    }
    double[] rows = new double[n * d];
    double[] z = new double[factors];
    for (int i = 0; i < n; i++) {
      int k = i % components;
      for (int f = 0; f < factors; f++) {
        z[f] = random.nextGaussian();
      }
      for (int j = 0; j < d; j++) {
        double sum = means[k][j] + random.nextGaussian();
        for (int f = 0; f < factors; f++) {
          sum += loadings[k][j * factors + f] * z[f];
        }
        rows[i * d + j] = sum;
      }
    }
    return rows;
  }

  private static GaussianMixtureEstimator.Builder settings(int n, int components, int iterations) {
    int[] groups = new int[n];
    Arrays.setAll(groups, i -> i % components);
    return GaussianMixtureEstimator.builder()
        .components(components)
        .initialization(Initialization.labels(groups))
        .backend("vector")
        .tolerance(0)
        .maxIterations(iterations);
  }

  private static void iterations(
      int rounds, double rate, String kind, int n, int d, int components, int factors) {
    Samples samples = Samples.of(rows(n, d, components, factors, kind.equals("amid")), d);
    double[] full = new double[rounds];
    double[] few = new double[rounds];
    for (int round = -1; round < rounds; round++) {
      double fullSeconds =
          seconds(() -> settings(n, components, ITERATIONS).build().fit(samples))
              - seconds(() -> settings(n, components, 0).build().fit(samples));
      double fewSeconds = seconds(() -> factors(n, components, factors, ITERATIONS).fit(samples))
          - seconds(() -> factors(n, components, factors, 0).fit(samples));
      if (round >= 0) {
        full[round] = fullSeconds / ITERATIONS;
        few[round] = fewSeconds / ITERATIONS;
      }
    }
    double fullMedian = median(full);
    double fewMedian = median(few);
    double work = 4.0 * n * d * components * factors * 1e-9;
    System.out.printf(
        Locale.ROOT,
        "%s: %d x %d, K = %d, q = %d: full %.4f s, factors %.4f s of processor an iteration, ratio %.3f; "
            + "%.1f GFLOP/s of 4ndKq, %.0f %% of the product rate%n",
        kind,
        n,
        d,
        components,
        factors,
        fullMedian,
        fewMedian,
        fewMedian / fullMedian,
        work / fewMedian,
        100 * work / fewMedian / rate);
  }

  private static FactorMixtureEstimator factors(
      int n, int components, int factors, int iterations) {
    return FactorMixtureEstimator.builder(settings(n, components, iterations).build())
        .model(FactorModel.UUU)
        .factors(factors)
        .statistics(FactorStatistics.FACTORS)
        .build();
  }

  /** Whole fits from the same start, until they converge, without a search. */
  private static void ways(int n, int d, int components, int factors) {
    Samples samples = Samples.of(rows(n, d, components, factors, false), d);
    for (int round = 0; round < 2; round++) {
      for (FactorStatistics statistics :
          new FactorStatistics[] {FactorStatistics.MATRICES, FactorStatistics.FACTORS}) {
        FactorMixtureFit[] fit = new FactorMixtureFit[1];
        double seconds = seconds(() -> fit[0] = FactorMixtureEstimator.builder(
                GaussianMixtureEstimator.builder()
                    .components(components)
                    .backend("vector")
                    .search(Search.NONE)
                    .seed(1)
                    .build())
            .model(FactorModel.UUU)
            .factors(factors)
            .statistics(statistics)
            .build()
            .fit(samples));
        if (round > 0) {
          System.out.printf(
              Locale.ROOT,
              "whole fits of %d x %d, K = %d, q = %d: %s %.2f s of processor, %d iterations, log-likelihood %.6f%n",
              n,
              d,
              components,
              factors,
              statistics,
              seconds,
              fit[0].iterations(),
              fit[0].logLikelihood());
        }
      }
    }
  }

  private static void fit(int n, int d, int components, int factors) {
    Samples samples = Samples.of(rows(n, d, components, factors, false), d);
    for (int round = 0; round < 2; round++) {
      long began = System.nanoTime();
      FactorMixtureFit[] fit = new FactorMixtureFit[1];
      double processor = seconds(() -> fit[0] = FactorMixtureEstimator.builder(
              GaussianMixtureEstimator.builder()
                  .components(components)
                  .backend("vector")
                  .seed(1)
                  .build())
          .model(FactorModel.UUU)
          .factors(factors)
          .build()
          .fit(samples));
      System.out.printf(
          Locale.ROOT,
          "whole fit of %d x %d, K = %d, q = %d, the %s in its JVM: %.2f s, %.2f s of processor, %d iterations, "
              + "converged %s, weights %s; heap of at most %d MB%n",
          n,
          d,
          components,
          factors,
          round == 0 ? "first" : "second",
          (System.nanoTime() - began) * 1e-9,
          processor,
          fit[0].iterations(),
          fit[0].converged(),
          Arrays.toString(fit[0].model().weights()),
          Runtime.getRuntime().maxMemory() >> 20);
    }
  }

  private static double productRate(LinearAlgebraBackend backend) {
    int n = 512;
    double[] a = new double[n * n];
    Arrays.setAll(a, i -> i % 7);
    double[] c = new double[n * n];
    double best = 0;
    // Processor time is counted in hundredths of a second.
    for (int i = 0; i < 20; i++) {
      double taken = seconds(() -> {
        for (int repeated = 0; repeated < 20; repeated++) {
          backend.multiply(Transpose.NO, Transpose.NO, n, n, n, a, a, c);
        }
      });
      best = Math.max(best, 20 * 2e-9 * n * n * n / taken);
    }
    return best;
  }

  /** Returns the processor time of an action, on all threads. */
  private static double seconds(Runnable action) {
    long began = processorTime();
    action.run();
    return (processorTime() - began) * 1e-9;
  }

  private static long processorTime() {
    return ((com.sun.management.OperatingSystemMXBean)
            ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}

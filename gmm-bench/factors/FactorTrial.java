import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.data.Samples;
import dev.gmm4j.factor.FactorMixtureEstimator;
import dev.gmm4j.factor.FactorMixtureFit;
import dev.gmm4j.factor.FactorModel;
import dev.gmm4j.factor.FactorStatistics;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * Seconds of an iteration of mixtures of factor analysers (UUU) beside the full model on the same samples, by turns, and the
 * share of its two large products in the rate of the backend's own product of square matrices; then a whole fit of many features.
 *
 * <p>Arguments: rounds, then shapes {@code nxdxKxq}; a shape that begins with {@code fit:} is a whole fit.
 */
public final class FactorTrial {
  private static final int ITERATIONS = 4;

  private FactorTrial() {}

  public static void main(String[] args) {
    int rounds = Integer.parseInt(args[0]);
    double rate = productRate(Backends.standard().get("vector"));
    System.out.printf(Locale.ROOT, "product of square matrices, one thread: %.1f GFLOP/s%n", rate);
    for (String shape : Arrays.copyOfRange(args, 1, args.length)) {
      boolean isFit = shape.startsWith("fit:");
      int[] sizes = Arrays.stream(shape.replace("fit:", "").split("x"))
          .mapToInt(Integer::parseInt)
          .toArray();
      if (isFit) {
        fit(sizes[0], sizes[1], sizes[2], sizes[3]);
      } else {
        iterations(rounds, rate, sizes[0], sizes[1], sizes[2], sizes[3]);
      }
    }
  }

  /** Rows of K groups with q factors each, row-major, the group of a row by turns. */
  private static double[] rows(int n, int d, int components, int factors) {
    Random random = new Random(1);
    double[][] loadings = new double[components][d * factors];
    double[][] means = new double[components][d];
    for (int k = 0; k < components; k++) {
      for (int i = 0; i < d * factors; i++) {
        loadings[k][i] = random.nextGaussian();
      }
      for (int j = 0; j < d; j++) {
        means[k][j] = 2 * random.nextGaussian();
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
      int rounds, double rate, int n, int d, int components, int factors) {
    Samples samples = Samples.of(rows(n, d, components, factors), d);
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
        "%d x %d, K = %d, q = %d: full %.4f s, factors %.4f s an iteration, ratio %.3f; %.1f GFLOP/s, "
            + "%.0f %% of %d threads' product rate%n",
        n,
        d,
        components,
        factors,
        fullMedian,
        fewMedian,
        fewMedian / fullMedian,
        work / fewMedian,
        100 * work / fewMedian / rate / Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().availableProcessors());
  }

  private static FactorMixtureEstimator factors(
      int n, int components, int factors, int iterations) {
    return FactorMixtureEstimator.builder(settings(n, components, iterations).build())
        .model(FactorModel.UUU)
        .factors(factors)
        .statistics(FactorStatistics.FACTORS)
        .build();
  }

  private static void fit(int n, int d, int components, int factors) {
    Samples samples = Samples.of(rows(n, d, components, factors), d);
    long began = System.nanoTime();
    FactorMixtureFit fit = FactorMixtureEstimator.builder(GaussianMixtureEstimator.builder()
            .components(components)
            .backend("vector")
            .seed(1)
            .build())
        .model(FactorModel.UUU)
        .factors(factors)
        .build()
        .fit(samples);
    System.out.printf(
        Locale.ROOT,
        "whole fit of %d x %d, K = %d, q = %d: %.2f s, %d iterations, converged %s, weights %s; heap of at most %d MB%n",
        n,
        d,
        components,
        factors,
        (System.nanoTime() - began) * 1e-9,
        fit.iterations(),
        fit.converged(),
        Arrays.toString(fit.model().weights()),
        Runtime.getRuntime().maxMemory() >> 20);
  }

  private static double productRate(LinearAlgebraBackend backend) {
    int n = 512;
    double[] a = new double[n * n];
    Arrays.setAll(a, i -> i % 7);
    double[] c = new double[n * n];
    double best = 0;
    for (int i = 0; i < 60; i++) {
      double taken = seconds(() -> backend.multiply(Transpose.NO, Transpose.NO, n, n, n, a, a, c));
      best = Math.max(best, 2e-9 * n * n * n / taken);
    }
    return best;
  }

  private static double seconds(Runnable action) {
    long began = System.nanoTime();
    action.run();
    return (System.nanoTime() - began) * 1e-9;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}

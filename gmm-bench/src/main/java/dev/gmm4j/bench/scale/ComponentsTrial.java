package dev.gmm4j.bench.scale;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.bench.Shape;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.ParameterEstimate;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * What an iteration of many components costs, and what of it no further thread makes faster; in processor time of one thread,
 * which another load of the machine changes least.
 *
 * <pre>{@code gmm-bench/run components}</pre>
 *
 * <p>A table has each shape twice: all components overlapping, and in groups of overlapping components that lie apart.
 */
public final class ComponentsTrial {
  /** The rows that are passed over; those of the shape are what the prediction is for. */
  private static final int ROWS = 16_384;

  private static final int OF_A_GROUP = 16;
  private static final double APART = 30;
  private static final int ITERATIONS = 12;

  /** The first ones, which warm up and move the parameters to where they stay. */
  private static final int WARM_UPS = 5;

  private static final int[] THREADS = {2, 16, 64};

  /** How many chunks the engine makes, and their most rows. */
  private static final long CHUNKS = 64;

  private static final long MAX_CHUNK_ROWS = 16_384;

  private final LinearAlgebraBackend backend = Backends.standard().automatic();

  private record Case(String shape, CovarianceType type) {}

  private static final Case[] CASES = {
    new Case("200000x39x512", CovarianceType.DIAGONAL),
    new Case("200000x39x1024", CovarianceType.DIAGONAL),
    new Case("200000x39x2048", CovarianceType.DIAGONAL),
    new Case("200000x8x256", CovarianceType.FULL),
    new Case("1000000x8x256", CovarianceType.FULL),
    new Case("50000x64x200", CovarianceType.FULL),
    new Case("1000000x8x8", CovarianceType.FULL),
    new Case("200000x16x16", CovarianceType.DIAGONAL)
  };

  /** Seconds of processor time: of a row, of taking parameters over, of the maximization, and of merging two statistics. */
  private record Costs(double row, double use, double maximization, double merge) {

    /** Returns what part of the time all of some threads work on rows, if nothing else limits them. */
    double efficiency(long rows, int threads) {
      long chunkRows = Math.min(MAX_CHUNK_ROWS, (rows + CHUNKS - 1) / CHUNKS);
      long chunks = (rows + chunkRows - 1) / chunkRows;
      long rounds = (chunks + threads - 1) / threads;
      double levels = Math.ceil(Math.log((double) chunks) / Math.log(2));
      double longest = maximization + use + rounds * (chunkRows * row + merge) + levels * merge;
      return rows * row / (threads * longest);
    }
  }

  private ComponentsTrial() {}

  /** Prints the table. */
  public static void main(String[] arguments) {
    ComponentsTrial trial = new ComponentsTrial();
    System.out.printf(
        Locale.ROOT,
        "%s, processor time of one thread%n%n%-32s %9s %9s %9s %9s  efficiency at %s threads%n",
        trial.backend.id(),
        "n x d x K",
        "ns a row",
        "use ms",
        "M step ms",
        "merge us",
        Arrays.toString(THREADS));
    for (Case one : CASES) {
      for (boolean apart : new boolean[] {false, true}) {
        trial.print(one, apart);
      }
    }
  }

  private void print(Case one, boolean apart) {
    Shape shape = Shape.parse(one.shape());
    Costs costs = measure(shape, one.type(), apart ? APART : 0);
    StringBuilder efficiencies = new StringBuilder();
    for (int threads : THREADS) {
      efficiencies.append(
          String.format(Locale.ROOT, "%6.2f", costs.efficiency(shape.rows(), threads)));
    }
    System.out.printf(
        Locale.ROOT,
        "%-32s %9.1f %9.2f %9.2f %9.1f %s%n",
        one.shape() + " " + one.type().label() + (apart ? ", groups" : ""),
        costs.row() * 1e9,
        costs.use() * 1e3,
        costs.maximization() * 1e3,
        costs.merge() * 1e6,
        efficiencies);
  }

  private Costs measure(Shape shape, CovarianceType type, double apart) {
    int d = shape.dimension();
    int components = shape.components();
    double[] means = means(shape, apart);
    Samples samples = samples(shape, means);
    double[] weights = new double[components];
    double[] variances = new double[components];
    Arrays.fill(weights, 1.0 / components);
    Arrays.fill(variances, 1);
    MixtureParameters parameters =
        MixtureParameters.of(weights, means, Covariances.spherical(variances, d), backend);
    Maximization maximization = new Maximization(type, 1e-6);
    double[][] seconds = new double[4][ITERATIONS];
    try (MixtureKernel kernel = MixtureKernels.of(backend, d, components)) {
      for (int i = 0; i < ITERATIONS; i++) {
        double began = MergeCost.processorSeconds();
        kernel.use(parameters.kernelParameters());
        seconds[1][i] = MergeCost.processorSeconds() - began;
        SufficientStatistics statistics =
            new SufficientStatistics(parameters.means(), components, d, maximization.moments());
        began = MergeCost.processorSeconds();
        accumulate(kernel, samples, statistics);
        seconds[0][i] = (MergeCost.processorSeconds() - began) / ROWS;
        SufficientStatistics sum =
            new SufficientStatistics(statistics.centres(), components, d, maximization.moments());
        began = MergeCost.processorSeconds();
        sum.merge(statistics);
        seconds[3][i] = MergeCost.processorSeconds() - began;
        began = MergeCost.processorSeconds();
        ParameterEstimate estimate = maximization.maximize(statistics);
        parameters = MixtureParameters.of(
            estimate.weights(), estimate.means(), estimate.covariances(), backend);
        seconds[2][i] = MergeCost.processorSeconds() - began;
      }
    }
    return new Costs(
        median(seconds[0]), median(seconds[1]), median(seconds[2]), median(seconds[3]));
  }

  private static void accumulate(
      MixtureKernel kernel, Samples samples, SufficientStatistics statistics) {
    for (int row = 0; row < ROWS; row += kernel.blockRows()) {
      int count = Math.min(kernel.blockRows(), ROWS - row);
      try (SampleBlock block = kernel.load(samples.block(row, count))) {
        kernel.accumulate(block, Assignment.SOFT, statistics);
      }
    }
  }

  private static double median(double[] seconds) {
    double[] warm = Arrays.copyOfRange(seconds, WARM_UPS, seconds.length);
    Arrays.sort(warm);
    return warm[warm.length / 2];
  }

  /** Means some 2.8 deviations from each other within a group, as far as there are any. */
  private static double[] means(Shape shape, double apart) {
    Random random = new Random(1);
    int d = shape.dimension();
    double[] means = new double[shape.components() * d];
    double[] centre = new double[d];
    for (int i = 0; i < means.length; i++) {
      if (i % (OF_A_GROUP * d) < d) {
        centre[i % d] = apart * random.nextGaussian();
      }
      means[i] = centre[i % d] + 2 / Math.sqrt(d) * random.nextGaussian();
    }
    return means;
  }

  private static Samples samples(Shape shape, double[] means) {
    Random random = new Random(2);
    int d = shape.dimension();
    double[] rows = new double[ROWS * d];
    for (int i = 0; i < ROWS; i++) {
      int k = random.nextInt(shape.components());
      for (int j = 0; j < d; j++) {
        rows[i * d + j] = means[k * d + j] + random.nextGaussian();
      }
    }
    return Samples.of(rows, d);
  }
}

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.exception.InvalidSamplesException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Draws samples of a known mixture, makes holes in them, and fits the mixture again: by what is observed, of the complete rows
 * alone, and with each hole filled in by the mean of its column.
 *
 * <p>Holes are made completely at random, or at random: of the second to fourth feature the more probably, the larger the first
 * is, which is always observed. Arguments: the folder of the data, which is not used, and the number of seeds.
 */
public final class RecoveryTrial {
  private static final int ROWS = 1000;
  private static final int HELD_OUT = 10_000;
  private static final double[] WEIGHTS = {0.5, 0.3, 0.2};
  private static final double[][] MEANS = {{0, 0, 0, 0}, {3, 1, -1, 2}, {1, 4, 2, -2}};
  private static final double[] DEVIATIONS = {1, 0.8, 1.2};
  private static final double[] CORRELATIONS = {0.6, -0.2, 0.4};

  private RecoveryTrial() {}

  public static void main(String[] args) {
    int seeds = args.length > 1 ? Integer.parseInt(args[1]) : 20;
    GaussianMixture truth = truth();
    System.out.println(
        ROWS + " rows of 4 features, 3 components, " + seeds + " seeds: mean over seeds of");
    System.out.println("  bias      of the first component's second mean, in its deviations");
    System.out.println(
        "  mean      root mean square error of all means, in deviations; the median of the seeds");
    System.out.println("  variance  mean ratio of fitted variances to the true ones");
    System.out.println("  density   log-likelihood lost for each of " + HELD_OUT
        + " complete rows to come, in nats; the median");
    System.out.printf(
        "%-6s %7s %-9s %8s %8s %8s %9s %8s %6s%n",
        "holes", "missing", "method", "rows", "bias", "mean", "variance", "density", "failed");
    for (boolean atRandom : new boolean[] {false, true}) {
      for (double share : new double[] {0.05, 0.2, 0.5}) {
        for (String method : new String[] {"observed", "drop", "fill"}) {
          double[] sums = new double[5];
          List<Double> errors = new ArrayList<>();
          List<Double> losses = new ArrayList<>();
          int done = 0;
          for (int seed = 0; seed < seeds; seed++) {
            double[] outcome = outcome(truth, atRandom, share, method, seed);
            for (int i = 0; outcome != null && i < sums.length; i++) {
              sums[i] += outcome[i];
            }
            if (outcome != null) {
              done++;
              errors.add(Math.sqrt(outcome[2]));
              losses.add(outcome[4]);
            }
          }
          System.out.printf(
              Locale.ROOT,
              "%-6s %6.0f%% %-9s %8.0f %8.3f %8.3f %9.3f %8.4f %6d%n",
              atRandom ? "MAR" : "MCAR",
              100 * share,
              method,
              sums[0] / done,
              sums[1] / done,
              median(errors),
              sums[3] / done,
              median(losses),
              seeds - done);
        }
      }
    }
  }

  private static double median(List<Double> numbers) {
    List<Double> sorted = numbers.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private static GaussianMixture truth() {
    double[][][] covariances = new double[3][4][4];
    for (int k = 0; k < 3; k++) {
      for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 4; j++) {
          covariances[k][i][j] = DEVIATIONS[k]
              * DEVIATIONS[k]
              * (i == j ? 1 : CORRELATIONS[k] * (Math.abs(i - j) == 1 ? 1 : 0.3));
        }
      }
    }
    return GaussianMixture.of(WEIGHTS, MEANS, Covariances.full(covariances));
  }

  /** Returns rows used, bias, squared error, ratio of variances and loss; null where the fit failed. */
  private static double[] outcome(
      GaussianMixture truth, boolean atRandom, double share, String method, long seed) {
    double[][] rows = truth.sample(ROWS, 1000 + seed).rows();
    makeHoles(rows, atRandom, share, new Random(seed));
    Samples samples = switch (method) {
      case "observed" -> Samples.of(rows).withMissingValues();
      case "drop" ->
        Samples.of(Arrays.stream(rows)
            .filter(row -> Arrays.stream(row).noneMatch(Double::isNaN))
            .toArray(double[][]::new));
      default -> Samples.of(filled(rows));
    };
    GaussianMixture model;
    try {
      model = GaussianMixtureEstimator.builder()
          .components(3)
          .seed(seed)
          .restarts(3)
          .build()
          .fit(samples)
          .model();
    } catch (GmmException | InvalidSamplesException e) {
      return null;
    }
    int[] match = match(model);
    double bias = (model.mean(match[0])[1] - MEANS[0][1]) / DEVIATIONS[0];
    double squares = 0;
    double ratio = 0;
    for (int k = 0; k < 3; k++) {
      for (int j = 0; j < 4; j++) {
        double error = (model.mean(match[k])[j] - MEANS[k][j]) / DEVIATIONS[k];
        squares += error * error / 12;
        ratio += model.covariances().get(match[k], j, j) / (DEVIATIONS[k] * DEVIATIONS[k]) / 12;
      }
    }
    Samples held = Samples.of(truth.sample(HELD_OUT, 77).rows());
    double loss = truth.meanLogLikelihood(held) - model.meanLogLikelihood(held);
    return new double[] {samples.count(), bias, squares, ratio, loss};
  }

  private static void makeHoles(double[][] rows, boolean atRandom, double share, Random random) {
    double[] first = Arrays.stream(rows).mapToDouble(row -> row[0]).sorted().toArray();
    for (double[] row : rows) {
      double rank = (double) Math.abs(Arrays.binarySearch(first, row[0])) / rows.length;
      int kept = random.nextInt(4);
      for (int j = atRandom ? 1 : 0; j < 4; j++) {
        // As many values as completely at random; 4/3 of them, as the first feature has none, most
        // where it is large.
        double probability = atRandom ? Math.min(0.95, 4 * share / 3 * (0.25 + 1.5 * rank)) : share;
        boolean missing = random.nextDouble() < probability && (atRandom || j != kept);
        row[j] = missing ? Double.NaN : row[j];
      }
    }
  }

  private static double[][] filled(double[][] rows) {
    double[][] filled = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      filled[i] = rows[i].clone();
    }
    for (int j = 0; j < 4; j++) {
      int column = j;
      double mean = Arrays.stream(rows)
          .mapToDouble(row -> row[column])
          .filter(value -> !Double.isNaN(value))
          .average()
          .orElseThrow();
      for (double[] row : filled) {
        row[j] = Double.isNaN(row[j]) ? mean : row[j];
      }
    }
    return filled;
  }

  /** Returns for each true component the fitted one that stands for it, all six orders compared by distances of means. */
  private static int[] match(GaussianMixture model) {
    int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    int[] best = orders[0];
    double least = Double.POSITIVE_INFINITY;
    for (int[] order : orders) {
      double sum = 0;
      for (int k = 0; k < 3; k++) {
        for (int j = 0; j < 4; j++) {
          sum += Math.pow(model.mean(order[k])[j] - MEANS[k][j], 2);
        }
      }
      best = sum < least ? order : best;
      least = Math.min(least, sum);
    }
    return best;
  }
}

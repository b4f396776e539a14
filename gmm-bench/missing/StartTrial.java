import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.clustering.KMeans;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Blobs;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.distribution.Imputation;
import dev.gmm4j.em.Search;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Compares two starts where values are missing: k-means of samples filled in by their means under one normal distribution,
 * which is what {@code Initialization.kMeans()} does, and k-POD (Chi, Chi and Baraniuk 2016), which goes on from there with
 * distances and means of observed values only. Counts how often each leads to the higher log-likelihood.
 *
 * <p>Arguments: the folder of the data, the number of seeds.
 */
public final class StartTrial {
  private static final double DIFFERENT = 0.01;

  private StartTrial() {}

  private record Set(String name, double[][] rows, int components) {}

  public static void main(String[] args) throws IOException {
    Path data = Path.of(args[0]);
    int seeds = Integer.parseInt(args[1]);
    List<Set> sets = List.of(
        new Set("iris", csv(data.resolve("iris.csv"), 4), 3),
        new Set("faithful", csv(data.resolve("faithful.csv"), 2), 2),
        new Set("wine", csv(data.resolve("wine.csv"), 13), 3),
        new Set("wdbc-8", csv(data.resolve("wdbc.csv"), 8), 2),
        new Set("apart", Blobs.random(600, 4, 6, 1, 1).rows(), 6),
        new Set("close", Blobs.random(600, 5, 4, 2, 3).rows(), 4));
    System.out.println(
        "fits that come to the higher log-likelihood, and mean loss to the better of the two, in nats");
    System.out.printf(
        "%-10s %-7s %6s %8s %8s %6s %10s %10s%n",
        "set", "search", "fits", "means", "k-POD", "same", "loss means", "loss k-POD");
    double[][] totals = new double[2][6];
    for (Set set : sets) {
      for (Search search : List.of(Search.NONE, Search.MOVES)) {
        double[] sums = run(set, search, seeds);
        print(set.name(), search, sums);
        for (int i = 0; i < sums.length; i++) {
          totals[search == Search.NONE ? 0 : 1][i] += sums[i];
        }
      }
    }
    print("all", Search.NONE, totals[0]);
    print("all", Search.MOVES, totals[1]);
  }

  private static void print(String name, Search search, double[] sums) {
    System.out.printf(
        Locale.ROOT,
        "%-10s %-7s %6.0f %8.0f %8.0f %6.0f %10.2f %10.2f%n",
        name,
        search.label(),
        sums[0],
        sums[1],
        sums[2],
        sums[3],
        sums[4] / sums[0],
        sums[5] / sums[0]);
  }

  private static double[] run(Set set, Search search, int seeds) {
    double[] sums = new double[6];
    for (double share : new double[] {0.05, 0.2, 0.4}) {
      for (int seed = 0; seed < seeds; seed++) {
        double[][] holed = holes(set.rows(), share, seed);
        Samples samples = Samples.of(holed).withMissingValues();
        int[] labels = kPod(holed, samples, set.components(), seed);
        for (CovarianceModel model :
            List.of(CovarianceModel.VVV, CovarianceModel.VVI, CovarianceModel.EEE)) {
          GaussianMixtureEstimator.Builder builder = GaussianMixtureEstimator.builder()
              .components(set.components())
              .covariance(model)
              .seed(seed)
              .threads(1)
              .search(search);
          double means = builder
              .initialization(Initialization.kMeans())
              .build()
              .fit(samples)
              .logLikelihood();
          double observed = builder
              .initialization(Initialization.labels(labels))
              .build()
              .fit(samples)
              .logLikelihood();
          sums[0]++;
          sums[1] += means > observed + DIFFERENT ? 1 : 0;
          sums[2] += observed > means + DIFFERENT ? 1 : 0;
          sums[3] += Math.abs(means - observed) <= DIFFERENT ? 1 : 0;
          sums[4] += Math.max(means, observed) - means;
          sums[5] += Math.max(means, observed) - observed;
        }
      }
    }
    return sums;
  }

  /** Returns the clusters of k-POD in units of the features' ranges, from those of k-means of samples filled in. */
  private static int[] kPod(double[][] rows, Samples samples, int clusters, long seed) {
    int d = rows[0].length;
    double[] lower = new double[d];
    double[] upper = new double[d];
    Arrays.fill(lower, Double.POSITIVE_INFINITY);
    Arrays.fill(upper, Double.NEGATIVE_INFINITY);
    for (double[] row : rows) {
      for (int j = 0; j < d; j++) {
        lower[j] = Double.isNaN(row[j]) ? lower[j] : Math.min(lower[j], row[j]);
        upper[j] = Double.isNaN(row[j]) ? upper[j] : Math.max(upper[j], row[j]);
      }
    }
    GaussianMixture normal =
        GaussianMixtureEstimator.builder().components(1).build().fit(samples).model();
    Samples filled = Imputation.of(normal).means(samples);
    double[][] scaled = new double[rows.length][d];
    double[][] observed = new double[rows.length][d];
    for (int i = 0; i < rows.length; i++) {
      RowBlock row = filled.block(i, 1);
      for (int j = 0; j < d; j++) {
        scaled[i][j] = row.values()[row.offset() + j] / (upper[j] - lower[j]);
        observed[i][j] = rows[i][j] / (upper[j] - lower[j]);
      }
    }
    double[][] centres =
        KMeans.builder(clusters).seed(seed).build().fit(Samples.of(scaled)).centres();
    int[] labels = new int[rows.length];
    for (int iteration = 0; iteration < 300; iteration++) {
      boolean changed = false;
      for (int i = 0; i < rows.length; i++) {
        int nearest = nearest(observed[i], centres);
        changed |= nearest != labels[i];
        labels[i] = nearest;
      }
      if (!changed && iteration > 0) {
        break;
      }
      move(observed, labels, centres);
    }
    return labels;
  }

  private static int nearest(double[] row, double[][] centres) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < centres.length; k++) {
      double sum = 0;
      for (int j = 0; j < row.length; j++) {
        double difference = row[j] - centres[k][j];
        sum += Double.isNaN(difference) ? 0 : difference * difference;
      }
      nearest = sum < least ? k : nearest;
      least = Math.min(least, sum);
    }
    return nearest;
  }

  private static void move(double[][] rows, int[] labels, double[][] centres) {
    for (int k = 0; k < centres.length; k++) {
      for (int j = 0; j < centres[k].length; j++) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < rows.length; i++) {
          if (labels[i] == k && !Double.isNaN(rows[i][j])) {
            sum += rows[i][j];
            count++;
          }
        }
        centres[k][j] = count == 0 ? centres[k][j] : sum / count;
      }
    }
  }

  /** Makes values NaN with some probability each, but never all of a row. */
  static double[][] holes(double[][] rows, double share, long seed) {
    Random random = new Random(seed * 31 + 7);
    List<double[]> holed = new ArrayList<>();
    for (double[] row : rows) {
      double[] copy = row.clone();
      int kept = random.nextInt(row.length);
      for (int j = 0; j < copy.length; j++) {
        copy[j] = j != kept && random.nextDouble() < share ? Double.NaN : copy[j];
      }
      holed.add(copy);
    }
    return holed.toArray(double[][]::new);
  }

  private static double[][] csv(Path file, int columns) throws IOException {
    return Files.readAllLines(file).stream()
        .skip(1)
        .map(line -> Arrays.stream(line.split(","))
            .limit(columns)
            .mapToDouble(Double::parseDouble)
            .toArray())
        .toArray(double[][]::new);
  }
}

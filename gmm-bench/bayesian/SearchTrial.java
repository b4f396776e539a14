import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.bayesian.BayesianMixtureEstimator;
import dev.gmm4j.bayesian.BayesianMixtureFit;
import dev.gmm4j.bayesian.WeightPrior;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Blobs;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.Search;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Measures what search and acceleration do for Bayesian fits: final bound, components found, passes and seconds.
 *
 * <p>Each set is fitted from random centres (k-means++) at several seeds, with at most 10 components (20 of ten groups), by each
 * of the ways. Data: faithful, iris and wine, and 2000 rows of four features in 3, 5 and 10 groups of unit normal numbers, as
 * {@link Blobs#random} places them. A line is one set, covariance type and way: the sum of final bounds less that of plain
 * iterations, at how many seeds the bound is higher and lower than theirs by more than 0.01 nats a sample, the mean number of
 * occupied components, passes of the kept run, and the seconds of all seeds, of iterations and search alone. Then the number of
 * components that a process prior finds in twenty sets of 3, 5 and 10 such groups each, without and with a search.
 *
 * <p>Arguments: the folder of the data, the number of seeds, and rounds of which the least time counts.
 */
public final class SearchTrial {
  private static final double NEAR = 0.01;

  private record Way(String name, Acceleration acceleration, Search search) {}

  private static final List<Way> WAYS = List.of(
      new Way("plain", Acceleration.NONE, Search.NONE),
      new Way("squarem", Acceleration.SQUAREM, Search.NONE),
      new Way("anderson", Acceleration.ANDERSON, Search.NONE),
      new Way("search", Acceleration.NONE, Search.MOVES),
      new Way("search+squarem", Acceleration.SQUAREM, Search.MOVES));

  private record Set(String name, Samples samples, int components) {}

  private SearchTrial() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    int seeds = Integer.parseInt(args[1]);
    int rounds = Integer.parseInt(args[2]);
    List<Set> sets = new ArrayList<>();
    for (String name : new String[] {"faithful", "iris", "wine"}) {
      sets.add(new Set(name, read(folder.resolve(name + ".csv")), 10));
    }
    for (int groups : new int[] {3, 5, 10}) {
      double[][] rows = Blobs.random(2000, 4, groups, 1, groups).rows();
      sets.add(new Set("groups-" + groups, Samples.of(rows), groups == 10 ? 20 : 10));
    }
    System.out.printf(
        "%-10s %-10s %-16s %12s %7s %7s %7s %8s %9s%n",
        "set", "covariance", "way", "gain", "higher", "lower", "found", "passes", "seconds");
    for (Set set : sets) {
      for (CovarianceType type : new CovarianceType[] {CovarianceType.FULL, CovarianceType.DIAGONAL}) {
        measure(set, type, seeds, rounds);
      }
    }
    System.out.printf("%n%-8s %-8s %12s   components found, as number:sets%n", "groups", "search", "bounds");
    for (int groups : new int[] {3, 5, 10}) {
      for (Search search : new Search[] {Search.NONE, Search.AUTOMATIC}) {
        count(groups, search);
      }
    }
  }

  /** Fits twenty sets of groups with all other settings at their defaults. */
  private static void count(int groups, Search search) {
    TreeMap<Integer, Integer> found = new TreeMap<>();
    double sum = 0;
    for (int seed = 0; seed < 20; seed++) {
      BayesianMixtureFit fit = BayesianMixtureEstimator.builder(GaussianMixtureEstimator.builder()
              .components(20)
              .seed(seed)
              .search(search)
              .build())
          .build()
          .fit(Samples.of(Blobs.random(2000, 4, groups, 1, seed).rows()));
      found.merge(fit.occupiedComponents(), 1, Integer::sum);
      sum += fit.elbo();
    }
    System.out.printf(Locale.ROOT, "%-8d %-8s %12.1f   %s%n", groups, search.label(), sum, found);
  }

  private static void measure(Set set, CovarianceType type, int seeds, int rounds) {
    double[] plain = new double[seeds];
    for (Way way : WAYS) {
      double gain = 0;
      int higher = 0;
      int lower = 0;
      double found = 0;
      double passes = 0;
      double seconds = 0;
      for (int seed = 0; seed < seeds; seed++) {
        double least = Double.POSITIVE_INFINITY;
        BayesianMixtureFit fit = null;
        for (int round = 0; round < rounds; round++) {
          fit = fit(set, type, way, seed);
          least = Math.min(least, fit.seconds().iterate());
        }
        if (way.equals(WAYS.get(0))) {
          plain[seed] = fit.elbo();
        }
        double difference = fit.elbo() - plain[seed];
        gain += difference;
        higher += difference > NEAR * set.samples().count() ? 1 : 0;
        lower += difference < -NEAR * set.samples().count() ? 1 : 0;
        found += fit.occupiedComponents();
        passes += fit.iterations();
        seconds += least;
      }
      System.out.printf(
          Locale.ROOT,
          "%-10s %-10s %-16s %12.3f %7d %7d %7.2f %8.1f %9.4f%n",
          set.name(),
          type.label(),
          way.name(),
          gain,
          higher,
          lower,
          found / seeds,
          passes / seeds,
          seconds);
    }
  }

  private static BayesianMixtureFit fit(Set set, CovarianceType type, Way way, int seed) {
    return BayesianMixtureEstimator.builder(GaussianMixtureEstimator.builder()
            .components(set.components())
            .covarianceType(type)
            .initialization(Initialization.kMeansPlusPlus())
            .maxIterations(5000)
            .seed(seed)
            .threads(1)
            .acceleration(way.acceleration())
            .search(way.search())
            .build())
        .weightPrior(WeightPrior.dirichletProcess())
        .build()
        .fit(set.samples());
  }

  /** Reads the features: all columns but that of the labels. */
  private static Samples read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<String> names = List.of(lines.get(0).split(","));
    boolean isLabelled = names.contains("species") || names.contains("class");
    double[][] rows = lines.stream()
        .skip(1)
        .map(line -> Arrays.stream(line.split(","))
            .limit(names.size() - (isLabelled ? 1 : 0))
            .mapToDouble(Double::parseDouble)
            .toArray())
        .toArray(double[][]::new);
    return Samples.of(rows);
  }
}

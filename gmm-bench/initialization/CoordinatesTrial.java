import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.clustering.KMeans;
import dev.gmm4j.clustering.LabelAgreement;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.preprocessing.PrincipalComponents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Fits mixtures from the clusters that k-means finds in various coordinates, and tells how good the fits are:
 * {@code java CoordinatesTrial.java FOLDER [SET...]}, FOLDER that of the repository's data.
 *
 * <p>Coordinates are those given; those with each feature multiplied by a power of ten between 0 and 3; features divided by
 * their standard deviations, or by their ranges; whitened ones; and those of standardized features along their principal
 * axes, divided by the root of the deviation (Scrucca and Raftery 2015). "library" is the default initialization.
 *
 * <p>Only the start differs: EM always fits the samples as they are, by default settings. For each data set, model, number
 * of components and seed the log-likelihoods are compared with the best that any start or seed reached.
 */
final class CoordinatesTrial {
  private static final int SEEDS = 10;

  /** Of the best log-likelihood, by this part of it; the convergence criterion knows it to 1e-6. */
  private static final double SAME = 1e-4;

  private CoordinatesTrial() {}

  /** Rows, true groups, and what is fitted to them. */
  private record Data(double[][] rows, int[] groups, int[] components, List<CovarianceModel> models) {}

  /** The result of one fit. */
  private record Outcome(double logLikelihood, int iterations, double agreement) {}

  /** Coordinates by name. */
  private static Map<String, UnaryOperator<double[][]>> coordinates() {
    Map<String, UnaryOperator<double[][]>> all = new LinkedHashMap<>();
    all.put("given", rows -> rows);
    all.put("other-units", CoordinatesTrial::inOtherUnits);
    all.put("deviation", rows -> scaled(rows, deviations(rows)));
    all.put("range", rows -> scaled(rows, ranges(rows)));
    all.put("whitened", rows -> principal(rows, 0.5));
    all.put("half-whitened", rows -> principal(scaled(rows, deviations(rows)), 0.25));
    all.put("library", null);
    return all;
  }

  public static void main(String[] args) throws IOException {
    Map<String, Data> sets = sets(Path.of(args[0]));
    List<String> wanted = List.of(args).subList(1, args.length);
    System.out.println("set model K start: fits of " + SEEDS + " within 1e-4 of the best, mean shortfall of the"
        + " log-likelihood a row, mean iterations, mean adjusted Rand index, failures");
    Map<String, double[]> totals = new LinkedHashMap<>();
    for (Map.Entry<String, Data> set : sets.entrySet()) {
      if (wanted.isEmpty() || wanted.contains(set.getKey())) {
        for (CovarianceModel model : set.getValue().models()) {
          for (int k : set.getValue().components()) {
            compare(set.getKey(), set.getValue(), model, k, totals);
          }
        }
      }
    }
    System.out.println("in all, by data set and model: fits, those within 1e-4 of the best, mean shortfall a row, mean iterations, mean index");
    totals.forEach((name, t) -> System.out.printf(
        Locale.ROOT,
        "%-40s %6.0f %6.0f %9.5f %7.1f %6.3f%n",
        name, t[0], t[1], t[2] / t[0], t[3] / t[0], t[4] / t[0]));
  }

  private static void compare(
      String name, Data data, CovarianceModel model, int k, Map<String, double[]> totals) {
    Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();
    double best = Double.NEGATIVE_INFINITY;
    for (Map.Entry<String, UnaryOperator<double[][]>> start : coordinates().entrySet()) {
      double[][] rows = start.getValue() == null ? null : start.getValue().apply(data.rows());
      List<Outcome> list = new ArrayList<>();
      for (int seed = 0; seed < SEEDS; seed++) {
        try {
          Outcome outcome = outcome(data, rows, model, k, seed);
          list.add(outcome);
          best = Math.max(best, outcome.logLikelihood());
        } catch (GmmException e) {
          // Counted as a failure: there are fewer outcomes than seeds.
          System.err.println(name + " " + model + " " + k + " " + start.getKey() + ": " + e.getMessage());
        }
      }
      outcomes.put(start.getKey(), list);
    }
    int n = data.rows().length;
    for (Map.Entry<String, List<Outcome>> entry : outcomes.entrySet()) {
      int found = 0;
      double shortfall = 0;
      double iterations = 0;
      double agreement = 0;
      int count = entry.getValue().size();
      for (Outcome outcome : entry.getValue()) {
        double less = best - outcome.logLikelihood();
        found += less <= SAME * Math.abs(best) ? 1 : 0;
        shortfall += less / n;
        iterations += outcome.iterations();
        agreement += outcome.agreement();
      }
      System.out.printf(
          Locale.ROOT,
          "%-16s %s %2d %-14s %3d %9.5f %6.1f %6.3f %d%n",
          name, model, k, entry.getKey(), found, shortfall / count, iterations / count,
          agreement / count, SEEDS - count);
      for (String total : List.of(name + " " + entry.getKey(), model + " " + entry.getKey(), "all " + entry.getKey())) {
        double[] sums = totals.computeIfAbsent(total, key -> new double[5]);
        sums[0] += count;
        sums[1] += found;
        sums[2] += shortfall;
        sums[3] += iterations;
        sums[4] += agreement;
      }
    }
  }

  private static Outcome outcome(
      Data data, double[][] coordinates, CovarianceModel model, int k, int seed) {
    Samples samples = Samples.of(data.rows());
    GaussianMixtureEstimator.Builder builder =
        GaussianMixtureEstimator.builder().components(k).covariance(model).seed(seed);
    if (coordinates != null) {
      Samples transformed = Samples.of(coordinates);
      int[] labels = KMeans.builder(k).seed(seed).build().fit(transformed).predict(transformed);
      builder.initialization(Initialization.parameters(start(data.rows(), labels, k, model)));
    }
    GaussianMixtureFit fit = builder.build().fit(samples);
    return new Outcome(
        fit.logLikelihood(),
        fit.bestRestart().iterations(),
        LabelAgreement.between(data.groups(), fit.model().predict(samples)).adjustedRandIndex());
  }

  /** Returns the maximization of clusters; of those too small for a covariance with the pooled one, as the library does. */
  private static GaussianMixture start(double[][] rows, int[] labels, int k, CovarianceModel model) {
    int d = rows[0].length;
    double[] weights = new double[k];
    double[][] means = new double[k][d];
    for (int i = 0; i < rows.length; i++) {
      weights[labels[i]] += 1.0 / rows.length;
      for (int j = 0; j < d; j++) {
        means[labels[i]][j] += rows[i][j];
      }
    }
    for (int c = 0; c < k; c++) {
      for (int j = 0; j < d; j++) {
        means[c][j] /= weights[c] * rows.length;
      }
    }
    double[][][] covariances = new double[k][d][d];
    double[][] pooled = new double[d][d];
    for (int i = 0; i < rows.length; i++) {
      int c = labels[i];
      for (int a = 0; a < d; a++) {
        for (int b = 0; b < d; b++) {
          double product = (rows[i][a] - means[c][a]) * (rows[i][b] - means[c][b]) / rows.length;
          covariances[c][a][b] += product / weights[c];
          pooled[a][b] += product;
        }
      }
    }
    boolean axes = model.type().isAxisAligned();
    for (int c = 0; c < k; c++) {
      double rowsOf = weights[c] * rows.length;
      boolean small = axes ? rowsOf < 1.5 : rowsOf < d + 0.5;
      if (small || model.isShared()) {
        covariances[c] = pooled;
      }
      covariances[c] = Arrays.stream(covariances[c]).map(double[]::clone).toArray(double[][]::new);
      for (int j = 0; j < d; j++) {
        covariances[c][j][j] += 1e-6;
      }
    }
    return GaussianMixture.of(weights, means, covariances(covariances, model));
  }

  private static Covariances covariances(double[][][] matrices, CovarianceModel model) {
    int d = matrices[0].length;
    double[][] diagonals = new double[matrices.length][d];
    double[] means = new double[matrices.length];
    for (int c = 0; c < matrices.length; c++) {
      for (int j = 0; j < d; j++) {
        diagonals[c][j] = matrices[c][j][j];
        means[c] += matrices[c][j][j] / d;
      }
    }
    return switch (model.type()) {
      case SPHERICAL -> Covariances.spherical(means, d);
      case DIAGONAL -> Covariances.diagonal(diagonals);
      default -> Covariances.full(matrices);
    };
  }

  private static double[][] inOtherUnits(double[][] rows) {
    Random random = new Random(1);
    double[] units = new double[rows[0].length];
    Arrays.setAll(units, j -> Math.pow(10, 3 * random.nextDouble()));
    return scaled(rows, units);
  }

  /** Divides each feature by a number; by 1 instead of 0. */
  private static double[][] scaled(double[][] rows, double[] units) {
    return Arrays.stream(rows)
        .map(row -> {
          double[] scaled = row.clone();
          Arrays.setAll(scaled, j -> row[j] / (units[j] > 0 ? units[j] : 1));
          return scaled;
        })
        .toArray(double[][]::new);
  }

  private static double[] deviations(double[][] rows) {
    double[] deviations = new double[rows[0].length];
    for (int j = 0; j < deviations.length; j++) {
      int feature = j;
      double mean = Arrays.stream(rows).mapToDouble(row -> row[feature]).average().orElseThrow();
      deviations[j] = Math.sqrt(Arrays.stream(rows)
          .mapToDouble(row -> (row[feature] - mean) * (row[feature] - mean))
          .average()
          .orElseThrow());
    }
    return deviations;
  }

  private static double[] ranges(double[][] rows) {
    double[] ranges = new double[rows[0].length];
    for (int j = 0; j < ranges.length; j++) {
      int feature = j;
      ranges[j] = Arrays.stream(rows).mapToDouble(row -> row[feature]).max().orElseThrow()
          - Arrays.stream(rows).mapToDouble(row -> row[feature]).min().orElseThrow();
    }
    return ranges;
  }

  /** Returns coordinates along the principal axes, each divided by a power of its variance. */
  private static double[][] principal(double[][] rows, double power) {
    Samples samples = Samples.of(rows);
    PrincipalComponents components = PrincipalComponents.builder().varianceShare(1 - 1e-12).fit(samples);
    double[] variances = components.variances();
    double[][] turned = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      turned[i] = components.transform(rows[i]);
      for (int j = 0; j < turned[i].length; j++) {
        turned[i][j] /= Math.pow(variances[j], power);
      }
    }
    return turned;
  }

  private static Map<String, Data> sets(Path folder) throws IOException {
    List<CovarianceModel> all = List.of(CovarianceModel.values());
    Map<String, Data> sets = new LinkedHashMap<>();
    sets.put("faithful", file(folder.resolve("faithful.csv"), 2, new int[] {2, 3}, all));
    sets.put("plane", file(folder.resolve("worked-example-2d.csv"), 2, new int[] {2, 3, 4}, all));
    sets.put("iris", file(folder.resolve("iris.csv"), 4, new int[] {2, 3}, all));
    sets.put("wine", file(folder.resolve("wine.csv"), 13, new int[] {2, 3}, all));
    sets.put(
        "digits",
        file(
            folder.resolve("digits.csv"),
            64,
            new int[] {3, 10},
            List.of(CovarianceModel.EII, CovarianceModel.VII, CovarianceModel.EEI, CovarianceModel.EEE)));
    sets.put("age-income", ageAndIncome());
    sets.put("balls", generated(600, 4, 5, 11, all));
    sets.put("ellipsoids", ellipsoids(all));
    sets.put("noise-features", noiseFeatures(all));
    sets.put("one-direction", oneDirection(all));
    sets.put("skewed", skewed(all));
    sets.put("counts", counts(List.of(
        CovarianceModel.EII, CovarianceModel.VII, CovarianceModel.EEI, CovarianceModel.VVI,
        CovarianceModel.EEE)));
    return sets;
  }

  /** Reads features and the groups behind them, if there are any. */
  private static Data file(Path file, int features, int[] components, List<CovarianceModel> models)
      throws IOException {
    List<double[]> rows = new ArrayList<>();
    List<String> groups = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    int d = features;
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      double[] row = new double[d];
      Arrays.setAll(row, j -> Double.parseDouble(cells[j]));
      rows.add(row);
      groups.add(cells.length > d ? cells[d] : "0");
    }
    List<String> names = groups.stream().distinct().toList();
    return new Data(
        rows.toArray(double[][]::new),
        groups.stream().mapToInt(names::indexOf).toArray(),
        components,
        models);
  }

  private static Data ageAndIncome() {
    Random random = new Random(1);
    int n = 600;
    int[] groups = new int[n];
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      groups[i] = i % 2;
      rows[i] = new double[] {
        25 + 35 * groups[i] + (3 + 2 * groups[i]) * random.nextGaussian(),
        43_000 + 11_000 * random.nextGaussian()
      };
    }
    return new Data(rows, groups, new int[] {2, 3}, List.of(CovarianceModel.values()));
  }

  private static Data generated(int n, int d, int k, int seed, List<CovarianceModel> models) {
    Random random = new Random(seed);
    double[][] means = new double[k][d];
    for (double[] mean : means) {
      Arrays.setAll(mean, j -> 2.5 * random.nextGaussian());
    }
    int[] groups = new int[n];
    double[][] rows = new double[n][d];
    for (int i = 0; i < n; i++) {
      groups[i] = random.nextInt(k);
      double[] mean = means[groups[i]];
      Arrays.setAll(rows[i], j -> mean[j] + random.nextGaussian());
    }
    return new Data(rows, groups, new int[] {k - 1, k, k + 1}, models);
  }

  /** Groups of full covariances of their own. */
  private static Data ellipsoids(List<CovarianceModel> models) {
    int n = 800;
    int d = 5;
    int k = 4;
    Random random = new Random(3);
    double[][] means = new double[k][d];
    double[][][] maps = new double[k][d][d];
    for (int c = 0; c < k; c++) {
      Arrays.setAll(means[c], j -> 3 * random.nextGaussian());
      for (double[] row : maps[c]) {
        Arrays.setAll(row, j -> random.nextGaussian());
      }
    }
    int[] groups = new int[n];
    double[][] rows = new double[n][d];
    for (int i = 0; i < n; i++) {
      int c = random.nextInt(k);
      groups[i] = c;
      double[] z = random.doubles(d).map(u -> random.nextGaussian()).toArray();
      Arrays.setAll(rows[i], j -> {
        double sum = means[c][j];
        for (int l = 0; l < d; l++) {
          sum += maps[c][j][l] * z[l];
        }
        return sum;
      });
    }
    return new Data(rows, groups, new int[] {k - 1, k, k + 1}, models);
  }

  /** Three groups in two features, beside six without groups and of larger deviations. */
  private static Data noiseFeatures(List<CovarianceModel> models) {
    Random random = new Random(5);
    int n = 600;
    int[] groups = new int[n];
    double[][] rows = new double[n][8];
    for (int i = 0; i < n; i++) {
      groups[i] = i % 3;
      int group = groups[i];
      Arrays.setAll(rows[i], j -> j < 2
          ? (group == j + 1 ? 6 : 0) + random.nextGaussian()
          : 4 * random.nextGaussian());
    }
    return new Data(rows, groups, new int[] {3}, models);
  }

  /** Two groups far apart in one of six features of the same deviation within groups. */
  private static Data oneDirection(List<CovarianceModel> models) {
    Random random = new Random(7);
    int n = 500;
    int[] groups = new int[n];
    double[][] rows = new double[n][6];
    for (int i = 0; i < n; i++) {
      groups[i] = i % 2;
      int group = groups[i];
      Arrays.setAll(rows[i], j -> (j == 0 ? 8 * group : 0) + random.nextGaussian());
    }
    return new Data(rows, groups, new int[] {2}, models);
  }

  /** Two groups in one feature, beside one of a long tail. */
  private static Data skewed(List<CovarianceModel> models) {
    Random random = new Random(9);
    int n = 600;
    int[] groups = new int[n];
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      groups[i] = i % 2;
      rows[i] = new double[] {
        6 * groups[i] + random.nextGaussian(), Math.exp(1.2 * random.nextGaussian())
      };
    }
    return new Data(rows, groups, new int[] {2, 3}, models);
  }

  /** Counts of twenty kinds, some of them rare, in three groups. */
  private static Data counts(List<CovarianceModel> models) {
    Random random = new Random(13);
    int n = 900;
    int d = 20;
    double[][] rates = new double[3][d];
    for (int j = 0; j < d; j++) {
      double rate = 0.01 * Math.pow(1000, random.nextDouble());
      for (double[] group : rates) {
        group[j] = rate * Math.exp(0.7 * random.nextGaussian());
      }
    }
    int[] groups = new int[n];
    double[][] rows = new double[n][d];
    for (int i = 0; i < n; i++) {
      groups[i] = i % 3;
      double[] rate = rates[groups[i]];
      Arrays.setAll(rows[i], j -> poisson(rate[j], random));
    }
    return new Data(rows, groups, new int[] {3}, models);
  }

  private static double poisson(double rate, Random random) {
    double left = Math.exp(-rate);
    double product = random.nextDouble();
    int count = 0;
    while (product > left) {
      count++;
      product *= random.nextDouble();
    }
    return count;
  }
}

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Blobs;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Search;
import dev.gmm4j.em.SearchMove;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures how often fits end at the best optimum, and how long they take, with the search for it and without.
 *
 * <p>Arguments: the folder of the data, the number of seeds, and the names of sets.
 */
public final class SearchTrial {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private SearchTrial() {}

  private record Trial(String name, int components, CovarianceModel model, Samples samples) {}

  public static void main(String[] args) throws IOException {
    Path data = Path.of(args[0]);
    int seeds = Integer.parseInt(args[1]);
    System.out.printf(
        "%-20s %5s %7s %7s %12s %8s %8s %7s %7s%n",
        "set", "seeds", "none", "moves", "best", "worst-n", "worst-m", "ratio", "moves");
    for (int i = 2; i < args.length; i++) {
      run(trial(args[i], data), seeds);
    }
  }

  private static Trial trial(String name, Path data) throws IOException {
    String[] parts = name.split(":");
    CovarianceModel model =
        parts.length > 2 ? CovarianceModel.parse(parts[2]) : CovarianceModel.VVV;
    int components = Integer.parseInt(parts[1]);
    Samples samples = switch (parts[0]) {
      case "32" -> Samples.of(Blobs.random(50_000, 32, 20, 1, 1).rows());
      case "64" -> Samples.of(Blobs.random(20_000, 64, 10, 1, 1).rows());
      case "small32" -> Samples.of(Blobs.random(5_000, 16, 20, 1, 1).rows());
      case "overlap" -> Samples.of(Blobs.random(5_000, 4, 12, 2.5, 3).rows());
      case "grid" -> grid();
      default -> csv(data.resolve(parts[0] + ".csv"));
    };
    return new Trial(name, components, model, samples);
  }

  private static Samples grid() {
    double[][] centres = new double[25][];
    double[] deviations = new double[25];
    int[] counts = new int[25];
    for (int k = 0; k < 25; k++) {
      centres[k] = new double[] {k % 5, k / 5};
      deviations[k] = 0.15;
      counts[k] = 100;
    }
    return Samples.of(Blobs.around(centres, deviations, counts, 5).rows());
  }

  private static Samples csv(Path file) throws IOException {
    List<double[]> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String[] cells = line.split(",");
      double[] row = new double[cells.length];
      int count = 0;
      for (String cell : cells) {
        try {
          row[count] = Double.parseDouble(cell.strip());
          count++;
        } catch (NumberFormatException e) {
          // A name or a label is no feature.
        }
      }
      if (count > 0) {
        rows.add(java.util.Arrays.copyOf(row, count));
      }
    }
    return Samples.of(rows.toArray(new double[0][]));
  }

  private static void run(Trial trial, int seeds) {
    double[][] reached = new double[2][seeds];
    double[] seconds = new double[2];
    int moves = 0;
    for (int seed = -1; seed < seeds; seed++) {
      for (int search = 0; search < 2; search++) {
        GaussianMixtureEstimator estimator = GaussianMixtureEstimator.builder()
            .components(trial.components())
            .covariance(trial.model())
            .search(search == 0 ? Search.NONE : Search.AUTOMATIC)
            .threads(1)
            .seed(Math.max(0, seed))
            .build();
        long began = THREADS.getCurrentThreadCpuTime();
        GaussianMixtureFit fit = estimator.fit(trial.samples());
        double took = (THREADS.getCurrentThreadCpuTime() - began) * 1e-9;
        if (seed >= 0) {
          seconds[search] += took;
          reached[search][seed] = fit.logLikelihood();
          moves += (int) fit.moves().stream().filter(SearchMove::accepted).count();
        }
      }
    }
    double best = Double.NEGATIVE_INFINITY;
    for (double[] each : reached) {
      for (double value : each) {
        best = Math.max(best, value);
      }
    }
    double gap = Math.max(1, 1e-3 * trial.samples().count());
    int[] near = new int[2];
    double[] worst = new double[2];
    for (int search = 0; search < 2; search++) {
      for (double value : reached[search]) {
        near[search] += value >= best - gap ? 1 : 0;
        worst[search] = Math.max(worst[search], best - value);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%-20s %5d %7d %7d %12.2f %8.1f %8.1f %7.2f %7.1f%n",
        trial.name(),
        seeds,
        near[0],
        near[1],
        best,
        worst[0],
        worst[1],
        seconds[1] / seconds[0],
        (double) moves / seeds);
  }
}

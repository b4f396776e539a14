import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.bayesian.BayesianMixtureEstimator;
import dev.gmm4j.bayesian.WeightPrior;
import dev.gmm4j.data.Blobs;
import dev.gmm4j.data.Samples;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Measures Bayesian fits.
 *
 * <p>Times: an iteration of variational inference beside one of EM, full covariances, from the same centres,
 * on samples in memory: the difference between fits of 25 and of 5 iterations, each
 * the least of some rounds, by 20. Components: fits of at most 20 components under a Dirichlet process to 2000 rows of four
 * features, in groups of unit normal numbers as {@link Blobs#random} places them, at several seeds; how many components have
 * a sample, and the same of scikit-learn with weights of at least one sample. Samples are left in a folder for trial.py.
 *
 * <p>Arguments: the folder, the number of seeds, the number of rounds, and shapes as ROWSxDxK.
 */
public final class BayesianTrial {
  private static final int SHORT = 5;
  private static final int LONG = 25;
  private static final int[] GROUPS = {3, 5, 10};
  private static final int ROWS = 2000;
  private static final int MOST = 20;
  private static final int FEATURES = 4;
  private static final double DEVIATION = 1;

  private BayesianTrial() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    int seeds = Integer.parseInt(args[1]);
    int rounds = Integer.parseInt(args[2]);
    System.out.printf("%n%-14s %12s %12s %8s%n", "shape", "EM ms", "Bayesian ms", "ratio");
    for (int i = 3; i < args.length; i++) {
      String[] shape = args[i].split("x");
      double[][] rows = Blobs.random(
              Integer.parseInt(shape[0]),
              Integer.parseInt(shape[1]),
              Integer.parseInt(shape[2]),
              1,
              1)
          .rows();
      write(folder.resolve("time-" + args[i] + ".bin"), rows);
      time(args[i], Samples.of(rows), Integer.parseInt(shape[2]), rounds);
    }
    System.out.printf(
        "%n%-8s %8s   components found, as number:seeds%n", "groups", "seeds");
    for (int groups : GROUPS) {
      int[] found = new int[MOST + 1];
      for (int seed = 0; seed < seeds; seed++) {
        double[][] rows = Blobs.random(ROWS, FEATURES, groups, DEVIATION, seed).rows();
        write(folder.resolve("groups-" + groups + "-" + seed + ".bin"), rows);
        found[occupied(Samples.of(rows), seed)]++;
      }
      StringBuilder text = new StringBuilder();
      for (int k = 0; k <= MOST; k++) {
        text.append(found[k] > 0 ? " " + k + ":" + found[k] : "");
      }
      System.out.printf("%-8d %8d  %s%n", groups, seeds, text);
    }
  }

  private static GaussianMixtureEstimator.Builder settings(int components, int iterations) {
    return GaussianMixtureEstimator.builder()
        .components(components)
        .initialization(Initialization.kMeansPlusPlus())
        .maxIterations(iterations)
        .tolerance(0);
  }

  private static void time(String shape, Samples samples, int components, int rounds) {
    double[] least = new double[4];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < 4; i++) {
        int iterations = i % 2 == 0 ? SHORT : LONG;
        double seconds = i < 2
            ? emSeconds(samples, components, iterations)
            : bayesianSeconds(samples, components, iterations);
        least[i] = Math.min(least[i], seconds);
      }
    }
    double em = (least[1] - least[0]) / (LONG - SHORT);
    double bayesian = (least[3] - least[2]) / (LONG - SHORT);
    System.out.printf(
        Locale.ROOT,
        "%-14s %12.3f %12.3f %8.3f%n",
        shape,
        em * 1e3,
        bayesian * 1e3,
        bayesian / em);
  }

  private static double emSeconds(Samples samples, int components, int iterations) {
    return settings(components, iterations).build().fit(samples).seconds().em();
  }

  private static double bayesianSeconds(Samples samples, int components, int iterations) {
    return BayesianMixtureEstimator.builder(settings(components, iterations).build())
        .build()
        .fit(samples)
        .seconds()
        .iterate();
  }

  private static int occupied(Samples samples, long seed) {
    return BayesianMixtureEstimator.builder(GaussianMixtureEstimator.builder()
            .components(MOST)
            .maxIterations(1000)
            .seed(seed)
            .build())
        .weightPrior(WeightPrior.dirichletProcess())
        .build()
        .fit(samples)
        .occupiedComponents();
  }

  /** Writes rows for NumPy: two whole numbers, then the numbers, little-endian. */
  private static void write(Path file, double[][] rows) throws IOException {
    int d = rows[0].length;
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + 8 * rows.length * d).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(rows.length).putInt(d);
    for (double[] row : rows) {
      for (double value : row) {
        bytes.putDouble(value);
      }
    }
    Files.write(file, bytes.array());
  }
}

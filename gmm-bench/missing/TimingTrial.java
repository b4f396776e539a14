import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Blobs;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Acceleration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * Times an iteration of EM, ten features and eight components of full covariances: of complete samples, with 10 % of the values
 * missing anywhere, and with as many missing in five patterns.
 *
 * <p>Arguments: the folder of the data, which is not used, the number of rows, and ids of backends.
 */
public final class TimingTrial {
  private static final int FEATURES = 10;
  private static final int COMPONENTS = 8;
  private static final int REPEATS = 5;

  private TimingTrial() {}

  public static void main(String[] args) {
    int rows = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
    String[] backends = args.length > 2
        ? Arrays.copyOfRange(args, 2, args.length)
        : new String[] {"vector", "ejml"};
    double[][] complete = Blobs.random(rows, FEATURES, COMPONENTS, 2, 1).rows();
    double[] flat = new double[rows * FEATURES];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(complete[i], 0, flat, i * FEATURES, FEATURES);
    }
    double[][] means = new double[COMPONENTS][];
    for (int k = 0; k < COMPONENTS; k++) {
      means[k] = complete[k * (rows / COMPONENTS)];
    }
    double[] variances = new double[COMPONENTS];
    Arrays.fill(variances, 4);
    double[] weights = new double[COMPONENTS];
    Arrays.fill(weights, 1.0 / COMPONENTS);
    double[][][] covariances = new double[COMPONENTS][][];
    Arrays.setAll(covariances, Covariances.spherical(variances, FEATURES)::matrix);
    GaussianMixture start = GaussianMixture.of(weights, means, Covariances.full(covariances));
    Samples[] samples = {
      Samples.of(flat, FEATURES),
      Samples.of(scattered(flat), FEATURES).withMissingValues(),
      Samples.of(blockwise(flat), FEATURES).withMissingValues()
    };
    System.out.printf(
        Locale.ROOT,
        "%d rows, least of %d: milliseconds of an iteration, and its ratio to that of complete samples%n",
        rows,
        REPEATS);
    System.out.printf(
        "%-12s %8s %10s %18s %18s %22s%n",
        "backend", "threads", "complete", "10 % scattered", "five patterns", "preparing them, ms");
    for (String backend : backends) {
      for (int threads : new int[] {1, Runtime.getRuntime().availableProcessors()}) {
        double[] best = new double[3];
        double[] prepared = new double[3];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        Arrays.fill(prepared, Double.POSITIVE_INFINITY);
        for (int repeat = 0; repeat < REPEATS; repeat++) {
          for (int i = 0; i < 3; i++) {
            GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
                .components(COMPONENTS)
                .initialization(Initialization.parameters(start))
                .acceleration(Acceleration.NONE)
                .tolerance(0)
                .maxIterations(5)
                .threads(threads)
                .backend(backend)
                .build()
                .fit(samples[i]);
            // Five iterations are six passes.
            best[i] = Math.min(best[i], fit.seconds().em() * 1000 / 6);
            prepared[i] = Math.min(prepared[i], fit.seconds().initialize() * 1000);
          }
        }
        System.out.printf(
            Locale.ROOT,
            "%-12s %8d %10.1f %10.1f (%4.2f) %10.1f (%4.2f) %6.0f %7.0f %7.0f%n",
            backend,
            threads,
            best[0],
            best[1],
            best[1] / best[0],
            best[2],
            best[2] / best[0],
            prepared[0],
            prepared[1],
            prepared[2]);
      }
    }
  }

  private static double[] scattered(double[] flat) {
    Random random = new Random(1);
    double[] holed = flat.clone();
    for (int i = 0; i < holed.length; i++) {
      holed[i] = random.nextDouble() < 0.1 ? Double.NaN : holed[i];
    }
    return holed;
  }

  /** Of half of the rows two neighbouring features are missing: five patterns of them, as many rows each. */
  private static double[] blockwise(double[] flat) {
    Random random = new Random(2);
    double[] holed = flat.clone();
    for (int i = 0; i < holed.length; i += FEATURES) {
      int pattern = random.nextInt(8);
      if (pattern < 4) {
        holed[i + 2 * pattern] = Double.NaN;
        holed[i + 2 * pattern + 1] = Double.NaN;
      }
    }
    return holed;
  }
}

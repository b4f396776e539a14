import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.clustering.LabelAgreement;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.em.DegreesOfFreedom;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.noise.InitialNoise;
import dev.gmm4j.student.StudentMixtureEstimator;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * How well fits find clusters among outliers. Three Gaussian clusters in the plane, 300 rows together with the outliers, which are
 * 5, 10 or 20 % of them:
 *
 * <ul>
 *   <li>near: spread evenly over one and a half times the box of the clusters
 *   <li>far: spread evenly over a box fifty times as wide
 *   <li>clump: close together, fifty standard deviations away
 * </ul>
 *
 * <p>Each method fits three components of full covariances by five restarts (trimming by one, which has many starts), knows the
 * share of the outliers where it asks for one,
 * and labels the rows. Measured is the adjusted Rand index between the clusters and the labels of the rows that are no outliers; the
 * label of noise counts as one of its own. A fit that fails has an index of 0.
 */
public final class RobustnessTrial {
  private static final int ROWS = 300;
  private static final int COMPONENTS = 3;
  private static final double[] SHARES = {0.05, 0.1, 0.2};
  private static final double MAX_RATIO = 50;

  /** Labels rows by a fit of them. */
  private interface Method {
    int[] labels(Samples samples, double share, long seed);
  }

  private enum Outliers {
    NEAR,
    FAR,
    CLUMP
  }

  private record Data(double[][] rows, int[] truth) {}

  private RobustnessTrial() {}

  private static Map<String, Method> methods() {
    Map<String, Method> methods = new LinkedHashMap<>();
    methods.put("EM", gaussian((builder, share) -> builder));
    methods.put("prior", gaussian((builder, share) -> builder.prior(ConjugatePrior.defaults())));
    methods.put("noise", gaussian((builder, share) -> builder.noise(InitialNoise.share(share))));
    methods.put("ratio bound", gaussian((builder, share) -> builder.maxEigenvalueRatio(MAX_RATIO)));
    methods.put("trimming", gaussian((builder, share) ->
        builder.restarts(1).trimming(Trimming.mixture(share)).maxEigenvalueRatio(MAX_RATIO)));
    methods.put("trimming, 1.5 times the share", gaussian((builder, share) ->
        builder.restarts(1).trimming(Trimming.mixture(1.5 * share)).maxEigenvalueRatio(MAX_RATIO)));
    methods.put("trimming, half the share", gaussian((builder, share) ->
        builder.restarts(1).trimming(Trimming.mixture(0.5 * share)).maxEigenvalueRatio(MAX_RATIO)));
    methods.put("t", student(DegreesOfFreedom.common()));
    methods.put("t, 4 degrees of freedom", student(DegreesOfFreedom.fixed(4)));
    return methods;
  }

  private interface Setting {
    GaussianMixtureEstimator.Builder apply(GaussianMixtureEstimator.Builder builder, double share);
  }

  private static Method gaussian(Setting setting) {
    return (samples, share, seed) -> setting
        .apply(
            GaussianMixtureEstimator.builder().components(COMPONENTS).restarts(5).seed(seed), share)
        .build()
        .fit(samples)
        .model()
        .predict(samples);
  }

  private static Method student(DegreesOfFreedom degreesOfFreedom) {
    return (samples, share, seed) -> StudentMixtureEstimator.builder(
            GaussianMixtureEstimator.builder().components(COMPONENTS).restarts(5).seed(seed).build())
        .degreesOfFreedom(degreesOfFreedom)
        .build()
        .fit(samples)
        .model()
        .predict(samples);
  }

  private static Data data(Outliers outliers, double share, long seed) {
    Random random = new Random(seed);
    int bad = (int) Math.round(share * ROWS);
    double[][] rows = new double[ROWS][2];
    int[] truth = new int[ROWS];
    for (int i = 0; i < ROWS - bad; i++) {
      int k = i % COMPONENTS;
      truth[i] = k;
      double x = random.nextGaussian();
      double y = random.nextGaussian();
      switch (k) {
        case 0 -> rows[i] = new double[] {x, y};
        case 1 -> rows[i] = new double[] {6 + 1.5 * x, 1 + 0.5 * y + 0.8 * x};
        default -> rows[i] = new double[] {2 + 0.6 * x, 7 + 1.8 * y};
      }
    }
    double[] low = new double[2];
    double[] high = new double[2];
    for (int j = 0; j < 2; j++) {
      int column = j;
      low[j] = Arrays.stream(rows).mapToDouble(row -> row[column]).min().orElseThrow();
      high[j] = Arrays.stream(rows).mapToDouble(row -> row[column]).max().orElseThrow();
    }
    for (int i = ROWS - bad; i < ROWS; i++) {
      for (int j = 0; j < 2; j++) {
        double middle = (low[j] + high[j]) / 2;
        double width = high[j] - low[j];
        rows[i][j] = switch (outliers) {
          case NEAR -> middle + 1.5 * width * (random.nextDouble() - 0.5);
          case FAR -> middle + 50 * width * (random.nextDouble() - 0.5);
          case CLUMP -> 50 + 0.3 * random.nextGaussian();
        };
      }
    }
    return new Data(rows, truth);
  }

  private static double agreement(Method method, Data data, double share, long seed) {
    int clean = ROWS - (int) Math.round(share * ROWS);
    try {
      int[] labels = Arrays.stream(method.labels(Samples.of(data.rows), share, seed))
          .limit(clean)
          .map(label -> label < 0 ? COMPONENTS : label)
          .toArray();
      return LabelAgreement.between(Arrays.copyOf(data.truth, clean), labels).adjustedRandIndex();
    } catch (GmmException e) {
      System.err.println(e.getMessage());
      return 0;
    }
  }

  public static void main(String[] arguments) {
    int seeds = Integer.parseInt(arguments[0]);
    StringBuilder table = new StringBuilder("\nmean adjusted Rand index\n\n| method |");
    StringBuilder line = new StringBuilder("|---|");
    for (Outliers outliers : Outliers.values()) {
      for (double share : SHARES) {
        table.append(String.format(
            Locale.ROOT, " %s %.0f %% |", outliers.name().toLowerCase(Locale.ROOT), 100 * share));
        line.append("--:|");
      }
    }
    table.append('\n').append(line).append('\n');
    System.out.println("adjusted Rand index by seed; 300 rows, " + seeds + " seeds");
    Map<String, Method> methods = methods();
    if (arguments.length > 1) {
      methods.keySet().retainAll(Arrays.asList(arguments).subList(1, arguments.length));
    }
    methods.forEach((name, method) -> {
      table.append("| ").append(name).append(" |");
      for (Outliers outliers : Outliers.values()) {
        for (double share : SHARES) {
          double[] found = new double[seeds];
          Arrays.setAll(
              found, seed -> agreement(method, data(outliers, share, seed), share, seed));
          System.out.printf(
              Locale.ROOT, "%s; %s; %.2f:", name, outliers.name().toLowerCase(Locale.ROOT), share);
          Arrays.stream(found).forEach(each -> System.out.printf(Locale.ROOT, " %.3f", each));
          System.out.println();
          table.append(String.format(
              Locale.ROOT, " %.2f |", Arrays.stream(found).average().orElseThrow()));
        }
      }
      table.append('\n');
    });
    System.out.print(table);
  }
}

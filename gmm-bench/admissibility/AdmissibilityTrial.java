import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.selection.ModelSelection;
import dev.gmm4j.selection.ModelSelectionResult;
import dev.gmm4j.selection.SelectionCandidate;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures every cell of selections on small sets, with its true leave-one-out likelihood:
 * {@code java AdmissibilityTrial.java CELLS FOLDER...}, CELLS the file to write, FOLDERs with CSV files that have a header, or
 * the word generated.
 *
 * <p>A cell is fitted as {@code gmm select} does it. Then each row (of more than 60 rows each of 20 parts) is left out,
 * EM goes on from the fitted mixture without it, and the log-density of the row counts. Where that degenerates, the component
 * is regularized.
 */
final class AdmissibilityTrial {
  private static final int LARGEST_WHOLE = 60;
  private static final int PARTS = 20;

  private AdmissibilityTrial() {}

  public static void main(String[] args) throws IOException {
    Map<String, double[][]> sets = new LinkedHashMap<>();
    for (String folder : List.of(args).subList(1, args.length)) {
      if (folder.equals("generated")) {
        sets.putAll(generated());
        continue;
      }
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".csv")).sorted().toList()) {
          sets.put(file.getFileName().toString().replace(".csv", ""), read(file));
        }
      }
    }
    try (PrintStream out = new PrintStream(args[0])) {
      out.println("set n d model K parameters bic mean loo failures components:count,least,greatest");
      for (Map.Entry<String, double[][]> set : sets.entrySet()) {
        measure(set.getKey(), set.getValue(), out);
      }
    }
  }

  private static void measure(String name, double[][] rows, PrintStream out) {
    long began = System.nanoTime();
    ModelSelectionResult result =
        ModelSelection.builder().build().select(Samples.of(rows));
    List<SelectionCandidate> fitted = result.candidates().stream()
        .filter(candidate -> Double.isFinite(candidate.value(result.criterion())))
        .toList();
    String[] lines = new String[fitted.size()];
    IntStream.range(0, lines.length).parallel().forEach(i -> lines[i] = line(name, rows, fitted.get(i)));
    Stream.of(lines).forEach(out::println);
    out.flush();
    System.err.printf("%s %d x %d %.1f s%n", name, rows.length, rows[0].length, (System.nanoTime() - began) * 1e-9);
  }

  private static String line(String name, double[][] rows, SelectionCandidate candidate) {
    GaussianMixtureFit fit = candidate.fit().orElseThrow();
    int[] failures = new int[1];
    double loo = leaveOneOut(rows, fit, failures);
    StringBuilder line = new StringBuilder(String.format(
        Locale.ROOT,
        "%s %d %d %s %d %d %.3f %.4f %.4f %d",
        name, rows.length, rows[0].length, candidate.covariance(), candidate.components(),
        fit.model().freeParameters(), fit.bic(), fit.meanLogLikelihood(), loo, failures[0]));
    double[][] pooled = pooled(fit.model());
    for (int k = 0; k < fit.model().components(); k++) {
      double[] values = relative(fit.model(), k, pooled);
      line.append(String.format(
          Locale.ROOT, " %.2f,%.3g,%.3g", fit.diagnostics().get(k).effectiveCount(), values[0], values[values.length - 1]));
    }
    return line.toString();
  }

  /** Returns the mean log-density of rows that were left out. */
  private static double leaveOneOut(double[][] rows, GaussianMixtureFit fit, int[] failures) {
    int parts = rows.length <= LARGEST_WHOLE ? rows.length : PARTS;
    double sum = 0;
    for (int part = 0; part < parts; part++) {
      List<double[]> kept = new ArrayList<>();
      for (int i = 0; i < rows.length; i++) {
        if (i % parts != part) {
          kept.add(rows[i]);
        }
      }
      GaussianMixture model;
      Samples samples = Samples.of(kept.toArray(double[][]::new));
      try {
        model = again(fit, DegeneracyPolicy.FAIL).fit(samples).model();
      } catch (GmmException e) {
        failures[0]++;
        model = again(fit, DegeneracyPolicy.REGULARIZE).fit(samples).model();
      }
      for (int i = part; i < rows.length; i += parts) {
        sum += model.logDensity(rows[i]);
      }
    }
    return sum / rows.length;
  }

  private static GaussianMixtureEstimator again(GaussianMixtureFit fit, DegeneracyPolicy policy) {
    return ModelSelection.defaultEstimator().toBuilder()
        .components(fit.model().components())
        .covariance(fit.model().covarianceModel())
        .initialization(Initialization.parameters(fit.model()))
        .degeneracy(policy)
        .maxIterations(200)
        .threads(1)
        .build();
  }

  /** Returns the covariance within components. */
  private static double[][] pooled(GaussianMixture model) {
    int d = model.dimension();
    double[][] sum = new double[d][d];
    for (int k = 0; k < model.components(); k++) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          sum[i][j] += model.weight(k) * model.covariances().get(k, i, j);
        }
      }
    }
    return sum;
  }

  /** Returns the eigenvalues of a component's covariance relative to the pooled one, ascending. */
  private static double[] relative(GaussianMixture model, int k, double[][] pooled) {
    int d = pooled.length;
    double[][] factor = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = pooled[i][j];
        for (int m = 0; m < j; m++) {
          sum -= factor[i][m] * factor[j][m];
        }
        factor[i][j] = i == j ? Math.sqrt(sum) : sum / factor[j][j];
      }
    }
    double[][] a = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        a[i][j] = model.covariances().get(k, i, j);
      }
    }
    // a = L^-1 a L^-T
    for (int side = 0; side < 2; side++) {
      for (int c = 0; c < d; c++) {
        for (int i = 0; i < d; i++) {
          double sum = side == 0 ? a[i][c] : a[c][i];
          for (int m = 0; m < i; m++) {
            sum -= factor[i][m] * (side == 0 ? a[m][c] : a[c][m]);
          }
          if (side == 0) {
            a[i][c] = sum / factor[i][i];
          } else {
            a[c][i] = sum / factor[i][i];
          }
        }
      }
    }
    return jacobi(a);
  }

  private static double[] jacobi(double[][] a) {
    int d = a.length;
    for (int sweep = 0; sweep < 50; sweep++) {
      for (int p = 0; p < d; p++) {
        for (int q = p + 1; q < d; q++) {
          double theta = 0.5 * Math.atan2(2 * a[p][q], a[q][q] - a[p][p]);
          double c = Math.cos(theta);
          double s = Math.sin(theta);
          for (int m = 0; m < d; m++) {
            double x = a[m][p];
            double y = a[m][q];
            a[m][p] = c * x - s * y;
            a[m][q] = s * x + c * y;
          }
          for (int m = 0; m < d; m++) {
            double x = a[p][m];
            double y = a[q][m];
            a[p][m] = c * x - s * y;
            a[q][m] = s * x + c * y;
          }
        }
      }
    }
    double[] values = new double[d];
    Arrays.setAll(values, i -> a[i][i]);
    Arrays.sort(values);
    return values;
  }

  /** Returns sets whose groups are known, or of which none are to be found. */
  private static Map<String, double[][]> generated() {
    Map<String, double[][]> sets = new LinkedHashMap<>();
    sets.put("one-normal-20x4", normal(1, new int[] {20}, 4, 0, 1));
    sets.put("one-normal-40x2", normal(2, new int[] {40}, 2, 0, 1));
    sets.put("two-groups-15x2", normal(3, new int[] {8, 7}, 2, 6, 1));
    sets.put("three-groups-60x3", normal(4, new int[] {10, 20, 30}, 3, 6, 1));
    sets.put("small-group-100x2", normal(5, new int[] {6, 94}, 2, 8, 0.3));
    sets.put("thin-group-90x4", thin(6, new int[] {60, 30}, 4, 1e-3));
    sets.put("rounded-150x2", rounded(normal(7, new int[] {150}, 2, 0, 1), 1));
    sets.put("rounded-groups-120x3", rounded(normal(8, new int[] {60, 60}, 3, 5, 1), 0.5));
    sets.put("duplicates-80x2", duplicates(normal(9, new int[] {40, 20}, 2, 5, 1), 20));
    sets.put("heavy-tails-120x2", heavy(10, 120, 2));
    return sets;
  }

  /** Groups of normal samples along the diagonal, at a distance of some deviations, each narrower by a factor than the next. */
  private static double[][] normal(long seed, int[] sizes, int d, double distance, double narrower) {
    Random random = new Random(seed);
    List<double[]> rows = new ArrayList<>();
    for (int g = 0; g < sizes.length; g++) {
      for (int i = 0; i < sizes[g]; i++) {
        double[] row = new double[d];
        for (int j = 0; j < d; j++) {
          row[j] = (j % sizes.length == g ? distance : 0)
              + random.nextGaussian() * Math.pow(narrower, sizes.length - 1 - g);
        }
        rows.add(row);
      }
    }
    return rows.toArray(double[][]::new);
  }

  /** Two groups, the second of which lies close to a hyperplane. */
  private static double[][] thin(long seed, int[] sizes, int d, double thickness) {
    double[][] rows = normal(seed, sizes, d, 4, 1);
    for (int i = sizes[0]; i < rows.length; i++) {
      rows[i][d - 1] = rows[i][0] + thickness * rows[i][d - 1];
    }
    return rows;
  }

  private static double[][] rounded(double[][] rows, double step) {
    for (double[] row : rows) {
      Arrays.setAll(row, j -> step * Math.rint(row[j] / step));
    }
    return rows;
  }

  private static double[][] duplicates(double[][] rows, int count) {
    double[][] all = Arrays.copyOf(rows, rows.length + count);
    for (int i = 0; i < count; i++) {
      all[rows.length + i] = rows[i % 5].clone();
    }
    return all;
  }

  private static double[][] heavy(long seed, int n, int d) {
    Random random = new Random(seed);
    double[][] rows = new double[n][d];
    for (double[] row : rows) {
      double square = 0;
      for (int i = 0; i < 3; i++) {
        square += Math.pow(random.nextGaussian(), 2) / 3;
      }
      double scale = 1 / Math.sqrt(square);
      Arrays.setAll(row, j -> scale * random.nextGaussian());
    }
    return rows;
  }

  private static double[][] read(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .skip(1)
        .filter(text -> !text.isBlank())
        .map(text -> Arrays.stream(text.split(",")).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }
}

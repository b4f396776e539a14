package dev.gmm4j.bench.convergence;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.bench.Blobs;
import dev.gmm4j.bench.Overlap;
import dev.gmm4j.bench.Shape;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.io.DataFiles;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.ReadOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * Samples and the initial parameters that EM goes on from.
 *
 * @param model what the covariances have in common
 */
record ConvergenceProblem(
    String name, Samples samples, CovarianceModel model, GaussianMixture initial) {
  static final String BACKEND = "vector";

  /** Returns real data, begun by one maximization from given labels, and simulated data. */
  static List<ConvergenceProblem> all(Path folder) {
    double[][] iris = rows(folder.resolve("iris.csv"), 4);
    double[][] faithful = rows(folder.resolve("faithful.csv"), 2);
    List<ConvergenceProblem> problems = new ArrayList<>();
    problems.add(of("iris full K=3, species", iris, CovarianceModel.VVV, 3, species(iris)));
    problems.add(of("iris diagonal K=3, species", iris, CovarianceModel.VVI, 3, species(iris)));
    problems.add(of(
        "faithful full K=3, cuts 60 78",
        faithful,
        CovarianceModel.VVV,
        3,
        labels(faithful, cutter(60, 78))));
    problems.add(of(
        "faithful tied K=3, cuts 60 78",
        faithful,
        CovarianceModel.EEE,
        3,
        labels(faithful, cutter(60, 78))));
    problems.add(of(
        "faithful tied K=4, cuts 55 70 80",
        faithful,
        CovarianceModel.EEE,
        4,
        labels(faithful, cutter(55, 70, 80))));
    for (double distance : new double[] {3, 2, 1.5}) {
      problems.add(apart(distance));
    }
    problems.add(blobs("5000x5x4", Overlap.OVERLAPPING));
    problems.add(blobs("5000x10x8", Overlap.OVERLAPPING));
    return problems;
  }

  /** Returns the shapes of the quick comparison that EM is measured on, both overlaps. */
  static List<ConvergenceProblem> shapes() {
    return Stream.concat(
            Stream.of(
                    "1000x2x2",
                    "100000x2x3",
                    "50000x10x8",
                    "20000x32x8",
                    "10000x64x8",
                    "8000x128x8")
                .map(shape -> blobs(shape, Overlap.OVERLAPPING)),
            Stream.of("100000x2x3", "8000x128x8").map(shape -> blobs(shape, Overlap.SEPARATED)))
        .toList();
  }

  /** Returns two round components of 1000 rows each, their centres so many deviations apart. */
  private static ConvergenceProblem apart(double distance) {
    Random random = new Random(1);
    double[][] rows = new double[2000][2];
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] = random.nextGaussian() + i % 2 * distance;
      rows[i][1] = random.nextGaussian();
    }
    double middle = distance / 2;
    return of(
        String.format(Locale.ROOT, "2000 x 2, %s deviations apart", distance),
        rows,
        CovarianceModel.VVV,
        2,
        labels(rows, row -> row[0] < middle ? 0 : 1));
  }

  private static ConvergenceProblem blobs(String shape, Overlap overlap) {
    Blobs blobs = Blobs.of(Shape.parse(shape), overlap, 1);
    return new ConvergenceProblem(
        shape + ", " + overlap.label(),
        blobs.samples(),
        CovarianceModel.VVV,
        blobs.start(Backends.standard().get(BACKEND)));
  }

  private static ConvergenceProblem of(
      String name, double[][] rows, CovarianceModel model, int components, int[] labels) {
    Samples samples = Samples.of(rows);
    GaussianMixture initial = GaussianMixtureEstimator.builder()
        .components(components)
        .covariance(model)
        .initialization(Initialization.labels(labels))
        .backend(BACKEND)
        .regularization(0)
        .maxIterations(0)
        .build()
        .fit(samples)
        .model();
    return new ConvergenceProblem(name, samples, model, initial);
  }

  private static int[] species(double[][] iris) {
    int[] labels = new int[iris.length];
    Arrays.setAll(labels, i -> i / 50);
    return labels;
  }

  /** Returns the labels by which minutes of waiting are cut. */
  private static ToIntFunction<double[]> cutter(int... cuts) {
    return row -> (int) Arrays.stream(cuts).filter(cut -> row[1] >= cut).count();
  }

  private static int[] labels(double[][] rows, ToIntFunction<double[]> label) {
    return Arrays.stream(rows).mapToInt(label).toArray();
  }

  private static double[][] rows(Path file, int features) {
    try (Dataset data = DataFiles.open(file, ReadOptions.builder().build())) {
      RowBlock block = data.samples().block(0, (int) data.samples().count());
      double[][] rows = new double[block.rows()][];
      Arrays.setAll(
          rows,
          i -> Arrays.copyOfRange(
              block.values(), block.rowOffset(i), block.rowOffset(i) + features));
      return rows;
    }
  }
}

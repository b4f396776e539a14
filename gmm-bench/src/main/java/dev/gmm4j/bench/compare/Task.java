package dev.gmm4j.bench.compare;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.bench.Blobs;
import dev.gmm4j.bench.Shape;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.io.DataFiles;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.ReadOptions;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.nio.file.Path;

/**
 * A problem as a process is given it, in a JSON file that the Python script reads too.
 *
 * @param data the .npy file of the samples
 * @param structure the covariances' label, such as {@code full}
 * @param iterations how many to do from the initial parameters of these means, equal weights and unit variances
 * @param seconds how long to go on with fits, half of it as long as they become faster and half to be counted, but at least one;
 *     of libraries that are timed by whole fits longer, for three pairs of them
 * @param startMeans {@code K*d} numbers, row-major
 */
public record Task(
    String data,
    int rows,
    int dimension,
    int components,
    String structure,
    int threads,
    int iterations,
    double seconds,
    double[] startMeans) {

  static Task of(Problem problem, Path data, double[] startMeans, double seconds) {
    Shape shape = problem.shape();
    return new Task(
        data.toString(),
        shape.rows(),
        shape.dimension(),
        shape.components(),
        problem.structure().label(),
        problem.threads(),
        problem.iterations(),
        seconds,
        startMeans);
  }

  CovarianceType covarianceType() {
    return CovarianceType.parse(structure);
  }

  GaussianMixture start(LinearAlgebraBackend backend) {
    return Blobs.start(new Shape(rows, dimension, components), startMeans, backend);
  }

  /** Returns the samples as {@code n*d} numbers, row-major. */
  public double[] values() {
    try (Dataset dataset = DataFiles.open(Path.of(data), ReadOptions.builder().build())) {
      RowBlock all = dataset.samples().block(0, rows);
      return all.values();
    }
  }
}

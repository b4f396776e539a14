package dev.gmm4j.bench.spark;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.bench.compare.Contender;
import dev.gmm4j.bench.compare.Measurement;
import dev.gmm4j.bench.compare.Task;
import dev.gmm4j.bench.compare.WholeFits;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.mllib.clustering.GaussianMixture;
import org.apache.spark.mllib.clustering.GaussianMixtureModel;
import org.apache.spark.mllib.linalg.Matrices;
import org.apache.spark.mllib.linalg.Matrix;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.stat.distribution.MultivariateGaussian;

/**
 * Spark MLlib in this JVM, on as many threads as the task has.
 *
 * <p>Of its two interfaces this is the one over RDDs, as it alone takes a start. It adds 2e-16 to all densities, and so
 * comes to another likelihood where these are small.
 */
final class SparkContender implements Contender {

  @Override
  public Measurement measure(Task task, double[] rows) throws Exception {
    SparkConf configuration = new SparkConf()
        .setAppName("gmm-bench")
        .setMaster("local[" + task.threads() + "]")
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.driver.bindAddress", "127.0.0.1")
        .set("spark.ui.enabled", "false");
    try (JavaSparkContext context = new JavaSparkContext(configuration)) {
      JavaRDD<Vector> data = data(context, task, rows);
      GaussianMixtureModel[] fitted = {start(task)};
      double[] seconds = WholeFits.secondsPerIteration(
          task, iterations -> fitted[0] = fit(task, data, iterations));
      return Measurement.ofTimes(
          "Spark MLlib",
          context.version() + ", interface over RDDs, which adds 2e-16 to each density",
          seconds,
          model(fitted[0]).logLikelihood(Samples.of(rows, task.dimension())));
    }
  }

  /** Returns the samples, cached, in a partition for each thread. */
  static JavaRDD<Vector> data(JavaSparkContext context, Task task, double[] rows) {
    int partitions = task.threads();
    JavaRDD<Vector> data = context
        .parallelize(IntStream.range(0, partitions).boxed().toList(), partitions)
        .flatMap(partition -> LocalRows.of(partition, partitions))
        .cache();
    LocalRows.set(rows, task.dimension());
    data.count();
    return data;
  }

  /** What partitions are made of: this JVM's, so that tasks need not carry it. */
  private static final class LocalRows {
    private static double[] values = {};
    private static int dimension;

    private LocalRows() {}

    static synchronized void set(double[] rows, int d) {
      values = rows;
      dimension = d;
    }

    static synchronized Iterator<Vector> of(int partition, int partitions) {
      double[] all = values;
      int d = dimension;
      int count = all.length / d;
      return IntStream.range((int) ((long) count * partition / partitions), (int)
              ((long) count * (partition + 1) / partitions))
          .mapToObj(i -> Vectors.dense(Arrays.copyOfRange(all, i * d, (i + 1) * d)))
          .iterator();
    }
  }

  static GaussianMixtureModel fit(Task task, JavaRDD<Vector> data, int iterations) {
    return new GaussianMixture()
        .setK(task.components())
        .setConvergenceTol(0)
        .setMaxIterations(iterations)
        .setInitialModel(start(task))
        .run(data);
  }

  private static GaussianMixtureModel start(Task task) {
    int d = task.dimension();
    double[] weights = new double[task.components()];
    Arrays.fill(weights, 1.0 / weights.length);
    MultivariateGaussian[] gaussians = new MultivariateGaussian[weights.length];
    Arrays.setAll(
        gaussians,
        k -> new MultivariateGaussian(
            Vectors.dense(Arrays.copyOfRange(task.startMeans(), k * d, (k + 1) * d)),
            Matrices.eye(d)));
    return new GaussianMixtureModel(weights, gaussians);
  }

  /** Returns its model as one of ours, whose log-likelihood can be compared. */
  static dev.gmm4j.GaussianMixture model(GaussianMixtureModel fitted) {
    return dev.gmm4j.GaussianMixture.of(
        fitted.weights(),
        Arrays.stream(fitted.gaussians())
            .map(gaussian -> gaussian.mu().toArray())
            .toArray(double[][]::new),
        Covariances.full(Arrays.stream(fitted.gaussians())
            .map(gaussian -> rows(gaussian.sigma()))
            .toArray(double[][][]::new)),
        Backends.standard().automatic());
  }

  private static double[][] rows(Matrix matrix) {
    double[][] rows = new double[matrix.numRows()][matrix.numCols()];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = matrix.apply(i, j);
      }
    }
    return rows;
  }
}

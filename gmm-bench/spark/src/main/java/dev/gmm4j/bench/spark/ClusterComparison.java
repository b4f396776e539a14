package dev.gmm4j.bench.spark;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.bench.Blobs;
import dev.gmm4j.bench.Overlap;
import dev.gmm4j.bench.Shape;
import dev.gmm4j.bench.compare.Task;
import dev.gmm4j.spark.SparkSamples;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.mllib.clustering.GaussianMixtureModel;
import org.apache.spark.mllib.linalg.Vector;
import org.jspecify.annotations.Nullable;

/** Times an iteration of gmm-spark and of MLlib in the same Spark, from the same start, and compares where they come to. */
public final class ClusterComparison {
  private ClusterComparison() {}

  /**
   * Compares.
   *
   * @param arguments the shape, such as {@code 1000000x16x16}, the number of threads,
   *     default 2, and how often MLlib is timed, default 3
   */
  public static void main(String[] arguments) {
    Shape shape = Shape.parse(arguments[0]);
    int threads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2;
    int repeats = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
    Blobs blobs = Blobs.of(shape, Overlap.OVERLAPPING, 1);
    Task task = new Task(
        "",
        shape.rows(),
        shape.dimension(),
        shape.components(),
        "full",
        threads,
        3,
        0,
        blobs.startMeans());
    SparkConf configuration = new SparkConf()
        .setAppName("gmm-bench")
        .setMaster("local[" + threads + "]")
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.driver.bindAddress", "127.0.0.1")
        .set("spark.ui.enabled", "false");
    try (JavaSparkContext context = new JavaSparkContext(configuration)) {
      JavaRDD<Vector> data = SparkContender.data(context, task, blobs.rows());
      print("one machine", ours(blobs, threads, null));
      print("gmm-spark", ours(blobs, threads, data));
      print("Spark MLlib", theirs(blobs, task, data, repeats));
    }
  }

  /** A median of seconds per iteration, and the log-likelihood after {@link Task#iterations}. */
  private record Outcome(double seconds, double logLikelihood) {}

  private static void print(String name, Outcome outcome) {
    System.out.println(String.format(
        Locale.ROOT,
        "%-12s %9.4f s an iteration, log-likelihood %.9f",
        name,
        outcome.seconds,
        outcome.logLikelihood));
  }

  private static Outcome ours(Blobs blobs, int threads, @Nullable JavaRDD<Vector> data) {
    // As many iterations as are compared, and as many as are worth timing.
    double likelihood = fit(blobs, threads, data, 3, new ArrayList<>()).logLikelihood();
    List<Long> times = new ArrayList<>();
    fit(blobs, threads, data, 20, times);
    List<Double> seconds = new ArrayList<>();
    for (int i = 1; i < times.size(); i++) {
      seconds.add((times.get(i) - times.get(i - 1)) * 1e-9);
    }
    return new Outcome(median(seconds), likelihood);
  }

  private static GaussianMixtureFit fit(
      Blobs blobs, int threads, @Nullable JavaRDD<Vector> data, int iterations, List<Long> times) {
    GaussianMixtureEstimator estimator = GaussianMixtureEstimator.builder()
        .components(blobs.shape().components())
        .initialization(Initialization.parameters(blobs.start(Backends.standard().automatic())))
        .maxIterations(iterations)
        .tolerance(0)
        .regularization(0)
        .threads(threads)
        .listener(progress -> times.add(System.nanoTime()))
        .build();
    return data == null
        ? estimator.fit(blobs.samples())
        : estimator.fit(
            SparkSamples.ofVectors(data.map(vector -> Vectors.dense(vector.toArray()))));
  }

  private static Outcome theirs(Blobs blobs, Task task, JavaRDD<Vector> data, int repeats) {
    List<Double> seconds = new ArrayList<>();
    GaussianMixtureModel fitted = SparkContender.fit(task, data, 1);
    for (int i = 0; i < repeats; i++) {
      long began = System.nanoTime();
      SparkContender.fit(task, data, 1);
      long once = System.nanoTime();
      fitted = SparkContender.fit(task, data, task.iterations());
      long end = System.nanoTime();
      // What is not an iteration is done in both.
      seconds.add(((end - once) - (once - began)) * 1e-9 / (task.iterations() - 1));
    }
    return new Outcome(
        median(seconds), SparkContender.model(fitted).logLikelihood(blobs.samples()));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}

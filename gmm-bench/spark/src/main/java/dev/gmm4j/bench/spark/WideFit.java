package dev.gmm4j.bench.spark;

import dev.gmm4j.spark.GaussianMixtureClusterer;
import dev.gmm4j.spark.GaussianMixtureClustererModel;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Fits and predicts rows of very many features by gmm-spark in this JVM; {@code gmm-bench/wide/run} measures it. */
public final class WideFit {
  private static final int COMPONENTS = 3;
  private static final int PARTITIONS = 2;

  private WideFit() {}

  /**
   * Fits and predicts, and prints the log-likelihood.
   *
   * @param arguments rows, features, and a covariance model
   */
  public static void main(String[] arguments) {
    int rows = Integer.parseInt(arguments[0]);
    int features = Integer.parseInt(arguments[1]);
    SparkSession spark = SparkSession.builder()
        .master("local[" + PARTITIONS + "]")
        .appName("wide")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .getOrCreate();
    try {
      Dataset<Row> data = data(spark, rows, features);
      GaussianMixtureClustererModel model = new GaussianMixtureClusterer()
          .setK(COMPONENTS)
          .setCovariance(arguments[2])
          .fit(data);
      List<Row> predictions = model.transform(data).select("prediction").collectAsList();
      for (int i = 0; i < rows; i++) {
        if (predictions.get(i).getInt(0) != predictions.get(i % COMPONENTS).getInt(0)) {
          throw new IllegalStateException(
              "row " + i + " is not in the cluster that it was drawn from");
        }
      }
      System.out.printf(Locale.ROOT, "log-likelihood  %.3f%n", Objects.requireNonNull(model.summary()).logLikelihood());
    } finally {
      spark.stop();
    }
  }

  /** Returns the rows of {@code WideData}, beside the script. */
  private static Dataset<Row> data(SparkSession spark, int rows, int features) {
    JavaRDD<Row> all = JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(IntStream.range(0, rows).boxed().toList(), PARTITIONS)
        .map(row -> RowFactory.create(Vectors.dense(numbers(row, features))));
    return spark.createDataFrame(all, new StructType().add("features", SQLDataTypes.VectorType()));
  }

  private static double[] numbers(int row, int features) {
    Random random = new Random(row);
    int cluster = row % COMPONENTS;
    double[] numbers = new double[features];
    for (int j = 0; j < features; j++) {
      numbers[j] = cluster + (1 + 0.2 * cluster) * random.nextGaussian();
    }
    return numbers;
  }
}

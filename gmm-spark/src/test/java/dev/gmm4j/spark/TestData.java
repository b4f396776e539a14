package dev.gmm4j.spark;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.Covariances;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Samples of known mixtures, and sessions. */
final class TestData {
  private TestData() {}

  /** Returns a session in this process. */
  static SparkSession local(int threads) {
    return local("local[" + threads + "]").getOrCreate();
  }

  static SparkSession.Builder local(String master) {
    return SparkSession.builder()
        .master(master)
        .appName("gmm-spark")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.warehouse.dir", "target/warehouse");
  }

  /** Returns rows around so many centres, in no order. */
  static double[][] blobs(int rows, int dimension, int components, long seed) {
    Random random = new Random(seed);
    double[][] centres = new double[components][dimension];
    for (double[] centre : centres) {
      Arrays.setAll(centre, j -> 6 * random.nextGaussian());
    }
    double[][] samples = new double[rows][dimension];
    for (double[] sample : samples) {
      int k = random.nextInt(components);
      for (int j = 0; j < dimension; j++) {
        sample[j] = centres[k][j] + (1 + 0.3 * k) * random.nextGaussian();
        sample[j] += j > 0 ? 0.4 * (sample[j - 1] - centres[k][j - 1]) : 0;
      }
    }
    return samples;
  }

  /** Returns initial parameters that are far enough from the result. */
  static GaussianMixture initial(double[][] rows, int components) {
    int d = rows[0].length;
    double[] weights = new double[components];
    Arrays.fill(weights, 1.0 / components);
    double[] variances = new double[components];
    Arrays.fill(variances, 10);
    double[][] means = new double[components][];
    for (int k = 0; k < components; k++) {
      means[k] = rows[k * rows.length / components];
    }
    return GaussianMixture.of(
        weights, means, Covariances.full(matrices(Covariances.spherical(variances, d))));
  }

  private static double[][][] matrices(Covariances covariances) {
    double[][][] matrices = new double[covariances.components()][][];
    Arrays.setAll(matrices, covariances::matrix);
    return matrices;
  }

  static JavaRDD<double[]> rdd(SparkSession spark, double[][] rows, int partitions) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(Arrays.asList(rows), partitions);
  }

  /** Returns a dataset with a column of vectors and one of weights. */
  static Dataset<Row> dataset(
      SparkSession spark, double[][] rows, double[] weights, int partitions) {
    List<Row> list = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      list.add(RowFactory.create(Vectors.dense(rows[i]), weights[i]));
    }
    StructType schema = new StructType()
        .add("features", SQLDataTypes.VectorType())
        .add("weight", DataTypes.DoubleType);
    return spark.createDataFrame(
        JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(list, partitions),
        schema);
  }

  static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }
}

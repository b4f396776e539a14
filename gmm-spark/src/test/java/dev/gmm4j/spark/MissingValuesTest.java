package dev.gmm4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidSamplesException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.SparkException;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows with missing values on a cluster, against the same rows on one machine. */
class MissingValuesTest {
  private static final double NAN = Double.NaN;
  private static final double[][] COMPLETE = TestData.blobs(3000, 4, 3, 1);
  private static final double[][] ROWS = withHoles(COMPLETE);
  private static SparkSession spark;

  @TempDir
  private Path folder;

  @BeforeAll
  static void start() {
    spark = TestData.local(2);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  /** Every tenth row is one of which nothing is observed. */
  private static double[][] withHoles(double[][] complete) {
    Random random = new Random(5);
    double[][] rows = new double[complete.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = complete[i].clone();
      int kept = random.nextInt(rows[i].length);
      for (int j = 0; j < rows[i].length; j++) {
        boolean isHole = j != kept && random.nextDouble() < 0.25;
        rows[i][j] = i % 10 == 9 || isHole ? NAN : rows[i][j];
      }
    }
    return rows;
  }

  private static GaussianMixtureEstimator.Builder fromInitialParameters() {
    return GaussianMixtureEstimator.builder()
        .components(3)
        .initialization(Initialization.parameters(TestData.initial(COMPLETE, 3)))
        .maxIterations(8)
        .tolerance(0);
  }

  private static void assertTracesAgree(GaussianMixtureFit here, GaussianMixtureFit there) {
    List<Double> expected = here.bestRestart().trace();
    List<Double> actual = there.bestRestart().trace();
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i))
          .isCloseTo(expected.get(i), within(1e-9 * Math.abs(expected.get(i))));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "3000, 1, VVV",
    "3000, 3, VVV",
    "40, 50, VII",
    "700, 3, EEE",
    "700, 2, VVI",
    "700, 2, VEV"
  })
  void fit_equalsThatOfOneMachine(int count, int partitions, CovarianceModel model) {
    double[][] rows = Arrays.copyOf(ROWS, count);
    GaussianMixtureEstimator estimator =
        fromInitialParameters().covariance(model).build();

    GaussianMixtureFit here = estimator.fit(Samples.of(rows).withMissingValues());
    GaussianMixtureFit there = estimator.fit(
        SparkSamples.ofArrays(TestData.rdd(spark, rows, partitions)).withMissingValues());

    assertThat(there.totalWeight()).isEqualTo(here.totalWeight()).isEqualTo(0.9 * count);
    assertTracesAgree(here, there);
  }

  /** Where all rows are brought to the driver, initializations are those of one machine. */
  @ParameterizedTest
  @ValueSource(strings = {"k-means", "random", "hierarchical", "short-em"})
  void initializations_areThoseOfOneMachine(String name) {
    double[][] rows = Arrays.stream(ROWS)
        .limit(700)
        .filter(row -> Arrays.stream(row).anyMatch(value -> !Double.isNaN(value)))
        .toArray(double[][]::new);
    GaussianMixtureEstimator estimator = GaussianMixtureEstimator.builder()
        .components(3)
        .initialization(
            Initializations.of(name, "", "", null, spark.sparkContext().hadoopConfiguration()))
        .maxIterations(3)
        .tolerance(0)
        .seed(11)
        .build();

    assertTracesAgree(
        estimator.fit(Samples.of(rows).withMissingValues()),
        estimator.fit(SparkSamples.ofArrays(TestData.rdd(spark, rows, 4)).withMissingValues()));
  }

  @Test
  void defaultFit_withWeightsAndSearch_comesToTheLikelihoodOfOneMachine() {
    double[] weights = new Random(3).doubles(ROWS.length, 0.5, 2).toArray();
    GaussianMixtureEstimator estimator =
        GaussianMixtureEstimator.builder().components(3).build();
    GaussianMixtureFit here = estimator.fit(Samples.of(ROWS).withMissingValues().weighted(weights));
    GaussianMixtureFit there = estimator.fit(
        SparkSamples.of(TestData.dataset(spark, ROWS, weights, 3), "features", "weight")
            .withMissingValues());

    assertThat(there.logLikelihood())
        .isCloseTo(here.logLikelihood(), within(1e-5 * Math.abs(here.logLikelihood())));
  }

  @Test
  void sameBits_ofTheSamePartitions() {
    GaussianMixtureEstimator estimator = fromInitialParameters().build();
    SparkSamples samples = SparkSamples.ofArrays(TestData.rdd(spark, ROWS, 5)).withMissingValues();

    assertThat(estimator.fit(samples).model().means())
        .isEqualTo(estimator.fit(samples).model().means());
  }

  @Test
  void pipelineStage_fitsPredictsAndIsStored() throws Exception {
    Dataset<Row> data = TestData.dataset(spark, ROWS, TestData.ones(ROWS.length), 3);
    GaussianMixtureClusterer clusterer = new GaussianMixtureClusterer()
        .setK(3)
        .setMissing("Fit")
        .setInitialModel(TestData.initial(COMPLETE, 3))
        .setLogDensityCol("density")
        .setMaxIter(10)
        .setTol(0);
    String path = folder.resolve("estimator").toString();
    clusterer.write().overwrite().save(path);
    GaussianMixtureClusterer loaded = GaussianMixtureClusterer.load(path);
    assertThat(loaded.getOrDefault(loaded.missing())).isEqualTo("fit");
    GaussianMixtureClustererModel fitted = loaded.fit(data);
    String modelPath = folder.resolve("model").toString();
    fitted.write().overwrite().save(modelPath);
    GaussianMixtureClustererModel model = GaussianMixtureClustererModel.load(modelPath);
    assertThat(model.getOrDefault(model.missing())).isEqualTo("fit");
    GaussianMixture mixture = model.mixture();

    List<Row> rows = model.transform(data).collectAsList();

    Samples samples = Samples.of(ROWS).withMissingValues();
    int[] labels = mixture.predict(samples);
    double[][] responsibilities = mixture.responsibilities(samples);
    double[] densities = mixture.logDensities(samples);
    for (int i = 0; i < ROWS.length; i++) {
      Row row = rows.get(i);
      assertThat(row.<Integer>getAs("prediction")).isEqualTo(labels[i]);
      assertThat(row.<Double>getAs("density"))
          .isCloseTo(densities[i], within(1e-10 * Math.max(1, Math.abs(densities[i]))));
      double[] probability = row.<Vector>getAs("probability").toArray();
      for (int k = 0; k < 3; k++) {
        assertThat(probability[k]).isCloseTo(responsibilities[i][k], within(1e-10));
      }
    }
    assertThat(labels[9]).isEqualTo(GaussianMixture.NO_LABEL);
    assertThat(responsibilities[9]).isEqualTo(mixture.weights());
  }

  @Test
  void nullsOfArrays_areMissingValues() {
    StructType schema =
        new StructType().add("features", DataTypes.createArrayType(DataTypes.DoubleType));
    List<Row> rows = Arrays.stream(ROWS)
        .limit(500)
        .map(row -> RowFactory.create((Object) Arrays.stream(row)
            .mapToObj(value -> Double.isNaN(value) ? null : value)
            .toArray(Double[]::new)))
        .toList();
    Dataset<Row> arrays = spark.createDataFrame(rows, schema);
    GaussianMixtureClusterer clusterer = new GaussianMixtureClusterer()
        .setK(2)
        .setInitialModel(TestData.initial(COMPLETE, 2))
        .setMaxIter(5)
        .setTol(0);
    GaussianMixtureFit expected = fromInitialParameters()
        .components(2)
        .initialization(Initialization.parameters(TestData.initial(COMPLETE, 2)))
        .maxIterations(5)
        .build()
        .fit(Samples.of(Arrays.copyOf(ROWS, 500)).withMissingValues());
    GaussianMixtureClustererModel model = clusterer
        .copy(org.apache.spark.ml.param.ParamMap.empty())
        .setMissing("fit")
        .fit(arrays);

    assertThat(model
            .mixture()
            .meanLogLikelihood(Samples.of(Arrays.copyOf(ROWS, 500)).withMissingValues()))
        .isCloseTo(
            expected
                .model()
                .meanLogLikelihood(Samples.of(Arrays.copyOf(ROWS, 500)).withMissingValues()),
            within(1e-9));
    assertThat(model.transform(arrays).filter("prediction = -2").count()).isEqualTo(50);
    assertThatThrownBy(() -> clusterer.fit(arrays))
        .isInstanceOf(InvalidSamplesException.class)
        .hasMessageContaining("was null");
  }

  @Test
  void nanIsRefused_unlessItIsAllowed() {
    Dataset<Row> data = TestData.dataset(spark, ROWS, TestData.ones(ROWS.length), 3);
    GaussianMixtureClusterer clusterer = new GaussianMixtureClusterer();
    assertThatThrownBy(() -> clusterer.fit(data))
        .isInstanceOf(InvalidSamplesException.class)
        .hasMessageContaining("was NaN");
    assertThatThrownBy(() -> GaussianMixtureClustererModel.of(TestData.initial(COMPLETE, 3))
            .transform(data)
            .collectAsList())
        .isInstanceOf(SparkException.class)
        .hasStackTraceContaining("was NaN; with missing = fit it is a value that is missing");
    assertThatThrownBy(() -> clusterer.setMissing("drop"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("missing must be refuse or fit, but was drop");
    double[][] infinite = {{1, NAN}, {Double.POSITIVE_INFINITY, 2}};
    Dataset<Row> bad = TestData.dataset(spark, infinite, TestData.ones(2), 1);
    assertThatThrownBy(() -> new GaussianMixtureClusterer().setMissing("fit").fit(bad))
        .isInstanceOf(InvalidSamplesException.class)
        .hasMessageContaining("row 1, column 0 was Infinity");
    double[][] never = {{1, NAN}, {2, NAN}, {3, NAN}};
    Dataset<Row> column = TestData.dataset(spark, never, TestData.ones(3), 2);
    assertThatThrownBy(() -> new GaussianMixtureClusterer().setMissing("fit").fit(column))
        .isInstanceOf(InvalidSamplesException.class)
        .hasMessageContaining("column 1 has none");
  }
}

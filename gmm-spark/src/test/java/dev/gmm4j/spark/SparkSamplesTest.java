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
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.Search;
import dev.gmm4j.exception.BackendUnavailableException;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.exception.MemoryLimitException;
import dev.gmm4j.noise.InitialNoise;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SparkSamplesTest {
  private static final double[][] ROWS = TestData.blobs(5000, 5, 3, 1);
  private static final int WIDE = 46_349;
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = TestData.local(2);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static GaussianMixtureEstimator.Builder fromInitialParameters() {
    return GaussianMixtureEstimator.builder()
        .components(3)
        .initialization(Initialization.parameters(TestData.initial(ROWS, 3)))
        .maxIterations(8)
        .tolerance(0);
  }

  /** One partition, a few, and so many that some are empty. */
  @ParameterizedTest
  @CsvSource({"5000, 1", "5000, 2", "5000, 3", "5000, 7", "40, 50"})
  void fit_equalsThatOfOneMachine(int count, int partitions) {
    double[][] rows = Arrays.copyOf(ROWS, count);
    GaussianMixtureEstimator estimator = fromInitialParameters().build();

    GaussianMixtureFit here = estimator.fit(Samples.of(rows));
    GaussianMixtureFit there =
        estimator.fit(SparkSamples.ofArrays(TestData.rdd(spark, rows, partitions)));

    assertThat(there.samples()).isEqualTo(rows.length);
    assertThat(there.totalWeight()).isEqualTo(rows.length);
    assertTracesAgree(here, there);
  }

  @ParameterizedTest
  @EnumSource(CovarianceModel.class)
  void everyCovarianceModel_equalsThatOfOneMachine(CovarianceModel model) {
    double[][] rows = Arrays.copyOf(ROWS, 700);
    GaussianMixtureEstimator estimator =
        fromInitialParameters().covariance(model).maxIterations(4).build();

    assertTracesAgree(
        estimator.fit(Samples.of(rows)),
        estimator.fit(SparkSamples.ofArrays(TestData.rdd(spark, rows, 3))));
  }

  /** Of so many features that no array holds a matrix of them. */
  @ParameterizedTest
  @ValueSource(strings = {"EII", "VII", "EEI", "VEI", "EVI", "VVI"})
  void wideRows_areFittedByModelsAlongTheAxes(CovarianceModel model) {
    double[][] rows = TestData.blobs(14, WIDE, 2, 5);
    GaussianMixtureEstimator estimator = GaussianMixtureEstimator.builder()
        .components(2)
        .covariance(model)
        .maxIterations(2)
        .tolerance(0)
        .build();

    assertTracesAgree(
        estimator.fit(Samples.of(rows)),
        estimator.fit(SparkSamples.ofArrays(TestData.rdd(spark, rows, 2))));
  }

  @Test
  void matricesOfWideRows_areRefused() {
    double[][] rows = TestData.blobs(4, WIDE, 2, 5);
    GaussianMixtureEstimator estimator =
        GaussianMixtureEstimator.builder().components(2).build();

    assertThatThrownBy(() -> estimator.fit(SparkSamples.ofArrays(TestData.rdd(spark, rows, 2))))
        .isInstanceOf(MemoryLimitException.class)
        .hasMessageStartingWith(
            "full covariances of 2 components and 46349 features need at least 171.9 GB of memory");
  }

  /** Where all rows are brought to the driver, initializations are those of one machine. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "k-means",
        "k-means++",
        "random-from-data",
        "random",
        "hierarchical",
        "short-em",
        "concentration"
      })
  void initializations_areThoseOfOneMachine_whereThereAreFewRows(String name) {
    double[][] rows = Arrays.copyOf(ROWS, 900);
    GaussianMixtureEstimator estimator = GaussianMixtureEstimator.builder()
        .components(3)
        .initialization(
            Initializations.of(name, "", "", null, spark.sparkContext().hadoopConfiguration()))
        .maxIterations(3)
        .tolerance(0)
        .seed(11)
        .build();

    assertTracesAgree(
        estimator.fit(Samples.of(rows)),
        estimator.fit(SparkSamples.ofArrays(TestData.rdd(spark, rows, 4))));
  }

  @Test
  void oneComponent_isMeanAndCovariance() {
    GaussianMixtureEstimator estimator =
        GaussianMixtureEstimator.builder().components(1).regularization(0).build();
    GaussianMixture model =
        estimator.fit(SparkSamples.ofArrays(TestData.rdd(spark, ROWS, 3))).model();

    for (int j = 0; j < 5; j++) {
      int column = j;
      double mean =
          Arrays.stream(ROWS).mapToDouble(row -> row[column]).average().orElseThrow();
      double variance = Arrays.stream(ROWS)
          .mapToDouble(row -> (row[column] - mean) * (row[column] - mean))
          .average()
          .orElseThrow();
      assertThat(model.mean(0)[j]).isCloseTo(mean, within(1e-12 * Math.abs(mean)));
      assertThat(model.covariances().get(0, j, j)).isCloseTo(variance, within(1e-12 * variance));
    }
  }

  @Test
  void weights_countRows() {
    double[][] rows = Arrays.copyOf(ROWS, 600);
    double[] weights = new double[rows.length];
    Arrays.setAll(weights, i -> i % 3);
    double[][] repeated = IntStream.range(0, rows.length)
        .boxed()
        .flatMap(i -> Collections.nCopies(i % 3, rows[i]).stream())
        .toArray(double[][]::new);
    GaussianMixtureEstimator estimator = fromInitialParameters().build();

    GaussianMixtureFit weighted = estimator.fit(
        SparkSamples.of(TestData.dataset(spark, rows, weights, 3), "features", "weight"));

    assertThat(weighted.totalWeight()).isEqualTo(repeated.length);
    assertTracesAgree(estimator.fit(Samples.of(repeated)), weighted);
  }

  @Test
  void weightedInitialization_seesNoRowOfWeightZero() {
    double[][] rows = Arrays.stream(ROWS).limit(2000).map(double[]::clone).toArray(double[][]::new);
    double[] weights = new double[rows.length];
    for (int i = 0; i < rows.length; i += 100) {
      weights[i] = 1;
    }
    for (int i = 1; i < rows.length; i += 100) {
      Arrays.fill(rows[i], 1e6);
    }
    GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
        .components(2)
        .search(Search.NONE)
        .build()
        .fit(SparkSamples.of(TestData.dataset(spark, rows, weights, 3), "features", "weight"));

    assertThat(fit.totalWeight()).isEqualTo(20);
    assertThat(fit.samples()).isEqualTo(2000);
    for (double[] mean : fit.model().means()) {
      assertThat(mean[0]).isLessThan(100);
    }
  }

  @Test
  void samePartitions_giveTheSameBits_howeverTheyAreAddedUp() {
    JavaRDD<double[]> rdd = TestData.rdd(spark, ROWS, 37);
    GaussianMixtureEstimator estimator = fromInitialParameters().build();

    GaussianMixtureFit first = estimator.fit(SparkSamples.ofArrays(rdd));
    GaussianMixtureFit again =
        estimator.fit(SparkSamples.ofArrays(rdd).storage(StorageLevel.DISK_ONLY()));
    GaussianMixtureFit grouped = estimator.fit(components -> ClusterEngine.open(
        rdd, (row, mayMiss) -> row, false, null, StorageLevel.MEMORY_ONLY(), components, 1));

    assertSameBits(first, again);
    assertSameBits(first, grouped);
  }

  @Test
  void sparseVectors_areSamplesToo() {
    double[][] rows = Arrays.copyOf(ROWS, 500);
    JavaRDD<Vector> vectors = TestData.rdd(spark, rows, 2)
        .map(row -> row[0] > 0 ? Vectors.dense(row).toSparse() : Vectors.dense(row));
    GaussianMixtureEstimator estimator = fromInitialParameters().build();

    assertSameBits(
        estimator.fit(SparkSamples.ofVectors(vectors)),
        estimator.fit(SparkSamples.ofArrays(TestData.rdd(spark, rows, 2))));
  }

  @Test
  void backend_isTheExecutorsBestOrTheOneAskedFor() {
    SparkSamples samples = SparkSamples.ofArrays(TestData.rdd(spark, ROWS, 2));
    GaussianMixtureEstimator.Builder ejml = fromInitialParameters().backend("ejml");

    GaussianMixtureFit onEjml = ejml.build().fit(samples.backend("ejml"));
    GaussianMixtureFit onBest = ejml.build().fit(samples);

    assertTracesAgree(onEjml, onBest);
    // The kernel of the vector backend rounds otherwise.
    assertThat(onBest.bestRestart().trace()).isNotEqualTo(onEjml.bestRestart().trace());
    assertThatThrownBy(() -> samples.backend("fastest"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("but was fastest");
  }

  private static final AtomicInteger ROWS_READ = new AtomicInteger();

  @Test
  void backendThatDoesNotExist_isRefusedBeforeAnyJob() {
    JavaRDD<double[]> rows = TestData.rdd(spark, ROWS, 2).map(row -> {
      ROWS_READ.incrementAndGet();
      return row;
    });
    SparkSamples samples = SparkSamples.ofArrays(rows);

    assertThatThrownBy(() -> samples.backend("abacus"))
        .isInstanceOf(BackendUnavailableException.class)
        .hasMessageStartingWith(
            "backend 'abacus' does not exist; backends are:\n  vector: available");
    assertThatThrownBy(() -> fromInitialParameters().backend("abacus").build().fit(samples))
        .isInstanceOf(BackendUnavailableException.class)
        .hasMessageStartingWith("backend 'abacus' does not exist; backends are:");
    assertThat(ROWS_READ).hasValue(0);

    fromInitialParameters().backend("ejml").build().fit(samples.backend("ejml"));
    assertThat(ROWS_READ).hasPositiveValue();
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
          NaN,      , 'partition 1: samples must be finite, but row 3, column 2 was NaN'
          Infinity, , 'partition 1: samples must be finite, but row 3, column 2 was Infinity'
          1,      -2, 'partition 1: weights must be finite and >= 0, but that of row 3 was -2.0'
          """)
  void numbersThatCannotBe_areBlamedByPartitionAndRow(double value, Double weight, String message) {
    double[][] rows = Arrays.stream(ROWS).limit(20).map(double[]::clone).toArray(double[][]::new);
    rows[13][2] = value;
    double[] weights = TestData.ones(20);
    weights[13] = weight == null ? 1 : weight;
    SparkSamples samples =
        SparkSamples.of(TestData.dataset(spark, rows, weights, 2), "features", "weight");

    assertThatThrownBy(() -> fromInitialParameters().build().fit(samples))
        .isInstanceOf(InvalidSamplesException.class)
        .hasMessage(message);
  }

  @Test
  void rowsThatCannotBe_areRefused() {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    GaussianMixtureEstimator estimator =
        GaussianMixtureEstimator.builder().components(1).build();

    assertRefused(context.parallelize(List.of(new double[0])), "features must be at least 1");
    assertRefused(
        context.parallelize(List.of(new double[2], new double[3]), 1),
        "partition 0: row 1: features must be 2, as in the rows before, but were 3");
    assertRefused(
        context.parallelize(List.of(new double[2], new double[3]), 2),
        "features must be 2, as in the partitions before, but in partition 1 were 3");
    assertRefused(context.parallelize(List.of()), "samples must have at least 1 row, but had 0");
    assertThatThrownBy(() -> estimator.fit(SparkSamples.of(
            TestData.dataset(spark, new double[][] {{1}}, new double[1], 1), "features", "weight")))
        .isInstanceOf(InvalidSamplesException.class)
        .hasMessage("weights must not all be 0");
    assertThatThrownBy(() -> GaussianMixtureEstimator.builder()
            .components(3)
            .build()
            .fit(SparkSamples.ofArrays(context.parallelize(List.of(new double[2], new double[2])))))
        .isInstanceOf(InvalidSamplesException.class)
        .hasMessage("samples of positive weight must be at least components = 3, but were 2");
  }

  private static void assertRefused(JavaRDD<double[]> rows, String message) {
    assertThatThrownBy(() -> GaussianMixtureEstimator.builder()
            .components(1)
            .build()
            .fit(SparkSamples.ofArrays(rows)))
        .isInstanceOf(InvalidSamplesException.class)
        .hasMessageContaining(message);
  }

  @Test
  void initializationsOfRows_areRefused() {
    SparkSamples samples = SparkSamples.ofArrays(TestData.rdd(spark, ROWS, 2));

    assertThatThrownBy(() -> GaussianMixtureEstimator.builder()
            .components(1)
            .initialization(Initialization.labels(new int[5000]))
            .build()
            .fit(samples))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("but was labels");
  }

  @Test
  void noise_isRefused() {
    SparkSamples samples = SparkSamples.ofArrays(TestData.rdd(spark, ROWS, 2));

    assertThatThrownBy(
            () -> fromInitialParameters().noise(InitialNoise.share(0.1)).build().fit(samples))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("noise");
  }

  @Test
  void nothingStaysCached() {
    SparkSamples samples = SparkSamples.ofArrays(TestData.rdd(spark, ROWS, 2));
    fromInitialParameters().build().fit(samples);
    assertThatThrownBy(
            () -> GaussianMixtureEstimator.builder().components(6000).build().fit(samples))
        .isInstanceOf(InvalidSamplesException.class);
    double[][] rows = Arrays.copyOf(ROWS, 10);
    rows[7] = new double[] {Double.NaN, 0, 0, 0, 0};
    assertThatThrownBy(() -> fromInitialParameters()
            .build()
            .fit(SparkSamples.ofArrays(TestData.rdd(spark, rows, 2))))
        .isInstanceOf(InvalidSamplesException.class);

    assertThat(JavaSparkContext.fromSparkContext(spark.sparkContext()).getPersistentRDDs())
        .isEmpty();
  }

  @Test
  void degenerateComponents_areTreatedAsOnOneMachine() {
    // Twenty rows in one place are a component without spread.
    double[][] rows = Arrays.stream(ROWS).limit(300).map(double[]::clone).toArray(double[][]::new);
    for (int i = 0; i < 20; i++) {
      Arrays.fill(rows[i], 50);
    }
    for (DegeneracyPolicy policy :
        List.of(DegeneracyPolicy.PRUNE, DegeneracyPolicy.RESTART, DegeneracyPolicy.REGULARIZE)) {
      GaussianMixtureEstimator estimator = GaussianMixtureEstimator.builder()
          .components(4)
          .regularization(0)
          .degeneracy(policy)
          .maxIterations(20)
          .build();

      GaussianMixtureFit here = estimator.fit(Samples.of(rows));
      GaussianMixtureFit there = estimator.fit(SparkSamples.ofArrays(TestData.rdd(spark, rows, 3)));

      assertThat(here.bestRestart().events()).isNotEmpty();
      assertThat(there.bestRestart().events()).isEqualTo(here.bestRestart().events());
      assertThat(there.model().components()).isEqualTo(here.model().components());
    }
  }

  private static void assertTracesAgree(GaussianMixtureFit expected, GaussianMixtureFit actual) {
    List<Double> trace = expected.bestRestart().trace();
    assertThat(actual.bestRestart().trace()).hasSameSizeAs(trace);
    for (int i = 0; i < trace.size(); i++) {
      // Rounding of sums in another order, as EM passes it on.
      assertThat(actual.bestRestart().trace().get(i))
          .isCloseTo(trace.get(i), within(1e-9 * Math.abs(trace.get(i))));
    }
  }

  static void assertSameBits(GaussianMixtureFit expected, GaussianMixtureFit actual) {
    assertThat(actual.bestRestart().trace()).isEqualTo(expected.bestRestart().trace());
    assertThat(actual.model().weights()).isEqualTo(expected.model().weights());
    assertThat(actual.model().means()).isEqualTo(expected.model().means());
    assertThat(actual.model().covariances().toArray())
        .isEqualTo(expected.model().covariances().toArray());
  }
}

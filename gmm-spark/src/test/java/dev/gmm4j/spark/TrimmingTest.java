package dev.gmm4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.RemoteSamples;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.engine.KeptEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fits on a cluster that leave rows out. */
@Tag("same-on-every-jdk")
class TrimmingTest {
  private static final double[][] ROWS = contaminated();
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

  /** Returns blobs of which every twentieth row is an outlier, and some rows twice. */
  private static double[][] contaminated() {
    double[][] rows = TestData.blobs(600, 3, 2, 4);
    Random random = new Random(2);
    for (int i = 0; i < rows.length; i += 20) {
      Arrays.setAll(rows[i], j -> 500 * random.nextGaussian());
      rows[(i + 340) % 600 + 1] = rows[i].clone();
    }
    return rows;
  }

  private static GaussianMixtureEstimator.Builder fit(Trimming trimming) {
    return GaussianMixtureEstimator.builder()
        .components(2)
        .trimming(trimming)
        .maxEigenvalueRatio(30)
        .regularization(0);
  }

  private static void assertSame(GaussianMixtureFit here, GaussianMixtureFit there) {
    assertThat(there.trimmed().rows()).isEqualTo(here.trimmed().rows());
    assertThat(there.trimmed().count()).isEqualTo(here.trimmed().count());
    assertThat(there.trimmed().keptWeight())
        .isCloseTo(here.trimmed().keptWeight(), within(1e-12 * here.trimmed().keptWeight()));
    // Rounding of sums in another order, as EM passes it on.
    double log = here.logLikelihood();
    assertThat(there.logLikelihood()).isCloseTo(log, within(1e-9 * Math.abs(log)));
    assertThat(there.trimmed().threshold()).isCloseTo(here.trimmed().threshold(), within(1e-7));
    assertThat(there.bic()).isCloseTo(here.bic(), within(1e-9 * Math.abs(here.bic())));
  }

  /** Whole weights, weights of which one row is kept in part, and none; the last partitions are empty. */
  @ParameterizedTest
  @CsvSource({
    "mixture, 3, 0, 600",
    "mixture, 5, 1, 600",
    "mixture, 4, 0.37, 600",
    "hard, 3, 0, 600",
    "hard, 30, 1, 24"
  })
  void fit_equalsThatOfOneMachine(String form, int partitions, double unit, int count) {
    double[][] rows = Arrays.copyOf(ROWS, count);
    GaussianMixtureEstimator estimator = fit(new Trimming(0.1313, Trimming.Form.parse(form)))
        .initialization(Initialization.parameters(TestData.initial(ROWS, 2)))
        .maxIterations(4)
        .build();
    double[] weights =
        IntStream.range(0, count).mapToDouble(i -> unit * (i * 7 % 4)).toArray();
    Samples samples = Samples.of(rows);
    SparkSamples remote = SparkSamples.of(
        TestData.dataset(spark, rows, TestData.ones(count), partitions), "features");
    if (unit > 0) {
      samples = samples.weighted(weights);
      remote =
          SparkSamples.of(TestData.dataset(spark, rows, weights, partitions), "features", "weight");
    }

    GaussianMixtureFit there = estimator.fit(remote);

    assertSame(estimator.fit(samples), there);
    assertThat(JavaSparkContext.fromSparkContext(spark.sparkContext()).getPersistentRDDs())
        .isEmpty();
  }

  /** Some rows lack a value, one all of them. */
  @Test
  void missingValues_countAsOnOneMachine() {
    double[][] rows = Arrays.stream(ROWS).map(double[]::clone).toArray(double[][]::new);
    for (int i = 3; i < rows.length; i += 4) {
      rows[i][i % 3] = Double.NaN;
    }
    Arrays.fill(rows[8], Double.NaN);
    GaussianMixtureEstimator estimator = fit(Trimming.mixture(0.15))
        .initialization(Initialization.parameters(TestData.initial(ROWS, 2)))
        .maxIterations(5)
        .build();
    assertSame(
        estimator.fit(Samples.of(rows).withMissingValues()),
        estimator.fit(SparkSamples.ofArrays(TestData.rdd(spark, rows, 3)).withMissingValues()));
  }

  @Test
  void stageOfAPipeline_marksRows_alsoFromAFile() throws IOException {
    Dataset<Row> data = TestData.dataset(spark, ROWS, TestData.ones(ROWS.length), 3);
    GaussianMixtureClusterer clusterer = new GaussianMixtureClusterer()
        .setTrimming(0.15)
        .setTrimmingForm("HARD")
        .setMaxEigenvalueRatio(30)
        .setRelativeRegularization(0)
        .setStart("k-means")
        .setTrimmedCol("outlier");
    String estimatorPath = folder.resolve("estimator").toString();
    clusterer.save(estimatorPath);

    GaussianMixtureClustererModel model =
        GaussianMixtureClusterer.load(estimatorPath).fit(data);

    GaussianMixtureFit here = fit(Trimming.hard(0.15))
        .initialization(Initialization.kMeans())
        .build()
        .fit(Samples.of(ROWS));
    assertThat(model.summary().trimmed().rows()).isEqualTo(here.trimmed().rows());
    assertThat(model.summary().trimmed().count()).isEqualTo(90);
    String path = folder.resolve("model").toString();
    model.save(path);
    GaussianMixtureClustererModel loaded = GaussianMixtureClustererModel.load(path);
    assertThat(loaded.fitRecord().trimming()).isEqualTo(model.fitRecord().trimming());
    for (GaussianMixtureClustererModel each : List.of(model, loaded)) {
      List<Row> rows = each.transform(data).collectAsList();
      int[] marked = IntStream.range(0, rows.size())
          .filter(i -> (boolean) rows.get(i).getAs("outlier"))
          .toArray();
      assertThat(marked).isEqualTo(here.trimmed().rows());
      assertThat((int) rows.get(marked[0]).getAs("prediction")).isBetween(0, 1);
    }
  }

  @Test
  void modelThatDidNotTrim_hasNoColumn() {
    Dataset<Row> data = TestData.dataset(spark, ROWS, TestData.ones(ROWS.length), 2);
    GaussianMixture mixture = TestData.initial(ROWS, 2);
    assertThatThrownBy(() ->
            GaussianMixtureClustererModel.of(mixture).setTrimmedCol("outlier").transform(data))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("trimmedCol needs a model of a fit that trimmed, but was outlier");
    assertThatThrownBy(() ->
            new GaussianMixtureClusterer().setTrimmedCol("weight").transformSchema(data.schema()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("trimmedCol must be a new column");
  }

  @Test
  void sharesAndForms_areChecked() {
    assertThatThrownBy(() -> new GaussianMixtureClusterer().setTrimming(0.5))
        .hasMessageContaining("trimming given invalid value 0.5");
    assertThatThrownBy(() -> new GaussianMixtureClusterer().setTrimmingForm("soft"))
        .hasMessageContaining("mixture, hard, but was soft");
    assertThatThrownBy(() -> fit(Trimming.mixture(0.4))
            .components(4)
            .build()
            .fit(SparkSamples.ofArrays(TestData.rdd(spark, Arrays.copyOf(ROWS, 5), 2))))
        .isInstanceOf(InvalidSamplesException.class)
        .hasMessageContaining("samples that are kept must be at least components = 4");
  }

  /** Samples elsewhere that cannot be trimmed say so. */
  @Test
  void otherSamples_areRefused() {
    RemoteSamples samples = components -> new KeptEngine(ClusterEngine.open(
        TestData.rdd(spark, ROWS, 2),
        (row, mayMiss) -> row,
        false,
        null,
        org.apache.spark.storage.StorageLevel.MEMORY_ONLY(),
        components));
    assertThatThrownBy(() -> fit(Trimming.mixture(0.1)).build().fit(samples))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a fit to these samples on other machines must not trim, but had Trimming.mixture(0.1)");
  }
}

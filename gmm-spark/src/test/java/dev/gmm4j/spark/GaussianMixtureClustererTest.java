package dev.gmm4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.BackendUnavailableException;
import dev.gmm4j.io.FitRecord;
import dev.gmm4j.io.ModelFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GaussianMixtureClustererTest {
  private static final double[][] ROWS = TestData.blobs(1500, 3, 3, 5);
  private static SparkSession spark;
  private static Dataset<Row> data;

  @TempDir
  Path folder;

  @BeforeAll
  static void start() {
    spark = TestData.local(2);
    data = TestData.dataset(spark, ROWS, TestData.ones(ROWS.length), 3).cache();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static GaussianMixtureClusterer clusterer() {
    return new GaussianMixtureClusterer()
        .setK(3)
        .setInitialModel(TestData.initial(ROWS, 3))
        .setMaxIter(10)
        .setTol(0);
  }

  @Test
  void fit_isThatOfTheEstimator() {
    GaussianMixtureFit expected = GaussianMixtureEstimator.builder()
        .components(3)
        .initialization(Initialization.parameters(TestData.initial(ROWS, 3)))
        .maxIterations(10)
        .tolerance(0)
        .build()
        .fit(Samples.of(ROWS));

    GaussianMixtureClustererModel model = clusterer().fit(data);

    GaussianMixtureFit summary = Objects.requireNonNull(model.summary());
    assertThat(summary.logLikelihood())
        .isCloseTo(expected.logLikelihood(), within(1e-9 * Math.abs(expected.logLikelihood())));
    assertThat(summary.iterations()).isEqualTo(10);
    assertThat(model.hasParent()).isTrue();
    FitRecord record = Objects.requireNonNull(model.fitRecord());
    assertThat(record.logLikelihood()).isEqualTo(summary.logLikelihood());
    assertThat(record.samples()).isEqualTo(ROWS.length);
  }

  @Test
  void transform_keepsWhatIsKnownOfOtherColumns() {
    Metadata known = new MetadataBuilder().putString("unit", "mm").build();
    Dataset<Row> described =
        data.withColumn("features", functions.col("features").as("features", known));

    Dataset<Row> transformed = clusterer().fit(data).transform(described);

    assertThat(transformed.schema().apply("features").metadata()).isEqualTo(known);
  }

  @Test
  void transform_isWhatTheMixtureSays() {
    GaussianMixtureClustererModel model =
        clusterer().setLogDensityCol("density").fit(data);
    GaussianMixture mixture = model.mixture();

    List<Row> rows = model.transform(data).collectAsList();

    assertThat(rows).hasSize(ROWS.length);
    int[] labels = mixture.predict(Samples.of(ROWS));
    for (int i = 0; i < ROWS.length; i++) {
      Row row = rows.get(i);
      assertThat(row.<Vector>getAs("features").toArray()).isEqualTo(ROWS[i]);
      assertThat(row.<Integer>getAs("prediction")).isEqualTo(labels[i]);
      double[] probability = row.<Vector>getAs("probability").toArray();
      double[] responsibilities = mixture.responsibilities(ROWS[i]);
      for (int k = 0; k < 3; k++) {
        assertThat(probability[k]).isCloseTo(responsibilities[k], within(1e-10));
      }
      double density = mixture.logDensity(ROWS[i]);
      assertThat(row.<Double>getAs("density"))
          .isCloseTo(density, within(1e-10 * Math.abs(density)));
    }
  }

  @Test
  void gaussiansDF_hasMeansAndCovariances() {
    GaussianMixture mixture = TestData.initial(ROWS, 3);

    Dataset<Row> table = GaussianMixtureClustererModel.of(mixture).gaussiansDF();

    assertThat(table.columns()).containsExactly("mean", "cov");
    List<Row> rows = table.collectAsList();
    assertThat(rows).hasSize(3);
    for (int k = 0; k < 3; k++) {
      assertThat(rows.get(k).<Vector>getAs("mean").toArray()).isEqualTo(mixture.mean(k));
      Matrix covariance = rows.get(k).getAs("cov");
      for (int i = 0; i < mixture.dimension(); i++) {
        for (int j = 0; j < mixture.dimension(); j++) {
          assertThat(covariance.apply(i, j)).isEqualTo(mixture.covariances().get(k, i, j));
        }
      }
    }
  }

  @Test
  void transform_ofFarRows_isWhatTheMixtureSays() {
    double[][] far = {{1e3, 0, 0}, {1e100, 0, 0}, {-1e160, 1, 2}, {0, 1.7e308, -1e308}};
    GaussianMixture mixture = TestData.initial(ROWS, 3);
    List<Row> rows = GaussianMixtureClustererModel.of(mixture)
        .setLogDensityCol("density")
        .transform(TestData.dataset(spark, far, TestData.ones(far.length), 1))
        .collectAsList();
    for (int i = 0; i < far.length; i++) {
      Row row = rows.get(i);
      assertThat(row.<Integer>getAs("prediction")).isEqualTo(mixture.predict(far[i]));
      assertThat(row.<Vector>getAs("probability").toArray())
          .isEqualTo(mixture.responsibilities(far[i]));
      assertThat(row.<Double>getAs("density")).isEqualTo(mixture.logDensity(far[i]));
    }
    assertThat(rows.get(3).<Double>getAs("density")).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void transform_appendsWhatIsAskedFor() {
    GaussianMixtureClustererModel model =
        GaussianMixtureClustererModel.of(TestData.initial(ROWS, 2)).setProbabilityCol("");

    assertThat(model.transform(data).columns()).containsExactly("features", "weight", "prediction");
    assertThat(model
            .copy(ParamMap.empty())
            .setPredictionCol("cluster")
            .transform(data)
            .columns())
        .containsExactly("features", "weight", "cluster");
    assertThat(model.toString()).contains("k=2, numFeatures=3, covariance=full");
  }

  /** Spark hands on rows as they are to a function that follows. */
  @Test
  void predictedRows_canBeAskedByName() {
    Dataset<Row> predicted =
        GaussianMixtureClustererModel.of(TestData.initial(ROWS, 2)).transform(data);

    FilterFunction<Row> isFirst = row -> row.<Integer>getAs("prediction") == 0;
    assertThat(predicted.filter(isFirst).count())
        .isEqualTo(predicted.filter("prediction = 0").count())
        .isBetween(1L, ROWS.length - 1L);
  }

  @Test
  void arrays_areFeaturesToo() {
    Dataset<Row> arrays = data.select(org.apache
        .spark
        .ml
        .functions
        .vector_to_array(functions.col("features"), "float64")
        .as("features"));

    double likelihood =
        Objects.requireNonNull(clusterer().fit(arrays).summary()).logLikelihood();

    assertThat(likelihood)
        .isEqualTo(Objects.requireNonNull(clusterer().fit(data).summary()).logLikelihood());
    assertThat(GaussianMixtureClustererModel.of(TestData.initial(ROWS, 2))
            .transform(arrays)
            .select("prediction")
            .distinct()
            .count())
        .isEqualTo(2);
  }

  @Test
  void rowsThatCannotBePredicted_failTheJobWithTheReason() {
    GaussianMixtureClustererModel model =
        GaussianMixtureClustererModel.of(TestData.initial(ROWS, 2));
    Dataset<Row> nan = TestData.dataset(
        spark, new double[][] {{1, 2, 3}, {1, Double.NaN, 3}}, TestData.ones(2), 1);
    Dataset<Row> narrow = TestData.dataset(spark, new double[][] {{1, 2}}, TestData.ones(1), 1);

    assertThatThrownBy(() -> model.transform(nan).collectAsList())
        .isInstanceOf(SparkException.class)
        .hasStackTraceContaining("features must be finite, but column 1 was NaN");
    assertThatThrownBy(() -> model.transform(narrow).collectAsList())
        .isInstanceOf(SparkException.class)
        .hasStackTraceContaining("features must be 3, as the model has, but were 2");
  }

  @Test
  void settings_areCheckedWhenSet() {
    GaussianMixtureClusterer clusterer = new GaussianMixtureClusterer();

    assertThatThrownBy(() -> clusterer.setK(0))
        .hasMessageContaining("k must be at least 1, but was 0");
    assertThatThrownBy(() -> clusterer.setTol(-1)).hasMessageContaining("tol");
    assertThatThrownBy(() -> clusterer.setCheckpointInterval(0)).hasMessageContaining("value 0");
    assertThatThrownBy(() -> clusterer.setCovariance("round"))
        .hasMessageContaining("covariance must be one of full")
        .hasMessageContaining("but was round");
    assertThatThrownBy(() -> clusterer.setStart("middle"))
        .hasMessageContaining("start must be one of k-means")
        .hasMessageContaining("but was middle");
    assertThatThrownBy(() -> clusterer.setDegeneracy("ignore"))
        .hasMessageContaining("degeneracy must be one of fail");
    assertThatThrownBy(() -> clusterer.setProportions("odd"))
        .hasMessageContaining("mixing proportions must be one of");
    assertThat(clusterer.setCovariance("VvV").getOrDefault(clusterer.covariance()))
        .isEqualTo("full");
  }

  @Test
  void columns_areCheckedBeforeTheFit() {
    assertThatThrownBy(() -> clusterer().setFeaturesCol("nowhere").fit(data))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("featuresCol must be one of the columns features, weight, but was nowhere");
    assertThatThrownBy(() -> clusterer().setFeaturesCol("weight").fit(data))
        .hasMessageContaining("but weight was of double");
    assertThatThrownBy(() -> clusterer().setWeightCol("features").fit(data))
        .hasMessageContaining("weightCol must be a column of numbers");
    assertThatThrownBy(() -> clusterer().setPredictionCol("weight").fit(data))
        .hasMessageContaining("predictionCol must be a new column");
    assertThatThrownBy(() -> clusterer().setBackend("fastest").fit(data))
        .hasMessageContaining("but was fastest");
    assertThatThrownBy(() -> clusterer().setBackend("abacus").transformSchema(data.schema()))
        .isInstanceOf(BackendUnavailableException.class)
        .hasMessageStartingWith("backend 'abacus' does not exist; backends are:");
    assertThatThrownBy(() -> GaussianMixtureClustererModel.of(TestData.initial(ROWS, 3))
            .setBackend("abacus")
            .transformSchema(data.schema()))
        .isInstanceOf(BackendUnavailableException.class);
    assertThatThrownBy(() ->
            clusterer().setRegularization(0).setRelativeRegularization(1e-6).fit(data))
        .hasMessage(
            "regularization and relativeRegularization exclude each other, but both were set");
    assertThatThrownBy(() -> clusterer().setAcceleration("warp").fit(data))
        .hasMessageContaining("acceleration must be one of none, squarem, anderson, but was warp");
    assertThatThrownBy(() -> clusterer().setCheckpointInterval(2).fit(data))
        .hasMessageContaining("checkpointFile must be a path");
  }

  @Test
  void params_areFoundByName() {
    GaussianMixtureClusterer clusterer = clusterer();

    assertThat(Arrays.stream(clusterer.params()).map(param -> param.name()))
        .containsExactlyInAnyOrder(
            "featuresCol",
            "predictionCol",
            "probabilityCol",
            "logDensityCol",
            "missing",
            "weightCol",
            "k",
            "covariance",
            "proportions",
            "start",
            "initialModel",
            "initialModelFile",
            "restarts",
            "maxIter",
            "tol",
            "regularization",
            "relativeRegularization",
            "acceleration",
            "search",
            "degeneracy",
            "maxEigenvalueRatio",
            "trimming",
            "trimmingForm",
            "trimmedCol",
            "seed",
            "backend",
            "checkpointInterval",
            "checkpointFile");
    assertThat(clusterer.explainParams()).contains("k: number of components");
    GaussianMixtureClustererModel tied =
        clusterer.fit(data, new ParamMap().put(clusterer.covariance(), "tied"));
    assertThat(tied.mixture().covarianceModel().label()).isEqualTo("tied");
  }

  @Test
  void estimator_isStoredWithAllSettings() throws Exception {
    String path = folder.resolve("estimator").toString();
    GaussianMixtureClusterer clusterer =
        clusterer().setWeightCol("weight").setCovariance("VEV").setSeed(9).setBackend("ejml");
    clusterer.write().overwrite().save(path);

    GaussianMixtureClusterer loaded = GaussianMixtureClusterer.load(path);

    assertThat(loaded.uid()).isEqualTo(clusterer.uid());
    assertThat(loaded.extractParamMap().toSeq().size())
        .isEqualTo(clusterer.extractParamMap().toSeq().size());
    assertThat(loaded.fit(data).mixture().means())
        .isEqualTo(clusterer.fit(data).mixture().means());
  }

  @Test
  void model_isStoredInGmm4jsOwnFormat_andInPipelines() throws Exception {
    Dataset<Row> columns = data.select(
        vectorElement(0).as("height"),
        vectorElement(1).as("width"),
        vectorElement(2).as("age"));
    PipelineModel fitted = new Pipeline()
        .setStages(new PipelineStage[] {
          new VectorAssembler()
              .setInputCols(new String[] {"height", "width", "age"})
              .setOutputCol("features"),
          new GaussianMixtureClusterer().setK(3).setCovariance("VEE").setProportions("equal")
        })
        .fit(columns);
    String path = folder.resolve("pipeline").toString();
    fitted.write().save(path);

    PipelineModel loaded = PipelineModel.load(path);

    assertThat(loaded.transform(columns).collectAsList())
        .isEqualTo(fitted.transform(columns).collectAsList());
    GaussianMixtureClustererModel model = (GaussianMixtureClustererModel) loaded.stages()[1];
    GaussianMixtureClustererModel before =
        (GaussianMixtureClustererModel) fitted.stages()[1];
    assertThat(model.featureNames()).containsExactly("height", "width", "age");
    assertThat(model.fitRecord()).isEqualTo(before.fitRecord());
    assertThat(model.summary()).isNull();
    Path file;
    try (var files = Files.walk(folder)) {
      file = files.filter(found -> found.endsWith("model.json")).findFirst().orElseThrow();
    }
    GaussianMixture mixture = ModelFile.read(file).model();
    assertThat(mixture.means()).isEqualTo(before.mixture().means());
    assertThat(mixture.covarianceModel()).isEqualTo(before.mixture().covarianceModel());
    assertThat(mixture.proportions()).isEqualTo(before.mixture().proportions());
  }

  private static org.apache.spark.sql.Column vectorElement(int index) {
    return org.apache
        .spark
        .ml
        .functions
        .vector_to_array(functions.col("features"), "float64")
        .getItem(index);
  }

  @Test
  void aFitThatGoesOnFromACheckpoint_comesToTheSameBits() {
    String file = folder.resolve("checkpoint.json").toString();
    GaussianMixtureClustererModel whole = clusterer().fit(data);
    clusterer().setMaxIter(7).setCheckpointFile(file).setCheckpointInterval(3).fit(data);

    // Written after three iterations, and after six.
    GaussianMixtureClustererModel rest = new GaussianMixtureClusterer()
        .setK(3)
        .setInitialModelFile(file)
        .setMaxIter(4)
        .setTol(0)
        .fit(data);

    assertThat(rest.mixture().means()).isEqualTo(whole.mixture().means());
    assertThat(rest.mixture().covariances().toArray())
        .isEqualTo(whole.mixture().covariances().toArray());
    assertThatThrownBy(() -> clusterer().setInitialModelFile(file).fit(data))
        .hasMessageContaining("must not both be set");
    assertThat(folder).isDirectoryNotContaining("glob:**unfinished*");
  }
}

package dev.gmm4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.Initialization;
import dev.gmm4j.classification.ClassifierType;
import dev.gmm4j.classification.Labels;
import dev.gmm4j.classification.MixtureClassifier;
import dev.gmm4j.classification.MixtureClassifierEstimator;
import dev.gmm4j.classification.MixtureClassifierFit;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.io.ClassifierFile;
import dev.gmm4j.io.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.OneVsRest;
import org.apache.spark.ml.classification.OneVsRestModel;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

@Tag("same-on-every-jdk")
class GaussianMixtureClassifierTest {
  private static final int COUNT = 600;
  private static final double[][] ROWS = new double[COUNT][2];
  private static final int[] LABELS = new int[COUNT];
  private static final double[] WEIGHTS = new double[COUNT];
  private static SparkSession spark;
  private static Dataset<Row> data;

  @TempDir
  Path folder;

  /** Three classes of different sizes that overlap; the last of two parts. */
  @BeforeAll
  static void start() {
    Random random = new Random(17);
    for (int i = 0; i < COUNT; i++) {
      int c = i % 6 < 3 ? 0 : i % 6 < 5 ? 1 : 2;
      LABELS[i] = c;
      WEIGHTS[i] = i % 4 == 0 ? 2 : 1;
      double x = random.nextGaussian();
      ROWS[i][0] = 2 * c + x * (1 + 0.3 * c);
      ROWS[i][1] = 0.5 * x + random.nextGaussian() + (c == 2 && random.nextBoolean() ? 9 : 0);
    }
    spark = TestData.local(2);
    data = labelled(ROWS, LABELS, 3).cache();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static Dataset<Row> labelled(double[][] rows, int[] labels, int partitions) {
    List<Row> list = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      list.add(RowFactory.create(Vectors.dense(rows[i]), labels[i], WEIGHTS[i]));
    }
    StructType schema = new StructType()
        .add("features", SQLDataTypes.VectorType())
        .add("label", DataTypes.IntegerType)
        .add("weight", DataTypes.DoubleType);
    return spark.createDataFrame(list, schema).repartition(partitions);
  }

  private static GaussianMixtureClassifier classifier() {
    return new GaussianMixtureClassifier().setWeightCol("weight");
  }

  private static void assertSame(MixtureClassifier actual, MixtureClassifier expected) {
    assertThat(actual.classes()).isEqualTo(expected.classes());
    assertThat(actual.commonCovariance()).isEqualTo(expected.commonCovariance());
    assertThat(actual.freeParameters()).isEqualTo(expected.freeParameters());
    assertThat(actual.priors()).containsExactly(expected.priors(), within(1e-14));
    for (int c = 0; c < 3; c++) {
      // Sums in another order: 600 rows lose no more than a few hundred units in the last place.
      assertThat(actual.mixture(c).mean(0))
          .containsExactly(expected.mixture(c).mean(0), within(1e-12));
      assertThat(actual.mixture(c).covariances().toArray())
          .containsExactly(expected.mixture(c).covariances().toArray(), within(1e-11));
    }
  }

  @Test
  void edda_isThatOfTheEstimator() {
    MixtureClassifierFit expected = MixtureClassifierEstimator.builder()
        .build()
        .fit(Samples.of(ROWS).weighted(WEIGHTS), Labels.of(LABELS));

    GaussianMixtureClassifierModel model = classifier().fit(data);

    assertSame(model.classifier(), expected.classifier());
    ClassifierSummary summary = Objects.requireNonNull(model.summary());
    assertThat(summary.logLikelihood()).isCloseTo(expected.score().logLikelihood(), within(1e-9));
    assertThat(summary.bic()).isCloseTo(expected.score().bic(), within(1e-9));
    assertThat(summary.rows()).isEqualTo(COUNT);
    assertThat(summary.totalWeight()).isEqualTo(expected.score().totalWeight());
    assertThat(model.hasParent()).isTrue();
    assertThat(model.numClasses()).isEqualTo(3);
    assertThat(model.toString()).contains("type=edda, numClasses=3, numFeatures=2");
  }

  @Test
  void partitions_changeTheLastDigitsOnly() {
    GaussianMixtureClassifier classifier = classifier().setModels("VVI, EEE");

    MixtureClassifier one = classifier.fit(data.coalesce(1)).classifier();
    MixtureClassifier many = classifier.fit(labelled(ROWS, LABELS, 7)).classifier();

    assertSame(many, one);
    assertThat(classifier.getOrDefault(classifier.models())).isEqualTo("diagonal,tied");
  }

  @Test
  void mixture_isThatOfTheEstimator() {
    MixtureClassifier expected = MixtureClassifierEstimator.builder()
        .type(ClassifierType.MIXTURE)
        .model(CovarianceModel.VVV)
        .components(1, 2)
        .estimator(settings -> settings.initialization(Initialization.kMeans()))
        .build()
        .fit(Samples.of(ROWS), Labels.of(LABELS))
        .classifier();

    MixtureClassifier actual = new GaussianMixtureClassifier()
        .setType("mixture")
        .setModels("VVV")
        .setMaxComponents(2)
        .fit(data)
        .classifier();

    assertThat(actual.mixtures().stream().map(mixture -> mixture.components()))
        .containsExactly(1, 1, 2);
    assertThat(actual.freeParameters()).isEqualTo(expected.freeParameters());
    double likelihood = expected.score(Samples.of(ROWS), Labels.of(LABELS)).jointLogLikelihood();
    // EM ends within 1e-6 nats a row of its limit.
    assertThat(actual.score(Samples.of(ROWS), Labels.of(LABELS)).jointLogLikelihood())
        .isCloseTo(likelihood, within(1e-6 * COUNT));
  }

  @Test
  void transform_isWhatTheClassifierSays() {
    GaussianMixtureClassifierModel model = classifier().setModels("VVV").fit(data);
    MixtureClassifier classifier = model.classifier();
    double[][] rows = {ROWS[0], ROWS[1], {1e3, -2e3}, {0, 1e160}};

    List<Row> predicted = model.transform(labelled(rows, new int[4], 1)).collectAsList();

    assertThat(predicted).hasSize(rows.length);
    for (Row row : predicted) {
      double[] features = row.<Vector>getAs("features").toArray();
      double[] probabilities = classifier.probabilities(features);
      assertThat(row.<Double>getAs("prediction")).isEqualTo(classifier.predict(features));
      assertThat(row.<Vector>getAs("probability").toArray())
          .containsExactly(probabilities, within(1e-10));
      double[] raw = row.<Vector>getAs("rawPrediction").toArray();
      for (int c = 0; c < 3; c++) {
        double expected =
            Math.log(classifier.priors()[c]) + classifier.mixture(c).logDensity(features);
        assertThat(raw[c])
            .satisfiesAnyOf(
                value -> assertThat(value).isEqualTo(expected),
                value -> assertThat(value).isCloseTo(expected, within(1e-10 * Math.abs(expected))));
      }
    }
    assertThat(
            model.setRawPredictionCol("").setProbabilityCol("").transform(data).columns())
        .containsExactly("features", "label", "weight", "prediction");
  }

  /** Of probabilities divided by thresholds the largest is decided on, in rows one by one and by kernels alike. */
  @Test
  void thresholds_changeDecisions() throws Exception {
    double[] thresholds = {0.6, 0.3, 0.1};
    GaussianMixtureClassifierModel model =
        classifier().setModels("VVV").setThresholds(thresholds).fit(data);
    model.write().save(folder.resolve("thresholds").toString());
    GaussianMixtureClassifierModel read =
        GaussianMixtureClassifierModel.load(folder.resolve("thresholds").toString());

    int moved = 0;
    for (Row row : read.transform(data).collectAsList()) {
      double[] probabilities = row.<Vector>getAs("probability").toArray();
      int best = 0;
      for (int c = 1; c < 3; c++) {
        best = probabilities[c] / thresholds[c] > probabilities[best] / thresholds[best] ? c : best;
      }
      assertThat(row.<Double>getAs("prediction")).isEqualTo(best);
      assertThat(model.predict(row.<Vector>getAs("features"))).isEqualTo(best);
      moved += best == model.classifier().predict(row.<Vector>getAs("features").toArray()) ? 0 : 1;
    }
    assertThat(moved).isPositive();
    assertThatThrownBy(() -> model.setThresholds(new double[] {0.5, 0.5}))
        .hasMessageContaining("numClasses");
    assertThat(read.getThresholds()).containsExactly(thresholds);
    assertThat(read.uid()).isEqualTo(model.uid());
  }

  /** What a model answers of one row is what it writes into columns. */
  @Test
  void singleRows_areThoseOfColumns() {
    GaussianMixtureClassifierModel model = classifier().setModels("EEE").fit(data);

    for (Row row : model.transform(data).limit(20).collectAsList()) {
      Vector features = row.getAs("features");
      assertThat(model.predictRaw(features).toArray())
          .containsExactly(row.<Vector>getAs("rawPrediction").toArray(), within(1e-9));
      assertThat(model.predictProbability(features).toArray())
          .containsExactly(row.<Vector>getAs("probability").toArray(), within(1e-9));
      assertThat(model.raw2probabilityInPlace(model.predictRaw(features)).toArray())
          .containsExactly(row.<Vector>getAs("probability").toArray(), within(1e-9));
      assertThat(model.predict(features)).isEqualTo(row.<Double>getAs("prediction"));
    }
    assertThat(model
            .raw2probabilityInPlace(
                Vectors.dense(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY))
            .toArray())
        .containsExactly(0.5, 0.5);
  }

  @Test
  void crossValidator_chooses() {
    GaussianMixtureClassifier classifier = classifier();
    ParamMap[] grid = new ParamGridBuilder()
        .addGrid(classifier.models(), CollectionConverters.asScala(List.of("EII", "VVV")))
        .build();

    CrossValidatorModel chosen = new CrossValidator()
        .setEstimator(classifier)
        .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("logLoss"))
        .setEstimatorParamMaps(grid)
        .setNumFolds(3)
        .setSeed(1)
        .fit(data);

    GaussianMixtureClassifierModel best = (GaussianMixtureClassifierModel) chosen.bestModel();
    assertThat(chosen.avgMetrics()[1]).isLessThan(chosen.avgMetrics()[0]);
    assertThat(best.classifier().commonCovariance()).isEqualTo(CovarianceModel.VVV);
    assertThat(best.parent().uid()).isEqualTo(classifier.uid());
  }

  @Test
  void oneVsRest_fitsEachClass() {
    OneVsRestModel model = new OneVsRest()
        .setClassifier(new GaussianMixtureClassifier().setModels("VVV"))
        .fit(data);

    double accuracy = new MulticlassClassificationEvaluator()
        .setMetricName("accuracy")
        .evaluate(model.transform(data));

    assertThat(model.models()).hasSize(3);
    assertThat(accuracy).isGreaterThan(0.7);
  }

  @Test
  void copies_keepTheirIds() {
    GaussianMixtureClassifier classifier = new GaussianMixtureClassifier("one").setModels("EEE");
    GaussianMixtureClassifier copy = classifier.copy(new ParamMap().put(classifier.maxIter(), 7));

    assertThat(classifier.uid()).isEqualTo("one");
    assertThat(copy.uid()).isEqualTo("one");
    assertThat(copy.getOrDefault(copy.maxIter())).isEqualTo(7);
    assertThat(copy.labelCol().parent()).isEqualTo("one");
    assertThat(new GaussianMixtureClassifier().uid()).startsWith("gmm4j_");
    assertThat(new GaussianMixtureClassifier().uid())
        .isNotEqualTo(new GaussianMixtureClassifier().uid());
  }

  @Test
  void pipeline_isStoredAndRead() throws Exception {
    Dataset<Row> flowers = spark
        .read()
        .option("header", true)
        .option("inferSchema", true)
        .csv(Path.of("..", "data", "iris.csv").toString())
        .withColumn("species", functions.expr("concat('kind ', species)"));
    String[] measures = {"sepal_length", "sepal_width", "petal_length", "petal_width"};
    PipelineModel fitted = new Pipeline()
        .setStages(new PipelineStage[] {
          new StringIndexer()
              .setInputCol("species")
              .setOutputCol("index")
              .setStringOrderType("alphabetAsc"),
          new VectorAssembler().setInputCols(measures).setOutputCol("features"),
          new GaussianMixtureClassifier().setLabelCol("index").setModels("VEV,EEE"),
          new IndexToString().setInputCol("prediction").setOutputCol("predicted")
        })
        .fit(flowers);
    fitted.write().overwrite().save(folder.resolve("model").toString());

    PipelineModel read = PipelineModel.load(folder.resolve("model").toString());

    GaussianMixtureClassifierModel stage = (GaussianMixtureClassifierModel) read.stages()[2];
    GaussianMixtureClassifierModel before =
        (GaussianMixtureClassifierModel) fitted.stages()[2];
    assertThat(stage.classifier()).isEqualTo(before.classifier());
    assertThat(stage.classifier().classes()).containsExactly("kind 0", "kind 1", "kind 2");
    assertThat(stage.classifier().featureNames()).containsExactly(measures);
    assertThat(stage.summary()).isNull();
    Dataset<Row> predicted = read.transform(flowers);
    assertThat(predicted.filter("predicted = species").count()).isEqualTo(147);
    double accuracy = new MulticlassClassificationEvaluator()
        .setLabelCol("index")
        .setMetricName("accuracy")
        .evaluate(predicted);
    assertThat(accuracy).isCloseTo(147 / 150.0, within(1e-12));
  }

  @Test
  void storedModel_isChecked() throws Exception {
    GaussianMixtureClassifierModel model = classifier().setModels("EEE").fit(data);
    Path path = folder.resolve("model");
    model.write().save(path.toString());
    Path file = path.resolve("classifier.json");
    assertThat(ClassifierFile.read(file).classifier()).isEqualTo(model.classifier());
    // A checksum of Hadoop's would say no more than that the file was changed.
    Files.deleteIfExists(path.resolve(".classifier.json.crc"));

    Files.writeString(file, Files.readString(file).replace("\"edda\"", "\"mixture\""));

    assertThatThrownBy(() -> GaussianMixtureClassifierModel.load(path.toString()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("classifier.json")
        .hasMessageContaining("type mixture has no covarianceModel of all classes");
  }

  @Test
  void estimator_isStoredAndRead() throws Exception {
    GaussianMixtureClassifier stored =
        classifier().setType("mixture").setModels("vvv").setMaxComponents(3).setLabelCol("kind");
    stored.write().save(folder.resolve("estimator").toString());

    GaussianMixtureClassifier read =
        GaussianMixtureClassifier.load(folder.resolve("estimator").toString());

    assertThat(read.uid()).isEqualTo(stored.uid());
    assertThat(read.explainParams()).isEqualTo(stored.explainParams());
    assertThat(read.getOrDefault(read.models())).isEqualTo("full");
  }

  @Test
  void rowsThatCannotBeUsed_areNamed() {
    Dataset<Row> one = data.coalesce(1);
    assertThatThrownBy(() ->
            classifier().fit(one.withColumn("label", functions.expr("if(label = 2, 1.5, label)"))))
        .isInstanceOf(InvalidSamplesException.class)
        .hasMessageContaining("partition 0: row ")
        .hasMessageContaining("label must be a whole number from 0 to 1")
        .hasMessageContaining("but was 1.5");
    assertThatThrownBy(() ->
            classifier().fit(one.withColumn("label", functions.expr("if(label = 2, null, label)"))))
        .hasMessageContaining("but was null");
    assertThatThrownBy(() -> classifier()
            .fit(one.withColumn("label", functions.expr("if(label = 1, double('NaN'), label)"))))
        .hasMessageContaining("but the largest was NaN");
    assertThatThrownBy(() -> classifier().fit(data.filter("label <> 1")))
        .hasMessage("class \"1\" must have at least 1 row of positive weight, but had none");
    assertThatThrownBy(() -> classifier().fit(data.filter("label = 0")))
        .hasMessage("labelCol must have at least 2 classes, but label had [0]");
    double[][] rows = {{0, 0}, {1, 2}, {Double.NaN, 3}, {3, 1}};
    assertThatThrownBy(() -> classifier().fit(labelled(rows, new int[] {0, 1, 1, 0}, 1)))
        .isInstanceOf(InvalidSamplesException.class)
        .hasMessageContaining("partition 0: ")
        .hasMessageContaining("NaN");
  }

  @Test
  void singularClass_failsUnlessRegularized() {
    double[][] rows = {{0, 0}, {1, 2}, {2, 4}, {5, 1}, {6, 3}, {7, 1}, {8, 1}};
    Dataset<Row> few = labelled(rows, new int[] {0, 0, 0, 1, 1, 1, 1}, 2);

    assertThatThrownBy(() -> classifier().setModels("VVV").fit(few))
        .isInstanceOf(GmmException.class)
        .hasMessageContaining("no model could be fitted");
    assertThat(classifier()
            .setModels("VVV")
            .setRelativeRegularization(1e-3)
            .fit(few)
            .numClasses())
        .isEqualTo(2);
  }

  @Test
  void settings_areChecked() {
    GaussianMixtureClassifier classifier = classifier();
    assertThatThrownBy(() -> classifier.setType("trees"))
        .hasMessageContaining("type must be one of edda, mixture");
    assertThatThrownBy(() -> classifier.setModels("VVV,QQQ")).hasMessageContaining("QQQ");
    assertThatThrownBy(() -> classifier.setDegeneracy("prune"))
        .hasMessage("degeneracy of a classifier must be fail or regularize, but was prune");
    assertThatThrownBy(() -> classifier().setLabelCol("features").fit(data))
        .hasMessageContaining("labelCol must be a column of numbers");
    assertThatThrownBy(() -> classifier().setProbabilityCol("weight").fit(data))
        .hasMessageContaining("probabilityCol must be a new column");
    assertThatThrownBy(() -> classifier().setMinComponents(6).fit(data))
        .hasMessageContaining("maxComponents must be >= minComponents = 6, but was 5");
    assertThat(Arrays.stream(classifier.params()).map(param -> param.name()))
        .containsExactlyInAnyOrder(
            "featuresCol",
            "rawPredictionCol",
            "probabilityCol",
            "predictionCol",
            "thresholds",
            "labelCol",
            "weightCol",
            "type",
            "models",
            "minComponents",
            "maxComponents",
            "start",
            "restarts",
            "maxIter",
            "tol",
            "regularization",
            "relativeRegularization",
            "acceleration",
            "search",
            "degeneracy",
            "seed",
            "backend");
  }
}

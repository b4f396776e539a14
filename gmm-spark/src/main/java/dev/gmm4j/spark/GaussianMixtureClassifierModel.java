package dev.gmm4j.spark;

import dev.gmm4j.classification.MixtureClassifier;
import dev.gmm4j.io.ClassifierFile;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.Arrays;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A classifier by Gaussian mixtures as a stage of a Spark ML pipeline: appends columns of predictions.
 *
 * <p>It is stored as a folder with Spark's {@code metadata} and a {@value #FILE} in gmm4j's own format, which the command
 * line and {@link ClassifierFile#read} read too.
 */
public final class GaussianMixtureClassifierModel extends Model<GaussianMixtureClassifierModel>
    implements MLWritable {
  private static final long serialVersionUID = 1;
  private static final String FILE = "classifier.json";

  private final String uid;
  private final transient ClassifierFile stored;
  private final transient @Nullable ClassifierSummary summary;
  private final ClassifierColumns columns;
  private final Param<String> backend;

  GaussianMixtureClassifierModel(
      String uid, ClassifierFile stored, @Nullable ClassifierSummary summary) {
    this.uid = uid;
    this.stored = stored;
    this.summary = summary;
    this.columns = new ClassifierColumns(this);
    this.backend =
        new Param<>(this, "backend", "id of the backend; empty for the best that executors have");
    setDefault(backend, "");
  }

  /** Returns a model of a classifier that is known. */
  public static GaussianMixtureClassifierModel of(MixtureClassifier classifier) {
    return new GaussianMixtureClassifierModel(
        Identifiable$.MODULE$.randomUID("gmm4j"), new ClassifierFile(classifier, null), null);
  }

  @Override
  public String uid() {
    return uid;
  }

  /** Returns the classifier, which can do much more than predict. */
  public MixtureClassifier classifier() {
    return stored.classifier();
  }

  /** Returns the number of classes. */
  public int numClasses() {
    return classifier().classes().size();
  }

  /** Returns the number of features. */
  public int numFeatures() {
    return classifier().dimension();
  }

  /** Returns how well the classifier fits its rows, or null if it was not fitted in this process. */
  public @Nullable ClassifierSummary summary() {
    return summary;
  }

  /** Returns the parameter: the column of features. */
  public Param<String> featuresCol() {
    return columns.features;
  }

  /** Sets the column of features: vectors, or arrays of doubles or floats; default {@code features}. */
  public GaussianMixtureClassifierModel setFeaturesCol(String value) {
    set(columns.features, value);
    return this;
  }

  /** Returns the parameter: the new column of raw predictions. */
  public Param<String> rawPredictionCol() {
    return columns.rawPrediction;
  }

  /**
   * Sets the new column of {@code ln τ_c f_c(x)} of each class, prior probability times density, a vector; default
   * {@code rawPrediction}, empty for none.
   */
  public GaussianMixtureClassifierModel setRawPredictionCol(String value) {
    set(columns.rawPrediction, value);
    return this;
  }

  /** Returns the parameter: the new column of probabilities. */
  public Param<String> probabilityCol() {
    return columns.probability;
  }

  /**
   * Sets the new column of the classes' probabilities, a vector; default {@code probability}, empty for none.
   */
  public GaussianMixtureClassifierModel setProbabilityCol(String value) {
    set(columns.probability, value);
    return this;
  }

  /** Returns the parameter: the new column of predictions. */
  public Param<String> predictionCol() {
    return columns.prediction;
  }

  /**
   * Sets the new column of the index of the likeliest class, a double; default {@code prediction}, empty for none.
   */
  public GaussianMixtureClassifierModel setPredictionCol(String value) {
    set(columns.prediction, value);
    return this;
  }

  /** Returns the parameter: the id of the backend. */
  public Param<String> backend() {
    return backend;
  }

  /** Sets the backend that executors must use; empty for the best that each has. */
  public GaussianMixtureClassifierModel setBackend(String value) {
    set(backend, value);
    return this;
  }

  /**
   * Returns a dataset with the new columns. Rows go through kernels a block at a time; a row whose features are null,
   * not finite or not as many as the model's makes the job fail with a message that says so. The column of predictions keeps
   * the names of the classes, for {@code IndexToString}.
   *
   * @throws IllegalArgumentException if the column of features is missing or of another type, or a new column exists
   * @throws dev.gmm4j.exception.BackendUnavailableException if the driver has no such backend
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType output = transformSchema(dataset.schema(), true);
    String id = getOrDefault(backend);
    @Nullable String chosen = id.isEmpty() ? null : id;
    LinearAlgebraBackend here = ExecutorBackend.get(chosen);
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext());
    Broadcast<ClassPredictor.Message> message =
        context.broadcast(ClassPredictor.Message.of(classifier(), here));
    int features =
        Arrays.asList(dataset.schema().fieldNames()).indexOf(getOrDefault(columns.features));
    ClassPredictor.Outputs outputs = columns.outputs(this);
    return dataset
        .toDF()
        .mapPartitions(
            new Prediction(
                () -> new ClassPredictor(message.value(), chosen, outputs),
                features,
                output,
                false),
            Encoders.row(output))
        // The encoder forgets the fields' metadata, such as the names of features and classes.
        .to(output);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Columns.checkDriversBackend(getOrDefault(backend));
    return columns.appendedTo(schema, this, classifier().classes());
  }

  @Override
  public GaussianMixtureClassifierModel copy(ParamMap extra) {
    GaussianMixtureClassifierModel copy =
        copyValues(new GaussianMixtureClassifierModel(uid, stored, summary), extra);
    return copy.setParent(parent());
  }

  @Override
  public String toString() {
    return "GaussianMixtureClassifierModel: uid=" + uid + ", type="
        + classifier().type().label() + ", numClasses=" + numClasses() + ", numFeatures="
        + numFeatures();
  }

  @Override
  public MLWriter write() {
    return new Writer(this);
  }

  /** Returns a reader of stored models. */
  public static MLReader<GaussianMixtureClassifierModel> read() {
    return new Reader();
  }

  /** Reads a model that was stored in a folder. */
  public static GaussianMixtureClassifierModel load(String path) {
    return read().load(path);
  }

  private static final class Writer extends MLWriter {
    private final GaussianMixtureClassifierModel model;

    Writer(GaussianMixtureClassifierModel model) {
      this.model = model;
    }

    @Override
    public void saveImpl(String path) {
      DefaultParamsWriter.saveMetadata(model, path, sparkSession());
      StoredModels.write(
          model.stored,
          new Path(path, FILE).toString(),
          sparkSession().sparkContext().hadoopConfiguration());
    }
  }

  private static final class Reader extends MLReader<GaussianMixtureClassifierModel> {
    @Override
    public GaussianMixtureClassifierModel load(String path) {
      DefaultParamsReader.Metadata metadata = DefaultParamsReader.loadMetadata(
          path, sparkSession(), GaussianMixtureClassifierModel.class.getName());
      ClassifierFile stored = StoredModels.readClassifier(
          new Path(path, FILE).toString(),
          sparkSession().sparkContext().hadoopConfiguration(),
          ExecutorBackend.get(null));
      GaussianMixtureClassifierModel model =
          new GaussianMixtureClassifierModel(metadata.uid(), stored, null);
      metadata.getAndSetParams(model, metadata.getAndSetParams$default$2());
      return model;
    }
  }
}

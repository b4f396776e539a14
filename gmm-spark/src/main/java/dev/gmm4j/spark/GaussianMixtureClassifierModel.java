package dev.gmm4j.spark;

import dev.gmm4j.classification.MixtureClassifier;
import dev.gmm4j.io.ClassifierFile;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.Arrays;
import java.util.Objects;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.Tuple3;

/**
 * A classifier by Gaussian mixtures as a stage of a Spark ML pipeline: appends columns of predictions.
 *
 * <p>It is stored as a folder with Spark's {@code metadata} and a {@value #FILE} in gmm4j's own format, which the command
 * line and {@link ClassifierFile#read} read too.
 */
public final class GaussianMixtureClassifierModel
    extends ProbabilisticClassificationModel<Vector, GaussianMixtureClassifierModel>
    implements MLWritable {
  private static final long serialVersionUID = 1;
  private static final String FILE = "classifier.json";

  /** Set by what is called first: without a value here, which would be set after the superclasses' constructors. */
  private @Nullable String uid;

  private final transient ClassifierFile stored;
  private final transient @Nullable ClassifierSummary summary;
  private final Param<String> backend;

  GaussianMixtureClassifierModel(
      String uid, ClassifierFile stored, @Nullable ClassifierSummary summary) {
    this(ClassifierUids.announce(uid), stored, summary);
  }

  private GaussianMixtureClassifierModel(
      ClassifierUids.Ticket ticket, ClassifierFile stored, @Nullable ClassifierSummary summary) {
    Objects.requireNonNull(ticket);
    if (stored.classifier().noise() != null) {
      throw new IllegalArgumentException("classifier must have no noise, but had noise of weight "
          + stored.classifier().noise().weight());
    }
    this.stored = stored;
    this.summary = summary;
    this.backend =
        new Param<>(this, "backend", "id of the backend; empty for the best that executors have");
    setDefault(backend, "");
  }

  /** Returns a model of a classifier that is known. */
  public static GaussianMixtureClassifierModel of(MixtureClassifier classifier) {
    return new GaussianMixtureClassifierModel(
        ClassifierUids.random(), new ClassifierFile(classifier, null), null);
  }

  @Override
  public String uid() {
    String known = uid;
    if (known == null) {
      known = ClassifierUids.take();
      uid = known;
    }
    return known;
  }

  /** Returns the classifier, which can do much more than predict. */
  public MixtureClassifier classifier() {
    return stored.classifier();
  }

  /** Returns the number of classes. */
  @Override
  public int numClasses() {
    return classifier().classes().size();
  }

  /** Returns the number of features. */
  @Override
  public int numFeatures() {
    return classifier().dimension();
  }

  /** Returns how well the classifier fits its rows, or null if it was not fitted in this process. */
  public @Nullable ClassifierSummary summary() {
    return summary;
  }

  /** Returns {@code ln τ_c f_c(x)} of each class, prior probability times density. */
  @Override
  public Vector predictRaw(Vector features) {
    double[] raw = classifier().priors();
    for (int c = 0; c < raw.length; c++) {
      raw[c] = Math.log(raw[c]) + classifier().mixture(c).logDensity(features.toArray());
    }
    return Vectors.dense(raw);
  }

  /** Returns the classes' probabilities. */
  @Override
  public Vector predictProbability(Vector features) {
    return Vectors.dense(classifier().probabilities(features.toArray()));
  }

  /** Returns the index of the class, by {@code thresholds} where they are set. */
  @Override
  public double predict(Vector features) {
    return probability2prediction(predictProbability(features));
  }

  /**
   * Turns what {@link #predictRaw} returns into probabilities, in the same vector; equal ones where all densities are too small
   * for a double.
   */
  @Override
  public Vector raw2probabilityInPlace(Vector raw) {
    double[] values = ((DenseVector) raw).values();
    double largest = Arrays.stream(values).max().orElse(0);
    double sum = 0;
    for (int c = 0; c < values.length; c++) {
      values[c] = largest == Double.NEGATIVE_INFINITY ? 1 : Math.exp(values[c] - largest);
      sum += values[c];
    }
    for (int c = 0; c < values.length; c++) {
      values[c] /= sum;
    }
    return raw;
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
    int features = Arrays.asList(dataset.schema().fieldNames()).indexOf(getFeaturesCol());
    ClassPredictor.Outputs outputs = ClassifierColumns.outputs(this);
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
    checkThresholds();
    return ClassifierColumns.appendedTo(schema, this, classifier().classes());
  }

  /**
   * Returns what Spark's own summaries ask of a model: itself, and its columns of probabilities and predictions.
   *
   * <p>The raw type is what makes the class possible in Java: Spark's two superclasses declare this method with types that exclude
   * each other there.
   */
  @Override
  @SuppressWarnings({"rawtypes", "unchecked"})
  public Tuple3 findSummaryModel() {
    return new Tuple3<>(this, getProbabilityCol(), getPredictionCol());
  }

  private void checkThresholds() {
    if (isDefined(thresholds()) && getThresholds().length != numClasses()) {
      throw new IllegalArgumentException(
          "thresholds must be classes = " + numClasses() + ", but were " + getThresholds().length);
    }
  }

  @Override
  public GaussianMixtureClassifierModel copy(ParamMap extra) {
    GaussianMixtureClassifierModel copy =
        copyValues(new GaussianMixtureClassifierModel(uid(), stored, summary), extra);
    return copy.setParent(parent());
  }

  @Override
  public String toString() {
    return "GaussianMixtureClassifierModel: uid=" + uid() + ", type="
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

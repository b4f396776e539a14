package dev.gmm4j.spark;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.bayesian.MixturePosterior;
import dev.gmm4j.io.FitRecord;
import dev.gmm4j.io.ModelFile;
import dev.gmm4j.io.TrimmingRecord;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.Arrays;
import java.util.List;
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
 * A Gaussian mixture as a stage of a Spark ML pipeline: appends columns of predictions.
 *
 * <p>It is stored as a folder with Spark's {@code metadata} and a {@value #FILE} in gmm4j's own format, which the command
 * line and {@link ModelFile#read} read too.
 *
 * <p>A model of a {@link BayesianMixtureClusterer} has a posterior: predictions and probabilities are its responsibilities,
 * and log-densities those of its predictive mixture.
 */
public final class GaussianMixtureClustererModel extends Model<GaussianMixtureClustererModel>
    implements MLWritable {
  private static final long serialVersionUID = 1;
  private static final String FILE = "model.json";

  private final String uid;
  private final transient ModelFile stored;
  private final transient @Nullable GaussianMixtureFit summary;
  private final OutputColumns columns;
  private final Param<String> trimmedCol;
  private final Param<String> backend;

  GaussianMixtureClustererModel(
      String uid, ModelFile stored, @Nullable GaussianMixtureFit summary) {
    this.uid = uid;
    this.stored = stored;
    this.summary = summary;
    this.columns = new OutputColumns(this);
    this.trimmedCol = TrimmingParameters.column(this);
    this.backend =
        new Param<>(this, "backend", "id of the backend; empty for the best that executors have");
    setDefault(backend, "");
  }

  /** Returns a model of a mixture that is known. */
  public static GaussianMixtureClustererModel of(GaussianMixture mixture) {
    return new GaussianMixtureClustererModel(
        Identifiable$.MODULE$.randomUID("gmm4j"), new ModelFile(mixture, List.of(), null), null);
  }

  @Override
  public String uid() {
    return uid;
  }

  /** Returns the mixture, which can do much more than predict. */
  public GaussianMixture mixture() {
    return stored.model();
  }

  /**
   * Returns the components as Spark's own model shows them: a row each, in their order, with {@code mean}, a vector, and {@code cov}, a
   * matrix of all covariances whatever the model of them.
   */
  public Dataset<Row> gaussiansDF() {
    return ComponentTable.of(mixture());
  }

  /** Returns the posterior that the mixture has the expected parameters of, or null for a mixture without one. */
  public @Nullable MixturePosterior posterior() {
    return stored.posterior();
  }

  /** Returns the names of the features, as a {@code VectorAssembler} has left them; empty if they are not known. */
  public List<String> featureNames() {
    return stored.featureNames();
  }

  /** Returns how the mixture was fitted, which is stored with it, or null if that is not known. */
  public @Nullable FitRecord fitRecord() {
    return stored.fit();
  }

  /** Returns all about the fit, or null if the model was not fitted in this process. */
  public @Nullable GaussianMixtureFit summary() {
    return summary;
  }

  /** Returns the parameter: the column of features. */
  public Param<String> featuresCol() {
    return columns.features;
  }

  /** Sets the column of features: vectors, or arrays of doubles or floats. */
  public GaussianMixtureClustererModel setFeaturesCol(String value) {
    set(columns.features, value);
    return this;
  }

  /** Returns the parameter: the new column of predictions. */
  public Param<String> predictionCol() {
    return columns.prediction;
  }

  /** Sets the new column of the most probable component, an integer from 0; empty for none. */
  public GaussianMixtureClustererModel setPredictionCol(String value) {
    set(columns.prediction, value);
    return this;
  }

  /** Returns the parameter: the new column of probabilities. */
  public Param<String> probabilityCol() {
    return columns.probability;
  }

  /** Sets the new column of the components' posterior probabilities; empty for none. */
  public GaussianMixtureClustererModel setProbabilityCol(String value) {
    set(columns.probability, value);
    return this;
  }

  /** Returns the parameter: the new column of log-densities. */
  public Param<String> logDensityCol() {
    return columns.logDensity;
  }

  /** Sets the new column of the samples' log-densities, low for outliers; empty for none. */
  public GaussianMixtureClustererModel setLogDensityCol(String value) {
    set(columns.logDensity, value);
    return this;
  }

  /** Returns the parameter: what is done about NaN. */
  public Param<String> missing() {
    return columns.missing;
  }

  /**
   * Sets what is done about NaN among the features, and nulls in arrays: {@code refuse}, the default, or {@code fit}: then
   * predictions are by what is observed. A row of which nothing is has the prediction {@link GaussianMixture#NO_LABEL}, the
   * mixing weights for probabilities, and log-density 0.
   */
  public GaussianMixtureClustererModel setMissing(String value) {
    set(columns.missing, OutputColumns.checkedMissing(value));
    return this;
  }

  /** Returns the parameter: the new column of whether a row is trimmed. */
  public Param<String> trimmedCol() {
    return trimmedCol;
  }

  /**
   * Sets the new column of whether a row fits worse than all that the fit kept, of which it has the smallest score: of the rows of the
   * fit it is true for those that were left out, but for such as fit equally well. Empty for none.
   */
  public GaussianMixtureClustererModel setTrimmedCol(String value) {
    set(trimmedCol, value);
    return this;
  }

  /** Returns the parameter: the id of the backend. */
  public Param<String> backend() {
    return backend;
  }

  /** Sets the backend that executors must use; empty for the best that each has. */
  public GaussianMixtureClustererModel setBackend(String value) {
    set(backend, value);
    return this;
  }

  /**
   * Returns a dataset with the new columns. Rows go through a kernel a block at a time; a row whose features are null,
   * not finite or not as many as the model's makes the job fail with a message that says so. Rows may be any finite numbers,
   * as for {@link GaussianMixture}.
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
    MixturePosterior posterior = stored.posterior();
    Broadcast<ParametersMessage> message = context.broadcast(
        posterior == null
            ? ParametersMessage.of(mixture(), here)
            : new ParametersMessage(posterior.expectedParameters(here)));
    Broadcast<String> predictive = posterior == null ? null : context.broadcast(stored.toJson());
    int features =
        Arrays.asList(dataset.schema().fieldNames()).indexOf(getOrDefault(columns.features));
    MixturePredictor.Outputs outputs = new MixturePredictor.Outputs(
        !getOrDefault(columns.prediction).isEmpty(),
        !getOrDefault(columns.probability).isEmpty(),
        !getOrDefault(columns.logDensity).isEmpty(),
        getOrDefault(trimmedCol).isEmpty() ? null : trimming());
    boolean mayMiss = columns.mayMiss(this);
    return dataset
        .toDF()
        .mapPartitions(
            new Prediction(
                () -> new MixturePredictor(
                    message.value().parameters(),
                    predictive == null ? null : predictive.value(),
                    chosen,
                    outputs,
                    mayMiss),
                features,
                output,
                mayMiss),
            Encoders.row(output))
        // The encoder forgets the fields' metadata, such as the names of features.
        .to(output);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Columns.checkDriversBackend(getOrDefault(backend));
    if (!getOrDefault(trimmedCol).isEmpty()) {
      trimming();
    }
    return TrimmingParameters.append(columns.appendedTo(schema, this), this, trimmedCol);
  }

  /**
   * Returns what rows are told to be trimmed by.
   *
   * @throws IllegalArgumentException if the model is not of a fit that trimmed
   */
  private MixturePredictor.Threshold trimming() {
    TrimmingRecord record = stored.fit() == null ? null : stored.fit().trimming();
    if (record == null) {
      throw new IllegalArgumentException(
          "trimmedCol needs a model of a fit that trimmed, but was " + getOrDefault(trimmedCol));
    }
    return new MixturePredictor.Threshold(record.trimming().form(), record.threshold());
  }

  @Override
  public GaussianMixtureClustererModel copy(ParamMap extra) {
    GaussianMixtureClustererModel copy =
        copyValues(new GaussianMixtureClustererModel(uid, stored, summary), extra);
    return copy.setParent(parent());
  }

  @Override
  public String toString() {
    return "GaussianMixtureClustererModel: uid=" + uid + ", k=" + mixture().components()
        + ", numFeatures=" + mixture().dimension() + ", covariance="
        + mixture().covarianceModel().label();
  }

  @Override
  public MLWriter write() {
    return new Writer(this);
  }

  /** Returns a reader of stored models. */
  public static MLReader<GaussianMixtureClustererModel> read() {
    return new Reader();
  }

  /** Reads a model that was stored in a folder. */
  public static GaussianMixtureClustererModel load(String path) {
    return read().load(path);
  }

  private static final class Writer extends MLWriter {
    private final GaussianMixtureClustererModel model;

    Writer(GaussianMixtureClustererModel model) {
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

  private static final class Reader extends MLReader<GaussianMixtureClustererModel> {
    @Override
    public GaussianMixtureClustererModel load(String path) {
      DefaultParamsReader.Metadata metadata = DefaultParamsReader.loadMetadata(
          path, sparkSession(), GaussianMixtureClustererModel.class.getName());
      ModelFile stored = StoredModels.read(
          new Path(path, FILE).toString(),
          sparkSession().sparkContext().hadoopConfiguration(),
          ExecutorBackend.get(null));
      GaussianMixtureClustererModel model =
          new GaussianMixtureClustererModel(metadata.uid(), stored, null);
      metadata.getAndSetParams(model, metadata.getAndSetParams$default$2());
      return model;
    }
  }
}

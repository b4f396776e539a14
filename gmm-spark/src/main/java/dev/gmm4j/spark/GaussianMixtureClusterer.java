package dev.gmm4j.spark;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.io.ModelFile;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;

/**
 * Fits Gaussian mixtures to a column of features, as a stage of a Spark ML pipeline.
 *
 * <pre>{@code
 * GaussianMixtureClustererModel model =
 *     new GaussianMixtureClusterer().setK(8).setFeaturesCol("scaled").fit(dataset);
 * }</pre>
 *
 * <p>The settings are those of {@link GaussianMixtureEstimator}, with its defaults but for {@code k}, 2, and
 * {@code maxIter}, 100, which are Spark's. Initial parameters are sought on some of the rows, as
 * {@link GaussianMixtureEstimator#fit(dev.gmm4j.em.RemoteSamples)} says; what makes results reproducible stands at
 * {@link SparkSamples}. Rows may have weights, {@code k} may be 1, and an initialization may be given.
 */
public final class GaussianMixtureClusterer extends Estimator<GaussianMixtureClustererModel>
    implements MLWritable {
  private static final long serialVersionUID = 1;

  private final String uid;
  private final OutputColumns columns;
  private final FitParameters fit;
  private final EmParameters em;
  private final ComponentParameters components;
  private final TrimmingParameters trimming;
  private final Param<String> trimmedCol;
  private final Param<String> initialModel;
  private final Param<String> initialModelFile;
  private final IntParam checkpointInterval;
  private final Param<String> checkpointFile;

  /** Creates an estimator with all defaults. */
  public GaussianMixtureClusterer() {
    this(Identifiable$.MODULE$.randomUID("gmm4j"));
  }

  /** Creates an estimator of a given id, with all defaults. */
  public GaussianMixtureClusterer(String uid) {
    this.uid = uid;
    columns = new OutputColumns(this);
    em = new EmParameters(this);
    fit = new FitParameters(this);
    components = new ComponentParameters(this);
    trimming = new TrimmingParameters(this);
    trimmedCol = TrimmingParameters.column(this);
    initialModel = FitParameters.text(
        this, "initialModel", "the text of a model file that EM starts from; empty for none", "");
    initialModelFile = FitParameters.text(
        this,
        "initialModelFile",
        "the path of a model file that EM starts from; empty for none",
        "");
    checkpointInterval = new IntParam(
        this,
        "checkpointInterval",
        "number of iterations after which the model is written to checkpointFile again; -1: never",
        new CheckpointIntervals());
    checkpointFile = FitParameters.text(
        this, "checkpointFile", "path of the model file that checkpoints are written to", "");
    setDefault(checkpointInterval, -1);
  }

  @Override
  public String uid() {
    return uid;
  }

  /** Returns the parameter: the column of features. */
  public Param<String> featuresCol() {
    return columns.features;
  }

  /** Sets the column of features: vectors, or arrays of doubles or floats; default {@code features}. */
  public GaussianMixtureClusterer setFeaturesCol(String value) {
    set(columns.features, value);
    return this;
  }

  /** Returns the parameter: the new column of predictions. */
  public Param<String> predictionCol() {
    return columns.prediction;
  }

  /**
   * Sets the new column of the most probable component, an integer from 0; default {@code prediction}, empty
   * for none.
   */
  public GaussianMixtureClusterer setPredictionCol(String value) {
    set(columns.prediction, value);
    return this;
  }

  /** Returns the parameter: the new column of probabilities. */
  public Param<String> probabilityCol() {
    return columns.probability;
  }

  /**
   * Sets the new column of the components' posterior probabilities; default {@code probability}, empty for
   * none.
   */
  public GaussianMixtureClusterer setProbabilityCol(String value) {
    set(columns.probability, value);
    return this;
  }

  /** Returns the parameter: the new column of log-densities. */
  public Param<String> logDensityCol() {
    return columns.logDensity;
  }

  /** Sets the new column of the samples' log-densities, low for outliers; default empty, none. */
  public GaussianMixtureClusterer setLogDensityCol(String value) {
    set(columns.logDensity, value);
    return this;
  }

  /** Returns the parameter: what is done about NaN. */
  public Param<String> missing() {
    return columns.missing;
  }

  /** Sets whether NaN among the features is {@code refuse}d, the default, or a missing value that is {@code fit} without. */
  public GaussianMixtureClusterer setMissing(String value) {
    set(columns.missing, OutputColumns.checkedMissing(value));
    return this;
  }

  /** Returns the parameter: the column of weights. */
  public Param<String> weightCol() {
    return fit.weightCol;
  }

  /** Sets the column of the rows' weights, finite and {@code >= 0}: weight 2 is the row twice; default empty, none. */
  public GaussianMixtureClusterer setWeightCol(String value) {
    set(fit.weightCol, value);
    return this;
  }

  /** Returns the parameter: the name of the covariance model. */
  public Param<String> covariance() {
    return components.covariance;
  }

  /** Sets the covariance model by a name that {@link CovarianceModel#parse} knows; default {@code full}. */
  public GaussianMixtureClusterer setCovariance(String value) {
    set(components.covariance, CovarianceModel.parse(value).label());
    return this;
  }

  /** Returns the parameter: whether mixing weights are held equal. */
  public Param<String> proportions() {
    return components.proportions;
  }

  /** Sets whether mixing weights are found, {@code free}, or held {@code equal}; default {@code free}. */
  public GaussianMixtureClusterer setProportions(String value) {
    set(components.proportions, MixingProportions.parse(value).label());
    return this;
  }

  /** Returns the parameter: the name of the initialization. */
  public Param<String> start() {
    return fit.start;
  }

  /**
   * Sets where EM starts from, unless a model is given: {@code k-means} (default), {@code k-means++}, {@code
   * random-from-data}, {@code random}, {@code hierarchical}, {@code short-em}, {@code concentration}, the default of
   * a fit that trims, or, for one feature, {@code quantiles}.
   */
  public GaussianMixtureClusterer setStart(String value) {
    set(fit.start, Initializations.checked(value));
    return this;
  }

  /** Returns the parameter: the text of the model file that EM starts from. */
  public Param<String> initialModel() {
    return initialModel;
  }

  /** Returns the parameter: the path of the model file that EM starts from. */
  public Param<String> initialModelFile() {
    return initialModelFile;
  }

  /**
   * Sets the path of a model file that EM starts from, such as a checkpoint, in any file system that Spark
   * reads.
   */
  public GaussianMixtureClusterer setInitialModelFile(String value) {
    set(initialModelFile, value);
    return this;
  }

  /** Returns the parameter: the name of the policy about degenerate components. */
  public Param<String> degeneracy() {
    return components.degeneracy;
  }

  /** Sets what is done about a degenerate component: {@code fail}, {@code regularize} (default), {@code prune} or {@code restart}. */
  public GaussianMixtureClusterer setDegeneracy(String value) {
    set(components.degeneracy, Initializations.policy(value).label());
    return this;
  }

  /** Returns the parameter: the id of the backend. */
  public Param<String> backend() {
    return fit.backend;
  }

  /** Sets the backend that driver and executors must use; default empty, the best that each has. */
  public GaussianMixtureClusterer setBackend(String value) {
    set(fit.backend, value);
    return this;
  }

  /** Returns the parameter: the path that checkpoints are written to. */
  public Param<String> checkpointFile() {
    return checkpointFile;
  }

  /** Sets the path of the model file that checkpoints are written to, in any file system that Spark writes. */
  public GaussianMixtureClusterer setCheckpointFile(String value) {
    set(checkpointFile, value);
    return this;
  }

  /** Returns the parameter: the number of components. */
  public IntParam k() {
    return components.k;
  }

  /** Sets the number of components, at least 1; default 2. */
  public GaussianMixtureClusterer setK(int value) {
    set(components.k, FitParameters.checkedComponents(value));
    return this;
  }

  /** Returns the parameter: the number of restarts. */
  public IntParam restarts() {
    return fit.restarts;
  }

  /** Sets how many restarts are tried, of which the best is kept; default 1. */
  public GaussianMixtureClusterer setRestarts(int value) {
    set(fit.restarts, value);
    return this;
  }

  /** Returns the parameter: the largest number of iterations. */
  public IntParam maxIter() {
    return fit.maxIter;
  }

  /** Sets the largest number of iterations of a restart; default 100. With 0 the initial parameters are the result. */
  public GaussianMixtureClusterer setMaxIter(int value) {
    set(fit.maxIter, value);
    return this;
  }

  /** Returns the parameter: the tolerance. */
  public DoubleParam tol() {
    return em.tol;
  }

  /** Sets the distance to the estimated limit, in nats a row, that ends EM; default 1e-6, 0 for all iterations. */
  public GaussianMixtureClusterer setTol(double value) {
    set(em.tol, value);
    return this;
  }

  /** Returns the parameter: the regularization. */
  public DoubleParam regularization() {
    return em.regularization;
  }

  /**
   * Sets what each iteration adds to the diagonal of the covariances, in units of the features squared, in place of a
   * part of each feature's variance.
   */
  public GaussianMixtureClusterer setRegularization(double value) {
    set(em.regularization, value);
    return this;
  }

  /** Returns the parameter: the regularization relative to variances. */
  public DoubleParam relativeRegularization() {
    return em.relativeRegularization;
  }

  /** Sets the part of each feature's variance that each iteration adds to the diagonal of the covariances; default 1e-6. */
  public GaussianMixtureClusterer setRelativeRegularization(double value) {
    set(em.relativeRegularization, value);
    return this;
  }

  /** Returns the parameter: the acceleration. */
  public Param<String> acceleration() {
    return em.acceleration;
  }

  /** Sets how EM is accelerated: {@code squarem}, the default, {@code anderson} or {@code none}. */
  public GaussianMixtureClusterer setAcceleration(String value) {
    set(em.acceleration, value);
    return this;
  }

  /** Returns the parameter: the search. */
  public Param<String> search() {
    return em.search;
  }

  /** Sets whether a better optimum is looked for: {@code auto}, the default, {@code moves} or {@code none}. */
  public GaussianMixtureClusterer setSearch(String value) {
    set(em.search, value);
    return this;
  }

  /** Returns the parameter: the bound of the ratio of eigenvalues. */
  public DoubleParam maxEigenvalueRatio() {
    return components.maxEigenvalueRatio;
  }

  /** Bounds the ratio of the largest to the smallest eigenvalue of all covariances, at least 1; not set, the default: no bound. */
  public GaussianMixtureClusterer setMaxEigenvalueRatio(double value) {
    set(components.maxEigenvalueRatio, value);
    return this;
  }

  /** Returns the parameter: the share of rows that is left out. */
  public DoubleParam trimming() {
    return trimming.share;
  }

  /** Sets the share of the rows that is left out, those that fit worst, in [0, 0.5); default 0. */
  public GaussianMixtureClusterer setTrimming(double value) {
    set(trimming.share, value);
    return this;
  }

  /** Returns the parameter: the likelihood that is trimmed. */
  public Param<String> trimmingForm() {
    return trimming.form;
  }

  /** Sets the likelihood that is trimmed: of the {@code mixture}, the default, or, {@code hard}, of the classification. */
  public GaussianMixtureClusterer setTrimmingForm(String value) {
    set(trimming.form, Trimming.Form.parse(value).label());
    return this;
  }

  /** Returns the parameter: the new column of whether a row is trimmed. */
  public Param<String> trimmedCol() {
    return trimmedCol;
  }

  /** Sets the model's new column of whether a row fits worse than all that the fit kept; default empty, none. */
  public GaussianMixtureClusterer setTrimmedCol(String value) {
    set(trimmedCol, value);
    return this;
  }

  /** Returns the parameter: the seed. */
  public LongParam seed() {
    return fit.seed;
  }

  /** Sets the seed of all random choices; default 0. */
  public GaussianMixtureClusterer setSeed(long value) {
    set(fit.seed, value);
    return this;
  }

  /** Returns the parameter: the number of iterations between checkpoints. */
  public IntParam checkpointInterval() {
    return checkpointInterval;
  }

  /**
   * Sets after how many iterations the model is written to the checkpoint file again, at least 1, or -1 for
   * never; default -1.
   */
  public GaussianMixtureClusterer setCheckpointInterval(int value) {
    set(checkpointInterval, value);
    return this;
  }

  /** Sets the model that EM starts from; the number of its components must be {@code k}. */
  public GaussianMixtureClusterer setInitialModel(GaussianMixture initial) {
    set(initialModel, StoredModels.toJson(initial));
    return this;
  }

  /**
   * Fits a model to the rows of a dataset.
   *
   * @throws dev.gmm4j.exception.InvalidSamplesException if rows cannot be used; the message names partition, row and column
   * @throws IllegalArgumentException if columns or settings do not fit
   * @throws dev.gmm4j.exception.BackendUnavailableException if the driver has no such backend
   * @throws dev.gmm4j.exception.DegenerateComponentException if all restarts failed by the degeneracy policy
   */
  @Override
  public GaussianMixtureClustererModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema(), true);
    Configuration configuration = dataset.sparkSession().sparkContext().hadoopConfiguration();
    GaussianMixtureFit found = settings(configuration).build().fit(samples(dataset));
    GaussianMixtureClustererModel model = new GaussianMixtureClustererModel(
        uid,
        new ModelFile(
            found.model(),
            Columns.featureNames(dataset.schema(), getOrDefault(columns.features)),
            em.record(found, this, (long) getOrDefault(fit.seed))),
        found);
    return copyValues(model, ParamMap.empty()).setParent(this);
  }

  private SparkSamples samples(Dataset<?> dataset) {
    SparkSamples samples = fit.samples(dataset, getOrDefault(columns.features), this);
    return columns.mayMiss(this) ? samples.withMissingValues() : samples;
  }

  private GaussianMixtureEstimator.Builder settings(Configuration configuration) {
    GaussianMixtureEstimator.Builder settings = components
        .addTo(fit.addTo(em.toBuilder(this), this), this)
        .trimming(trimming.trimming(this));
    boolean isStartGiven = isSet(fit.start)
        || !getOrDefault(initialModel).isEmpty()
        || !getOrDefault(initialModelFile).isEmpty();
    if (trimming.trimming(this) == null || isStartGiven) {
      settings.initialization(initialization(configuration));
    }
    return settings.listener(ModelCheckpoint.every(
        (int) getOrDefault(checkpointInterval), getOrDefault(checkpointFile), configuration));
  }

  private Initialization initialization(Configuration configuration) {
    return Initializations.of(
        getOrDefault(fit.start),
        getOrDefault(initialModel),
        getOrDefault(initialModelFile),
        fit.backend(this),
        configuration);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Columns.checkDriversBackend(getOrDefault(fit.backend));
    Columns.checkWeights(schema, getOrDefault(fit.weightCol));
    return TrimmingParameters.append(columns.appendedTo(schema, this), this, trimmedCol);
  }

  @Override
  public GaussianMixtureClusterer copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public MLWriter write() {
    return new DefaultParamsWriter(this);
  }

  /** Returns a reader of stored estimators. */
  public static MLReader<GaussianMixtureClusterer> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads an estimator that was stored in a folder. */
  public static GaussianMixtureClusterer load(String path) {
    return read().load(path);
  }
}

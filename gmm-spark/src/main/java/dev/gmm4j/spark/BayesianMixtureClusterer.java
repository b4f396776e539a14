package dev.gmm4j.spark;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.bayesian.BayesianMixtureEstimator;
import dev.gmm4j.bayesian.BayesianMixtureFit;
import dev.gmm4j.bayesian.WeightPrior;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.Regularization;
import dev.gmm4j.em.RemoteSamples;
import dev.gmm4j.internal.engine.KeptEngine;
import dev.gmm4j.io.FitRecord;
import dev.gmm4j.io.ModelFile;
import dev.gmm4j.spi.Moments;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;

/**
 * Fits Bayesian mixtures to a column of features by variational inference, as a stage of a Spark ML pipeline.
 *
 * <pre>{@code
 * GaussianMixtureClustererModel model = new BayesianMixtureClusterer().setK(20).fit(dataset);
 * MixturePosterior posterior = model.posterior();
 * }</pre>
 *
 * <p>The fit is that of {@link BayesianMixtureEstimator#fit(dev.gmm4j.em.RemoteSamples)}, with its defaults but for {@code
 * k}, 2, and {@code maxIter}, 100, which are Spark's; the prior of means and precisions is taken from the rows. What makes
 * results reproducible stands at {@link SparkSamples}. Components that rows do not need stay empty; those of larger weight
 * are first.
 */
public final class BayesianMixtureClusterer extends Estimator<GaussianMixtureClustererModel>
    implements MLWritable {
  private static final long serialVersionUID = 1;

  private final String uid;
  private final OutputColumns columns;
  private final FitParameters fit;
  private final IntParam k;
  private final Param<String> covariance;
  private final Param<String> weightPrior;
  private final DoubleParam concentration;
  private final Param<String> initialModelFile;
  private final DoubleParam tol;

  /** Creates an estimator with all defaults. */
  public BayesianMixtureClusterer() {
    this(Identifiable$.MODULE$.randomUID("gmm4j-bayesian"));
  }

  /** Creates an estimator of a given id, with all defaults. */
  public BayesianMixtureClusterer(String uid) {
    this.uid = uid;
    columns = new OutputColumns(this);
    fit = new FitParameters(this);
    k = new IntParam(this, "k", "most components that there may be", ParamValidators.gtEq(1));
    covariance = FitParameters.text(
        this,
        "covariance",
        "type of the covariances: full, tied, diagonal or spherical",
        CovarianceType.FULL.label());
    weightPrior = FitParameters.text(
        this,
        "weightPrior",
        "prior of the weights: dirichlet or dirichlet-process",
        WeightPrior.Kind.DIRICHLET_PROCESS.label());
    concentration = new DoubleParam(
        this, "concentration", "concentration of the prior of the weights", ParamValidators.gt(0));
    initialModelFile = FitParameters.text(
        this,
        "initialModelFile",
        "the path of a model file that inference starts from; empty for none",
        "");
    tol = new DoubleParam(
        this,
        "tol",
        "inference ends when the bound is estimated to be no farther from its limit than this, for a"
            + " row; 0: never",
        ParamValidators.gtEq(0));
    setDefault(k, 2);
    setDefault(tol, 1e-6);
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
  public BayesianMixtureClusterer setFeaturesCol(String value) {
    set(columns.features, value);
    return this;
  }

  /** Returns the parameter: what is done about NaN among the features. */
  public Param<String> missing() {
    return columns.missing;
  }

  /**
   * Sets what is done about NaN among the features, and nulls in arrays: {@code refuse}, the default, or {@code fit}, by what is
   * observed of the rows.
   */
  public BayesianMixtureClusterer setMissing(String value) {
    set(columns.missing, OutputColumns.checkedMissing(value));
    return this;
  }

  /** Returns the parameter: the new column of predictions. */
  public Param<String> predictionCol() {
    return columns.prediction;
  }

  /** Sets the new column of the most probable component, from 0; default {@code prediction}, empty for none. */
  public BayesianMixtureClusterer setPredictionCol(String value) {
    set(columns.prediction, value);
    return this;
  }

  /** Returns the parameter: the new column of probabilities. */
  public Param<String> probabilityCol() {
    return columns.probability;
  }

  /** Sets the new column of the components' responsibilities; default {@code probability}, empty for none. */
  public BayesianMixtureClusterer setProbabilityCol(String value) {
    set(columns.probability, value);
    return this;
  }

  /** Returns the parameter: the new column of log-densities. */
  public Param<String> logDensityCol() {
    return columns.logDensity;
  }

  /** Sets the new column of the predictive log-densities, low for outliers; default empty, none. */
  public BayesianMixtureClusterer setLogDensityCol(String value) {
    set(columns.logDensity, value);
    return this;
  }

  /** Returns the parameter: the column of weights. */
  public Param<String> weightCol() {
    return fit.weightCol;
  }

  /** Sets the column of the rows' weights, finite and {@code >= 0}: weight 2 is the row twice; default empty, none. */
  public BayesianMixtureClusterer setWeightCol(String value) {
    set(fit.weightCol, value);
    return this;
  }

  /** Returns the parameter: the number of components. */
  public IntParam k() {
    return k;
  }

  /** Sets how many components there may be, at least 1; default 2. */
  public BayesianMixtureClusterer setK(int value) {
    set(k, FitParameters.checkedComponents(value));
    return this;
  }

  /** Returns the parameter: the name of the covariance type. */
  public Param<String> covariance() {
    return covariance;
  }

  /** Sets the covariance type: {@code full}, the default, {@code tied}, {@code diagonal} or {@code spherical}. */
  public BayesianMixtureClusterer setCovariance(String value) {
    set(covariance, CovarianceType.parse(value).label());
    return this;
  }

  /** Returns the parameter: the name of the prior of the weights. */
  public Param<String> weightPrior() {
    return weightPrior;
  }

  /** Sets the prior of the weights: {@code dirichlet} or {@code dirichlet-process}, the default. */
  public BayesianMixtureClusterer setWeightPrior(String value) {
    set(weightPrior, WeightPrior.Kind.parse(value).label());
    return this;
  }

  /** Returns the parameter: the concentration of the prior of the weights. */
  public DoubleParam concentration() {
    return concentration;
  }

  /** Sets the concentration of the prior of the weights, positive; default {@code 1/k}. */
  public BayesianMixtureClusterer setConcentration(double value) {
    set(concentration, value);
    return this;
  }

  /** Returns the parameter: the name of the initialization. */
  public Param<String> start() {
    return fit.start;
  }

  /** Sets where inference starts from, as {@link GaussianMixtureClusterer#setStart} does; default {@code k-means}. */
  public BayesianMixtureClusterer setStart(String value) {
    set(fit.start, Initializations.checked(value));
    return this;
  }

  /** Returns the parameter: the path of the model file that inference starts from. */
  public Param<String> initialModelFile() {
    return initialModelFile;
  }

  /** Sets the path of a model file of {@code k} components that inference starts from; default empty, none. */
  public BayesianMixtureClusterer setInitialModelFile(String value) {
    set(initialModelFile, value);
    return this;
  }

  /** Returns the parameter: the number of restarts. */
  public IntParam restarts() {
    return fit.restarts;
  }

  /** Sets how many restarts are tried, of which the one of the highest bound is kept; default 1. */
  public BayesianMixtureClusterer setRestarts(int value) {
    set(fit.restarts, value);
    return this;
  }

  /** Returns the parameter: the largest number of iterations. */
  public IntParam maxIter() {
    return fit.maxIter;
  }

  /** Sets the largest number of iterations of a restart; default 100. */
  public BayesianMixtureClusterer setMaxIter(int value) {
    set(fit.maxIter, value);
    return this;
  }

  /** Returns the parameter: the tolerance. */
  public DoubleParam tol() {
    return tol;
  }

  /** Sets the distance to the estimated limit of the bound, in nats a row; default 1e-6, 0 for all iterations. */
  public BayesianMixtureClusterer setTol(double value) {
    set(tol, value);
    return this;
  }

  /** Returns the parameter: the seed. */
  public LongParam seed() {
    return fit.seed;
  }

  /** Sets the seed of all random choices; default 0. */
  public BayesianMixtureClusterer setSeed(long value) {
    set(fit.seed, value);
    return this;
  }

  /** Returns the parameter: the id of the backend. */
  public Param<String> backend() {
    return fit.backend;
  }

  /** Sets the backend that driver and executors must use; default empty, the best that each has. */
  public BayesianMixtureClusterer setBackend(String value) {
    set(fit.backend, value);
    return this;
  }

  /**
   * Fits a posterior to the rows of a dataset.
   *
   * @throws dev.gmm4j.exception.InvalidSamplesException if rows cannot be used; the message names partition, row and column
   * @throws IllegalArgumentException if columns or settings do not fit
   * @throws dev.gmm4j.exception.BackendUnavailableException if the driver has no such backend
   */
  @Override
  public GaussianMixtureClustererModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema(), true);
    BayesianMixtureEstimator estimator = estimator(dataset);
    try (RemoteSamples.Engine engine = samples(dataset).open((int) getOrDefault(k))) {
      BayesianMixtureFit found = estimator.fit(components -> new KeptEngine(engine));
      double logLikelihood =
          engine.expect(found.model().parameters(), Moments.NONE).logLikelihood();
      GaussianMixtureClustererModel model = new GaussianMixtureClustererModel(
          uid,
          ModelFile.of(
              found.posterior(),
              Columns.featureNames(dataset.schema(), getOrDefault(columns.features)),
              record(found, logLikelihood),
              found.backend()),
          null);
      return copyValues(model, ParamMap.empty()).setParent(this);
    }
  }

  private FitRecord record(BayesianMixtureFit found, double logLikelihood) {
    FitRecord.Settings settings = new FitRecord.Settings(
        (long) getOrDefault(fit.seed),
        ConvergenceCriterion.aitken((double) getOrDefault(tol)).label(),
        (double) getOrDefault(tol),
        Regularization.NONE,
        null);
    FitRecord.Seconds seconds =
        new FitRecord.Seconds(0, found.seconds().initialize(), found.seconds().iterate());
    return FitRecord.of(found, logLikelihood, settings, seconds);
  }

  private SparkSamples samples(Dataset<?> dataset) {
    SparkSamples samples = fit.samples(dataset, getOrDefault(columns.features), this);
    return columns.mayMiss(this) ? samples.withMissingValues() : samples;
  }

  private BayesianMixtureEstimator estimator(Dataset<?> dataset) {
    GaussianMixtureEstimator.Builder settings = fit.addTo(GaussianMixtureEstimator.builder(), this)
        .components((int) getOrDefault(k))
        .covarianceType(CovarianceType.parse(getOrDefault(covariance)))
        .convergence(ConvergenceCriterion.aitken((double) getOrDefault(tol)))
        .initialization(Initializations.of(
            getOrDefault(fit.start),
            "",
            getOrDefault(initialModelFile),
            fit.backend(this),
            dataset.sparkSession().sparkContext().hadoopConfiguration()));
    WeightPrior prior =
        WeightPrior.Kind.parse(getOrDefault(weightPrior)) == WeightPrior.Kind.DIRICHLET
            ? WeightPrior.dirichlet()
            : WeightPrior.dirichletProcess();
    return BayesianMixtureEstimator.builder(settings.build())
        .weightPrior(
            isSet(concentration)
                ? prior.withConcentration((double) getOrDefault(concentration))
                : prior)
        .build();
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Columns.checkDriversBackend(getOrDefault(fit.backend));
    Columns.checkWeights(schema, getOrDefault(fit.weightCol));
    return columns.appendedTo(schema, this);
  }

  @Override
  public BayesianMixtureClusterer copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public MLWriter write() {
    return new DefaultParamsWriter(this);
  }

  /** Returns a reader of stored estimators. */
  public static MLReader<BayesianMixtureClusterer> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads an estimator that was stored in a folder. */
  public static BayesianMixtureClusterer load(String path) {
    return read().load(path);
  }
}

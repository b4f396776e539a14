package dev.gmm4j.spark;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.classification.ClassifierType;
import dev.gmm4j.classification.MixtureClassifierEstimator;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.io.ClassifierFile;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.classification.ProbabilisticClassifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Fits classifiers by Gaussian mixtures to columns of features and classes, as a stage of a Spark ML pipeline.
 *
 * <pre>{@code
 * GaussianMixtureClassifierModel model =
 *     new GaussianMixtureClassifier().setLabelCol("kind").setModels("VVV,EEE").fit(dataset);
 * }</pre>
 *
 * <p>It is one of Spark's {@code ProbabilisticClassifier}s: evaluators, {@code CrossValidator}, {@code OneVsRest}, {@code thresholds}
 * and {@code IndexToString} work. The settings are those of {@link MixtureClassifierEstimator}; all rows
 * must have a class, and {@code edda} has one component a class.
 *
 * <p>With {@code edda} no row comes to the driver: a job packs and caches the rows by class, as {@link SparkSamples} does, one
 * takes the moments of the classes, {@code 8 C (d (d + 1) / 2 + d + 1)} bytes a partition under full covariances, and one for
 * each model takes its log-likelihood. With {@code mixture} each class is fitted as by {@link GaussianMixtureClusterer}, for each
 * model and number of components: at most 32,768 rows of a class, or 512 a component, come to the driver for initial parameters.
 * Name few {@code models} then.
 */
public final class GaussianMixtureClassifier
    extends ProbabilisticClassifier<
        Vector, GaussianMixtureClassifier, GaussianMixtureClassifierModel>
    implements MLWritable {
  private static final long serialVersionUID = 1;

  /** Set by what is called first: without a value here, which would be set after the superclasses' constructors. */
  private @Nullable String uid;

  private final FitParameters fit;
  private final EmParameters em;
  private final Param<String> type;
  private final Param<String> models;
  private final IntParam minComponents;
  private final IntParam maxComponents;
  private final Param<String> degeneracy;

  /** Creates an estimator with all defaults. */
  public GaussianMixtureClassifier() {
    this(ClassifierUids.random());
  }

  /** Creates an estimator of a given id, with all defaults. */
  public GaussianMixtureClassifier(String uid) {
    this(ClassifierUids.announce(uid));
  }

  private GaussianMixtureClassifier(ClassifierUids.Ticket ticket) {
    Objects.requireNonNull(ticket);
    em = new EmParameters(this);
    fit = new FitParameters(this);
    type = FitParameters.text(
        this,
        "type",
        "what the classes have in common: edda or mixture",
        ClassifierType.EDDA.label());
    models = FitParameters.text(
        this,
        "models",
        "covariance models to choose among by BIC, separated by commas; empty for all",
        "");
    minComponents = FitParameters.whole(
        this, "minComponents", "smallest number of components of a class", 1, 1);
    maxComponents =
        FitParameters.whole(this, "maxComponents", "largest number of components of a class", 1, 5);
    degeneracy = FitParameters.text(
        this,
        "degeneracy",
        "what is done about a singular covariance: fail or regularize",
        DegeneracyPolicy.FAIL.label());
    setDefault(em.relativeRegularization, 0.0);
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

  /** Returns the parameter: the column of weights. */
  public Param<String> weightCol() {
    return fit.weightCol;
  }

  /**
   * Sets the column of the rows' weights, finite and {@code >= 0}: weight 2 is the row twice; default empty, none.
   */
  public GaussianMixtureClassifier setWeightCol(String value) {
    set(fit.weightCol, value);
    return this;
  }

  /** Returns the parameter: what the classes have in common. */
  public Param<String> type() {
    return type;
  }

  /**
   * Sets what the classes have in common: {@code edda} (default), one component a class and one covariance model, or
   * {@code mixture}, a mixture a class.
   */
  public GaussianMixtureClassifier setType(String value) {
    set(type, ClassifierType.parse(value).label());
    return this;
  }

  /** Returns the parameter: the names of the covariance models. */
  public Param<String> models() {
    return models;
  }

  /**
   * Sets the covariance models of which that of the lowest BIC is chosen, by names that {@link CovarianceModel#parse}
   * knows, separated by commas; default empty, all that the rows allow.
   */
  public GaussianMixtureClassifier setModels(String value) {
    set(models, labels(parsed(value)));
    return this;
  }

  /** Returns the parameter: the smallest number of components of a class. */
  public IntParam minComponents() {
    return minComponents;
  }

  /** Sets the smallest number of components of a class, at least 1, for {@code mixture}; default 1. */
  public GaussianMixtureClassifier setMinComponents(int value) {
    set(minComponents, value);
    return this;
  }

  /** Returns the parameter: the largest number of components of a class. */
  public IntParam maxComponents() {
    return maxComponents;
  }

  /** Sets the largest number of components of a class for {@code mixture}; default 5. */
  public GaussianMixtureClassifier setMaxComponents(int value) {
    set(maxComponents, value);
    return this;
  }

  /** Returns the parameter: the name of the initialization. */
  public Param<String> start() {
    return fit.start;
  }

  /**
   * Sets where EM starts from for {@code mixture}, by the names of {@link GaussianMixtureClusterer#setStart}; default
   * {@code k-means}.
   */
  public GaussianMixtureClassifier setStart(String value) {
    set(fit.start, Initializations.checked(value));
    return this;
  }

  /** Returns the parameter: the number of restarts. */
  public IntParam restarts() {
    return fit.restarts;
  }

  /** Sets how many restarts of each mixture are tried, of which the best is kept; default 1. */
  public GaussianMixtureClassifier setRestarts(int value) {
    set(fit.restarts, value);
    return this;
  }

  /** Returns the parameter: the largest number of iterations. */
  public IntParam maxIter() {
    return fit.maxIter;
  }

  /** Sets the largest number of iterations of a restart for {@code mixture}; default 100. */
  public GaussianMixtureClassifier setMaxIter(int value) {
    set(fit.maxIter, value);
    return this;
  }

  /** Returns the parameter: the tolerance. */
  public DoubleParam tol() {
    return em.tol;
  }

  /**
   * Sets the distance to the estimated limit, in nats a row, that ends EM; default 1e-6, 0 for all iterations.
   */
  public GaussianMixtureClassifier setTol(double value) {
    set(em.tol, value);
    return this;
  }

  /** Returns the parameter: the regularization. */
  public DoubleParam regularization() {
    return em.regularization;
  }

  /**
   * Sets what is added to the diagonal of the covariances, in units of the features squared, in place of a part of each
   * feature's variance.
   */
  public GaussianMixtureClassifier setRegularization(double value) {
    set(em.regularization, value);
    return this;
  }

  /** Returns the parameter: the regularization relative to variances. */
  public DoubleParam relativeRegularization() {
    return em.relativeRegularization;
  }

  /** Sets the part of each feature's variance that is added to the diagonal of the covariances; default 0. */
  public GaussianMixtureClassifier setRelativeRegularization(double value) {
    set(em.relativeRegularization, value);
    return this;
  }

  /** Returns the parameter: the acceleration. */
  public Param<String> acceleration() {
    return em.acceleration;
  }

  /** Sets how EM is accelerated: {@code squarem}, the default, {@code anderson} or {@code none}. */
  public GaussianMixtureClassifier setAcceleration(String value) {
    set(em.acceleration, value);
    return this;
  }

  /** Returns the parameter: the search. */
  public Param<String> search() {
    return em.search;
  }

  /** Sets whether a better optimum is looked for: {@code auto}, the default, {@code moves} or {@code none}. */
  public GaussianMixtureClassifier setSearch(String value) {
    set(em.search, value);
    return this;
  }

  /** Returns the parameter: the name of the policy about degenerate components. */
  public Param<String> degeneracy() {
    return degeneracy;
  }

  /**
   * Sets what is done about a covariance that is singular: {@code fail} (default), by which such a model is not chosen, or
   * {@code regularize}.
   */
  public GaussianMixtureClassifier setDegeneracy(String value) {
    set(degeneracy, policy(value).label());
    return this;
  }

  /** Returns the parameter: the seed. */
  public LongParam seed() {
    return fit.seed;
  }

  /** Sets the seed of all random choices; default 0. */
  public GaussianMixtureClassifier setSeed(long value) {
    set(fit.seed, value);
    return this;
  }

  /** Returns the parameter: the id of the backend. */
  public Param<String> backend() {
    return fit.backend;
  }

  /** Sets the backend that driver and executors must use; default empty, the best that each has. */
  public GaussianMixtureClassifier setBackend(String value) {
    set(fit.backend, value);
    return this;
  }

  private static List<CovarianceModel> parsed(String names) {
    return names.isBlank()
        ? List.of()
        : Arrays.stream(names.split(",", -1))
            .map(name -> CovarianceModel.parse(name.strip()))
            .distinct()
            .toList();
  }

  private static String labels(List<CovarianceModel> models) {
    return models.stream().map(CovarianceModel::label).collect(Collectors.joining(","));
  }

  private static DegeneracyPolicy policy(String name) {
    DegeneracyPolicy policy = Initializations.policy(name);
    if (policy != DegeneracyPolicy.FAIL && policy != DegeneracyPolicy.REGULARIZE) {
      throw new IllegalArgumentException(
          "degeneracy of a classifier must be fail or regularize, but was " + name);
    }
    return policy;
  }

  /**
   * Fits a classifier to the rows of a dataset.
   *
   * @throws dev.gmm4j.exception.InvalidSamplesException if rows cannot be used, or a class has none of positive weight; the message names
   *     partition and row, or the class
   * @throws IllegalArgumentException if columns or settings do not fit, or there are fewer than two classes
   * @throws dev.gmm4j.exception.GmmException if no model could be fitted
   * @throws dev.gmm4j.exception.BackendUnavailableException if the driver has no such backend
   */
  @Override
  public GaussianMixtureClassifierModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema(), true);
    return copyValues(train(dataset), ParamMap.empty()).setParent(this);
  }

  /** Fits, without a check of columns; the model has neither this estimator's parameters nor it as a parent. */
  @Override
  public GaussianMixtureClassifierModel train(Dataset<?> dataset) {
    @Nullable String chosen = fit.backend(this);
    ClassifierType kind = ClassifierType.parse(getOrDefault(type));
    int least = (int) getOrDefault(minComponents);
    int most = (int) getOrDefault(maxComponents);
    if (least > most) {
      throw new IllegalArgumentException(
          "maxComponents must be >= minComponents = " + least + ", but was " + most);
    }
    List<String> classes = LabelledColumns.classes(dataset, getLabelCol());
    int perClass = kind == ClassifierType.EDDA ? 1 : most;
    String weight = getOrDefault(fit.weightCol);
    JavaRDD<Row> labelled = LabelledColumns.rows(dataset, getFeaturesCol(), getLabelCol(), weight);
    ClassifierFits.Fitted fitted;
    try (LabelledRows rows = LabelledRows.open(
        labelled, classes, !weight.isEmpty(), chosen, classes.size() * perClass)) {
      ClassifierFits fits = new ClassifierFits(
          rows,
          parsed(getOrDefault(models)),
          settings(),
          Columns.featureNames(dataset.schema(), getFeaturesCol()),
          ExecutorBackend.get(chosen));
      fitted = kind == ClassifierType.EDDA ? fits.edda() : fits.mixtures(least, most);
    }
    return new GaussianMixtureClassifierModel(
        uid(), new ClassifierFile(fitted.classifier(), null), fitted.summary());
  }

  private GaussianMixtureEstimator settings() {
    return fit.addTo(em.toBuilder(this), this)
        .initialization(
            Initializations.of(getOrDefault(fit.start), "", "", null, new Configuration(false)))
        .degeneracy(policy(getOrDefault(degeneracy)))
        .build();
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Columns.checkDriversBackend(getOrDefault(fit.backend));
    Columns.checkWeights(schema, getOrDefault(fit.weightCol));
    Columns.checkLabels(schema, getLabelCol());
    return ClassifierColumns.appendedTo(schema, this, Columns.classNames(schema, getLabelCol()));
  }

  @Override
  public GaussianMixtureClassifier copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public MLWriter write() {
    return new DefaultParamsWriter(this);
  }

  /** Returns a reader of stored estimators. */
  public static MLReader<GaussianMixtureClassifier> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads an estimator that was stored in a folder. */
  public static GaussianMixtureClassifier load(String path) {
    return read().load(path);
  }
}

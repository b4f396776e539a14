package dev.gmm4j.classification;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.noise.InitialNoise;
import dev.gmm4j.selection.ModelSelection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Fits classifiers by mixtures to rows of known classes. Immutable and safe to use from several threads.
 *
 * <pre>{@code
 * MixtureClassifierFit fit = MixtureClassifierEstimator.builder().build().fit(samples, Labels.of(species));
 * int[] predicted = fit.classifier().predict(samples);
 * }</pre>
 *
 * <p>By default the classes are one component each, of one of the fourteen covariance models for all, the one of the lowest BIC:
 * {@link ClassifierType#EDDA}. Responsibilities are known then, and a fit is one maximization. With {@link
 * ClassifierType#MIXTURE} each class is a mixture of one to five components, chosen by a {@link ModelSelection} of its own.
 *
 * <p>The same seed, samples and backend give the same bits, for any number of threads.
 */
public final class MixtureClassifierEstimator {
  static final int MAX_COMPONENTS = 5;

  final ClassifierType type;
  final List<CovarianceModel> models;
  final int minComponents;
  final int maxComponents;
  final ClassifierCriterion criterion;
  final int folds;
  final GaussianMixtureEstimator estimator;
  final @Nullable Map<String, Double> priors;
  final List<String> featureNames;
  final @Nullable String otherClass;
  final @Nullable InitialNoise noise;

  private MixtureClassifierEstimator(Builder builder) {
    type = builder.type;
    models = builder.models;
    boolean isMixture = type == ClassifierType.MIXTURE;
    minComponents = builder.minComponents;
    maxComponents =
        builder.maxComponents > 0 ? builder.maxComponents : isMixture ? MAX_COMPONENTS : 1;
    criterion = builder.criterion;
    folds = builder.folds;
    estimator = builder.estimator;
    priors = builder.priors;
    featureNames = builder.featureNames;
    otherClass = builder.otherClass;
    noise = builder.noise;
  }

  /** Returns a builder with all defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder with the settings of this estimator, to change some of them. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.type = type;
    builder.models = models;
    builder.minComponents = minComponents;
    builder.maxComponents = maxComponents;
    builder.criterion = criterion;
    builder.folds = folds;
    builder.estimator = estimator;
    builder.priors = priors;
    builder.featureNames = featureNames;
    builder.otherClass = otherClass;
    builder.noise = noise;
    return builder;
  }

  /** Returns what the classes have in common. */
  public ClassifierType type() {
    return type;
  }

  /** Returns what the best candidate is chosen by. */
  public ClassifierCriterion criterion() {
    return criterion;
  }

  /** Returns the settings of the fits of mixtures, all but components and covariance model. */
  public GaussianMixtureEstimator estimator() {
    return estimator;
  }

  /** Returns labels with the class that no labelled row has behind the others, if there is to be one. */
  Labels labels(Labels labels) {
    if (otherClass == null) {
      return labels;
    }
    check(
        !labels.classes().contains(otherClass),
        "otherClass must be none of the classes %s, but was \"%s\"",
        labels.classes(),
        otherClass);
    List<String> classes = new ArrayList<>(labels.classes());
    classes.add(otherClass);
    return Labels.of(classes, labels.indices());
  }

  /**
   * Fits classifiers to rows of known classes, and chooses the best.
   *
   * <p>With {@link ClassifierType#EDDA} the classes of some rows may be unknown, classes may have several components, and values
   * may be {@linkplain Samples#withMissingValues missing}. Components are found by EM then, from those of the labelled rows; the
   * responsibilities of a labelled row are restricted to the components of its class, and the {@linkplain
   * ClassifierScore#jointLogLikelihood joint log-likelihood} is maximized.
   *
   * @throws IllegalArgumentException if labels are not as many as rows, there are fewer than two classes, a class has no row of
   *     positive weight, or there are priors, but not of these classes
   * @throws dev.gmm4j.exception.InvalidSamplesException if a sample or weight is not finite, a weight is negative, or candidates
   *     are chosen among by {@link ClassifierCriterion#BIC} and the weights sum to 1 or less, so that they are no frequencies
   *     ({@link Samples#withNormalizedWeights} makes them sum to the number of rows); for {@link ClassifierType#MIXTURE} those
   *     of each class
   * @throws dev.gmm4j.exception.GmmException if no candidate could be fitted, with the reason of the first
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is no backend, or not the one that was chosen
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public MixtureClassifierFit fit(Samples samples, Labels labels) {
    return new ClassifierRun(this, samples, labels).run();
  }

  /**
   * Fits classifiers as {@link #fit} does, and returns the classifier of the best, to the same bits, without a score on the rows.
   * Where there is nothing to choose, one model and number of components, nothing is evaluated: with {@link ClassifierType#EDDA}
   * that is a fraction of the time of {@link #fit}, which evaluates every row under every class.
   *
   * <p>{@link MixtureClassifier#score(Samples, Labels)} gives the score at any time, on these rows or on others.
   *
   * @throws IllegalArgumentException as {@link #fit}
   * @throws dev.gmm4j.exception.GmmException as {@link #fit}
   */
  public MixtureClassifier classifier(Samples samples, Labels labels) {
    return new ClassifierRun(this, samples, labels).classifier();
  }

  /**
   * Fits classifiers without a part of the rows, and scores them on that part; each part in its turn. Parts are {@linkplain
   * ClassifierValidation stratified}, and drawn by the seed of {@link #estimator}. A choice among candidates is made anew for each
   * part.
   *
   * @param parts how many, at least 2
   * @throws IllegalArgumentException as {@link #fit}, or if {@code parts < 2}, or a class has fewer than two labelled rows of
   *     positive weight
   * @throws dev.gmm4j.exception.GmmException if a fit fails, naming the part
   */
  public ClassifierValidation validate(Samples samples, Labels labels, int parts) {
    return ClassifierValidation.run(this, samples, labels, parts);
  }

  /** Settings of an estimator; all have defaults. */
  public static final class Builder {
    private ClassifierType type = ClassifierType.EDDA;
    private List<CovarianceModel> models = List.of();
    private int minComponents = 1;
    private int maxComponents;
    private ClassifierCriterion criterion = ClassifierCriterion.BIC;
    private int folds = 10;
    private GaussianMixtureEstimator estimator = ModelSelection.defaultEstimator();
    private @Nullable Map<String, Double> priors;
    private List<String> featureNames = List.of();
    private @Nullable String otherClass;
    private @Nullable InitialNoise noise;

    private Builder() {}

    /** Sets what the classes have in common; default {@link ClassifierType#EDDA}. */
    public Builder type(ClassifierType newType) {
      type = notNull("type", newType);
      return this;
    }

    /** Sets the covariance models; default those that the samples allow. */
    public Builder models(Collection<CovarianceModel> newModels) {
      notNull("models", newModels);
      check(!newModels.isEmpty(), "models must be at least %d, but were 0", 1);
      newModels.forEach(model -> notNull("models", model));
      models = newModels.stream().distinct().toList();
      return this;
    }

    /** Sets the only covariance model. */
    public Builder model(CovarianceModel model) {
      return models(List.of(notNull("model", model)));
    }

    /**
     * Sets the smallest and the largest number of components of a class, at least 1; default 1 to 5 of {@link
     * ClassifierType#MIXTURE}, and 1 of {@link ClassifierType#EDDA}, where it is the same for all classes.
     */
    public Builder components(int from, int to) {
      atLeast("components", from, 1);
      check(to >= from, "components must end at >= %d, but did at %d", from, to);
      minComponents = from;
      maxComponents = to;
      return this;
    }

    /**
     * Sets what the best candidate is chosen by; default {@link ClassifierCriterion#BIC}. One that is cross-validated chooses
     * among models of {@link ClassifierType#EDDA}, and of {@link ClassifierType#MIXTURE} among numbers of components that are the
     * same for all classes, of which each has the model of its lowest BIC.
     */
    public Builder criterion(ClassifierCriterion newCriterion) {
      criterion = notNull("criterion", newCriterion);
      return this;
    }

    /** Sets the parts that rows are divided into for a criterion that is cross-validated, at least 2; default 10. */
    public Builder folds(int newFolds) {
      folds = atLeast("folds", newFolds, 2);
      return this;
    }

    /**
     * Changes how mixtures are fitted: {@code estimator(e -> e.regularization(1e-6).seed(5))}. Components, covariance model,
     * listener, and for EDDA initializations are not used. Default {@link ModelSelection#defaultEstimator}: nothing is added to
     * covariances, and a model whose covariance is singular in some class is no candidate.
     *
     * @throws IllegalArgumentException if there is trimming, or noise: that of a classifier is set by {@link #noise}
     */
    public Builder estimator(UnaryOperator<GaussianMixtureEstimator.Builder> change) {
      GaussianMixtureEstimator changed =
          notNull("change", change).apply(estimator.toBuilder()).build();
      check(
          changed.noise() == null,
          "noise of a classifier is set beside its classes, not in theirs, but noise was %s",
          String.valueOf(changed.noise()));
      check(
          changed.trimming() == null,
          "trimming cannot go with a classifier, as each class has outliers of its own share, but trimming was %s",
          String.valueOf(changed.trimming()));
      estimator = changed;
      return this;
    }

    /**
     * Sets the prior probabilities of the classes by their names; default the classes' shares of the samples. Where the classes of
     * some rows are unknown, EM keeps them, and finds all else; they are of the rows that are no noise.
     *
     * @param newPriors that of each class, at least 0, that sum to 1 within 1e-6; or null for the default
     * @throws IllegalArgumentException if one is out of range, or they do not sum to 1
     */
    public Builder priors(@Nullable Map<String, Double> newPriors) {
      if (newPriors != null) {
        MixtureClassifier.checkedPriors(
            newPriors.values().stream().mapToDouble(Double::doubleValue).toArray(),
            newPriors.size());
      }
      priors = newPriors == null ? null : new LinkedHashMap<>(newPriors);
      return this;
    }

    /** Sets the names of the features, which the classifier keeps; default none. */
    public Builder featureNames(List<String> names) {
      featureNames = List.copyOf(notNull("featureNames", names));
      return this;
    }

    /**
     * Sets a class that no labelled row has: rows of unknown class may be of none of the others, as where something new turns up.
     * It has as many components as the others, and begins with the rows of unknown class that are least likely under those. Needs
     * {@link ClassifierType#EDDA}.
     *
     * @param name of the class, or null for none, the default
     */
    public Builder otherClass(@Nullable String name) {
      otherClass = name;
      return this;
    }

    /**
     * Sets noise: one class more, of uniform density over a region, that rows of none of the classes are. Where the classes of
     * some rows are unknown, EM begins with its share and finds it: the weight of what noise explains best among those rows,
     * divided by that of all rows. Where the class of every row is known no row is noise, the likeliest weight is 0 whatever the
     * rows are, and the share is taken as it is given: as many of future rows are expected to be of no class.
     *
     * <p>There is no noise in each class by itself. A row that is far from all classes would be in the noise of each, and the
     * probabilities of the classes a constant ratio of weights, which nothing about the row decides.
     *
     * @param newNoise its share and region, or null for none, the default
     */
    public Builder noise(@Nullable InitialNoise newNoise) {
      noise = newNoise;
      return this;
    }

    /** Returns the estimator. */
    public MixtureClassifierEstimator build() {
      return new MixtureClassifierEstimator(this);
    }
  }
}

package dev.gmm4j.classification;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.covariance.ModelFamily;
import dev.gmm4j.data.Samples;
import dev.gmm4j.internal.util.ParallelTasks;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A classifier by densities: each class {@code c} is a mixture {@code f_c} with a prior probability {@code τ_c}, and the
 * probability of a class given a row is {@code τ_c f_c(x) / Σ_b τ_b f_b(x)}. Immutable and safe to use from several threads.
 *
 * <p>Classes are numbered from 0, in the order of {@link #classes}. Methods that take samples refuse NaN and infinities as
 * {@link GaussianMixture} does, and serve {@linkplain Samples#withMissingValues missing values} as it does: a row of which
 * nothing is observed has the prior probabilities.
 */
public final class MixtureClassifier {
  private static final double SUM_TOLERANCE = 1e-6;

  private final List<String> classes;
  private final double[] priors;
  private final List<GaussianMixture> mixtures;
  private final @Nullable CovarianceModel commonCovariance;
  private final ClassPriors priorsAre;
  private final List<String> featureNames;
  private final GaussianMixture joint;

  /** The class of each component of the mixture over classes. */
  private final int[] classOf;

  private MixtureClassifier(Builder builder) {
    classes = builder.classes;
    priors = builder.priors;
    mixtures = builder.mixtures;
    commonCovariance = builder.commonCovariance;
    priorsAre = builder.priorsAre;
    featureNames = builder.featureNames;
    GaussianMixture first = mixtures.get(0);
    LinearAlgebraBackend backend = builder.backend == null ? first.backend() : builder.backend;
    joint = JointMixture.of(priors, mixtures, builder.noise, backend, builder.threads);
    classOf = IntStream.range(0, mixtures.size())
        .flatMap(c -> IntStream.range(0, mixtures.get(c).components()).map(k -> c))
        .toArray();
  }

  /**
   * Returns a builder of a classifier of known mixtures.
   *
   * @param classes different names, at least one
   * @param mixtures that of each class, all of the same number of features and without noise
   * @throws IllegalArgumentException if there is no class, a name occurs twice, there are not as many mixtures as classes,
   *     they differ in features, or one has noise
   */
  public static Builder builder(List<String> classes, List<GaussianMixture> mixtures) {
    return new Builder(classes, mixtures);
  }

  /** Returns a builder with the settings of this classifier, to change some of them. */
  public Builder toBuilder() {
    Builder builder = new Builder(classes, mixtures);
    builder.priors = priors;
    builder.commonCovariance = commonCovariance;
    builder.priorsAre = priorsAre;
    builder.featureNames = featureNames;
    builder.noise = joint.noise();
    builder.backend = joint.backend();
    builder.threads = joint.threads();
    return builder;
  }

  /** Returns the names of the classes in their order. */
  public List<String> classes() {
    return classes;
  }

  /**
   * Returns the index of a class.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public int index(String name) {
    int index = classes.indexOf(notNull("name", name));
    check(index >= 0, "class must be among %s, but was \"%s\"", classes, name);
    return index;
  }

  /** Returns the number of features {@code d}. */
  public int dimension() {
    return joint.dimension();
  }

  /** Returns a copy of the prior probabilities of the classes; where there is noise, of rows that are none. */
  public double[] priors() {
    return priors.clone();
  }

  /** Tells where the prior probabilities come from. */
  public ClassPriors priorsAre() {
    return priorsAre;
  }

  /** Returns the mixture of each class. */
  public List<GaussianMixture> mixtures() {
    return mixtures;
  }

  /** Returns the mixture of a class, from 0. */
  public GaussianMixture mixture(int index) {
    return mixtures.get(index);
  }

  /** Returns the noise that rows of none of the classes are, with its weight, or null where there is none. */
  public @Nullable UniformNoise noise() {
    return joint.noise();
  }

  /**
   * Returns the mixture over classes, {@code Σ_c τ_c f_c}, with {@linkplain #noise noise} of weight {@code τ_0} {@code (1 - τ_0)
   * Σ_c τ_c f_c + τ_0 / V}: the density of a row whose class is not known. Its components are those of the first class, then
   * those of the second, and so on.
   */
  public GaussianMixture mixtureOverClasses() {
    return joint;
  }

  /** Returns the covariance model that the components of all classes share, or null where each class has its own. */
  public @Nullable CovarianceModel commonCovariance() {
    return commonCovariance;
  }

  /** Returns what the classes have in common. */
  public ClassifierType type() {
    return commonCovariance == null ? ClassifierType.MIXTURE : ClassifierType.EDDA;
  }

  /** Returns the names of the features; empty where they are not known. */
  public List<String> featureNames() {
    return featureNames;
  }

  /**
   * Returns the number of free parameters {@code ν}: those of the classes' mixtures, of C classes C - 1 prior probabilities,
   * unless these are given, and of noise two, as in mclust, its weight and its volume.
   */
  public long freeParameters() {
    long ofPriors = priorsAre == ClassPriors.ESTIMATED ? classes.size() - 1 : 0;
    long ofNoise = noise() == null ? 0 : 2;
    if (commonCovariance == null) {
      return ofPriors
          + ofNoise
          + mixtures.stream().mapToLong(GaussianMixture::freeParameters).sum();
    }
    // Mixing weights of classes of several components, and priors, are together one less than
    // components.
    return new ModelFamily(commonCovariance, MixingProportions.FREE)
            .freeParameters(joint.components(), dimension())
        - (classes.size() - 1 - ofPriors)
        + ofNoise;
  }

  /**
   * Returns the probability of each class given each row, shape {@code n*C}; each row sums to 1, less the probability of {@linkplain
   * #noiseProbabilities noise}.
   */
  public double[][] probabilities(Samples samples) {
    ClassEvaluation evaluation = evaluation(notNull("samples", samples));
    double[][] result = new double[(int) samples.count()][classes.size()];
    evaluation.forEach((first, rows, logDensities, probabilities, sums) -> {
      for (int i = 0; i < rows; i++) {
        double[] row = result[first + i];
        System.arraycopy(probabilities, i * row.length, row, 0, row.length);
      }
    });
    return result;
  }

  /** Returns one pass over samples. */
  ClassEvaluation evaluation(Samples samples) {
    return new ClassEvaluation(joint, classOf, classes.size(), samples);
  }

  /** Returns the probability of each class given one row, {@code C} numbers. */
  public double[] probabilities(double[] sample) {
    return byClass(joint.responsibilities(sample));
  }

  private double[] byClass(double[] responsibilities) {
    double[] sums = new double[classes.size()];
    for (int k = 0; k < classOf.length; k++) {
      sums[classOf[k]] += responsibilities[k];
    }
    return sums;
  }

  /** Returns the probability that each row is noise, of none of the classes; 0 for all where there is no noise. */
  public double[] noiseProbabilities(Samples samples) {
    return joint.noiseProbabilities(notNull("samples", samples));
  }

  /**
   * Returns the likeliest class of each row, from 0; of equally likely ones the first. {@link DecisionRule#REJECTED} where noise
   * is likelier than each.
   */
  public int[] predict(Samples samples) {
    return predict(samples, DecisionRule.LIKELIEST);
  }

  /** Returns the likeliest class of one row. */
  public int predict(double[] sample) {
    return classOf.length == classes.size()
        ? joint.predict(sample)
        : DecisionRule.LIKELIEST.decide(probabilities(sample), 0);
  }

  /**
   * Returns the class of each row by a rule, or {@link DecisionRule#REJECTED}.
   *
   * @throws IllegalArgumentException if the rule has costs of another number of classes
   */
  public int[] predict(Samples samples, DecisionRule rule) {
    notNull("rule", rule).requireClasses(classes.size());
    ClassEvaluation evaluation = evaluation(notNull("samples", samples));
    if (rule.isLikeliest() && evaluation.hasComponentForClass()) {
      return evaluation.likeliest();
    }
    int[] decided = new int[(int) samples.count()];
    int count = classes.size();
    evaluation.forEach((first, rows, logDensities, probabilities, sums) -> {
      for (int i = 0; i < rows; i++) {
        decided[first + i] = rule.decide(probabilities, i * count, count, logDensities[i]);
      }
    });
    return decided;
  }

  /**
   * Returns how well the classifier does on rows of known classes, by the likeliest class.
   *
   * @throws IllegalArgumentException if labels are not as many as rows, or a row has a class that is none of the classifier's
   */
  public ClassifierScore score(Samples samples, Labels labels) {
    return score(samples, labels, DecisionRule.LIKELIEST);
  }

  /**
   * Returns how well the classifier does on rows of known classes. Of rows whose class is not known only the density counts.
   *
   * @throws IllegalArgumentException if labels are not as many as rows, a row has a class that is none of the classifier's, or
   *     the rule has costs of another number of classes
   */
  public ClassifierScore score(Samples samples, Labels labels, DecisionRule rule) {
    notNull("samples", samples);
    notNull("labels", labels).requireRowsOf(samples);
    notNull("rule", rule).requireClasses(classes.size());
    return ClassifierScoring.of(this, samples, labels.in(classes), rule);
  }

  /** Returns the type, the classes, the covariance models, and the number of features. */
  @Override
  public String toString() {
    return "MixtureClassifier[type=" + type().label() + ", classes=" + classes + ", models="
        + mixtures.stream()
            .map(mixture -> mixture.covarianceModel() + "," + mixture.components())
            .toList()
        + ", dimension=" + dimension()
        + (joint.noise() == null ? "" : ", noise=" + joint.noise().weight()) + "]";
  }

  /** Tells whether classifiers have the same classes, priors, mixtures, covariance model and names, to the bit. */
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof MixtureClassifier other
        && classes.equals(other.classes)
        && Arrays.equals(priors, other.priors)
        && mixtures.equals(other.mixtures)
        && commonCovariance == other.commonCovariance
        && priorsAre == other.priorsAre
        && Objects.equals(noise(), other.noise())
        && featureNames.equals(other.featureNames);
  }

  @Override
  public int hashCode() {
    return Objects.hash(classes, Arrays.hashCode(priors), mixtures);
  }

  /** What a classifier is made of; all but classes and mixtures have defaults. */
  public static final class Builder {
    private final List<String> classes;
    private final List<GaussianMixture> mixtures;
    private double[] priors;
    private @Nullable CovarianceModel commonCovariance;
    private ClassPriors priorsAre = ClassPriors.GIVEN;
    private List<String> featureNames = List.of();
    private @Nullable UniformNoise noise;
    private @Nullable LinearAlgebraBackend backend;
    private int threads = ParallelTasks.defaultThreads();

    private Builder(List<String> classes, List<GaussianMixture> mixtures) {
      this.classes = List.copyOf(notNull("classes", classes));
      this.mixtures = List.copyOf(notNull("mixtures", mixtures));
      check(!this.classes.isEmpty(), "classes must be at least %d, but were 0", 1);
      Labels.requireDifferent(this.classes);
      check(
          this.mixtures.size() == this.classes.size(),
          "mixtures must be classes = %d, but were %d",
          this.classes.size(),
          this.mixtures.size());
      int d = this.mixtures.get(0).dimension();
      for (int c = 0; c < this.mixtures.size(); c++) {
        GaussianMixture mixture = this.mixtures.get(c).requireNoNoise();
        check(
            mixture.dimension() == d,
            "mixtures[%d] must have %d features, as mixtures[0] has, but had %d",
            c,
            d,
            mixture.dimension());
      }
      this.priors = new double[this.classes.size()];
      Arrays.fill(this.priors, 1.0 / this.priors.length);
    }

    /**
     * Sets the prior probabilities of the classes; default equal.
     *
     * @param newPriors one for each class, at least 0, that sum to 1 within 1e-6; divided by their sum where by more than 1e-8.
     *     Copied
     * @param are where they come from
     * @throws IllegalArgumentException if there are more or fewer than classes, one is out of range, or they do not sum to 1
     */
    public Builder priors(double[] newPriors, ClassPriors are) {
      priors = checkedPriors(notNull("priors", newPriors), classes.size());
      priorsAre = notNull("are", are);
      return this;
    }

    /**
     * Sets the noise that rows of none of the classes are, with its weight; default null, none.
     *
     * @throws IllegalArgumentException if it has other features than the mixtures
     */
    public Builder noise(@Nullable UniformNoise newNoise) {
      int d = mixtures.get(0).dimension();
      check(
          newNoise == null || newNoise.region().dimension() == d,
          "noise must have %d features, as the mixtures have, but had %d",
          d,
          newNoise == null ? 0 : newNoise.region().dimension());
      noise = newNoise;
      return this;
    }

    /** Sets the covariance model that the components of all classes share; default null, none. */
    public Builder commonCovariance(@Nullable CovarianceModel model) {
      commonCovariance = model;
      return this;
    }

    /**
     * Sets the names of the features; default empty, not known.
     *
     * @throws IllegalArgumentException if there are some, but not as many as features
     */
    public Builder featureNames(List<String> names) {
      int d = mixtures.get(0).dimension();
      check(
          names.isEmpty() || names.size() == d,
          "featureNames must be features = %d, but were %d",
          d,
          names.size());
      featureNames = List.copyOf(names);
      return this;
    }

    /** Sets the backend that the classifier computes with; default that of the first mixture. */
    public Builder backend(LinearAlgebraBackend newBackend) {
      backend = notNull("backend", newBackend);
      return this;
    }

    /** Sets how many threads methods that take samples may use, at least 1; default one for each processor. */
    public Builder threads(int newThreads) {
      threads = atLeast("threads", newThreads, 1);
      return this;
    }

    /** Returns the classifier. */
    public MixtureClassifier build() {
      return new MixtureClassifier(this);
    }
  }

  /** Returns a copy of prior probabilities, divided by their sum where that is not 1. */
  static double[] checkedPriors(double[] priors, int classes) {
    check(
        priors.length == classes,
        "priors must be classes = %d, but were %d",
        classes,
        priors.length);
    double sum = 0;
    for (int c = 0; c < priors.length; c++) {
      check(
          priors[c] >= 0 && priors[c] <= 1 + SUM_TOLERANCE,
          "priors[%d] must be in [0, 1], but was %s",
          c,
          priors[c]);
      sum += priors[c];
    }
    check(Math.abs(sum - 1) <= SUM_TOLERANCE, "priors must sum to 1, but summed to %s", sum);
    double[] copy = priors.clone();
    if (Math.abs(sum - 1) > SUM_TOLERANCE / 100) {
      for (int c = 0; c < copy.length; c++) {
        copy[c] /= sum;
      }
    }
    return copy;
  }
}

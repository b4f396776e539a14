package dev.gmm4j;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;
import static java.util.Objects.requireNonNull;

import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.internal.initialization.CentreInitialization;
import dev.gmm4j.internal.initialization.GivenInitialization;
import dev.gmm4j.internal.initialization.HierarchicalInitialization;
import dev.gmm4j.internal.initialization.InitializationStrategy;
import dev.gmm4j.internal.initialization.MeansInitialization;
import dev.gmm4j.internal.initialization.QuantileInitialization;
import dev.gmm4j.internal.initialization.ResponsibilityInitialization;
import dev.gmm4j.internal.initialization.ShortEmInitialization;
import dev.gmm4j.internal.initialization.SplittingInitialization;
import dev.gmm4j.internal.util.SerialProxies;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way in which the initial parameters of EM are found. Immutable.
 *
 * <p>Initializations that look for centres look among all samples, or where there are more than 32 768 (or 512 for each component,
 * if that is more; fewer if samples have more than 128 features) among as many drawn evenly from them. The first
 * maximization uses those alone, or all samples where that would be fewer than 16 for each component and feature.
 *
 * <p>The nearest centre is that of the smallest Euclidean distance after each feature was divided by its range among the
 * samples looked at (Milligan and Cooper 1988): in other units of a feature the clusters are the same. Under spherical
 * covariances, which units matter to, features are not divided. {@link dev.gmm4j.clustering.KMeans} never divides them.
 */
public final class Initialization implements Serializable {
  private static final long serialVersionUID = 1;

  /** The name of the factory's initialization. */
  private final String label;

  private final String factory;

  /** What the factory was given, or null. */
  private final transient @Nullable Object argument;

  /** What is given in place of what the factory's initialization finds, or null. */
  private final transient double @Nullable [] weights;

  private final transient @Nullable Covariances covariances;

  /** The factory's initialization, and that with given weights and covariances. */
  private final transient InitializationStrategy base;

  private final transient InitializationStrategy strategy;

  private Initialization(String label, String factory, InitializationStrategy strategy) {
    this(label, factory, strategy, null);
  }

  private Initialization(
      String label, String factory, InitializationStrategy strategy, @Nullable Object argument) {
    this.label = label;
    this.factory = factory;
    this.argument = argument;
    this.weights = null;
    this.covariances = null;
    this.base = strategy;
    this.strategy = strategy;
  }

  private Initialization(
      Initialization other, double @Nullable [] weights, @Nullable Covariances covariances) {
    this.label = other.label;
    this.factory = other.factory;
    this.argument = other.argument;
    this.weights = weights;
    this.covariances = covariances;
    this.base = other.base;
    this.strategy = base.replacing(weights, covariances);
  }

  /** Returns initialization by centres by greedy k-means++, samples to their nearest centre, and one maximization. */
  public static Initialization kMeansPlusPlus() {
    return new Initialization(
        "k-means++",
        "kMeansPlusPlus()",
        new CentreInitialization(CentreInitialization.Method.PLUS_PLUS));
  }

  /** Returns the default, initialization by k-means clusters, with k-means++ seeds, and one maximization. */
  public static Initialization kMeans() {
    return new Initialization(
        "k-means", "kMeans()", new CentreInitialization(CentreInitialization.Method.K_MEANS));
  }

  /** Returns initialization by samples drawn at random as centres, samples to their nearest centre, one maximization. */
  public static Initialization randomSamples() {
    return new Initialization(
        "random-from-data",
        "randomSamples()",
        new CentreInitialization(CentreInitialization.Method.RANDOM_SAMPLES));
  }

  /**
   * Returns initialization by the clusters of model-based hierarchical clustering, and one maximization: from each sample a
   * cluster of its own, pairs are merged that cost the least classification likelihood of unconstrained Gaussians
   * (Fraley 1998), after the features were scaled and turned to weaken what they have in common (Scrucca and Raftery
   * 2015). The same for all covariance models, without chance, and the initialization of mclust.
   *
   * <p>Time grows with the square of the samples: of more than 2000 rows, as many are drawn evenly (in proportion to
   * weight, if they have weights), by a seed of its own, and the first maximization uses those alone.
   */
  public static Initialization hierarchical() {
    return new Initialization("hierarchical", "hierarchical()", new HierarchicalInitialization());
  }

  /**
   * Returns initialization of mixtures of one feature by classes between its quantiles, as many samples in each, and one
   * maximization: what mclust begins with there. Without chance. Where groups differ in width by orders of magnitude it
   * leads to optima that clusters miss, as those have but the farthest samples in their last clusters.
   *
   * <p>Equal numbers are in one class; where so many are equal that quantiles coincide, those of a finer division take
   * their places. Of weighted samples, those of weight {@code w} count {@code w} divided by the smallest weight. Samples of
   * more features are refused.
   */
  public static Initialization quantiles() {
    return new Initialization("quantiles", "quantiles()", new QuantileInitialization());
  }

  /**
   * Returns initialization by the best of some short runs of EM (Biernacki, Celeux and Govaert 2003): ten runs, each from
   * greedy k-means++ centres and of at most ten iterations, less where the log-likelihood changes by less than 1e-3 for
   * each sample and feature; the best three go on for at most twenty iterations, to 1e-5, and the best of these for a
   * hundred, to 1e-6: should its components degenerate, the next takes its place. How many samples there are changes
   * nothing.
   *
   * <p>Short runs use at most as many samples as are looked at for centres.
   */
  public static Initialization shortEm() {
    return new Initialization("short-em", "shortEm()", ShortEmInitialization.standard());
  }

  /**
   * Returns the default of fits that {@linkplain GaussianMixtureEstimator.Builder#trimming trim}, initialization by the best of
   * many concentrations (Fritz, García-Escudero and Mayo-Iscar 2012): two hundred runs of three iterations, each from the means
   * and covariances of {@code d + 1} random samples a component; the best twenty go on for ten iterations, and the best five of
   * these for fifty. All trim as the fit does; in the hard form as many others trim by the likelihood of the mixture.
   *
   * <p>Runs use at most as many samples as are looked at for centres.
   */
  public static Initialization concentration() {
    return new Initialization(
        "concentration", "concentration()", ShortEmInitialization.concentration());
  }

  /**
   * Returns initialization by splitting (Linde, Buzo and Gray 1980): one component becomes two, those become four, and so on, with at
   * most twenty iterations of EM after each split. The halves of a component start 0.2 standard deviations to both sides of its mean,
   * along the longest axis of its correlations. Where {@code K} is no power of two, the last split is of the heaviest components
   * alone. Without chance, and for hundreds of components, such as those of universal background models.
   *
   * <p>Splits use at most as many samples as are looked at for centres.
   */
  public static Initialization splitting() {
    return new Initialization("splitting", "splitting()", new SplittingInitialization());
  }

  /**
   * Returns initialization by random responsibilities and one maximization.
   *
   * <p>Each row's responsibilities belong to its index: with a row of weight 0 left out, others have other ones.
   *
   * <p>All components start near the samples' mean, where the likelihood is almost flat: EM may need many iterations to
   * leave it, and the default convergence criterion may stop before that.
   */
  public static Initialization randomResponsibilities() {
    return new Initialization(
        "random", "randomResponsibilities()", ResponsibilityInitialization.random());
  }

  /**
   * Returns initialization by given parameters, which are used as they are.
   *
   * <p>Their covariance type may differ from the one that is fitted; it then holds for the first expectation only.
   */
  public static Initialization parameters(GaussianMixture initial) {
    notNull("initial", initial);
    return new Initialization(
        "parameters",
        "parameters(model)",
        new GivenInitialization(
            initial.parameters().weights(),
            initial.parameters().means(),
            initial.covariances(),
            initial.noiseWeight()),
        initial);
  }

  /**
   * Returns initialization by given means: each sample goes to the nearest of them, in units of the features' standard
   * deviations, and weights and covariances are those of these clusters, by one maximization over all samples. A cluster
   * too small for a covariance has the one pooled over all; one without any sample begins with the weight of one.
   *
   * <p>{@link #withWeights}, {@link #withCovariances} and {@link #withPrecisions} give more of the parameters.
   *
   * @param means shape {@code K*d}, at least one row; copied
   * @throws IllegalArgumentException if rows differ in length or a number is not finite
   */
  public static Initialization means(double[][] means) {
    double[] values = GivenParameters.initialMeans(means);
    double[][] copy = new double[means.length][];
    Arrays.setAll(copy, k -> means[k].clone());
    return new Initialization(
        "means", "means(means)", new MeansInitialization(values, means.length, null, null), copy);
  }

  /**
   * Returns this initialization with given mixing weights in place of those it finds, component by component. An
   * initialization that searches finds components in no order that can be foreseen, as in scikit-learn: weights that
   * differ belong beside {@linkplain #means given means}.
   *
   * @param newWeights {@code K} numbers > 0 that sum to 1 within 1e-6; where by more than 1e-8, as in single precision, they
   *     are divided by their sum. In a fit with noise they share what is not noise. Copied
   * @throws IllegalArgumentException if a number is out of range, or they are not as many as the components
   *     of given means or covariances
   */
  public Initialization withWeights(double... newWeights) {
    double[] checked = GivenParameters.initialWeights(newWeights);
    if (base instanceof MeansInitialization means) {
      requireSame("components", "weights", checked.length, "means", means.components());
    }
    if (covariances != null) {
      requireSame("components", "weights", checked.length, "covariances", covariances.components());
    }
    return new Initialization(this, checked, covariances);
  }

  /**
   * Returns this initialization with given covariances in place of those it finds, component by component; see {@link
   * #withWeights} about the order of components. Their type may differ from the one that is fitted; it then holds for the
   * first expectation only.
   *
   * @param newCovariances of {@code K} components and {@code d} features, each positive definite
   * @throws IllegalArgumentException if one is not positive definite, or components or features are not those of given
   *     means or weights
   */
  public Initialization withCovariances(Covariances newCovariances) {
    GivenParameters.initialCovariances(newCovariances);
    if (base instanceof MeansInitialization means) {
      requireSame(
          "components", "covariances", newCovariances.components(), "means", means.components());
      requireSame(
          "features", "covariances", newCovariances.dimension(), "means", means.dimension());
    }
    if (weights != null) {
      requireSame(
          "components", "covariances", newCovariances.components(), "weights", weights.length);
    }
    return new Initialization(this, weights, newCovariances);
  }

  /**
   * Returns this initialization with covariances that are given by their inverses, as by {@link #withCovariances}.
   *
   * @param precisions shape {@code K*d*d}, each symmetric as for {@link Covariances#full} and positive definite
   * @throws IllegalArgumentException if shapes differ, a number is not finite, a matrix is not symmetric or not positive
   *     definite, or components or features are not those of given means or weights
   */
  public Initialization withPrecisions(double[][][] precisions) {
    return withCovariances(Covariances.ofPrecisions(precisions));
  }

  private static void requireSame(String sizes, String name, int size, String other, int wanted) {
    check(
        size == wanted,
        "%s of %s must be %d, as of %s, but were %d",
        sizes,
        name,
        wanted,
        other,
        size);
  }

  /**
   * Returns initialization by given responsibilities and one maximization.
   *
   * @param responsibilities {@code n*K} numbers in [0, 1], each row summing to 1 within 1e-6, or in a fit with noise to
   *     what is not noise; not copied
   */
  public static Initialization responsibilities(double[][] responsibilities) {
    notNull("responsibilities", responsibilities);
    for (int i = 0; i < responsibilities.length; i++) {
      if (responsibilities[i] == null) {
        notNull("responsibilities[" + i + "]", responsibilities[i]);
      }
    }
    return new Initialization(
        "responsibilities",
        "responsibilities(responsibilities)",
        ResponsibilityInitialization.of(ResponsibilityInitialization.given(responsibilities)),
        responsibilities);
  }

  /**
   * Returns initialization by given labels and one maximization.
   *
   * @param labels for each sample the index of its component, from 0, or in a fit with noise {@link dev.gmm4j.noise.UniformNoise#LABEL};
   *     not copied
   */
  public static Initialization labels(int[] labels) {
    notNull("labels", labels);
    return new Initialization(
        "labels",
        "labels(labels)",
        ResponsibilityInitialization.of(ResponsibilityInitialization.labels(labels)),
        labels);
  }

  /** Returns the name used in reports and on the command line, such as {@code k-means++}, and what else is given. */
  public String label() {
    if (weights == null) {
      return covariances == null ? label : label + " with covariances";
    }
    return label + (covariances == null ? " with weights" : " with weights and covariances");
  }

  /** Tells whether two restarts can differ, so that trying it several times makes sense. */
  public boolean isRandom() {
    return strategy.isRandom();
  }

  /** Tells whether it serves any number of components, and not one alone, as given parameters do. */
  public boolean fitsAnyComponents() {
    return strategy.fitsAnyComponents();
  }

  /** Tells whether it was given parameters, or responsibilities of samples, and does not find them itself. */
  public boolean isGiven() {
    return !strategy.given().isEmpty();
  }

  /** Tells whether it knows rows by their index, as given labels and responsibilities do. */
  public boolean dependsOnRows() {
    return base instanceof ResponsibilityInitialization && !base.isRandom();
  }

  /** Returns what tells this initialization from others: its name, and what it was given. */
  public String identity() {
    String given = strategy.given();
    return given.isEmpty() ? label() : label() + " " + given;
  }

  /** Refuses an initialization that knows rows by their index, for a fit that sees only some of them. */
  void requireNoRows() {
    check(
        !dependsOnRows(),
        "initialization of a fit to remote samples must not depend on the order of rows, but was %s",
        label());
  }

  /** Returns the strategy of each restart; there is one only where nothing is random. */
  List<InitializationStrategy> tries(int restarts) {
    return Collections.nCopies(strategy.isRandom() ? restarts : 1, strategy);
  }

  /** Returns the Java code that makes it; of what was given, the name of the argument. */
  String code() {
    return "Initialization." + factory
        + (weights == null ? "" : ".withWeights(weights)")
        + (covariances == null ? "" : ".withCovariances(covariances)");
  }

  /** Returns the {@link #label}. */
  @Override
  public String toString() {
    return label();
  }

  private Object writeReplace() {
    return new Proxy(label, argument, weights, covariances);
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw SerialProxies.missing();
  }

  @SuppressWarnings("serial") // Of the types that an argument has, all can be serialized.
  private record Proxy(
      String label,
      @Nullable Object argument,
      double @Nullable [] weights,
      @Nullable Covariances covariances)
      implements Serializable {

    private Object readResolve() throws InvalidObjectException {
      return SerialProxies.rebuild(() -> {
        Initialization initialization = named();
        if (weights != null) {
          initialization = initialization.withWeights(weights);
        }
        return covariances == null ? initialization : initialization.withCovariances(covariances);
      });
    }

    private Initialization named() {
      return switch (label) {
        case "k-means++" -> kMeansPlusPlus();
        case "k-means" -> kMeans();
        case "random-from-data" -> randomSamples();
        case "hierarchical" -> hierarchical();
        case "quantiles" -> quantiles();
        case "short-em" -> shortEm();
        case "concentration" -> concentration();
        case "splitting" -> splitting();
        case "random" -> randomResponsibilities();
        case "parameters" -> parameters((GaussianMixture) requireNonNull(argument));
        case "means" -> means((double[][]) requireNonNull(argument));
        case "responsibilities" -> responsibilities((double[][]) requireNonNull(argument));
        case "labels" -> labels((int[]) requireNonNull(argument));
        default -> throw new IllegalArgumentException("no initialization is called " + label);
      };
    }
  }
}

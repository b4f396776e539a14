package dev.gmm4j.selection;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.Search;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.internal.data.SampleNumber;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the number of components and the covariance model: fits a mixture for each pair of them, by several
 * initializations, and ranks them by a criterion. Immutable and safe to use from several threads.
 *
 * <pre>{@code
 * ModelSelectionResult result = ModelSelection.builder().build().select(samples);
 * GaussianMixture model = result.bestFit().model();
 * }</pre>
 *
 * <p>By default one to nine components of all fourteen models are compared by {@link SelectionCriterion#BIC}, from
 * {@linkplain Initialization#hierarchical hierarchical clusters} and the best of {@linkplain Initialization#shortEm short runs}, of
 * one feature from {@linkplain Initialization#quantiles quantile classes}, too; of
 * samples no more than their features, only models along the axes, and of one feature {@link CovarianceModel#EII} and
 * {@link CovarianceModel#VII}, which are all there are. A candidate whose components degenerate is no candidate, and
 * nothing is added to covariances: a likelihood that is high because a component has shrunk to a few samples would win
 * every comparison.
 *
 * <p>The same seed, samples and backend give the same bits, for any number of threads, unless a time budget is spent.
 */
public final class ModelSelection {
  final GaussianMixtureEstimator estimator;
  final int[] components;
  final List<CovarianceModel> models;
  final SelectionCriterion criterion;
  final int folds;
  final @Nullable Duration timeBudget;
  final Consumer<SelectionCandidate> listener;

  private ModelSelection(Builder builder) {
    estimator = builder.estimator;
    components = builder.components;
    models = builder.models;
    criterion = builder.criterion;
    folds = builder.folds;
    timeBudget = builder.timeBudget;
    listener = builder.listener;
  }

  /**
   * Returns the estimator that candidates are fitted by unless another is given: from hierarchical clusters and the best
   * of short runs, with a {@linkplain Search#BRIEF brief} search, without regularization, and a component that degenerates ends
   * the candidate ({@link DegeneracyPolicy#FAIL}).
   */
  public static GaussianMixtureEstimator defaultEstimator() {
    return GaussianMixtureEstimator.builder()
        .initializations(List.of(Initialization.hierarchical(), Initialization.shortEm()))
        .search(Search.BRIEF)
        .regularization(0)
        .degeneracy(DegeneracyPolicy.FAIL)
        .build();
  }

  /** Returns a builder with all defaults, on the {@link #defaultEstimator}. */
  public static Builder builder() {
    return builder(defaultEstimator());
  }

  /**
   * Returns a builder of a selection whose candidates have the settings of an estimator, all but its components, its
   * covariance model and its listener.
   *
   * <p>Where the estimator trims, all candidates leave out the same share, and criteria are of the samples that each keeps: as many of
   * them for every candidate, if not the same ones.
   *
   * @throws IllegalArgumentException if an initialization serves a single number of components, such as labels
   */
  public static Builder builder(GaussianMixtureEstimator estimator) {
    return new Builder(checked(estimator));
  }

  private static GaussianMixtureEstimator checked(GaussianMixtureEstimator estimator) {
    notNull("estimator", estimator);
    for (Initialization initialization : estimator.initializations()) {
      check(
          initialization.fitsAnyComponents(),
          "initializations must serve any number of components, but %s do not",
          initialization.label());
    }
    return estimator;
  }

  /** Returns a builder with the settings of this selection, to change some of them. */
  public Builder toBuilder() {
    Builder builder = new Builder(estimator);
    builder.components = components;
    builder.models = models;
    builder.criterion = criterion;
    builder.folds = folds;
    builder.timeBudget = timeBudget;
    builder.listener = listener;
    return builder;
  }

  /** Returns the settings of the candidates, all but components and covariance model. */
  public GaussianMixtureEstimator estimator() {
    return estimator;
  }

  /**
   * Returns the initializations that candidates are tried from, those of one component from the first alone: the
   * estimator's. Where the estimator has the two defaults, of one feature {@linkplain Initialization#quantiles quantile classes}
   * come beside them; if it trims, {@linkplain Initialization#concentration concentration} in their place.
   *
   * @param dimension number of features, at least 1
   */
  public List<Initialization> initializations(int dimension) {
    atLeast("dimension", dimension, 1);
    List<Initialization> given = estimator.initializations();
    boolean areDefault = labels(given).equals(labels(defaultEstimator().initializations()));
    if (areDefault && estimator.trimming() != null) {
      return List.of(Initialization.concentration());
    }
    if (dimension > 1 || !areDefault) {
      return given;
    }
    return List.of(given.get(0), Initialization.quantiles(), given.get(1));
  }

  private static List<String> labels(List<Initialization> initializations) {
    return initializations.stream().map(Initialization::label).toList();
  }

  /** Returns a copy of the numbers of components, in ascending order. */
  public int[] components() {
    return components.clone();
  }

  /** Returns the covariance models, or none for those that the samples allow. */
  public List<CovarianceModel> models() {
    return models;
  }

  /** Returns what the best candidate is chosen by. */
  public SelectionCriterion criterion() {
    return criterion;
  }

  /** Returns the number of parts that samples are divided into for cross-validation. */
  public int folds() {
    return folds;
  }

  /**
   * Fits all candidates to samples.
   *
   * <p>What fails for one candidate is kept with it, and the others go on: also one whose matrices are larger than the heap
   * may be.
   *
   * @throws dev.gmm4j.exception.InvalidSamplesException if a sample or weight is not finite, a weight is negative, or all are 0;
   *     also if the total weight is 1 (to within 0.001) or less and the criterion takes it for the number of samples, as all
   *     but AIC and cross-validation do: see {@link Samples#withNormalizedWeights}
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is no backend, or not the one that was chosen
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public ModelSelectionResult select(Samples samples) {
    notNull("samples", samples);
    if (criterion.countsSamples()) {
      SampleNumber.require(samples, "criterion " + criterion.label());
    }
    GaussianMixtureEstimator largest =
        estimator.toBuilder().components(components[components.length - 1]).build();
    return new SelectionRun(this, samples, largest.chooseBackend(samples)).run();
  }

  /** Settings of a selection; all have defaults. */
  public static final class Builder {
    private GaussianMixtureEstimator estimator;
    private int[] components = IntStream.rangeClosed(1, 9).toArray();
    private List<CovarianceModel> models = List.of();
    private SelectionCriterion criterion = SelectionCriterion.BIC;
    private int folds = 10;
    private @Nullable Duration timeBudget;
    private Consumer<SelectionCandidate> listener = candidate -> {};

    private Builder(GaussianMixtureEstimator estimator) {
      this.estimator = estimator;
    }

    /**
     * Changes settings of the estimator: {@code estimator(e -> e.seed(5).threads(1))}.
     *
     * @throws IllegalArgumentException as {@link ModelSelection#builder(GaussianMixtureEstimator)} does
     */
    public Builder estimator(UnaryOperator<GaussianMixtureEstimator.Builder> change) {
      estimator = checked(notNull("change", change).apply(estimator.toBuilder()).build());
      return this;
    }

    /** Sets the smallest and the largest number of components, at least 1; default 1 to 9. */
    public Builder components(int from, int to) {
      atLeast("components", from, 1);
      check(to >= from, "components must end at >= %d, but did at %d", from, to);
      components = IntStream.rangeClosed(from, to).toArray();
      return this;
    }

    /** Sets the numbers of components, each at least 1. */
    public Builder components(Collection<Integer> numbers) {
      notNull("components", numbers);
      numbers.forEach(number -> notNull("components", number));
      check(!numbers.isEmpty(), "components must be at least 1 number, but were %d", 0);
      numbers.forEach(number -> atLeast("components", number, 1));
      components =
          numbers.stream().mapToInt(Integer::intValue).sorted().distinct().toArray();
      return this;
    }

    /** Sets the covariance models; default those that the samples, and a bound of eigenvalues if there is one, allow. */
    public Builder models(Collection<CovarianceModel> newModels) {
      notNull("models", newModels);
      newModels.forEach(model -> notNull("models", model));
      check(!newModels.isEmpty(), "models must be at least %d, but were 0", 1);
      models = newModels.stream().distinct().toList();
      return this;
    }

    /** Sets what the best candidate is chosen by; default {@link SelectionCriterion#BIC}. */
    public Builder criterion(SelectionCriterion newCriterion) {
      criterion = notNull("criterion", newCriterion);
      return this;
    }

    /** Sets the parts that samples are divided into for cross-validation, at least 2; default 10. */
    public Builder folds(int newFolds) {
      folds = atLeast("folds", newFolds, 2);
      return this;
    }

    /**
     * Sets how long the selection may take; default as long as it takes. Candidates come by components; those left when
     * the time is spent are failures that say so, and the best is chosen among the others. A restart under way is given
     * up at its next iteration, or as soon where it still looks for its initial parameters.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder timeBudget(Duration budget) {
      notNull("timeBudget", budget);
      check(!budget.isZero() && !budget.isNegative(), "timeBudget must be > 0, but was %s", budget);
      timeBudget = budget;
      return this;
    }

    /** Sets who is told of each candidate when it is done; in any order, and by one thread at a time. */
    public Builder listener(Consumer<SelectionCandidate> newListener) {
      listener = notNull("listener", newListener);
      return this;
    }

    /**
     * Returns the selection.
     *
     * @throws IllegalArgumentException if there is trimming, and the criterion is cross-validation, as outliers are among the samples
     *     that are left out of a fit, too, or in the hard form ICL, which BIC is there
     */
    public ModelSelection build() {
      Trimming trimming = estimator.trimming();
      check(
          trimming == null || criterion != SelectionCriterion.CROSS_VALIDATION,
          "criterion cv cannot go with trimming, as folds have outliers too, but trimming was %s",
          String.valueOf(trimming));
      boolean isIcl =
          criterion == SelectionCriterion.ICL_HARD || criterion == SelectionCriterion.ICL_SOFT;
      check(
          trimming == null || trimming.form() == Trimming.Form.MIXTURE || !isIcl,
          "criterion must be bic for the hard form of trimming, whose log-likelihood is that of the classification, but was %s",
          criterion.label());
      return new ModelSelection(this);
    }
  }
}

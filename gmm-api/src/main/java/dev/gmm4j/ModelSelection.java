package dev.gmm4j;

import static dev.gmm4j.internal.Arguments.atLeast;
import static dev.gmm4j.internal.Arguments.check;
import static dev.gmm4j.internal.Arguments.notNegative;

import dev.gmm4j.spi.LinearAlgebraBackend;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the number of components and the covariance model: fits a mixture for each pair of them, from several starts,
 * and ranks them by a criterion. Immutable and safe to use from several threads.
 *
 * <pre>{@code
 * ModelSelectionResult result = ModelSelection.builder().build().select(samples);
 * GaussianMixture model = result.bestFit().model();
 * }</pre>
 *
 * <p>By default one to nine components of all fourteen models are compared by {@link SelectionCriterion#BIC}, from
 * {@linkplain Start#hierarchical hierarchical clusters} and the best of {@linkplain Start#shortEm short runs}; of
 * samples no more than their features, only models along the axes, and of one feature {@link CovarianceModel#EII} and
 * {@link CovarianceModel#VII}, which are all there are. A candidate whose components degenerate is no candidate, and
 * nothing is added to covariances: a likelihood that is high because a component has shrunk to a few samples would win
 * every comparison.
 *
 * <p>The same seed, samples and backend give the same bits, for any number of threads, unless a time budget is spent.
 */
public final class ModelSelection {
  final int[] components;
  final List<CovarianceModel> models;
  final List<Start> starts;
  final int restarts;
  final SelectionCriterion criterion;
  final int folds;
  final MixingProportions proportions;
  final int maxIterations;
  final ConvergenceTest convergence;
  final double regularization;
  final @Nullable ConjugatePrior prior;
  final @Nullable InitialNoise noise;
  final DegeneracyPolicy degeneracy;
  final long seed;
  final int threads;
  final @Nullable Duration timeBudget;
  final Consumer<SelectionCandidate> listener;
  private final BackendChoice backend;

  private ModelSelection(Builder builder) {
    components = builder.components;
    models = builder.models;
    starts = builder.starts;
    restarts = builder.restarts;
    criterion = builder.criterion;
    folds = builder.folds;
    proportions = builder.proportions;
    maxIterations = builder.maxIterations;
    convergence = builder.convergence;
    regularization = builder.regularization;
    prior = builder.prior;
    noise = builder.noise;
    degeneracy = builder.degeneracy;
    seed = builder.seed;
    threads = builder.threads;
    timeBudget = builder.timeBudget;
    listener = builder.listener;
    backend = builder.backend;
  }

  /** Returns a builder with all defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Fits all candidates to samples.
   *
   * <p>What fails for one candidate is kept with it, and the others go on.
   *
   * @throws InvalidSamplesException if a sample or weight is not finite, a weight is negative, or all are 0
   * @throws BackendUnavailableException if there is no backend, or not the one that was chosen
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public ModelSelectionResult select(Samples samples) {
    ChosenBackend chosen =
        backend.resolve(samples, () -> ProbeTask.of(largest(), samples.dimension()));
    return new SelectionRun(this, samples, chosen).run();
  }

  /** Returns the fit that takes longest, for a choice of the backend by measurement. */
  private GaussianMixtureEstimator largest() {
    return GaussianMixtureEstimator.builder()
        .components(components[components.length - 1])
        .threads(threads)
        .build();
  }

  /** Settings of a selection; all have defaults. */
  public static final class Builder {
    private int[] components = IntStream.rangeClosed(1, 9).toArray();
    private List<CovarianceModel> models = List.of();
    private List<Start> starts = List.of(Start.hierarchical(), Start.shortEm());
    private int restarts = 1;
    private SelectionCriterion criterion = SelectionCriterion.BIC;
    private int folds = 10;
    private MixingProportions proportions = MixingProportions.FREE;
    private int maxIterations = 1000;
    private ConvergenceTest convergence = ConvergenceTest.relative(1e-6);
    private double regularization;
    private @Nullable ConjugatePrior prior;
    private @Nullable InitialNoise noise;
    private DegeneracyPolicy degeneracy = DegeneracyPolicy.FAIL;
    private long seed;
    private int threads = GaussianMixture.defaultThreads();
    private @Nullable Duration timeBudget;
    private Consumer<SelectionCandidate> listener = candidate -> {};
    private BackendChoice backend = BackendChoice.AUTOMATIC;

    private Builder() {}

    /** Sets the smallest and the largest number of components, at least 1; default 1 to 9. */
    public Builder components(int from, int to) {
      atLeast("components", from, 1);
      check(to >= from, "components must end at >= %d, but did at %d", from, to);
      components = IntStream.rangeClosed(from, to).toArray();
      return this;
    }

    /** Sets the numbers of components, each at least 1. */
    public Builder components(Collection<Integer> numbers) {
      check(!numbers.isEmpty(), "components must be at least 1 number, but were %d", 0);
      numbers.forEach(number -> atLeast("components", number, 1));
      components =
          numbers.stream().mapToInt(Integer::intValue).sorted().distinct().toArray();
      return this;
    }

    /** Sets the covariance models; default those that the samples allow. */
    public Builder models(Collection<CovarianceModel> newModels) {
      check(!newModels.isEmpty(), "models must be at least %d, but were 0", 1);
      models = newModels.stream().distinct().toList();
      return this;
    }

    /**
     * Sets the starts of each candidate, of which the best is kept; default hierarchical clusters and short runs.
     *
     * @throws IllegalArgumentException if there is none, or one fits a single number of components, such as labels
     */
    public Builder starts(Collection<Start> newStarts) {
      starts = Start.forAnyComponents(newStarts);
      return this;
    }

    /** Sets how often each start that has to do with chance is tried, at least 1; default 1. */
    public Builder restarts(int newRestarts) {
      restarts = atLeast("restarts", newRestarts, 1);
      return this;
    }

    /** Sets what the best candidate is chosen by; default {@link SelectionCriterion#BIC}. */
    public Builder criterion(SelectionCriterion newCriterion) {
      criterion = newCriterion;
      return this;
    }

    /** Sets the parts that samples are divided into for cross-validation, at least 2; default 10. */
    public Builder folds(int newFolds) {
      folds = atLeast("folds", newFolds, 2);
      return this;
    }

    /** Sets whether mixing weights are found or held equal; default {@link MixingProportions#FREE}. */
    public Builder proportions(MixingProportions newProportions) {
      proportions = newProportions;
      return this;
    }

    /** Sets the largest number of iterations of a start, at least 0; default 1000. */
    public Builder maxIterations(int newMaxIterations) {
      maxIterations = atLeast("maxIterations", newMaxIterations, 0);
      return this;
    }

    /** Sets the tolerance of the default test {@link ConvergenceTest#relative}, at least 0; default 1e-6. */
    public Builder tolerance(double tolerance) {
      return convergence(ConvergenceTest.relative(tolerance));
    }

    /** Sets the convergence test. */
    public Builder convergence(ConvergenceTest newConvergence) {
      convergence = newConvergence;
      return this;
    }

    /** Sets what each maximization adds to the diagonal of the covariances, at least 0; default 0. */
    public Builder regularization(double newRegularization) {
      regularization = notNegative("regularization", newRegularization);
      return this;
    }

    /** Sets a prior of means and covariances for all candidates, or null for none, the default. */
    public Builder prior(@Nullable ConjugatePrior newPrior) {
      prior = newPrior;
      return this;
    }

    /** Sets uniform noise beside the components of all candidates, or null for none, the default. */
    public Builder noise(@Nullable InitialNoise newNoise) {
      noise = newNoise;
      return this;
    }

    /** Sets what is done about degenerate components; default {@link DegeneracyPolicy#FAIL}. */
    public Builder degeneracy(DegeneracyPolicy newPolicy) {
      degeneracy = newPolicy;
      return this;
    }

    /** Sets the seed of all random choices; default 0. */
    public Builder seed(long newSeed) {
      seed = newSeed;
      return this;
    }

    /** Sets how many threads may be used, at least 1; default all processors. The result does not depend on it. */
    public Builder threads(int newThreads) {
      threads = atLeast("threads", newThreads, 1);
      return this;
    }

    /**
     * Sets how long the selection may take; default as long as it takes. Candidates come by components; those left when
     * the time is spent are failures that say so, and the best is chosen among the others. A start under way is given
     * up at its next iteration, or as soon where it still looks for its first parameters.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder timeBudget(Duration budget) {
      check(!budget.isZero() && !budget.isNegative(), "timeBudget must be > 0, but was %s", budget);
      timeBudget = budget;
      return this;
    }

    /** Sets the backend by its id; default the choice of {@link Backends#automatic}. */
    public Builder backend(String id) {
      backend = BackendChoice.of(id);
      return this;
    }

    /** Sets the backend. */
    public Builder backend(LinearAlgebraBackend newBackend) {
      backend = BackendChoice.of(newBackend);
      return this;
    }

    /** Sets who is told of each candidate when it is done; in any order, and by one thread at a time. */
    public Builder listener(Consumer<SelectionCandidate> newListener) {
      listener = newListener;
      return this;
    }

    /** Returns the selection. */
    public ModelSelection build() {
      return new ModelSelection(this);
    }
  }
}

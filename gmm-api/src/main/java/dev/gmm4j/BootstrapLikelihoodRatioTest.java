package dev.gmm4j;

import static dev.gmm4j.internal.Arguments.atLeast;
import static dev.gmm4j.internal.Arguments.check;
import static dev.gmm4j.internal.Arguments.notNegative;

import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tests how many components samples need: is a mixture of {@code K+1} components better than one of {@code K} by more
 * than chance would make it? Immutable and safe to use from several threads.
 *
 * <pre>{@code
 * LikelihoodRatioTestResult result =
 *     BootstrapLikelihoodRatioTest.builder().covariance(CovarianceModel.VVV).build().test(samples);
 * int components = result.components();
 * }</pre>
 *
 * <p>The statistic is the likelihood ratio {@code 2(ℓ_{K+1} - ℓ_K)}. Between numbers of components it does not follow
 * the usual chi-squared law, so its law is simulated (McLachlan 1987): samples are drawn from the fitted mixture of
 * {@code K} components, as many as there are, both mixtures are fitted to them, and {@code p = (1 + r) / (B + 1)} where
 * {@code r} of {@code B} such replicates reach the statistic. Tests begin with one component, and go on to the next
 * number as long as they reject.
 *
 * <p>Replicates are fitted from the same starts as the samples: a search that misses the maximum would otherwise pass
 * for evidence. They are {@code 2B} fits for each test. Of weighted samples, as many are drawn as they weigh, rounded.
 *
 * <p>The same seed, samples and backend give the same bits, for any number of threads.
 */
public final class BootstrapLikelihoodRatioTest {
  final int from;
  final int to;
  final List<Start> starts;
  final int restarts;
  final int replicates;
  final double significance;
  final long seed;
  final int threads;
  final Consumer<LikelihoodRatioTestResult.Step> listener;
  private final CovarianceModel covariance;
  private final MixingProportions proportions;
  private final int maxIterations;
  private final ConvergenceTest convergence;
  private final double regularization;
  private final DegeneracyPolicy degeneracy;
  private final BackendChoice backend;

  private BootstrapLikelihoodRatioTest(Builder builder) {
    from = builder.from;
    to = builder.to;
    starts = builder.starts;
    restarts = builder.restarts;
    replicates = builder.replicates;
    significance = builder.significance;
    seed = builder.seed;
    threads = builder.threads;
    listener = builder.listener;
    covariance = builder.covariance;
    proportions = builder.proportions;
    maxIterations = builder.maxIterations;
    convergence = builder.convergence;
    regularization = builder.regularization;
    degeneracy = builder.degeneracy;
    backend = builder.backend;
  }

  /** Returns a builder with all defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Tests samples.
   *
   * <p>Where a larger mixture or all its replicates cannot be fitted, the sequence ends there, and the result says why.
   *
   * @throws InvalidSamplesException if a sample or weight is not finite, a weight is negative, all are 0, or there are
   *     fewer samples than components of the first mixture
   * @throws GmmException if the first mixture cannot be fitted
   * @throws BackendUnavailableException if there is no backend, or not the one that was chosen
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public LikelihoodRatioTestResult test(Samples samples) {
    ChosenBackend chosen = backend.resolve(
        samples,
        () -> ProbeTask.of(
            GaussianMixtureEstimator.builder().components(to).threads(threads).build(),
            samples.dimension()));
    return new LikelihoodRatioRun(this, samples, chosen).run();
  }

  GaussianMixtureEstimator estimator(
      int components, int threadsOfOne, LinearAlgebraBackend resolved) {
    return GaussianMixtureEstimator.builder()
        .components(components)
        .covariance(covariance)
        .proportions(proportions)
        .maxIterations(maxIterations)
        .convergence(convergence)
        .regularization(regularization)
        .degeneracy(degeneracy)
        .seed(seed)
        .threads(threadsOfOne)
        .backend(resolved)
        .build();
  }

  /** Settings of a test; all have defaults. */
  public static final class Builder {
    private int from = 1;
    private int to = 9;
    private List<Start> starts = List.of(Start.hierarchical(), Start.shortEm());
    private int restarts = 1;
    private int replicates = 999;
    private double significance = 0.05;
    private long seed;
    private int threads = GaussianMixture.defaultThreads();
    private Consumer<LikelihoodRatioTestResult.Step> listener = step -> {};
    private CovarianceModel covariance = CovarianceModel.VVV;
    private MixingProportions proportions = MixingProportions.FREE;
    private int maxIterations = 1000;
    private ConvergenceTest convergence = ConvergenceTest.relative(1e-6);
    private double regularization;
    private DegeneracyPolicy degeneracy = DegeneracyPolicy.FAIL;
    private BackendChoice backend = BackendChoice.AUTOMATIC;

    private Builder() {}

    /**
     * Sets the number of components to begin with, at least 1, and the largest to go to, at least one more; default 1
     * to 9.
     */
    public Builder components(int newFrom, int newTo) {
      atLeast("components", newFrom, 1);
      check(newTo > newFrom, "components must end at >= %d, but did at %d", newFrom + 1, newTo);
      from = newFrom;
      to = newTo;
      return this;
    }

    /** Sets what the components' covariances have in common; default {@link CovarianceModel#VVV}, nothing. */
    public Builder covariance(CovarianceModel newModel) {
      covariance = newModel;
      return this;
    }

    /** Sets whether mixing weights are found or held equal; default {@link MixingProportions#FREE}. */
    public Builder proportions(MixingProportions newProportions) {
      proportions = newProportions;
      return this;
    }

    /** Sets how many samples are simulated for each test, at least 1; default 999. */
    public Builder replicates(int newReplicates) {
      replicates = atLeast("replicates", newReplicates, 1);
      return this;
    }

    /** Sets the largest p-value that rejects, in (0, 1); default 0.05. */
    public Builder significance(double newSignificance) {
      check(
          newSignificance > 0 && newSignificance < 1,
          "significance must be in (0, 1), but was %s",
          newSignificance);
      significance = newSignificance;
      return this;
    }

    /**
     * Sets the starts of each fit, of which the best is kept; default hierarchical clusters and short runs.
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

    /** Sets who is told of each test when it is done, on the thread that called {@code test}. */
    public Builder listener(Consumer<LikelihoodRatioTestResult.Step> newListener) {
      listener = newListener;
      return this;
    }

    /**
     * Returns the test.
     *
     * @throws IllegalArgumentException if no test could reject, the smallest p-value {@code 1/(B+1)} being larger than
     *     the significance
     */
    public BootstrapLikelihoodRatioTest build() {
      check(
          1.0 / (replicates + 1.0) <= significance,
          "replicates must be >= %.0f for a significance of %s, but was %d",
          Math.ceil(1 / significance - 1),
          significance,
          replicates);
      return new BootstrapLikelihoodRatioTest(this);
    }
  }
}

package dev.gmm4j.bootstrap;

import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.exception.GmmException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The result of a sequence of likelihood-ratio tests. Immutable. */
public final class LikelihoodRatioBootstrapResult {
  private final GaussianMixtureFit first;
  private final List<Step> steps;
  private final double significance;
  private final @Nullable GmmException failure;
  private final double seconds;

  /**
   * One test, of a number of components against one more.
   *
   * @param components {@code K}, the number under the null hypothesis
   * @param fit of {@code K} components to the samples
   * @param alternative the fit of {@code K+1} components to the samples
   * @param statistic {@code 2(ℓ_{K+1} - ℓ_K)}; negative only where the larger fit missed the maximum
   * @param replicates the statistics of the replicates that could be fitted, at least one, in the order of their seeds
   * @param failures the number of replicates that could not be fitted; they do not count
   * @param pValue {@code (1 + r) / (B + 1)}, r of B replicates reaching the statistic
   */
  public record Step(
      int components,
      GaussianMixtureFit fit,
      GaussianMixtureFit alternative,
      double statistic,
      List<Double> replicates,
      int failures,
      double pValue) {

    /** Copies the list. */
    public Step {
      replicates = List.copyOf(replicates);
    }
  }

  LikelihoodRatioBootstrapResult(
      GaussianMixtureFit first,
      List<Step> steps,
      double significance,
      @Nullable GmmException failure,
      double seconds) {
    this.first = first;
    this.steps = List.copyOf(steps);
    this.significance = significance;
    this.failure = failure;
    this.seconds = seconds;
  }

  /** Returns the tests in their order, of which at most the last did not reject. */
  public List<Step> steps() {
    return steps;
  }

  /** Returns the largest p-value that rejects. */
  public double significance() {
    return significance;
  }

  /** Tells whether the last test did not reject; else it was the limit or a failure that ended the sequence. */
  public boolean isConclusive() {
    return !steps.isEmpty() && last().pValue() > significance;
  }

  /**
   * Returns the number of components: the smallest that was not rejected, or where all were ({@link #isConclusive} is
   * false) the largest that was fitted.
   */
  public int components() {
    return fit().model().components();
  }

  /** Returns the fit of that number of components. */
  public GaussianMixtureFit fit() {
    if (steps.isEmpty()) {
      return first;
    }
    return isConclusive() ? last().fit() : last().alternative();
  }

  /** Returns why the sequence ended before a test did not reject or the limit was reached, if it did. */
  public Optional<GmmException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Returns the wall-clock time, in seconds. */
  public double seconds() {
    return seconds;
  }

  private Step last() {
    return steps.get(steps.size() - 1);
  }
}

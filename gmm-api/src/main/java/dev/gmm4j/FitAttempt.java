package dev.gmm4j;

import dev.gmm4j.exception.GmmException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a fit: all restarts, the failed ones included, and the best of them if one succeeded. Immutable.
 *
 * @see GaussianMixtureEstimator#attempt
 */
public final class FitAttempt {
  private final List<RestartReport> restarts;
  private final @Nullable GaussianMixtureFit fit;

  FitAttempt(List<RestartReport> restarts, @Nullable GaussianMixtureFit fit) {
    this.restarts = List.copyOf(restarts);
    this.fit = fit;
  }

  /** Returns what each restart reached, in their order. */
  public List<RestartReport> restarts() {
    return restarts;
  }

  /** Returns the fit, or nothing where all restarts failed. */
  public Optional<GaussianMixtureFit> fit() {
    return Optional.ofNullable(fit);
  }

  /** Returns why the first restart failed, where all did. */
  public Optional<GmmException> failure() {
    return fit == null ? Optional.ofNullable(restarts.get(0).failure()) : Optional.empty();
  }

  /**
   * Returns the fit.
   *
   * @throws GmmException that of the first restart, where all failed
   */
  public GaussianMixtureFit orElseThrow() {
    if (fit == null) {
      throw Objects.requireNonNull(restarts.get(0).failure());
    }
    return fit;
  }
}

package dev.gmm4j.internal.estimator;

/**
 * The criterion that the best common orientation {@code D} minimizes, in terms of the volumes
 * {@code v_k = |diag DᵀW_kD|^{1/d}}.
 *
 * <p>Changes are relative to the present volumes, so that small ones are not lost in large sums.
 */
enum OrientationCriterion {
  /** {@code Σ_k n_k ln v_k}, for volumes that vary. */
  SUM_OF_LOG_VOLUMES {
    @Override
    double weight(double count, double logVolume) {
      return count;
    }

    @Override
    double change(double logChange) {
      return logChange;
    }

    @Override
    double slope(double logChange) {
      return 1;
    }

    @Override
    double curvature(double logChange) {
      return 0;
    }
  },
  /** {@code Σ_k v_k}, for one volume. */
  SUM_OF_VOLUMES {
    @Override
    double weight(double count, double logVolume) {
      return Math.exp(logVolume);
    }

    @Override
    double change(double logChange) {
      return Math.expm1(logChange);
    }

    @Override
    double slope(double logChange) {
      return Math.exp(logChange);
    }

    @Override
    double curvature(double logChange) {
      return Math.exp(logChange);
    }
  };

  /** Returns what a component's change counts by; only ratios between components matter. */
  abstract double weight(double count, double logVolume);

  /** Returns the change of a component's term, by its weight, when its log-volume changes. */
  abstract double change(double logChange);

  /** Returns the first derivative of {@link #change}. */
  abstract double slope(double logChange);

  /** Returns the second derivative of {@link #change}. */
  abstract double curvature(double logChange);
}

package dev.gmm4j.internal.kernel;

import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.spi.KernelParameters;

/**
 * Where kernels evaluate a mixture as exactly as need be. They subtract the mixture's own mean from samples and means
 * before they multiply. That costs precision where a component is tight and far from there, and samples far from all
 * components overflow, or differ by too little in their distances. Immutable.
 */
public final class EvaluationRange {
  /**
   * Standard deviations that means may be from the mixture's mean, and samples from all means. A whitened number then
   * errs by some 1e5 roundings, a log-density of the order of 1 by less than 1e-10, and squared distances, 1e10, still
   * tell components of equal covariances apart by the 16 digits that they have.
   */
  private static final double MAX_DEVIATIONS = 1e5;

  /** Larger offsets could overflow in what is checked here. */
  private static final double MAX_OFFSET = 1e140;

  /** Variances of components that are this much smaller than others overflow distances on the way. */
  private static final double MAX_RATIO = 1e200;

  /** Numbers that are compared with bounds in one go: loops over few features would be slow. */
  private static final int TILE_NUMBERS = 64;

  private final boolean isEmpty;

  /** What is of no larger magnitude is in the range, whatever the feature. */
  private final double least;

  /** The mixture's mean, repeated for some rows, and how far samples may lie from it. */
  private final double[] centres;

  private final double[] bounds;

  private EvaluationRange(boolean isEmpty, double[] centres, double[] bounds) {
    this.isEmpty = isEmpty;
    this.centres = centres;
    this.bounds = bounds;
    double smallest = Double.MAX_VALUE;
    for (int i = 0; i < bounds.length; i++) {
      smallest = Math.min(smallest, bounds[i] - Math.abs(centres[i]));
    }
    this.least = smallest;
  }

  /**
   * Returns the range of a mixture.
   *
   * @param covariances of the components that are not uniform
   */
  public static EvaluationRange of(KernelParameters parameters, Covariances covariances) {
    int d = parameters.dimension();
    double[] means = parameters.means();
    double[] centre = parameters.centre();
    double[] variances = parameters.variances();
    double[] largest = new double[d];
    boolean isEmpty = false;
    for (int k = 0; k < covariances.components(); k++) {
      // A component without weight has no part in any density.
      for (int j = 0; j < d && parameters.logWeights()[k] > Double.NEGATIVE_INFINITY; j++) {
        double offset = Math.abs(means[k * d + j] - centre[j]);
        double variance = covariances.get(k, j, j);
        isEmpty |= !(offset <= MAX_OFFSET
            && offset * offset <= MAX_DEVIATIONS * MAX_DEVIATIONS * variance
            && variances[j] / variance <= MAX_RATIO);
        largest[j] = Math.max(largest[j], offset);
      }
    }
    int repeated = (TILE_NUMBERS + d - 1) / d;
    double[] centres = new double[repeated * d];
    double[] bounds = new double[repeated * d];
    for (int i = 0; i < bounds.length; i++) {
      centres[i] = centre[i % d];
      bounds[i] = largest[i % d] + MAX_DEVIATIONS * Math.sqrt(variances[i % d]);
    }
    return new EvaluationRange(isEmpty, centres, bounds);
  }

  /** Tells whether there are no samples at all that kernels evaluate exactly enough. */
  boolean isEmpty() {
    return isEmpty;
  }

  /** Tells whether all rows are in the range; rows that are not finite are not. */
  boolean contains(RowBlock rows) {
    if (isEmpty) {
      return false;
    }
    double[] values = rows.values();
    int end = rows.offset() + rows.rows() * rows.dimension();
    if (areSmall(values, rows.offset(), end)) {
      return true;
    }
    for (int from = rows.offset(); from < end; from += bounds.length) {
      if (!contains(values, from, Math.min(bounds.length, end - from))) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether what is observed of a row, all but NaN, is in the range. */
  public boolean containsObserved(RowBlock rows, int row) {
    if (isEmpty) {
      return false;
    }
    for (int j = 0; j < rows.dimension(); j++) {
      // Written so that NaN is inside.
      if (Math.abs(rows.values()[rows.rowOffset(row) + j] - centres[j]) > bounds[j]) {
        return false;
      }
    }
    return true;
  }

  /** Half the time of the comparison with centres, and enough for most samples. */
  private boolean areSmall(double[] values, int from, int end) {
    for (int i = from; i < end; i++) {
      if (!(Math.abs(values[i]) <= least)) {
        return false;
      }
    }
    return true;
  }

  private boolean contains(double[] values, int from, int count) {
    for (int i = 0; i < count; i++) {
      // Written so that NaN is outside.
      if (!(Math.abs(values[from + i] - centres[i]) <= bounds[i])) {
        return false;
      }
    }
    return true;
  }
}

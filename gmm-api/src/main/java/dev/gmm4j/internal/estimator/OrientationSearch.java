package dev.gmm4j.internal.estimator;

import java.util.List;

/**
 * The search for a common orientation from one beginning: sweeps over all pairs of axes, each turned by its best angle
 * (Flury and Gautschi 1986 turn pairs too, but to a stationary angle). No turn ascends.
 */
final class OrientationSearch {
  /** Less than this part of what a diagonal can be is rounding. */
  private static final double ROUNDING = 1e-17;

  private final OrientationCriterion criterion;
  private final int dimension;
  private final double[] counts;

  /** The axes, in columns. */
  private final double[] axes;

  /** The matrices along the axes. */
  private final double[][] rotated;

  private final List<double[]> matrices;

  /** The largest part of a diagonal that rounding can leave where features have the same scale. */
  private final double[] floors;

  private final double[] logVolumes;
  private final PlaneRotation plane;

  /**
   * Creates a search.
   *
   * @param counts the components' weights
   * @param matrices the components' scatters, positive on the diagonal
   * @param beginning the axes to begin with, in columns
   */
  OrientationSearch(
      OrientationCriterion criterion,
      double[] counts,
      List<double[]> matrices,
      double[] beginning) {
    this.criterion = criterion;
    this.dimension = (int) Math.round(Math.sqrt(beginning.length));
    this.counts = counts;
    this.matrices = matrices;
    this.axes = beginning.clone();
    this.rotated = new double[matrices.size()][];
    this.floors = new double[matrices.size()];
    this.logVolumes = new double[matrices.size()];
    this.plane = new PlaneRotation(criterion, dimension, matrices.size());
    for (int k = 0; k < matrices.size(); k++) {
      rotated[k] = PrincipalAxes.rotate(axes, dimension, matrices.get(k), 0);
      for (int j = 0; j < dimension; j++) {
        floors[k] += ROUNDING * rotated[k][j * dimension + j];
      }
      for (int j = 0; j < dimension; j++) {
        logVolumes[k] += logOf(k, j) / dimension;
      }
    }
  }

  private double logOf(int k, int axis) {
    return Math.log(diagonal(k, axis));
  }

  /** Returns an entry of a diagonal, which in a matrix that is almost singular rounding can make negative. */
  private double diagonal(int k, int axis) {
    double entry = rotated[k][axis * dimension + axis];
    return entry > floors[k] ? entry : Math.max(entry, floor(k, axis));
  }

  /** Returns what rounding can leave on a diagonal: less than of the trace along axes of small features. */
  private double floor(int k, int axis) {
    double extent = PrincipalAxes.extents(axes, dimension, matrices.get(k))[axis];
    return Math.min(floors[k], ROUNDING * extent);
  }

  double[] axes() {
    return axes;
  }

  /** Returns the criterion, of which lower is better: per unit of weight, and in logarithms. */
  double value() {
    double sum = 0;
    double total = 0;
    for (int k = 0; k < rotated.length; k++) {
      total += counts[k];
      sum += criterion == OrientationCriterion.SUM_OF_VOLUMES
          ? Math.exp(logVolumes[k])
          : counts[k] * logVolumes[k];
    }
    return criterion == OrientationCriterion.SUM_OF_VOLUMES ? Math.log(sum / total) : sum / total;
  }

  /** Runs sweeps until one lowers the criterion by no more than a tolerance, or all are done. */
  void run(int maxSweeps, double tolerance) {
    for (int sweep = 0; sweep < maxSweeps; sweep++) {
      if (sweep(sweep == 0) <= tolerance) {
        return;
      }
    }
  }

  /** Turns each pair of axes once and returns by how much the criterion fell. */
  double sweep(boolean everywhere) {
    double fall = 0;
    for (int p = 0; p < dimension; p++) {
      for (int q = p + 1; q < dimension; q++) {
        fall -= turn(p, q, everywhere);
      }
    }
    return fall;
  }

  private double turn(int p, int q, boolean everywhere) {
    double[] weights = weights();
    plane.clear();
    for (int k = 0; k < rotated.length; k++) {
      plane.add(weights[k], diagonal(k, p), diagonal(k, q), rotated[k][p * dimension + q]);
    }
    double change = everywhere ? plane.searchEverywhere() : plane.searchNearby();
    if (!(change < 0)) {
      return 0;
    }
    double cosine = Math.cos(plane.angle());
    double sine = Math.sin(plane.angle());
    for (int k = 0; k < rotated.length; k++) {
      double before = logOf(k, p) + logOf(k, q);
      turnColumns(rotated[k], p, q, cosine, sine);
      turnRows(rotated[k], p, q, cosine, sine);
      logVolumes[k] += (logOf(k, p) + logOf(k, q) - before) / dimension;
    }
    turnColumns(axes, p, q, cosine, sine);
    return change;
  }

  /** Returns what the components count by, summing to 1. */
  private double[] weights() {
    double highest = Double.NEGATIVE_INFINITY;
    for (double logVolume : logVolumes) {
      highest = Math.max(highest, logVolume);
    }
    double[] weights = new double[rotated.length];
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      weights[k] = criterion.weight(counts[k], logVolumes[k] - highest);
      sum += weights[k];
    }
    for (int k = 0; k < weights.length; k++) {
      weights[k] /= sum;
    }
    return weights;
  }

  private void turnColumns(double[] matrix, int p, int q, double cosine, double sine) {
    for (int i = 0; i < dimension; i++) {
      double first = matrix[i * dimension + p];
      double second = matrix[i * dimension + q];
      matrix[i * dimension + p] = cosine * first + sine * second;
      matrix[i * dimension + q] = cosine * second - sine * first;
    }
  }

  private void turnRows(double[] matrix, int p, int q, double cosine, double sine) {
    for (int i = 0; i < dimension; i++) {
      double first = matrix[p * dimension + i];
      double second = matrix[q * dimension + i];
      matrix[p * dimension + i] = cosine * first + sine * second;
      matrix[q * dimension + i] = cosine * second - sine * first;
    }
  }
}

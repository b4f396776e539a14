package dev.gmm4j.internal.initialization;

import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;

/**
 * Lloyd's iterations of k-means (Lloyd 1982), run by the mixture kernel: the nearest centre is the likeliest component
 * of a mixture of equal components, spherical but for the features' lengths, so k-means is EM with hard assignments.
 */
public final class Lloyd {
  /**
   * The result of k-means.
   *
   * @param centres {@code K*d} numbers, row-major
   * @param inertia weighted sum of squared distances to the nearest centre, by the metric
   * @param iterations the number of updates done
   * @param converged whether the centres stopped moving
   */
  public record Result(double[] centres, double inertia, int iterations, boolean converged) {}

  private final LocalEngine engine;
  private final Metric metric;

  private Lloyd(LocalEngine engine, Metric metric) {
    this.engine = engine;
    this.metric = metric;
  }

  /**
   * Runs until no centre moves by more than the tolerance allows.
   *
   * @param initial {@code K*d} numbers, row-major
   * @param tolerance largest sum over centres of squared moves, relative to the samples' mean variance
   * @param checkpoint called before each update; what it throws ends the run
   */
  public static Result run(
      LocalEngine engine,
      double[] initial,
      Metric metric,
      int maxIterations,
      double tolerance,
      Runnable checkpoint) {
    return new Lloyd(engine, metric).run(initial, maxIterations, tolerance, checkpoint);
  }

  private Result run(double[] initial, int maxIterations, double tolerance, Runnable checkpoint) {
    int d = engine.samples().dimension();
    double[] centres = initial.clone();
    double previousInertia = Double.POSITIVE_INFINITY;
    boolean converged = false;
    int iteration = 0;
    while (iteration < maxIterations && !converged) {
      checkpoint.run();
      iteration++;
      SufficientStatistics statistics = assign(centres);
      double inertia = inertia(statistics);
      double movement = 0;
      double[] moved = centres.clone();
      for (int i = 0; i < moved.length; i++) {
        double weight = statistics.weights()[i / d];
        // A centre that no sample is nearest to stays where it is.
        moved[i] += weight > 0 ? statistics.first()[i] / weight : 0;
        double step = (moved[i] - centres[i]) * metric.inverseLengths()[i % d];
        movement += step * step;
      }
      centres = moved;
      // Inertia falls until nothing but rounding moves the centres.
      converged = movement <= tolerance * metric.meanVariance() || inertia >= previousInertia;
      previousInertia = inertia;
    }
    return new Result(centres, inertia(assign(centres)), iteration, converged);
  }

  private double inertia(SufficientStatistics statistics) {
    double[] squares = statistics.second();
    int d = metric.inverseLengths().length;
    double inertia = 0;
    for (int i = 0; i < squares.length; i++) {
      double inverseLength = metric.inverseLengths()[i % d];
      inertia += squares[i] * inverseLength * inverseLength;
    }
    return inertia;
  }

  private SufficientStatistics assign(double[] centres) {
    return engine.assign(metric.nearestCentre(centres), Moments.DIAGONAL);
  }
}

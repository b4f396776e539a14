package dev.gmm4j.internal.initialization;

import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;

/**
 * Lloyd's iterations of k-means (Lloyd 1982), run by the mixture kernel: the nearest centre is the likeliest component
 * of a mixture of equal spherical components, so k-means is EM with hard assignments.
 */
public final class Lloyd {
  private Lloyd() {}

  /**
   * The result of k-means.
   *
   * @param centres {@code K*d} numbers, row-major
   * @param inertia weighted sum of squared distances to the nearest centre
   * @param iterations the number of updates done
   * @param converged whether the centres stopped moving
   */
  public record Result(double[] centres, double inertia, int iterations, boolean converged) {}

  /**
   * Runs until no centre moves by more than the tolerance allows.
   *
   * @param initial {@code K*d} numbers, row-major
   * @param variance the samples' mean variance
   * @param tolerance largest sum over centres of squared moves, relative to the variance
   * @param checkpoint called before each update; what it throws ends the run
   */
  public static Result run(
      LocalEngine engine,
      double[] initial,
      double variance,
      int maxIterations,
      double tolerance,
      Runnable checkpoint) {
    int d = engine.samples().dimension();
    double[] centres = initial.clone();
    double previousInertia = Double.POSITIVE_INFINITY;
    boolean converged = false;
    int iteration = 0;
    while (iteration < maxIterations && !converged) {
      checkpoint.run();
      iteration++;
      SufficientStatistics statistics = assign(engine, centres, variance);
      double inertia = inertia(statistics);
      double movement = 0;
      double[] moved = centres.clone();
      for (int i = 0; i < moved.length; i++) {
        double weight = statistics.weights()[i / d];
        // A centre that no sample is nearest to stays where it is.
        moved[i] += weight > 0 ? statistics.first()[i] / weight : 0;
        double step = moved[i] - centres[i];
        movement += step * step;
      }
      centres = moved;
      // Inertia falls until nothing but rounding moves the centres.
      converged = movement <= tolerance * variance || inertia >= previousInertia;
      previousInertia = inertia;
    }
    return new Result(centres, inertia(assign(engine, centres, variance)), iteration, converged);
  }

  private static double inertia(SufficientStatistics statistics) {
    double inertia = 0;
    for (double squares : statistics.second()) {
      inertia += squares;
    }
    return inertia;
  }

  private static SufficientStatistics assign(
      LocalEngine engine, double[] centres, double variance) {
    MixtureParameters nearest =
        MixtureParameters.nearestCentre(centres, engine.samples().dimension(), variance);
    return engine.assign(nearest, Moments.DIAGONAL);
  }
}

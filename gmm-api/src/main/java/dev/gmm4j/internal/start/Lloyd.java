package dev.gmm4j.internal.start;

import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.Moments;
import dev.gmm4j.em.SufficientStatistics;
import dev.gmm4j.internal.LocalEngine;
import dev.gmm4j.spi.Assignment;

/**
 * Lloyd's iterations of k-means (Lloyd 1982), run by the mixture kernel: the nearest centre is the likeliest component
 * of a mixture of equal spherical components, so k-means is EM with hard assignments.
 */
public final class Lloyd {
  private Lloyd() {}

  /**
   * What k-means came to.
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
   * @param start {@code K*d} numbers, row-major
   * @param variance the samples' mean variance
   * @param tolerance largest sum over centres of squared moves, relative to the variance
   */
  public static Result run(
      LocalEngine engine, double[] start, double variance, int maxIterations, double tolerance) {
    int d = engine.samples().dimension();
    double[] centres = start.clone();
    boolean converged = false;
    int iteration = 0;
    while (iteration < maxIterations && !converged) {
      iteration++;
      SufficientStatistics statistics = assign(engine, centres, variance);
      double movement = 0;
      double[] moved = centres.clone();
      for (int i = 0; i < moved.length; i++) {
        double weight = statistics.weights()[i / d];
        // A centre that no sample is nearest to stays where it is.
        double move = weight > 0 ? statistics.first()[i] / weight : 0;
        moved[i] += move;
        movement += move * move;
      }
      centres = moved;
      converged = movement <= tolerance * variance;
    }
    double inertia = 0;
    for (double squares : assign(engine, centres, variance).second()) {
      inertia += squares;
    }
    return new Result(centres, inertia, iteration, converged);
  }

  private static SufficientStatistics assign(
      LocalEngine engine, double[] centres, double variance) {
    MixtureParameters nearest =
        MixtureParameters.nearestCentre(centres, engine.samples().dimension(), variance);
    return engine.accumulate(nearest, Assignment.HARD, Moments.DIAGONAL);
  }
}

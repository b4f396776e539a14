package dev.gmm4j.internal.comparison;

import dev.gmm4j.data.Samples;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Moments;

/**
 * The work that a fit takes its time for, to be tried on a few samples.
 *
 * @param shape what makes two tasks alike, but for the samples
 * @param components the number of components or clusters
 * @param threads how many the fit has
 * @param iterations those to be expected in all restarts together
 * @param preparation finds parameters like those of the fit
 */
public record ComparisonTask(
    Object shape, int components, int threads, double iterations, Preparation preparation) {

  /** A usual number of iterations of a restart, where more are allowed. */
  private static final int USUAL_ITERATIONS = 30;

  /** Returns the number of multiplications under full covariances, an exponential being some. */
  public double work(Samples samples) {
    double d = samples.dimension();
    return iterations * samples.count() * components * (d * d + 16);
  }

  /** The pass of an iteration. */
  public record Pass(MixtureParameters parameters, Moments moments, Assignment assignment) {

    /** Passes over the samples of an engine once. */
    public void over(LocalEngine engine) {
      if (assignment == Assignment.SOFT) {
        engine.expect(parameters, moments);
      } else {
        engine.assign(parameters, moments);
      }
    }
  }

  /** Prepares a pass over the samples of an engine. */
  @FunctionalInterface
  public interface Preparation {
    /** Returns the pass. */
    Pass prepare(LocalEngine engine, LinearAlgebraBackend backend);
  }

  /** Returns how many iterations are to be expected. */
  public static double expectedIterations(int restarts, int maxIterations) {
    return (double) restarts * Math.min(USUAL_ITERATIONS, maxIterations);
  }
}

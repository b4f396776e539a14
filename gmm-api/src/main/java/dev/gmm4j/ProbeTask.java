package dev.gmm4j;

import static dev.gmm4j.internal.Arguments.check;

import dev.gmm4j.em.DegeneracyGuard;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.Moments;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.internal.LocalEngine;
import dev.gmm4j.internal.Randomness;
import dev.gmm4j.internal.SampleSummary;
import dev.gmm4j.internal.start.CentreStart;
import dev.gmm4j.internal.start.StartContext;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.RowBlock;
import java.util.List;

/**
 * What a fit takes its time for, to be tried on a few samples.
 *
 * @param shape what makes two tasks alike, but for the samples
 * @param components the number of components or clusters
 * @param threads how many the fit has
 * @param iterations those to be expected in all starts together
 * @param preparation finds parameters like those of the fit
 */
record ProbeTask(
    Object shape, int components, int threads, double iterations, Preparation preparation) {

  /** A usual number of iterations of a start, where more are allowed. */
  private static final int USUAL_ITERATIONS = 30;

  /** Returns the number of multiplications under full covariances, an exponential being some. */
  double work(Samples samples) {
    double d = samples.dimension();
    return iterations * samples.count() * components * (d * d + 16);
  }

  /** The pass of an iteration. */
  record Pass(MixtureParameters parameters, Moments moments, Assignment assignment) {

    void over(LocalEngine engine) {
      if (assignment == Assignment.SOFT) {
        engine.expect(parameters, moments);
      } else {
        engine.assign(parameters, moments);
      }
    }
  }

  /** Prepares a pass over the samples of an engine. */
  @FunctionalInterface
  interface Preparation {
    Pass prepare(LocalEngine engine, LinearAlgebraBackend backend);
  }

  /** Returns the task of a fit by EM. */
  static ProbeTask of(GaussianMixtureEstimator settings, int dimension) {
    // Refuses what no array holds, before anything is allocated.
    settings.family.covariance().structure().size(settings.components, dimension);
    int starts = settings.start.strategy().isRandom() ? settings.restarts : 1;
    return new ProbeTask(
        List.of("EM", settings.components, settings.family.covariance()),
        settings.components,
        settings.threads,
        iterations(starts, settings.maxIterations),
        (engine, backend) -> expectation(settings, engine, backend));
  }

  /** A random start: near enough to what EM sees, and as quick to find as one pass. */
  private static Pass expectation(
      GaussianMixtureEstimator settings, LocalEngine engine, LinearAlgebraBackend backend) {
    CovarianceModel model = settings.family.covariance();
    SampleScale scale = SampleSummary.of(engine);
    check(
        scale.count() >= settings.components,
        "%d rows are too few to try %d components on",
        scale.count(),
        settings.components);
    Maximization maximization =
        new Maximization(model, settings.family.proportions(), settings.regularization, backend);
    // This policy draws no samples.
    DegeneracyGuard guard = new DegeneracyGuard(
        DegeneracyPolicy.REGULARIZE, model, scale, backend, () -> new double[0]);
    Randomness random = Randomness.of(settings.seed, 0);
    StartContext context = new StartContext(
        engine, backend, settings.components, maximization, guard, scale, 0, random);
    MixtureParameters parameters =
        new CentreStart(CentreStart.Method.RANDOM_SAMPLES).parameters(context);
    return new Pass(parameters, maximization.moments(), Assignment.SOFT);
  }

  /** Returns the task of k-means. */
  static ProbeTask kMeans(int clusters, int threads, int starts, int maxIterations) {
    return new ProbeTask(
        List.of("k-means", clusters),
        clusters,
        threads,
        iterations(starts, maxIterations),
        (engine, backend) -> assignment(clusters, engine));
  }

  private static double iterations(int starts, int maxIterations) {
    return (double) starts * Math.min(USUAL_ITERATIONS, maxIterations);
  }

  /** Every so many samples one is a centre. */
  private static Pass assignment(int clusters, LocalEngine engine) {
    Samples samples = engine.samples();
    int d = samples.dimension();
    double[] centres = new double[Math.multiplyExact(clusters, d)];
    for (int k = 0; k < clusters; k++) {
      RowBlock row = samples.block(samples.count() * k / clusters, 1);
      System.arraycopy(row.values(), row.offset(), centres, k * d, d);
    }
    double variance = SampleSummary.of(engine).meanVariance();
    MixtureParameters nearest = MixtureParameters.nearestCentre(centres, d, variance);
    return new Pass(nearest, Moments.DIAGONAL, Assignment.HARD);
  }
}

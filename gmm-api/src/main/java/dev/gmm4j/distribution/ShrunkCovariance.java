package dev.gmm4j.distribution;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.data.SampleChecks;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.engine.SampleCovariance;
import dev.gmm4j.internal.engine.SampleSummary;
import dev.gmm4j.internal.util.ParallelTasks;
import dev.gmm4j.spi.LinearAlgebraBackend;

/**
 * The covariance of samples, drawn towards a sphere of the same mean variance: {@code (1 - ρ) S + ρ tr(S)/d I}. Of fewer
 * samples than features {@code S} is singular, and this is not.
 *
 * @param mean the mean of the samples, {@code d} numbers
 * @param covariance shape {@code d*d}, symmetric
 * @param shrinkage {@code ρ}, from 0 for the covariance of the samples to 1 for the sphere
 */
public record ShrunkCovariance(double[] mean, double[][] covariance, double shrinkage) {

  /**
   * Returns the oracle approximating shrinkage of Gaussian samples (Chen, Wiesel, Eldar and Hero 2010, equation 23):
   *
   * <pre>
   * ρ = min(1, ((1 - 2/d) tr(S²) + tr²(S)) / ((n + 1 - 2/d) (tr(S²) - tr²(S)/d)))
   * </pre>
   *
   * <p>{@code S} has the divisor {@code n}, the total weight, as weights are frequencies. Variances of different features
   * are drawn towards each other: divide features of different units by their deviations before.
   *
   * @param samples without missing values
   * @throws InvalidSamplesException if a number is not finite, a weight is negative, or all samples are equal
   * @throws dev.gmm4j.exception.MemoryLimitException if matrices of so many features are larger than the heap may be
   */
  public static ShrunkCovariance oracleApproximating(Samples samples) {
    SampleChecks.requireComplete(notNull("samples", samples), "shrinkage");
    LinearAlgebraBackend backend = Backends.standard().automatic();
    try (LocalEngine engine =
        new LocalEngine(samples, backend, 1, ParallelTasks.defaultThreads())) {
      SampleScale scale = SampleSummary.of(engine);
      return shrink(scale.means(), SampleCovariance.of(engine, scale).get(), scale.totalWeight());
    }
  }

  private static ShrunkCovariance shrink(double[] mean, double[] covariance, double n) {
    int d = mean.length;
    double trace = 0;
    for (int j = 0; j < d; j++) {
      trace += covariance[j * d + j];
    }
    if (!(trace > 0)) {
      throw new InvalidSamplesException("samples must not all be equal");
    }
    double shrinkage = shrinkage(covariance, trace, d, n);
    double[][] shrunk = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        shrunk[i][j] = (1 - shrinkage) * covariance[i * d + j];
      }
      shrunk[i][i] += shrinkage * trace / d;
    }
    return new ShrunkCovariance(mean, shrunk, shrinkage);
  }

  /** Works on {@code S d/tr(S)}, so that squares neither overflow nor vanish. */
  private static double shrinkage(double[] covariance, double trace, int d, double n) {
    double squares = 0;
    double deviation = 0;
    for (int i = 0; i < covariance.length; i++) {
      double entry = covariance[i] / trace * d;
      double away = entry - (i % (d + 1) == 0 ? 1 : 0);
      squares += entry * entry;
      deviation += away * away;
    }
    double numerator = (1 - 2.0 / d) * squares + (double) d * d;
    // What tr(S²) is more than tr²(S)/d is the squared distance from the sphere.
    double denominator = (n + 1 - 2.0 / d) * deviation;
    return denominator > numerator ? numerator / denominator : 1;
  }

  /** Returns the mixture of one component that has this mean and covariance, a start for a fit of one. */
  public GaussianMixture model() {
    check(mean.length > 0, "mean must have at least 1 number, but had 0");
    return GaussianMixture.of(
        new double[] {1}, new double[][] {mean}, Covariances.full(new double[][][] {covariance}));
  }
}

package dev.gmm4j.clustering;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.ModelFamily;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.internal.initialization.Lloyd;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.Arrays;

/** The result of k-means. Immutable and safe to use from several threads. */
public final class KMeansFit {
  private final Lloyd.Result result;
  private final int dimension;

  /** The mixture of equal spherical components whose likeliest component is the nearest centre. */
  private final GaussianMixture nearest;

  KMeansFit(
      Lloyd.Result result,
      int dimension,
      double variance,
      LinearAlgebraBackend backend,
      int threads) {
    this.result = result;
    this.dimension = dimension;
    this.nearest = GaussianMixture.of(
        MixtureParameters.nearestCentre(result.centres(), dimension, variance),
        ModelFamily.of(CovarianceType.SPHERICAL),
        backend,
        threads);
  }

  /** Returns a copy of the centres, shape {@code K*d}. */
  public double[][] centres() {
    double[] flat = result.centres();
    double[][] centres = new double[flat.length / dimension][];
    for (int k = 0; k < centres.length; k++) {
      centres[k] = Arrays.copyOfRange(flat, k * dimension, (k + 1) * dimension);
    }
    return centres;
  }

  /** Returns the weighted sum of squared distances of the samples to their nearest centre. */
  public double inertia() {
    return result.inertia();
  }

  /** Returns the number of iterations done. */
  public int iterations() {
    return result.iterations();
  }

  /** Tells whether the centres stopped moving before the largest number of iterations. */
  public boolean converged() {
    return result.converged();
  }

  /** Returns the index of the nearest centre of each sample, from 0; ties go to the smaller index. */
  public int[] predict(Samples samples) {
    return nearest.predict(samples);
  }
}

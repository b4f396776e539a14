package dev.gmm4j.bayesian;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.ParameterUpdate;
import dev.gmm4j.internal.estimator.CovarianceEstimators;
import dev.gmm4j.internal.estimator.ModelMoments;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;

/**
 * The M-step of variational inference: statistics in, posterior out (Bishop 2006, 10.58 to 10.63). As the prior is
 * conjugate, the posterior has closed form: {@code β_k = β₀ + N_k}, {@code m_k = (β₀m₀ + N_k x̄_k)/β_k}, {@code ν_k = ν₀ +
 * N_k}, {@code A_k = A₀ + W_k + (β₀N_k/β_k)(x̄_k - m₀)(x̄_k - m₀)ᵀ} with the scatter {@code W_k} about {@code x̄_k}.
 */
record VariationalUpdate(
    NormalWishartPrior prior, WeightPrior weightPrior, LinearAlgebraBackend backend)
    implements ParameterUpdate {

  @Override
  public Moments moments() {
    return CovarianceEstimators.of(prior.type()).moments();
  }

  @Override
  public ExpectedParameters next(
      SufficientStatistics statistics, MixtureParameters current, int iteration) {
    return next(statistics);
  }

  /** Returns the expectations under the posterior of statistics. */
  ExpectedParameters next(SufficientStatistics statistics) {
    return ExpectedParameters.of(posterior(statistics), backend);
  }

  /** Returns minus the divergence of the prior from the posterior: the bound is that and what the pass sums up. */
  @Override
  public double logPrior(MixtureParameters parameters) {
    return -((ExpectedParameters) parameters).divergence();
  }

  /** Returns the posterior. */
  MixturePosterior posterior(SufficientStatistics statistics) {
    int components = statistics.components();
    int d = statistics.dimension();
    double[] counts = statistics.weights();
    double[] shifts = statistics.shifts();
    double[] priorMean = prior.mean();
    double[] meanPrecisions = new double[components];
    double[][] means = new double[components][d];
    // From the prior's mean to that of the samples.
    double[] offsets = new double[components * d];
    for (int k = 0; k < components; k++) {
      meanPrecisions[k] = prior.meanPrecision() + counts[k];
      for (int j = 0; j < d; j++) {
        int at = k * d + j;
        offsets[at] = statistics.centres()[at] - priorMean[j] + shifts[at];
        means[k][j] = priorMean[j] + counts[k] / meanPrecisions[k] * offsets[at];
      }
    }
    double[] freedoms = degreesOfFreedom(counts);
    return new MixturePosterior(
        prior,
        weightPrior.posterior(counts),
        meanPrecisions,
        means,
        freedoms,
        covariances(statistics, shifts, offsets, meanPrecisions, freedoms));
  }

  private double[] degreesOfFreedom(double[] counts) {
    boolean isTied = prior.type() == CovarianceType.TIED;
    double[] freedoms = new double[isTied ? 1 : counts.length];
    for (int k = 0; k < freedoms.length; k++) {
      freedoms[k] = prior.degreesOfFreedom();
    }
    for (int k = 0; k < counts.length; k++) {
      freedoms[isTied ? 0 : k] += counts[k];
    }
    return freedoms;
  }

  private Covariances covariances(
      SufficientStatistics statistics,
      double[] shifts,
      double[] offsets,
      double[] meanPrecisions,
      double[] freedoms) {
    CovarianceType type = prior.type();
    int components = statistics.components();
    int d = statistics.dimension();
    double[] counts = statistics.weights();
    double[] scatter = statistics.second().clone();
    Moments moments = statistics.moments();
    for (int k = 0; k < components; k++) {
      double between = prior.meanPrecision() * counts[k] / meanPrecisions[k];
      for (int i = 0; i < d; i++) {
        for (int j = type.isAxisAligned() ? i : 0; j <= i; j++) {
          int a = k * d + i;
          int b = k * d + j;
          scatter[ModelMoments.index(moments, d, k, i, j)] +=
              between * (offsets[a] * offsets[b]) - counts[k] * (shifts[a] * shifts[b]);
        }
      }
    }
    double[] values = new double[type.size(components, d)];
    if (type == CovarianceType.SPHERICAL) {
      for (int i = 0; i < scatter.length; i++) {
        values[i / d] += Math.max(0, scatter[i]) / d;
      }
      for (int k = 0; k < components; k++) {
        values[k] = (values[k] + prior.scale().get(0, 0, 0)) / freedoms[k];
      }
      return Covariances.of(type, components, d, values);
    }
    double[] scale = prior.scale().toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = (scale[i % scale.length] + scatter[i]) / freedoms[i / scale.length];
    }
    return Covariances.of(type, components, d, values);
  }
}

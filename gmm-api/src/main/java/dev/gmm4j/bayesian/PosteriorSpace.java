package dev.gmm4j.bayesian;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.ParameterVectors;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.exception.GmmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Posteriors as vectors: {@code ln β_k}, means, and of each {@code A_k/ν_k} the Cholesky factor with logarithms on its diagonal.
 *
 * <p>Any vector is a posterior: precisions stay positive definite, and where {@code β_k} would be less than the prior's the
 * component is empty. Counts, degrees of freedom and weights follow from {@code β_k}. Numbers are in units of the samples'
 * deviations, so that lengths depend on no feature's unit.
 */
final class PosteriorSpace implements ParameterVectors {
  private final VariationalUpdate update;
  private final double[] deviations;
  private final double totalWeight;

  PosteriorSpace(VariationalUpdate update, SampleScale scale) {
    this.update = update;
    this.totalWeight = scale.totalWeight();
    deviations = scale.positiveVariances();
    for (int j = 0; j < deviations.length; j++) {
      deviations[j] = Math.sqrt(deviations[j]);
    }
  }

  @Override
  public double[] vector(MixtureParameters parameters) {
    MixturePosterior posterior = ((ExpectedParameters) parameters).posterior();
    int components = posterior.components();
    int d = posterior.dimension();
    double[] roots = roots(posterior);
    double[] vector = new double[components + components * d + roots.length];
    for (int k = 0; k < components; k++) {
      vector[k] = StrictMath.log(posterior.meanPrecision(k));
      double[] mean = posterior.mean(k);
      for (int j = 0; j < d; j++) {
        vector[components + k * d + j] = mean[j] / deviations[j];
      }
    }
    System.arraycopy(roots, 0, vector, components + components * d, roots.length);
    return vector;
  }

  private double[] roots(MixturePosterior posterior) {
    CovarianceType type = posterior.covarianceType();
    Covariances covariances = posterior.covariances();
    int d = posterior.dimension();
    if (type.isAxisAligned()) {
      return Arrays.stream(covariances.toArray()).map(StrictMath::log).toArray();
    }
    int matrices = type == CovarianceType.TIED ? 1 : posterior.components();
    double[] roots = new double[matrices * d * (d + 1) / 2];
    int at = 0;
    for (int k = 0; k < matrices; k++) {
      double[][] root = CholeskyRoot.of(covariances, k);
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < i; j++) {
          roots[at++] = root[i][j] / deviations[i];
        }
        roots[at++] = StrictMath.log(root[i][i]);
      }
    }
    return roots;
  }

  @Override
  public @Nullable MixtureParameters parameters(double[] vector, MixtureParameters like) {
    MixturePosterior near = ((ExpectedParameters) like).posterior();
    NormalWishartPrior prior = near.prior();
    int components = near.components();
    int d = near.dimension();
    double[] counts = new double[components];
    double sum = 0;
    for (int k = 0; k < components; k++) {
      counts[k] = Math.max(0, StrictMath.exp(vector[k]) - prior.meanPrecision());
      sum += counts[k];
    }
    double[][] means = new double[components][d];
    double[] precisions = new double[components];
    double[] freedoms = new double[near.covarianceType() == CovarianceType.TIED ? 1 : components];
    Arrays.fill(freedoms, prior.degreesOfFreedom());
    for (int k = 0; k < components; k++) {
      counts[k] *= totalWeight / sum;
      precisions[k] = prior.meanPrecision() + counts[k];
      freedoms[Math.min(k, freedoms.length - 1)] += counts[k];
      for (int j = 0; j < d; j++) {
        means[k][j] = vector[components + k * d + j] * deviations[j];
      }
    }
    try {
      return ExpectedParameters.of(
          new MixturePosterior(
              prior,
              update.weightPrior().posterior(counts),
              precisions,
              means,
              freedoms,
              covariances(vector, components + components * d, near)),
          update.backend());
    } catch (GmmException | IllegalArgumentException e) {
      // An extrapolation beyond the range of numbers: the update is taken in its place.
      return null;
    }
  }

  private Covariances covariances(double[] vector, int first, MixturePosterior like) {
    CovarianceType type = like.covarianceType();
    int d = like.dimension();
    double[] values = new double[like.covariances().toArray().length];
    if (type.isAxisAligned()) {
      for (int i = 0; i < values.length; i++) {
        values[i] = StrictMath.exp(vector[first + i]);
      }
      return Covariances.of(type, like.components(), d, values);
    }
    double[] root = new double[d * d];
    int at = first;
    for (int from = 0; from < values.length; from += d * d) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < i; j++) {
          root[i * d + j] = vector[at++] * deviations[i];
        }
        root[i * d + i] = StrictMath.exp(vector[at++]);
      }
      for (int i = 0; i < d; i++) {
        for (int j = 0; j <= i; j++) {
          double product = 0;
          for (int l = 0; l <= j; l++) {
            product += root[i * d + l] * root[j * d + l];
          }
          values[from + i * d + j] = product;
          values[from + j * d + i] = product;
        }
      }
    }
    return Covariances.of(type, like.components(), d, values);
  }
}
